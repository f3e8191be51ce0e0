"""Outside sites of the unions that one arranges."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from syndication.desk.base import ActMenuItem
from syndication.models import OutsideSite
from syndication.outside import SIGNATURE_HEADER, feed_address
from syndication.policies import unions_for


class OutsideSiteForm(WagtailAdminModelForm):
    class Meta:
        model = OutsideSite
        fields = ("organisation", "name", "url", "is_active")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = unions_for(self.for_user, "arrange")


class OwnRows:
    """Only rows of unions that the person arranges: in lists, forms and typed addresses."""

    permission_required = None
    any_permission_required = ()

    def get_base_queryset(self):
        return own_sites(self.request)

    def get_queryset(self):
        return own_sites(self.request)

    def user_has_permission(self, permission):
        return unions_for(self.request.user, "arrange").exists()

    user_has_any_permission = user_has_permission


def own_sites(request):
    mine = OutsideSite.objects.filter(organisation__in=unions_for(request.user, "arrange"))
    return mine.select_related("organisation").order_by("organisation__path", "pk")


class OutsideIndexView(OwnRows, generic.IndexView):
    pass


class OutsideCreateView(OwnRows, generic.CreateView):
    pass


class OutsideEditView(OwnRows, generic.EditView):
    """Shows the address and the secret that the outside site needs."""

    template_name = "syndication/admin/outside_site.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            address=feed_address(self.object), header=SIGNATURE_HEADER, **kwargs
        )


class OutsideDeleteView(OwnRows, generic.DeleteView):
    pass


class OutsideSiteViewSet(ModelViewSet):
    model = OutsideSite
    name = "syndication_outside"
    url_prefix = "syndication/outside"
    icon = "globe"
    menu_label = _("外部站点")
    index_view_class = OutsideIndexView
    add_view_class = OutsideCreateView
    edit_view_class = OutsideEditView
    delete_view_class = OutsideDeleteView
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = ["name", "organisation", "url", "is_active", "fetched_at"]
    add_to_reference_index = False
    add_to_admin_menu = False

    def get_form_class(self, for_update=False):
        return OutsideSiteForm


@hooks.register("register_admin_viewset")
def register_outside_sites():
    return OutsideSiteViewSet()


@hooks.register("register_syndication_menu_item")
def offer_outside_sites():
    return ActMenuItem(
        _("外部站点"),
        reverse("syndication_outside:index"),
        icon_name="globe",
        order=900,
        act="arrange",
    )
