"""What became of an article at other unions, on the screen that tells everything about it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from news.models import ArticlePage
from review.desk.record import RecordPart
from syndication.models import Dispatch, Placement, Submission

MOST = 50


@hooks.register("article_record_parts")
def add_deliveries(article: ArticlePage, user: Any) -> list[RecordPart]:
    # What another union only thinks of showing is its own affair.
    placements = Placement.objects.filter(article=article).exclude(state=Placement.State.PROPOSED)
    placements = placements.select_related("organisation", "column")
    counts = placements.count()
    context = {
        "dispatches": list(
            Dispatch.objects.filter(article=article)
            .select_related("sender")
            .defer("recipient_ids", "selection")
            .order_by("-pk")[:MOST]
        ),
        "submissions": list(
            Submission.objects.filter(article=article)
            .select_related("sender", "recipient")
            .order_by("-pk")[:MOST]
        ),
        "placements": list(placements.order_by("organisation__path", "pk")[:MOST]),
        "more": max(counts - MOST, 0),
    }
    return [RecordPart(_("下发和报送"), "syndication/admin/record_part.html", context)]
