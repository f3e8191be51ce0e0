"""What readers meet of placed and of withdrawn articles; the news app asks for it by hooks."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from wagtail import hooks

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
        return withdrawn(request, placement.article)
    if not is_to_be_seen(placement):
        raise Http404
    if placement.column_id != column.pk:  # moved to another column since
        return HttpResponseRedirect(f"{placement.column.get_url(request)}a-{number}/")
    article = in_local_dress(placement)
    entry = Entry.objects.filter(number=number).first()
    context = article.get_context(request) | article_surroundings(article, entry, column)
    return render(request, article.template, context | {"placement": placement})


def in_local_dress(placement: Placement) -> ArticlePage:
    """The article as this placement shows it; an object for showing, never to be saved."""
    revision = placement.revision
    article = revision.as_object() if revision else placement.article.specific
    article.organisation = placement.article.organisation
    if placement.headline:
        article.title_zh_hans = placement.headline
    if placement.lead:
        article.lead_zh_hans = placement.lead
    if placement.cover_id:
        article.cover = placement.cover
    return article


@hooks.register("answer_for_unpublished")
def answer_for_unpublished(request: HttpRequest, article: ArticlePage) -> HttpResponse | None:
    """410 for an article that its union has recalled."""
    if Recall.objects.filter(article=article, undone_at__isnull=True).exists():
        return withdrawn(request, article)
    return None


def withdrawn(request: HttpRequest, article: ArticlePage) -> HttpResponse:
    """A plain page that says so; the text is gone."""
    return render(request, "syndication/withdrawn.html", status=410)
