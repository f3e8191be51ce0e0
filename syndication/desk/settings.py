"""What unions and operators set."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sites.models import Organisation
from syndication.actions import arrange_columns, change_rules, delete_group, save_group
from syndication.actions.arrange import CHANGE_RULES
from syndication.branches import branches_of
from syndication.desk.staff import StaffRequest
from syndication.errors import SyndicationError
from syndication.forms.settings import GroupForm, MappingForm, RulesForm
from syndication.models import RecipientGroup, Rules
from syndication.policies import unions_for
from syndication.recipients import possible_recipients


class OwnUnionMixin(WagtailAdminTemplateMixin):
    """A screen of one of the unions that the person arranges things for; ``?union=`` says which."""

    request: StaffRequest

    @cached_property
    def unions(self) -> list[Organisation]:
        return list(self.possible_unions())

    def possible_unions(self):
        return unions_for(self.request.user, "arrange")

    @cached_property
    def organisation(self) -> Organisation:
        wanted = self.request.GET.get("union", "")
        for union in self.unions:
            if wanted in {"", str(union.pk)}:
                return union
        raise Http404

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_page_subtitle(self) -> str:
        return self.organisation.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            organisation=self.organisation, unions=self.unions, **kwargs
        )


class MappingView(OwnUnionMixin, FormView):
    form_class = MappingForm
    template_name = "syndication/admin/mapping.html"
    page_title = gettext_lazy("栏目对应")
    header_icon = "redirect"

    def possible_unions(self):
        return super().possible_unions().filter(depth__gt=1)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"organisation": self.organisation}

    def form_valid(self, form: MappingForm) -> HttpResponse:
        try:
            count = arrange_columns(self.organisation, form.choices, by=self.request.user)
        except SyndicationError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, _("已保存，改了 %(count)s 处。") % {"count": count})
        return redirect(self.request.get_full_path())


class GroupListView(OwnUnionMixin, TemplateView):
    template_name = "syndication/admin/group_list.html"
    page_title = gettext_lazy("接收分组")
    header_icon = "group"

    def possible_unions(self):
        return super().possible_unions().filter(numchild__gt=0)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = RecipientGroup.objects.filter(organisation=self.organisation)
        groups = groups.prefetch_related("unions").order_by("name", "pk")
        return super().get_context_data(groups=groups, **kwargs)


class GroupView(OwnUnionMixin, FormView):
    """A new group, or one of the union's own to change or delete."""

    form_class = GroupForm
    template_name = "syndication/admin/group_form.html"
    page_title = gettext_lazy("接收分组")
    header_icon = "group"

    def possible_unions(self):
        return super().possible_unions().filter(numchild__gt=0)

    @cached_property
    def group(self) -> RecipientGroup | None:
        if "pk" not in self.kwargs:
            return None
        own = RecipientGroup.objects.filter(organisation__in=self.unions)
        return get_object_or_404(own.select_related("organisation"), pk=self.kwargs["pk"])

    @cached_property
    def organisation(self) -> Organisation:
        return self.group.organisation if self.group else super().organisation

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"group": self.group}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = request.POST.get("act", "")
        if act == "delete" and self.group:
            delete_group(self.group, by=self.request.user)
            messages.success(request, _("分组已删除。已经下发的不受影响。"))
            return self.back()
        if act == "save":
            return super().post(request, *args, **kwargs)
        return self.render_to_response(self.get_context_data())

    def form_valid(self, form: GroupForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            save_group(
                self.organisation,
                data["name"],
                data["unions"],
                by=self.request.user,
                group=self.group,
            )
        except SyndicationError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("分组“%(name)s”已保存。") % {"name": data["name"]})
        return self.back()

    def back(self) -> HttpResponse:
        url = redirect("syndication_groups")
        url["Location"] += f"?union={self.organisation.pk}"
        return url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(group=self.group, **kwargs)
        form = context["form"]
        ticked, wanted = form.ticked(), str(form["find"].value() or "").strip()
        fields = ("name", "short_name", "tier", "path", "depth", "numchild")
        shown = [
            union
            for union in possible_recipients(self.organisation).only(*fields)
            if wanted in union.name or union.pk in ticked
        ]
        ticked_ids = {"unions": ticked}
        return context | {
            "branches": branches_of(self.organisation, shown),
            "ticked": ticked_ids,
        }


class RulesView(WagtailAdminTemplateMixin, FormView):
    """The rules of the whole network; operators only."""

    request: StaffRequest
    form_class = RulesForm
    template_name = "syndication/admin/rules.html"
    page_title = gettext_lazy("报送与下发规则")
    header_icon = "cogs"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(CHANGE_RULES):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Rules.current()}

    def form_valid(self, form: RulesForm) -> HttpResponse:
        change_rules(by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("规则已保存，马上生效。"))
        return redirect("syndication_rules")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]
