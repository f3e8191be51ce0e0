"""Sending down, correcting and recalling, beside page aliases; a full inbox, a full column."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import ArticlePage, ColumnPage, Entry
from sites.models import Organisation, StaffGroup, StaffRole
from syndication.actions import (
    DispatchPlan,
    deliver_dispatch,
    recall_article,
    send_dispatch,
)
from syndication.entries import add_lines
from syndication.models import Dispatch, Obligation, Placement, Receipt, Submission
from syndication.recipients import Selection
from tests.benchmarks.figures import Figure, median_ms, queries_of, seconds
from tests.benchmarks.network import fill, get, host, provision, settle

ROUNDS = 3
ALIASES = 12  # unions that get a page alias for comparison
SUBMISSIONS = 100_000
PLACEMENTS = 500_000
QUEUED = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def run(
    *, unions: int = 121, submissions: int = SUBMISSIONS, placements: int = PLACEMENTS, **_: object
) -> dict[str, Figure]:
    list(provision(unions))
    province = Organisation.objects.get(depth=1)
    column = ColumnPage.objects.get(organisation=province, code="tongzhi")
    fill(column, province, ROUNDS * 2 + 1)
    settle()
    desk = make_desk(province)
    with override_settings(TASKS=QUEUED):
        figures = travelling(province, desk, unions)
    fill_inbox(submissions)
    fill_columns(placements)
    settle()
    return figures | reading(province, desk)


def make_desk(organisation: Organisation):
    user = get_user_model().objects.create(username=f"{organisation.slug}-desk")
    user.groups.add(StaffGroup.objects.get(organisation=organisation, role=StaffRole.DESK).group)
    return user


def travelling(province: Organisation, desk, unions: int) -> dict[str, Figure]:
    """Medians of a few articles that are sent to all, corrected, and recalled."""
    articles = list(ArticlePage.objects.filter(organisation=province).order_by("pk"))
    alias_s = alias_dispatch(articles.pop())
    size = table_bytes()
    rounds = [one_round(article, desk) for article in articles[:ROUNDS]]
    grown = (table_bytes() - size) / (ROUNDS * (unions - 1))
    times = {key: sorted(each[key] for each in rounds)[ROUNDS // 2] for key in rounds[0]}
    per_recipient = (times["confirm_s"] + times["placed_s"]) / (unions - 1)
    return {
        "confirm_s": Figure(times["confirm_s"], "s"),
        "placed_s": Figure(times["placed_s"], "s", alias_s / ALIASES * (unions - 1)),
        "placed_queries": Figure(times["placed_queries"], "queries"),
        "correct_s": Figure(times["correct_s"], "s", times["correct_alone_s"]),
        "correct_queries": Figure(times["correct_queries"], "queries"),
        "recall_s": Figure(times["recall_s"], "s"),
        "recall_queries": Figure(times["recall_queries"], "queries"),
        "bytes_per_receipt": Figure(grown, "bytes"),
        "alias_ratio": Figure(alias_s / ALIASES / per_recipient, "times"),
    }


def one_round(article: ArticlePage, desk) -> dict[str, float]:
    alone_s = seconds(partial(republish, article, "第一次更正"))
    plan = DispatchPlan(Obligation.MUST_PUBLISH, Selection(everyone=True))
    confirm_s = seconds(lambda: send_dispatch(article, plan, by=desk))
    dispatch = Dispatch.objects.get(article=article)
    with CaptureQueriesContext(connection) as placing:
        placed_s = seconds(lambda: deliver_dispatch(dispatch.pk))
    if dispatch.receipts.count() != len(dispatch.recipient_ids):
        raise RuntimeError("not every recipient was served")
    correct_s = seconds(partial(republish, article, "第二次更正"))
    correct_queries = queries_of(partial(republish, article, "第三次更正"))
    with CaptureQueriesContext(connection) as recalling:
        recall_s = seconds(lambda: recall_article(article, reason="测量", by=desk))
    if Entry.objects.filter(article=article).exists():
        raise RuntimeError("the recalled article still stands somewhere")
    return {
        "confirm_s": confirm_s,
        "placed_s": placed_s,
        "placed_queries": len(placing),
        "correct_alone_s": alone_s,
        "correct_s": correct_s,
        "correct_queries": correct_queries,
        "recall_s": recall_s,
        "recall_queries": len(recalling),
    }


def republish(article: ArticlePage, title: str) -> None:
    article.title = title
    article.save_revision().publish()


def alias_dispatch(article: ArticlePage) -> float:
    """Seconds for a page alias in the same column of some unions, in one transaction."""
    columns = ColumnPage.objects.filter(code="tongzhi").exclude(organisation=article.organisation)[
        :ALIASES
    ]
    targets = list(columns)

    def make() -> None:
        for target in targets:
            article.create_alias(parent=target, update_slug=article.slug)

    return seconds(make)


def table_bytes() -> int:
    """The size of what a dispatch writes, with its indexes."""
    tables = [model._meta.db_table for model in (Receipt, Placement, Entry)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s) AS name",
                [tables],
            )
        else:
            cursor.execute("PRAGMA page_count")
            pages = cursor.fetchone()[0]
            cursor.execute("PRAGMA page_size")
            return int(pages * cursor.fetchone()[0])
        return int(cursor.fetchone()[0])


def fill_inbox(count: int) -> None:
    """Submissions of the counties, nearly all of them at the province."""
    if not count:
        return
    province = Organisation.objects.get(depth=1)
    counties = list(Organisation.objects.filter(tier="COUNTY").order_by("pk"))
    share = -(-count // len(counties))
    now = timezone.now()
    for number, county in enumerate(counties):
        column = ColumnPage.objects.get(organisation=county, code="jiceng")
        fill(column, county, share)
        articles = ArticlePage.objects.child_of(column).order_by("pk").values_list("pk", flat=True)
        Submission.objects.bulk_create(
            [
                Submission(
                    article_id=pk,
                    sender=county,
                    recipient=province,
                    column_code="jiceng",
                    genre="NEWS",
                    submitted_at=now - timedelta(minutes=order * len(counties) + number),
                )
                for order, pk in enumerate(articles[:share])
            ],
            batch_size=1_000,
        )


def fill_columns(count: int) -> None:
    """Placements of the province's articles in one column of every union."""
    if not count:
        return
    province = Organisation.objects.get(depth=1)
    source = ColumnPage.objects.get(organisation=province, code="yaowen")
    columns = list(ColumnPage.objects.filter(code="yaowen").exclude(pk=source.pk))
    fill(source, province, -(-count // len(columns)))
    articles = ArticlePage.objects.child_of(source).defer_streamfields().order_by("pk")
    unions = Organisation.objects.in_bulk([column.organisation_id for column in columns])
    for article in articles.iterator(chunk_size=500):
        placements = [
            Placement(
                organisation_id=column.organisation_id,
                article=article,
                column=column,
                kind=Placement.Kind.DISPATCH,
                published_at=article.published_at,
            )
            for column in columns
        ]
        add_lines(Placement.objects.bulk_create(placements, batch_size=1_000), unions)


def reading(province: Organisation, desk) -> dict[str, Figure]:
    city = Organisation.objects.filter(tier="CITY").order_by("path").first()
    column = partial(get, host(city, "NEWS"), "/yaowen/")
    client = Client(headers={"host": f"{settings.ADMIN_HOST}:{settings.PUBLIC_PORT}"})
    client.force_login(desk)

    def inbox() -> None:
        answer = client.get("/admin/syndication/inbox/")
        if answer.status_code != 200:
            raise RuntimeError(f"inbox: {answer.status_code}")

    for page in (column, inbox):
        page()
    return {
        "inbox_ms": Figure(median_ms(inbox), "ms"),
        "inbox_queries": Figure(queries_of(inbox), "queries"),
        "column_ms": Figure(median_ms(column), "ms"),
        "column_queries": Figure(queries_of(column), "queries"),
    }
