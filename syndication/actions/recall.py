"""Taking an article down everywhere, and putting it back."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from news.models import ArticlePage, Entry
from news.signals import entries_changed
from sites.models import Organisation
from syndication import tasks
from syndication.actions.dispatch import hold_article
from syndication.entries import add_lines
from syndication.errors import AlreadyDecided, SyndicationError
from syndication.models import Dispatch, Placement, Recall, Receipt
from syndication.policies import require

OPEN = (Dispatch.State.WAITING, Dispatch.State.SENDING, Dispatch.State.SENT)
SHOWN, SCHEDULED, HIDDEN = (
    Placement.State.SHOWN,
    Placement.State.SCHEDULED,
    Placement.State.HIDDEN,
)


@transaction.atomic
def recall_article(article: ArticlePage, *, reason: str, by: AbstractBaseUser) -> Recall:
    """Take an article down at its own site and wherever it follows the origin, in one act.

    What an upper union adopted stays at the version that it read; its desk is asked. The article
    and its dispatches are held first, so that nobody places it or delivers it meanwhile.
    """
    require(by, "recall", article.organisation_id)
    article = hold_article(article.pk)
    if not reason.strip():
        raise SyndicationError(_("请写明撤稿理由。"))
    if Recall.objects.filter(article=article, undone_at__isnull=True).exists():
        raise AlreadyDecided
    sent = Dispatch.objects.filter(article=article, state__in=OPEN)
    keys = list(sent.select_for_update().order_by("pk").values_list("pk", flat=True))
    followers = followers_of(article)
    recall = Recall.objects.create(
        article=article,
        reason=reason.strip(),
        was_live=article.live,
        revision=article.live_revision,
        hidden_ids=list(followers.filter(state=HIDDEN).values_list("pk", flat=True)),
        recalled_by=by,
    )
    answered = Receipt.objects.filter(dispatch__in=keys).exclude(state=Receipt.State.DECLINED)
    answered.update(state=Receipt.State.RECALLED)
    Dispatch.objects.filter(pk__in=keys).update(state=Dispatch.State.RECALLED)
    count = followers.update(state=Placement.State.RECALLED, taken_down_at=recall.recalled_at)
    Entry.objects.filter(article=article, follows_article=True, is_own=False).delete()
    article.revisions.update(approved_go_live_at=None)
    if article.live:
        article.unpublish(user=by)
    entries_changed.send(Entry, article_ids=[article.pk])
    log(recall, "syndication.recall", user=by, data={"reason": recall.reason, "sites": count})
    return recall


def followers_of(article: ArticlePage) -> QuerySet[Placement]:
    """The placements that a recall takes down."""
    return Placement.objects.filter(
        article=article, revision__isnull=True, state__in=(SHOWN, SCHEDULED, HIDDEN)
    )


@transaction.atomic
def undo_recall(recall_id: int, *, by: AbstractBaseUser, as_mended: bool = False) -> Recall:
    """Put the article back wherever the recall took it down. By a desk of the same union.

    In the version that readers saw or, ``as_mended``, as it has been saved since.
    """
    article = hold_article(Recall.objects.values_list("article", flat=True).get(pk=recall_id))
    recall = Recall.objects.select_for_update().get(pk=recall_id)
    require(by, "recall", article.organisation_id)
    if recall.undone_at is not None:
        raise AlreadyDecided
    recall.undone_at, recall.undone_by = timezone.now(), by  # type: ignore[assignment]
    recall.save()
    keys = show_again(recall)
    if recall.was_live:
        before = None if as_mended else recall.revision
        revision = before or article.latest_revision or article.save_revision(changed=False)
        revision.publish(user=by, skip_permission_checks=True)  # the guards decide
        article.refresh_from_db()
    go_on_sending(article)
    reopen_receipts(article)
    back = list(Placement.objects.filter(pk__in=keys).select_related("article"))
    unions = Organisation.objects.in_bulk([row.organisation_id for row in back])
    # Publishing may have written the lines already; there is one a placement.
    Entry.objects.filter(number__in=keys).delete()
    add_lines(back, unions)
    entries_changed.send(Entry, article_ids=[article.pk])
    log(recall, "syndication.undo", user=by, data={"sites": len(keys)})
    return recall


def show_again(recall: Recall) -> list[int]:
    """Give the placements the state that they had; returns their keys."""
    taken = Placement.objects.filter(
        article=recall.article_id,
        state=Placement.State.RECALLED,
        taken_down_at=recall.recalled_at,
    )
    keys = list(taken.values_list("pk", flat=True))
    taken.filter(pk__in=recall.hidden_ids).update(state=HIDDEN)
    taken.filter(published_at__gt=timezone.now()).update(state=SCHEDULED, taken_down_at=None)
    taken.update(state=SHOWN, taken_down_at=None)
    return keys


def go_on_sending(article: ArticlePage) -> None:
    """Dispatches are what they were; one that hadn't reached all yet is taken up again."""
    recalled = Dispatch.objects.filter(article=article, state=Dispatch.State.RECALLED)
    unfinished = list(recalled.filter(sent_at__isnull=True))
    recalled.filter(sent_at__isnull=False).update(state=Dispatch.State.SENT)
    for dispatch in unfinished:
        dispatch.state = Dispatch.State.SENDING if article.live else Dispatch.State.WAITING
        dispatch.save(update_fields=["state"])
        if article.live:
            tasks.deliver.enqueue(dispatch.pk)


def reopen_receipts(article: ArticlePage) -> None:
    """Receipts go back to what they were: placed where there is a placement, noted, or waiting."""
    recalled = Receipt.objects.filter(dispatch__article=article, state=Receipt.State.RECALLED)
    recalled.filter(placement__isnull=False).update(state=Receipt.State.PLACED)
    recalled.filter(answered_at__isnull=False).update(state=Receipt.State.NOTED)
    recalled.filter(dispatch__escalated_at__isnull=False).update(state=Receipt.State.EXPIRED)
    recalled.update(state=Receipt.State.WAITING)
