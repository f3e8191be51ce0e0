"""The lines of a column, own and placed, and what an editor can do with the placed ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from news.models import ColumnPage
from syndication import actions
from syndication.desk.paging import ArticlePaginator
from syndication.errors import SyndicationError
from syndication.forms.placement import ColumnFilterForm, DressForm
from syndication.lines import (
    Line,
    lines_of_entries,
    lines_of_placements,
    placements_off,
    shown_entries,
)
from syndication.models import Placement
from syndication.policies import may, unions_for, unions_read

ROWS = 50


@dataclass(frozen=True)
class Act:
    """One act on a placement: what its button, its question and its message say."""

    label: Any
    icon: str
    run: Callable[..., Any]
    done: Any
    question: Any = ""


ACTS = {
    "confirm": Act(
        gettext_lazy("标题无误"), "check", actions.confirm_headline,
        gettext_lazy("已确认本站标题。"),
        gettext_lazy("原稿已更正。确认本站的标题和导语仍然准确？"),
    ),
    "show": Act(
        gettext_lazy("恢复显示"), "view", actions.show_placement,
        gettext_lazy("已恢复显示。"), gettext_lazy("让读者重新看到这篇稿件？"),
    ),
    "hide": Act(
        gettext_lazy("隐藏"), "no-view", actions.hide_placement,
        gettext_lazy("已隐藏，在“读者看不到的”里可以恢复。"),
        gettext_lazy("暂时不让读者看到这篇稿件？随时可以恢复。"),
    ),
    "ours": Act(
        gettext_lazy("改成本会稿件"), "copy", actions.make_ours,
        gettext_lazy("已建立草稿，来源和署名都保留。发布以后再把原来这一条撤下。"),
        gettext_lazy("用它的文字和图片建立一篇本会的草稿？来源和署名都保留，原来这一条不动。"),
    ),
    "remove": Act(
        gettext_lazy("撤下"), "bin", actions.remove_placement,
        gettext_lazy("已撤下。"),
        gettext_lazy("从本站撤下这篇稿件？它的网址会显示“这篇文章已撤下”。原单位的文章不受影响。"),
    ),
}  # fmt: skip


def column_url(placement: Placement, *, off: bool = False) -> str:
    """The list that a placement stands in; one without a column is left to its union's pages."""
    if placement.column_id is None:
        return reverse("wagtailadmin_home")
    url = reverse("syndication_column", args=[placement.column_id])
    return f"{url}?state={ColumnFilterForm.OFF}" if off else url


