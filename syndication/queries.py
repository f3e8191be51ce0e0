"""Reads of what travels between unions."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from news.models import ArticlePage, ColumnPage
from pages.models import BasePage
from syndication.models import Placement


def travelled_articles(page: BasePage) -> QuerySet[ArticlePage]:
    """Articles at or below a page that were dispatched, submitted or placed somewhere."""
    inside = ArticlePage.objects.descendant_of(page, inclusive=True)
    return inside.filter(
        Q(dispatches__isnull=False) | Q(submissions__isnull=False) | Q(placements__isnull=False)
    )


def held_columns(page: BasePage) -> QuerySet[ColumnPage]:
    """Columns at or below a page that show what their union may not take down yet."""
    today = timezone.localdate()
    held = Placement.objects.filter(state=Placement.State.SHOWN, is_locked=True).filter(
        Q(locked_until__isnull=True) | Q(locked_until__gte=today)
    )
    inside = ColumnPage.objects.descendant_of(page, inclusive=True)
    return inside.filter(placements__in=held)
