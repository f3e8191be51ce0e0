"""What readers meet of placed and of withdrawn articles; the news app asks for it by hooks."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from taggit.models import Tag
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.models import Revision

from news.links import origin_url
from news.models import ArticlePage, ColumnPage, Entry
from news.queries import article_surroundings
from syndication.entries import is_to_be_seen
from syndication.models import Placement, Recall

GONE = (Placement.State.RECALLED, Placement.State.REMOVED)


@hooks.register("show_placed_article")
def show_placed_article(request: HttpRequest, column: ColumnPage, number: int) -> HttpResponse:
    """A placed article at its local address, in local dress; 410 where it was taken down."""
    rows = Placement.objects.select_related("article__organisation", "revision", "column", "cover")
    placement = rows.filter(pk=number, organisation=column.organisation_id).first()
    if placement is None or placement.column is None:
        raise Http404
    if placement.state in GONE:
        return withdrawn(request, placement.column)
    entry = Entry.objects.filter(number=number).select_related("column").first()
    if entry is None or not is_to_be_seen(placement):
        raise Http404
    if placement.column_id != column.pk:  # moved to another column since
        return HttpResponseRedirect(f"{placement.column.get_url(request)}a-{number}/")
    entry.article = placement.article
    article = in_local_dress(placement)
    context = {
        "page": article,
        "self": article,
        "placed": entry,
        "origin_url": origin_url(placement.article),
    }
    context |= article_surroundings(article, entry, column)
    return render(request, article.template, context)


@hooks.register("read_placed_article")
def read_placed_article(number: int) -> ArticlePage | None:
    """The article as its placement shows it, for the search."""
    rows = Placement.objects.select_related("article__organisation", "revision", "cover")
    placement = rows.filter(pk=number).first()
    return in_local_dress(placement) if placement is not None else None


def in_local_dress(placement: Placement) -> ArticlePage:
    """The article as this placement shows it; an object for showing, never to be saved."""
    revision, article = placement.revision, placement.article
    if revision is not None:
        article = adopted_version(revision, article)
    article.organisation = placement.article.organisation
    article.published_at = placement.published_at
    if article.last_published_at:
        article.last_published_at = max(article.last_published_at, placement.published_at)
    article.first_published_at = placement.published_at
    if placement.headline:
        article.title_zh_hans, article.seo_title_zh_hans = placement.headline, ""
    if placement.lead:
        article.lead_zh_hans, article.search_description_zh_hans = placement.lead, ""
    if placement.cover_id or revision is not None:
        article.cover = placement.cover
    return article


def adopted_version(revision: Revision, current: ArticlePage) -> ArticlePage:
    """The article as it was in the adopted revision, at the place where it is now.

    Read from the revision itself, since ``as_object`` asks twice for each file and tag. Files
    and tags that are gone since are left out.
    """
    article = ArticlePage.from_serializable_data(revision.content, check_fks=False)
    for name in ("pk", "path", "depth", "url_path", "slug", "live", "translation_key"):
        setattr(article, name, getattr(current, name))
    article.last_published_at = revision.created_at
    article.attachments = with_related(article.attachments.all(), "document", get_document_model())
    article.tagged_items = with_related(article.tagged_items.all(), "tag", Tag)
    return article


def with_related(rows: Iterable[Any], name: str, model: type[Model]) -> list[Any]:
    """The rows that still have what they point to, loaded by one query."""
    pointing = list(rows)
    known = model._default_manager.in_bulk([getattr(row, f"{name}_id") for row in pointing])
    kept = [row for row in pointing if getattr(row, f"{name}_id") in known]
    for row in kept:
        setattr(row, name, known[getattr(row, f"{name}_id")])
    return kept


@hooks.register("answer_for_unpublished")
def answer_for_unpublished(request: HttpRequest, article: ArticlePage) -> HttpResponse | None:
    """410 for an article that its union has recalled."""
    if Recall.objects.filter(article=article, undone_at__isnull=True).exists():
        return withdrawn(request, ColumnPage.objects.parent_of(article).get())
    return None


def withdrawn(request: HttpRequest, column: ColumnPage) -> HttpResponse:
    """A plain page that says so, without the reason; the text is gone."""
    return render(request, "syndication/withdrawn.html", {"column": column}, status=410)
