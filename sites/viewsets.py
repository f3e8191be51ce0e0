"""The screens of the network's operators: the organisation tree, host names, days of mourning."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from sites import actions
from sites.forms import (
    ConfirmForm,
    HostAliasForm,
    MergeForm,
    MourningPeriodForm,
    MoveForm,
    OrganisationAddForm,
    OrganisationEditForm,
)
from sites.models import HostAlias, MourningPeriod, Organisation

ROWS = 200


class OrganisationIndexView(generic.IndexView):
    """All unions as a tree, each with the acts that its status allows."""

    paginate_by = ROWS
    default_ordering = "path"

    def get_base_queryset(self):
        return Organisation.objects.prefetch_related("sites__site")

    def order_queryset(self, queryset):
        return queryset.order_by("path")

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        for act in acts_for(instance):
            url = reverse(f"organisation:{act.name}", args=[instance.pk])
            buttons.append(MenuItem(act.label, url=url, icon_name=act.icon, priority=40))
        return buttons


class OrganisationCreateView(generic.CreateView):
    def save_instance(self):
        organisation = self.form.save()
        log(organisation, "wagtail.create", user=self.request.user)
        return organisation

    def get_success_message(self, instance):
        hosts = "、".join(row.site.hostname for row in instance.sites.select_related("site"))
        return _("%(name)s已建成，站点：%(hosts)s。") % {"name": instance.name, "hosts": hosts}


class OrganisationEditView(generic.EditView):
    def save_instance(self):
        organisation = self.form.save()
        log(organisation, "wagtail.edit", user=self.request.user)
        return organisation


class OrganisationActView(WagtailAdminTemplateMixin, FormView):
    """One act on one union: asked for on a page of its own, done by an action, logged."""

    template_name = "sites/admin/organisation_act.html"
    header_icon = "site"
    name: str = ""
    label: Any = ""
    question: Any = ""
    done: Any = ""
    icon = "site"
    shown_for: tuple[str, ...] = (Organisation.Status.OPEN,)
    form_class: type = ConfirmForm

    def dispatch(self, request, *args, **kwargs):
        self.organisation = get_object_or_404(Organisation, pk=kwargs["pk"])
        policy = policy_registry.get_by_type(Organisation)
        if not policy.user_has_permission_for_instance(request.user, "change", self.organisation):
            messages.error(request, _("您没有这项权限。"))
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def act(self, form) -> Organisation:
        raise NotImplementedError

    def form_valid(self, form):
        try:
            organisation = self.act(form)
        except actions.TreeError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        log(organisation, f"sites.{self.name}", user=self.request.user)
        messages.success(self.request, self.done % {"name": organisation.name})
        return redirect("organisation:index")

    def get_page_title(self):
        return self.label

    def get_page_subtitle(self):
        return self.organisation.name

    def get_context_data(self, **kwargs):
        question = self.question % {"name": self.organisation.name}
        return super().get_context_data(organisation=self.organisation, question=question, **kwargs)


class MoveView(OrganisationActView):
    name, label, icon = "move", gettext_lazy("移到别的上级"), "arrow-right"
    question = gettext_lazy("把%(name)s连同它的下级工会移到另一个上级工会之下。网址和内容不变。")
    done = gettext_lazy("%(name)s已移动。")
    form_class = MoveForm

    def act(self, form):
        return actions.move_organisation(self.organisation, form.cleaned_data["union"])


class MergeView(OrganisationActView):
    name, label, icon = "merge", gettext_lazy("并入别的工会"), "resubmit"
    question = gettext_lazy(
        "把%(name)s并入另一个工会。它的每个旧网址都会转到那个工会的站点，文章在那里继续可以读到；它的下级工会一并移过去。"
    )
    done = gettext_lazy("%(name)s已并入。")
    form_class = MergeForm

    def act(self, form):
        return actions.merge_organisation(self.organisation, form.cleaned_data["union"])


class CloseView(OrganisationActView):
    name, label, icon = "close", gettext_lazy("关闭"), "lock"
    question = gettext_lazy("关闭%(name)s的站点。内容存档，读者仍可查阅；不再更新。")
    done = gettext_lazy("%(name)s已关闭。")

    def act(self, form):
        return actions.close_organisation(self.organisation)


class ReopenView(OrganisationActView):
    name, label, icon = "reopen", gettext_lazy("开通"), "lock-open"
    question = gettext_lazy("开通%(name)s的站点，网址恢复原样。")
    done = gettext_lazy("%(name)s已开通。")
    shown_for = (
        Organisation.Status.PREPARING,
        Organisation.Status.CLOSED,
        Organisation.Status.MERGED,
    )

    def act(self, form):
        return actions.reopen_organisation(self.organisation)


class PrepareView(OrganisationActView):
    name, label, icon = "prepare", gettext_lazy("转为筹备"), "cog"
    question = gettext_lazy("%(name)s的站点对读者暂时显示“尚未开通”，工作人员照常编辑。")
    done = gettext_lazy("%(name)s已转为筹备。")

    def act(self, form):
        return actions.prepare_organisation(self.organisation)


ACTS: tuple[type[OrganisationActView], ...] = (
    MoveView,
    MergeView,
    CloseView,
    PrepareView,
    ReopenView,
)


def acts_for(organisation: Organisation) -> list[type[OrganisationActView]]:
    """The acts that a union's status allows; the province can't be moved, merged or closed."""
    if organisation.depth == 1:
        return []
    return [act for act in ACTS if organisation.status in act.shown_for]


def site_addresses(organisation: Organisation) -> str:
    """Links to the union's sites."""
    return format_html_join(
        " ",
        '<a href="{}">{}</a>',
        ((row.site.root_url, row.get_kind_display()) for row in organisation.sites.all()),
    )


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    name = url_prefix = "organisation"
    url_namespace = "organisation"
    icon = "site"
    menu_label = gettext_lazy("工会组织")
    index_view_class = OrganisationIndexView
    add_view_class = OrganisationCreateView
    edit_view_class = OrganisationEditView
    list_filter = ["tier", "status"]
    search_fields = ["name", "short_name", "slug", "division_code"]
    search_backend_name = None
    add_to_reference_index = False

    @property
    def list_display(self):
        return [
            "indented_name",
            Column("tier", label=_("层级"), accessor="tier_label"),
            Column("division_code", label=_("代码")),
            Column("status", label=_("状态"), accessor="get_status_display"),
            Column("sites", label=_("站点"), accessor=site_addresses),
        ]

    def get_form_class(self, for_update=False):
        return OrganisationEditForm if for_update else OrganisationAddForm

    def get_urlpatterns(self):
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
        acts = [path(f"{act.name}/<int:pk>/", act.as_view(), name=act.name) for act in ACTS]
        return [*kept, *acts]


class MourningPeriodViewSet(ModelViewSet):
    model = MourningPeriod
    name = url_prefix = url_namespace = "mourning"
    icon = "date"
    menu_label = gettext_lazy("哀悼日")
    list_display = [
        "organisation",
        "first_date",
        "last_date",
        "with_subtree",
        "site_kind",
        "reason",
    ]
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return MourningPeriodForm


class HostAliasViewSet(ModelViewSet):
    model = HostAlias
    name = url_prefix = url_namespace = "host-alias"
    icon = "link"
    menu_label = gettext_lazy("附加域名")
    list_display = ["hostname", "organisation_site"]
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return HostAliasForm


class NetworkViewSetGroup(ModelViewSetGroup):
    items: tuple[Callable[..., Any], ...] = (
        OrganisationViewSet,
        HostAliasViewSet,
        MourningPeriodViewSet,
    )
    menu_label = gettext_lazy("网络")
    menu_icon = "site"
    menu_order = 50
