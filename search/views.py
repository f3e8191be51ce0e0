"""The search of every public site: a page, a feed, JSON, suggestions, and the count of clicks."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from search import queries, statistics
from search.feeds import search_feed
from search.forms import ClickForm, SearchForm
from search.hits import Hit, hits_for
from search.links import SearchLinks
from search.queries import Found, Search
from search.suggestions import suggest
from sites.models import Organisation

FEED_LENGTH = 30
SUGGESTIONS_KEPT = 60  # seconds


def search_of(request: HttpRequest, **more: Any) -> Search:
    """What the address asks for; every address asks for something that can be answered."""
    values = SearchForm(request.GET).values()
    return Search(
        typed=values["q"],
        here=here(request),
        scope=values["scope"],
        filters=values["filters"],
        sort=more.pop("sort", values["sort"]),
        page=values["page"],
        **more,
    )


def here(request: HttpRequest) -> Organisation:
    return request.organisation_site.organisation  # type: ignore[attr-defined]


@require_GET
def search_page(request: HttpRequest) -> HttpResponse:
    search = search_of(request)
    found = queries.find(search)
    context: dict[str, Any] = {
        "search": search,
        "bets": queries.best_bets(search.typed, search.here),
        "hot_words": statistics.hottest(10) if not found or not found.answer.total else [],
    }
    if found:
        links = SearchLinks(request.path, search, found.answer)
        hits = hits_of(found, search, request)
        whole = [hit for hit in hits if hit.article.pk not in found.partly]
        context |= {"found": found, "links": links, "hits": whole, "partly": hits[len(whole) :]}
        if search.page == 1 and not search.filters:
            statistics.count_search(search.typed, found=found.is_as_typed)
    response = render(request, "search/search_page.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def hits_of(found: Found, search: Search, request: HttpRequest) -> list[Hit]:
    """Those that have all of the words, and after them those that have a part."""
    ids = [*found.answer.article_ids, *found.partly]
    return hits_for(ids, found.query, search.here, request)


@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """The newest hits as an Atom feed."""
    search = search_of(request, sort="date", size=FEED_LENGTH)
    found = queries.find(search)
    return search_feed(request, search, hits_of(found, search, request) if found else [])


@require_GET
def api(request: HttpRequest) -> JsonResponse:
    """The same search for programs (docs/how-to/search.md)."""
    search = search_of(request)
    found = queries.find(search)
    answer = found.answer if found else None
    return JsonResponse(
        {
            "query": search.typed,
            "scope": search.scope,
            "sort": search.sort,
            "page": search.page,
            "page_size": search.size,
            "total": answer.total if answer else 0,
            "is_estimated": bool(answer and answer.is_estimated),
            "scopes": answer.scopes if answer else {},
            "estimated_scopes": sorted(answer.estimated) if answer else [],
            "facets": {name: dict(values) for name, values in answer.facets.items()}
            if answer
            else {},
            "corrected": found.corrected if found else "",
            "items": [
                {**item_of(hit, request), "has_all": hit.article.pk not in found.partly}
                for hit in hits_of(found, search, request)
            ]
            if found
            else [],
        },
        json_dumps_params={"ensure_ascii": False},
    )


def item_of(hit: Hit, request: HttpRequest) -> dict[str, Any]:
    return {
        "title": hit.plain_title,
        "url": request.build_absolute_uri(hit.url),
        "organisation": hit.source.name,
        "genre": hit.article.genre,
        "published_at": hit.published_at.isoformat() if hit.published_at else None,
        "summary_html": hit.summary,
        "attachment": hit.file_name,
        "also_on": hit.also_on,
        "is_local": hit.is_local,
    }


@require_GET
def suggestions(request: HttpRequest) -> JsonResponse:
    typed = request.GET.get("q", "")
    response = JsonResponse(
        suggest(typed, here(request), request), json_dumps_params={"ensure_ascii": False}
    )
    response["Cache-Control"] = f"public, max-age={SUGGESTIONS_KEPT}"
    return response


@csrf_exempt
def click(request: HttpRequest) -> HttpResponse:
    """A hit was opened. Takes only the query; it can do nothing but add one to a count."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = ClickForm(request.POST)
    if form.is_valid():
        statistics.count_click(form.cleaned_data["q"])
    return HttpResponse(status=204)
