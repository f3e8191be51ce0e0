"""Lines of a column at a given distance from today."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from news.models import Entry
from news.models.entry import rank_of
from tests.factories.news import column_of, make_article, place_line

TITLE = "更新的稿件"


def days_ago(days, at=time(12)):
    """A moment of that calendar day in Asia/Shanghai."""
    day = timezone.localdate() - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, at))


def update(union, days, *, column="yaowen", at=time(12), **fields):
    """An own article that was published so many days ago."""
    return make_article(union, TITLE, column=column, published_at=days_ago(days, at), **fields)


def place(article, union, days, *, column="yaowen"):
    """Another union's article, placed in a column so many days ago."""
    at = days_ago(days)
    line = place_line(article, column_of(union, column))
    Entry.objects.filter(pk=line.pk).update(published_at=at, rank=rank_of(at, is_pinned=False))
    return line
