"""Who wrote the words that a round is about: whoever saved a version with other words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wagtail.models import Revision

from news.models import ArticlePage
from review.digest import digest_of_revision
from review.models import ReviewRound


def writers_of(article: ArticlePage) -> set[int]:
    """Who has changed the words since readers saw them last; handing the article over frees nobody.

    What reviewers mended in earlier rounds was handed in anew by the author since.
    """
    rounds = ReviewRound.objects.filter(article=article)
    reviewed = list(rounds.values_list("submitted_at", "changed_at"))
    live = article.live_revision
    return {
        revision.user_id
        for revision in changes(article, after=live.created_at if live else None)
        if not any(begun <= revision.created_at <= ended for begun, ended in reviewed)
    }


def writers_since(review: ReviewRound) -> set[int]:
    """Who has changed the words since they were handed in."""
    return {revision.user_id for revision in changes(review.article, after=review.submitted_at)}


def changes(article: ArticlePage, *, after: datetime | None) -> Iterable[Revision]:
    """The versions by somebody that differ from the one before; a comment makes no difference."""
    revisions: Any = Revision.objects.for_instance(article).order_by("created_at", "pk")
    before = revisions.filter(created_at__lte=after).last() if after else None
    digest = digest_of_revision(before) if before else ""
    for revision in revisions.filter(created_at__gt=after) if after else revisions:
        was, digest = digest, digest_of_revision(revision)
        if revision.user_id and digest != was:
            yield revision