class ColumnLinesView(WagtailAdminTemplateMixin, TemplateView):
    """All lines of a column in their order; for all who read the union's post."""

    template_name = "syndication/admin/column_lines.html"
    request: Any
    page_title = gettext_lazy("栏目稿件")
    header_icon = "list-ul"

    @cached_property
    def column(self) -> ColumnPage:
        return get_object_or_404(
            ColumnPage.objects.defer_streamfields().select_related("organisation"),
            pk=self.kwargs["column_id"],
            organisation__in=unions_read(self.request.user),
        )

    def get_page_subtitle(self) -> str:
        return f"{self.column.organisation.short_name} · {self.column.title}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        column = {"url": reverse("wagtailadmin_explore", args=[self.column.pk])}
        return [
            *self.breadcrumbs_items,
            column | {"label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = ColumnFilterForm(self.request.GET)
        form.is_valid()
        page, lines = self.lines(form.cleaned_data)
        return super().get_context_data(
            column=self.column,
            form=form,
            page_obj=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            rows=[(line, [(name, ACTS[name]) for name in line.acts]) for line in lines],
            may_act=may(self.request.user, "answer", self.column.organisation),
            is_off=bool(form.cleaned_data.get("state")),
            here=self.request.get_full_path(),
            **kwargs,
        )

    def lines(self, asked: dict[str, str]) -> tuple[Any, list[Line]]:
        """The page that is asked for, and its rows. What isn't understood is not asked."""
        state, kind, text = asked.get("state", ""), asked.get("kind", ""), asked.get("q", "")
        number = self.request.GET.get("p")
        if not state:
            entries = shown_entries(self.column, kind=kind, text=text)
            page = ArticlePaginator(entries, ROWS).get_page(number)
            return page, lines_of_entries(page.object_list)
        state = "" if state == ColumnFilterForm.OFF else state
        placements = placements_off(self.column, kind=kind, state=state, text=text)
        page = ArticlePaginator(placements, ROWS).get_page(number)
        return page, lines_of_placements(page.object_list)


class AboutPlacement(WagtailAdminTemplateMixin):
    """A screen about one placement of a union for which the person may answer."""

    request: Any
    kwargs: dict[str, Any]
    header_icon = "doc-full"

    @cached_property
    def placement(self) -> Placement:
        rows = Placement.objects.select_related("article__organisation", "organisation", "column")
        mine = unions_for(self.request.user, "answer")
        return get_object_or_404(rows, pk=self.kwargs["pk"], organisation__in=mine)

    @property
    def back_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or column_url(self.placement)

    def get_page_subtitle(self) -> str:
        return self.placement.shown_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        placement = self.placement
        label = placement.column.title if placement.column else placement.organisation.short_name
        return [
            *self.breadcrumbs_items,
            {"url": column_url(placement), "label": label},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(placement=self.placement, back_url=self.back_url, **kwargs)


class PlacementChangeView(AboutPlacement, FormView):
    """Change the local column, headline, lead, cover, time and pin."""

    template_name = "syndication/admin/placement_change.html"
    page_title = gettext_lazy("修改本站标题和位置")
    form_class = DressForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.placement.state == Placement.State.RECALLED:
            messages.error(request, _("原单位已撤稿，不能再修改。"))
            return redirect(self.back_url)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "organisation": self.placement.organisation,
            "user": self.request.user,
            "placement": self.placement,
        }

    def get_initial(self) -> dict[str, Any]:
        return DressForm.values_of(self.placement)

    def form_valid(self, form: DressForm) -> HttpResponse:
        try:
            placement = actions.change_placement(
                self.placement.pk, form.dress(), by=self.request.user
            )
        except SyndicationError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("已保存。"))
        form.warn(self.request)
        return redirect(column_url(placement, off=placement.state != Placement.State.SHOWN))


class PlacementActView(AboutPlacement, TemplateView):
    """One act on a placement: asked for on a page of its own or by a button in the list."""

    template_name = "syndication/admin/placement_act.html"

    @cached_property
    def act(self) -> Act:
        if self.kwargs["act"] not in ACTS:
            raise Http404
        return ACTS[self.kwargs["act"]]

    def get_page_title(self) -> Any:
        return self.act.label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs | {"act": self.act})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            result = self.act.run(self.placement.pk, by=request.user)
        except SyndicationError as error:
            messages.error(request, str(error))
            return redirect(self.back_url)
        messages.success(request, self.act.done)
        if isinstance(result, Placement):
            return redirect(self.back_url)
        return redirect("wagtailadmin_pages:edit", result.pk)


@hooks.register("register_admin_urls")
def register_placement_urls() -> list[URLPattern]:
    return [
        path(
            "syndication/columns/<int:column_id>/",
            ColumnLinesView.as_view(),
            name="syndication_column",
        ),
        path(
            "syndication/placements/<int:pk>/change/",
            PlacementChangeView.as_view(),
            name="syndication_placement_change",
        ),
        path(
            "syndication/placements/<int:pk>/<slug:act>/",
            PlacementActView.as_view(),
            name="syndication_placement_act",
        ),
    ]


@hooks.register("register_page_header_buttons")
def offer_column_lines(
    page: Any, user: Any, view_name: str, next_url: str = ""
) -> Iterator[Button]:
    if view_name != "index" or page.specific_class is not ColumnPage:
        return
    if unions_read(user).filter(pk=page.organisation_id).exists():
        url = reverse("syndication_column", args=[page.pk])
        yield Button(_("栏目稿件"), url, icon_name="list-ul", priority=4)
