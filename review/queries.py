"""Reads of rounds of review for the desk."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from news.changes import ChangedPart, changes_between
from news.models import ArticlePage
from review.digest import digest_of_revision
from review.models import ReviewRound, Signature
from review.policies import rounds_read


def rounds_for_list(rows: QuerySet) -> QuerySet:
    """With what a line of a list shows; the text of the article stays in the database."""
    return rows.select_related("organisation", "submitted_by").prefetch_related("signatures")


def archive(user: Any, wanted: dict[str, Any]) -> QuerySet:
    """The rounds of the unions that a person serves, the latest first."""
    rows = rounds_read(user)
    if wanted.get("text"):
        rows = rows.filter(title__icontains=wanted["text"])
    if wanted.get("state"):
        rows = rows.filter(state=wanted["state"])
    if wanted.get("since"):
        rows = rows.filter(submitted_at__date__gte=wanted["since"])
    if wanted.get("until"):
        rows = rows.filter(submitted_at__date__lt=wanted["until"] + timedelta(days=1))
    if wanted.get("signer"):
        signed = Signature.objects.filter(
            review=OuterRef("pk"), signer_name__icontains=wanted["signer"]
        )
        rows = rows.filter(Exists(signed))
    return rounds_for_list(rows).order_by("-submitted_at", "-pk")


@dataclass(frozen=True)
class Reading:
    """An article under review as it is now, and what changed since somebody last looked."""

    article: ArticlePage
    digest: str
    attachments: list[Any] = field(default_factory=list)
    changes: list[ChangedPart] = field(default_factory=list)
    compared_with: str = ""


def read_round(round_: ReviewRound) -> Reading:
    """The differences are to the version of the step before; else to what readers see now.

    A resubmitted article is compared with the version that was returned.
    """
    article_row = round_.article
    revision = shown_revision(round_)
    article = revision.as_object()
    article.organisation = round_.organisation
    before, label = version_before(round_, revision)
    changes = []
    if before is not None:
        earlier = before.as_object()
        earlier.organisation = round_.organisation
        changes = changes_between(earlier, article)
    elif article_row.live and article_row.live_revision_id:
        earlier, label = article_row.live_revision.as_object(), "live"
        earlier.organisation = round_.organisation
        changes = changes_between(earlier, article)
    return Reading(
        article=article,
        digest=digest_of_revision(revision),
        attachments=list(article.attachments.all()),
        changes=changes,
        compared_with=label,
    )


def shown_revision(round_: ReviewRound) -> Any:
    """The newest version while the round is open, afterwards the one that was signed last."""
    if round_.state in {ReviewRound.State.OPEN, ReviewRound.State.RETURNED}:
        return round_.article.get_latest_revision()
    last = round_.signatures.filter(revision__isnull=False).in_order().last()
    return last.revision if last else round_.article.get_latest_revision()


def version_before(round_: ReviewRound, revision: Any) -> tuple[Any, str]:
    """The last signed version of this article that isn't the one shown, and by whom."""
    signed = Signature.objects.filter(review__article=round_.article_id, revision__isnull=False)
    last = signed.exclude(revision=revision).select_related("revision").in_order().last()
    return (last.revision, str(last)) if last else (None, "")


def comments_on(article: ArticlePage) -> list[Any]:
    """Open remarks in the margin, in the order in which they were made."""
    rows = article.wagtail_admin_comments.filter(resolved_at__isnull=True)
    return list(rows.select_related("user").prefetch_related("replies__user").order_by("pk"))
