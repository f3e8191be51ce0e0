"""Taking an article down everywhere: asking, the proof for each site, undoing."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.models import Entry
from syndication.actions import recall_article, undo_recall
from syndication.desk.dispatch import ArticleActView
from syndication.desk.staff import StaffRequest
from syndication.errors import SyndicationError
from syndication.forms.recall import RecallForm, UndoForm
from syndication.local_preview import status_at
from syndication.models import Placement, Recall
from syndication.policies import unions_for

ROWS = 20
ALIVE = (Placement.State.SHOWN, Placement.State.SCHEDULED, Placement.State.HIDDEN)


class RecallView(ArticleActView):
    """Where the article stands now, why it has to go, and the button."""

    act_name = "recall"
    form_class = RecallForm
    template_name = "syndication/admin/recall_form.html"
    page_title = gettext_lazy("撤稿")
    header_icon = "cross"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if in_force := self.article.recalls.filter(undone_at__isnull=True).first():
            return redirect("syndication_recall", in_force.pk)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: RecallForm) -> HttpResponse:
        try:
            recall = recall_article(
                self.article, reason=form.cleaned_data["reason"], by=self.request.user
            )
        except SyndicationError as error:
            messages.error(self.request, str(error))
            return redirect(self.request.path)
        messages.success(self.request, _("已撤稿。下面逐站列出结果。"))
        return redirect("syndication_recall", recall.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        alive = Placement.objects.filter(article=self.article, state__in=ALIVE)
        following = alive.filter(revision__isnull=True)
        adopted = alive.filter(revision__isnull=False)
        return super().get_context_data(**kwargs) | {
            "article": self.article,
            "following": sites_of(following)[:ROWS],
            "following_count": following.count(),
            "adopted": sites_of(adopted),
        }


def sites_of(placements: QuerySet[Placement]) -> QuerySet[Placement]:
    rows = placements.select_related("organisation", "column").defer(
        "column__intro", "column__intro_zh_hans", "column__intro_en"
    )
    return rows.order_by("organisation__path", "pk")


@dataclass(frozen=True)
class Proof:
    """What a site answers now."""

    placement: Placement | None
    name: str
    url: str
    is_listed: bool
    status: int

    @property
    def is_gone(self) -> bool:
        return not self.is_listed and self.status == 410


def proofs(recall: Recall, placements: list[Placement], *, with_own: bool) -> list[Proof]:
    """Ask the addresses of these placements, and the article's own, for what they answer now."""
    article = recall.article
    lines = Entry.objects.filter(article=article)
    listed = set(
        lines.filter(number__in=[row.pk for row in placements]).values_list("number", flat=True)
    )
    found = [
        Proof(row, row.organisation.name, url, row.pk in listed, status_at(url))
        for row in placements
        if (url := f"{row.column.full_url}a-{row.pk}/" if row.column else "")
    ]
    if with_own:
        name, url = article.organisation.name, article.full_url
        is_listed = lines.filter(is_own=True).exists()
        found.insert(0, Proof(None, name, url, is_listed, status_at(url)))
    return found


class RecallResultView(WagtailAdminTemplateMixin, ListView):
    """The proof for each site, computed while one looks; and the way back."""

    request: StaffRequest
    template_name = "syndication/admin/recall.html"
    page_title = gettext_lazy("撤稿结果")
    header_icon = "cross"
    paginate_by = ROWS
    paginator_class = WagtailPaginator
    page_kwarg = "p"

    @cached_property
    def recall(self) -> Recall:
        """A recall of a union that the person recalls for; any other is not found."""
        unions = unions_for(self.request.user, "recall")
        rows = Recall.objects.filter(article__organisation__in=unions)
        rows = rows.select_related("article__organisation", "recalled_by", "undone_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Placement]:
        recall = self.recall
        taken = Placement.objects.filter(
            article=recall.article_id,
            state=Placement.State.RECALLED,
            taken_down_at=recall.recalled_at,
        )
        return sites_of(taken)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = UndoForm(self.recall, request.POST)
        if not form.is_valid():
            messages.error(request, _("请选恢复哪一版。"))
            return redirect("syndication_recall", self.recall.pk)
        try:
            undo_recall(self.recall.pk, by=self.request.user, as_mended=form.as_mended)
        except SyndicationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("已恢复，撤下的各站重新显示。"))
        return redirect("syndication_recall", self.recall.pk)

    def get_page_subtitle(self) -> str:
        return self.recall.article.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        back = {"url": "../../", "label": _("撤稿记录")}
        return [*self.breadcrumbs_items, back, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        recall, shown = self.recall, context["page_obj"]
        in_force = recall.undone_at is None
        rows = []
        if in_force:
            rows = proofs(recall, list(context["object_list"]), with_own=shown.number == 1)
        adopted = Placement.objects.filter(
            article=recall.article_id, revision__isnull=False, state__in=ALIVE
        )
        return context | {
            "recall": recall,
            "in_force": in_force,
            "items": shown,
            "proofs": rows,
            "all_gone": all(row.is_gone for row in rows),
            "adopted": sites_of(adopted)[:ROWS],
            "undo_form": UndoForm(recall) if in_force else None,
        }


class RecallListView(WagtailAdminTemplateMixin, ListView):
    request: StaffRequest
    template_name = "syndication/admin/recall_list.html"
    page_title = gettext_lazy("撤稿记录")
    header_icon = "cross"
    paginate_by = ROWS
    paginator_class = WagtailPaginator
    page_kwarg = "p"

    def get_queryset(self) -> QuerySet[Recall]:
        unions = unions_for(self.request.user, "recall")
        rows = Recall.objects.filter(article__organisation__in=unions)
        rows = rows.select_related("article__organisation", "recalled_by")
        rows = rows.defer("article__body", "article__body_zh_hans", "article__body_en")
        return rows.order_by("-recalled_at", "-pk")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"items": context["page_obj"]}
