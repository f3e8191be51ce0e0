"""Taking an article down everywhere, and putting it back."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from news.models import ArticlePage, Entry
from news.signals import entries_changed
from sites.models import Organisation
from syndication.entries import add_lines
from syndication.errors import AlreadyDecided, SyndicationError
from syndication.models import Dispatch, Placement, Recall, Receipt
from syndication.policies import require

OPEN = (Dispatch.State.SENDING, Dispatch.State.SENT)


@transaction.atomic
def recall_article(article: ArticlePage, *, reason: str, by: AbstractBaseUser) -> Recall:
    """Take an article down at its own site and wherever it follows the origin, in one act.

    What an upper union adopted stays at the version that it read; its desk is asked.
    """
    require(by, "recall", article.organisation_id)
    article = ArticlePage.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if not reason.strip():
        raise SyndicationError(_("请写明撤稿理由。"))
    if Recall.objects.filter(article=article, undone_at__isnull=True).exists():
        raise AlreadyDecided
    recall = Recall.objects.create(
        article=article, reason=reason.strip(), was_live=article.live, recalled_by=by
    )
    now = recall.recalled_at
    Dispatch.objects.filter(article=article, state=Dispatch.State.WAITING).update(
        state=Dispatch.State.CANCELLED
    )
    Receipt.objects.filter(dispatch__article=article, dispatch__state__in=OPEN).exclude(
        state=Receipt.State.DECLINED
    ).update(state=Receipt.State.RECALLED)
    Dispatch.objects.filter(article=article, state__in=OPEN).update(state=Dispatch.State.RECALLED)
    followers = Placement.objects.filter(
        article=article, revision__isnull=True, state__in=("SHOWN", "SCHEDULED", "HIDDEN")
    )
    count = followers.update(state=Placement.State.RECALLED, taken_down_at=now)
    Entry.objects.filter(article=article, follows_article=True, is_own=False).delete()
    if article.live:
        article.unpublish(user=by)
    entries_changed.send(Entry, article_ids=[article.pk])
    log(recall, "syndication.recall", user=by, data={"reason": recall.reason, "sites": count})
    return recall


@transaction.atomic
def undo_recall(recall_id: int, *, by: AbstractBaseUser) -> Recall:
    """Put the article back wherever the recall took it down. By a desk of the same union."""
    recall = (
        Recall.objects.select_for_update(of=("self",)).select_related("article").get(pk=recall_id)
    )
    article = recall.article
    require(by, "recall", article.organisation_id)
    if recall.undone_at is not None:
        raise AlreadyDecided
    recall.undone_at, recall.undone_by = timezone.now(), by  # type: ignore[assignment]
    recall.save()
    taken = Placement.objects.filter(
        article=article, state=Placement.State.RECALLED, taken_down_at=recall.recalled_at
    )
    keys = list(taken.values_list("pk", flat=True))
    taken.update(state=Placement.State.SHOWN, taken_down_at=None)
    Dispatch.objects.filter(article=article, state=Dispatch.State.RECALLED).update(
        state=Dispatch.State.SENT
    )
    reopen_receipts(article)
    if recall.was_live:
        revision = article.latest_revision or article.save_revision(changed=False)
        revision.publish(user=by)
        article.refresh_from_db()
    back = Placement.objects.filter(pk__in=keys).select_related("article")
    unions = Organisation.objects.in_bulk(list(back.values_list("organisation", flat=True)))
    # Publishing may have written the lines already; there is one a placement.
    Entry.objects.filter(number__in=keys).delete()
    add_lines(back, unions)
    entries_changed.send(Entry, article_ids=[article.pk])
    log(recall, "syndication.undo", user=by, data={"sites": len(keys)})
    return recall


def reopen_receipts(article: ArticlePage) -> None:
    """Receipts go back to what they were: placed where there is a placement, noted, or waiting."""
    recalled = Receipt.objects.filter(dispatch__article=article, state=Receipt.State.RECALLED)
    recalled.filter(placement__isnull=False).update(state=Receipt.State.PLACED)
    recalled.filter(placement__isnull=True, answered_at__isnull=False).update(
        state=Receipt.State.NOTED
    )
    recalled.filter(answered_at__isnull=True).update(state=Receipt.State.WAITING)
