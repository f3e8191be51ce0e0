"""Counting what is searched; nothing is kept of who searched."""

import re
from contextlib import suppress
from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

from search.models import SearchCount
from search.query import parse

LENGTH = 60
KEPT_DAYS = 400
ONCE_KEPT_DAYS = 14  # what was searched a single time that day
MOST_A_DAY = 20_000  # different queries that are counted: a flood of made-up ones leaves no more
# Telephone, identity card, bank card; written in groups too.
LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){5,}[xX]?")
ADDRESS = re.compile(r"\S+@\S+")
HOT_DAYS = 30
HOT_FROM = 3  # searches before a word is shown to others
HOTTEST, MOST_HOT, HOT_SECONDS = "search:hottest", 20, 60


def counted_form(typed: str) -> str:
    """What was asked for, as it is counted: without anything that names a person by number or
    address, and without what was excluded, which would be shown to others among hot words.
    """
    text = ADDRESS.sub("…", LONG_NUMBER.sub("…", parse(typed).text))
    return text[:LENGTH].strip()


def count_search(typed: str, *, found: bool) -> None:
    """One more search today. A database that is busy or away costs the count, not the answer."""
    query = counted_form(typed)
    if query:
        add(query, searches=1, without_result=0 if found else 1)


def count_click(typed: str) -> None:
    """One more hit opened, of a query that was counted today."""
    today = timezone.localdate()
    counted = SearchCount.objects.filter(day=today, query=counted_form(typed))
    with suppress(DatabaseError), transaction.atomic():
        counted.update(clicks=F("clicks") + 1)


def add(query: str, **numbers: int) -> None:
    today = timezone.localdate()
    changes = {name: F(name) + number for name, number in numbers.items()}
    try:
        with transaction.atomic():
            counted = SearchCount.objects.filter(day=today)
            if counted.filter(query=query).update(**changes):
                return
            if not counted.order_by()[MOST_A_DAY - 1 : MOST_A_DAY].exists():
                SearchCount.objects.bulk_create(
                    [SearchCount(day=today, query=query, **numbers)], ignore_conflicts=True
                )
    except DatabaseError:
        return


def hottest(count: int) -> list[str]:
    """What others searched lately and found; looked up now and then."""
    words = cache.get(HOTTEST)
    if words is None:
        words = hot_words("", MOST_HOT)
        cache.set(HOTTEST, words, HOT_SECONDS)
    return words[:count]


def hot_words(begins: str, count: int) -> list[str]:
    """What others searched lately and found, beginning like this."""
    since = timezone.localdate() - timedelta(HOT_DAYS)
    rows = (
        SearchCount.objects.filter(day__gte=since, query__startswith=begins)
        .values("query")
        .annotate(times=Sum("searches"), nothing=Sum("without_result"))
        .filter(times__gte=HOT_FROM, nothing__lt=F("times"))
        .order_by("-times", "query")
    )
    return [row["query"] for row in rows[:count]]


def forget_old_counts() -> int:
    today = timezone.localdate()
    old = Q(day__lt=today - timedelta(KEPT_DAYS))
    single = Q(day__lt=today - timedelta(ONCE_KEPT_DAYS), searches__lte=1)
    return SearchCount.objects.filter(old | single).delete()[0]
