"""What has happened to the originals of adopted articles, for the desk to answer (原稿变动)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages

from news.changes import changes_between
from news.models import ArticlePage, ColumnPage
from sites.desk import DeskView, person
from syndication.actions import accept_offer, keep_version, withdraw_original
from syndication.actions.origin import adopted_placements
from syndication.actions.placement import rule_asks
from syndication.desk.base import ActMenuItem, attempt
from syndication.models import Offer, Placement
from syndication.outbox import in_bulk
from syndication.policies import may, unions_for

SIZE = 30


def offers_url() -> str:
    return reverse("syndication_offers")


class OffersView(DeskView):
    """What waits for an answer, the oldest first."""

    template_name = "syndication/admin/offers.html"
    page_title = gettext_lazy("原稿变动")
    header_icon = "resubmit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unions = unions_for(person(self.request), "answer")
        if not unions.exists():
            raise Http404
        waiting = Placement.objects.with_offers(unions).select_related("organisation")
        page = Paginator(waiting, SIZE).get_page(self.request.GET.get("p"))
        articles = (
            ArticlePage.objects.filter(pk__in=[row.article_id for row in page])
            .select_related("organisation")
            .defer_streamfields()
        )
        found = {article.pk: article for article in articles}
        rows = [(row, found[row.article_id]) for row in page]
        return super().get_context_data(page=page, rows=rows, **kwargs)


class OfferView(DeskView):
    """One of them with the differences to the adopted version, and the answer."""

    template_name = "syndication/admin/offer.html"
    header_icon = "resubmit"

    @cached_property
    def placement(self) -> Placement:
        rows = Placement.objects.select_related(
            "article__organisation", "organisation", "revision", "offered_revision"
        )
        unions = unions_for(person(self.request), "answer")
        return get_object_or_404(rows, pk=self.kwargs["pk"], organisation__in=unions)

    def get_page_title(self) -> str:
        return self.placement.shown_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        offers = {"url": offers_url(), "label": _("原稿变动")}
        return [*self.breadcrumbs_items, offers, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        placement = self.placement
        origin = placement.article.organisation
        adopted = placement.revision.as_object() if placement.revision else None
        offered = placement.offered_revision.as_object() if placement.offered_revision else None
        for article in (adopted, offered):
            if article is not None:
                article.organisation = origin
        columns = in_bulk(ColumnPage, [placement.column_id])
        return super().get_context_data(
            placement=placement,
            origin=origin,
            adopted=adopted,
            is_unpublished=placement.offer == Offer.UNPUBLISHED,
            changes=changes_between(adopted, offered) if adopted and offered else [],
            keeps_headline=adopted is not None and placement.headline != adopted.title,
            column=columns.get(placement.column_id),
            asks_chief=self.asks_chief(columns.get(placement.column_id)),
            seen=seen_mark(placement),
            **kwargs,
        )

    def asks_chief(self, column: ColumnPage | None) -> bool:
        """Whether a new version would wait for the editor in chief."""
        union = self.placement.organisation_id
        return rule_asks(union, column) and not may(person(self.request), "approve", union)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        acts = {
            "accept": (accept_offer, _("已接受原稿变动。")),
            "keep": (keep_version, _("继续显示采用的版本。")),
        }
        act, done = acts.get(request.POST.get("act", ""), (None, ""))
        placement = self.placement
        if act is None:
            raise Http404
        # Only what was looked at is answered: the origin may have changed once more meanwhile.
        if request.POST.get("seen") != seen_mark(placement):
            messages.error(request, _("原稿刚刚又有变动，请看过新的差异再决定。"))
            return redirect("syndication_offer", pk)
        answered = attempt(request, lambda: act(placement.pk, by=person(request)))
        if answered is not None:
            is_waiting = answered.state == Placement.State.PROPOSED
            messages.success(request, _("已提请终审，同意以后显示新版本。") if is_waiting else done)
        return redirect(offers_url())


def seen_mark(placement: Placement) -> str:
    return f"{placement.offer}{placement.offered_revision_id or ''}"


class TakeDownView(DeskView):
    """In place of deleting an adopted article: take it down, and have the desks above asked."""

    template_name = "syndication/admin/take_down.html"
    page_title = gettext_lazy("撤下原稿")
    header_icon = "bin"

    @cached_property
    def article(self) -> ArticlePage:
        article = get_object_or_404(ArticlePage, pk=self.kwargs["pk"])
        rights = article.permissions_for_user(person(self.request))
        adopted = adopted_placements(article)
        if not (rights.can_delete() or rights.can_unpublish()) or not adopted.exists():
            raise Http404
        return article

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        placements = adopted_placements(self.article).select_related("organisation")
        return super().get_context_data(
            article=self.article,
            names="、".join(row.organisation.name for row in placements),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        take_down_instead(request, self.article)
        return redirect("wagtailadmin_explore", self.article.get_parent().pk)


def take_down_instead(request: HttpRequest, article: ArticlePage) -> None:
    """Take it down, ask, and tell the person so."""
    asked = withdraw_original(article, by=person(request))
    told = {"title": article.get_admin_display_title(), "count": asked}
    messages.success(
        request,
        _("《%(title)s》已从本站撤下，没有删除：%(count)s 个采用它的单位会收到询问，由他们决定。")
        % told,
    )


@hooks.register("before_delete_page", order=-1)
def take_down_adopted(request: HttpRequest, page: Any) -> HttpResponse | None:
    """An adopted article isn't deleted: its page of choice says what happens in place of it."""
    if page.specific_class is not ArticlePage:
        return None
    article = ArticlePage.objects.get(pk=page.pk)
    if not adopted_placements(article).exists():
        return None
    if request.method != "POST":
        return redirect("syndication_take_down", page.pk)
    take_down_instead(request, article)
    return redirect("wagtailadmin_explore", article.get_parent().pk)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("syndication/offers/", OffersView.as_view(), name="syndication_offers"),
        path("syndication/offers/<int:pk>/", OfferView.as_view(), name="syndication_offer"),
        path(
            "syndication/take-down/<int:pk>/", TakeDownView.as_view(), name="syndication_take_down"
        ),
    ]


@hooks.register("register_syndication_menu_item")
def register_menu_item() -> ActMenuItem:
    return ActMenuItem(_("原稿变动"), offers_url(), icon_name="resubmit", order=50, act="answer")
