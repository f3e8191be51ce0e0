"""A network of any size: how long it takes to make, and what its pages cost un-cached."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from news.entries import list_articles
from news.models import ArticlePage, ColumnPage
from news.models.column import PAGE_SIZE
from pages.bulk import add_children
from sites.actions import UnionPlan, provision_union
from sites.models import Organisation, SiteKind, Tier
from tests.benchmarks.figures import Figure, median_ms, peak_mb, queries_of, seconds

COUNTIES_PER_CITY = 9
LONG_COLUMN = 100_000  # articles: page 5,000 of 20 lines
CHUNK = 2_000
PARAGRAPH = "全市各级工会以职工需求为导向，把服务送到车间班组和项目工地，职工的获得感不断增强。" * 8


def run(*, unions: int = 121, articles: int = 2_000, **_ignored: object) -> dict[str, Figure]:
    provision_s = seconds(lambda: list(provision(unions)))
    made = {
        "provision_s": Figure(provision_s, "s"),
        "provision_peak_mb": Figure(peak_mb(), "MB"),
    }
    load(articles)
    return made | pages_read()


def load(articles: int) -> None:
    """Half of the articles, at most ``LONG_COLUMN``, in one column; the others everywhere."""
    column = long_column()
    in_long_column = min(LONG_COLUMN, articles // 2)
    fill(column, column.organisation, in_long_column)
    spread(articles - in_long_column, except_column=column)
    settle()


def long_column() -> ColumnPage:
    return ColumnPage.objects.select_related("organisation").get(
        organisation__slug="city1", code="yaowen"
    )


def pages_read() -> dict[str, Figure]:
    """What the pages of the union with the long column cost."""
    column = long_column()
    watched = column.organisation
    last_page = max(1, -(-column.entries.count() // PAGE_SIZE))
    deep = min(5_000, max(1, last_page // 2))
    article = ArticlePage.objects.child_of(column).last()
    portal, news = (host(watched, kind) for kind in (SiteKind.PORTAL, SiteKind.NEWS))
    pages = {
        "portal": partial(get, portal, "/"),
        "news": partial(get, news, "/"),
        "column": partial(get, news, "/yaowen/"),
        "article": partial(get, news, f"/yaowen/{article.slug}/"),
    }
    deepest = partial(get, news, f"/yaowen/p{last_page}/")
    middle = partial(get, news, f"/yaowen/p{deep}/")
    for page in (*pages.values(), deepest, middle):
        page()
    figures = {
        "column_deep_ms": Figure(median_ms(deepest), "ms"),
        "column_middle_ms": Figure(median_ms(middle), "ms"),
        "column_pages": Figure(last_page, "pages"),
    }
    for name, page in pages.items():
        time_key = "column_first_ms" if name == "column" else f"{name}_ms"
        figures[f"{name}_queries"] = Figure(queries_of(page), "queries")
        figures[time_key] = Figure(median_ms(page), "ms")
    return figures


def provision(unions: int) -> Iterator[Organisation]:
    """A province, its cities, and their counties, as evenly as the number allows."""
    province = provision_union(plan("省总工会", Tier.PROVINCE, "province", None, 0))
    yield province
    city, made = None, 1
    while made < unions:
        if city is None or (made - 1) % (COUNTIES_PER_CITY + 1) == 0:
            city = provision_union(
                plan(f"第{made}市总工会", Tier.CITY, f"city{made}", province, made)
            )
            yield city
        else:
            yield provision_union(
                plan(f"第{made}县总工会", Tier.COUNTY, f"county{made}", city, made)
            )
        made += 1


def plan(name: str, tier: Tier, slug: str, parent: Organisation | None, number: int) -> UnionPlan:
    return UnionPlan(name=name, tier=tier, slug=slug, parent=parent, code=str(100_000 + number))


def fill(column: ColumnPage, organisation: Organisation, count: int, first: int = 0) -> None:
    """Publish articles in a column, a minute apart."""
    now = timezone.now()
    for start in range(first, first + count, CHUNK):
        batch = [
            ArticlePage(
                title=f"{organisation.short_name}工会服务职工工作简报第{number}期",
                slug=f"a{number}",
                lead="各级工会深入一线，为职工办实事。",
                author="通讯员",
                published_at=now - timedelta(minutes=number),
                body=[("text", f"<p>{PARAGRAPH}</p>")],
            )
            for number in range(start, min(start + CHUNK, first + count))
        ]
        add_children(column, batch)
        list_articles(batch, column, organisation)


def spread(count: int, *, except_column: ColumnPage) -> None:
    """Share articles among the news columns of all unions."""
    columns = list(
        ColumnPage.objects.filter(code__in=["yaowen", "jiceng", "tongzhi", "laomo"])
        .exclude(pk=except_column.pk)
        .select_related("organisation")
        .order_by("pk")
    )
    share, rest = divmod(count, len(columns))
    for position, column in enumerate(columns):
        amount = share + (1 if position < rest else 0)
        if amount:
            fill(column, column.organisation, amount)


def settle() -> None:
    """Let PostgreSQL take stock of what was loaded, as it does by itself within minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def host(organisation: Organisation, kind: SiteKind) -> str:
    return organisation.sites.select_related("site").get(kind=kind).site.hostname


# One client for all: a new one would load the middleware anew for each page.
READER = Client()


def get(hostname: str, path: str) -> None:
    host_name = f"{hostname}:{settings.PUBLIC_PORT}"
    response = READER.get(path, headers={"host": host_name})
    if response.status_code != 200:
        raise RuntimeError(f"{hostname}{path}: {response.status_code}")
