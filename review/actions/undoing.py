"""Signatures that are taken back, and those that a change of the text ends."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from news.models import ArticlePage
from review.actions.base import invalidate_others, log_act, move_to, undo_from
from review.digest import digest_of_revision
from review.errors import AlreadyMoved, NotYours
from review.models import ReviewRound

State = ReviewRound.State


@transaction.atomic
def take_back(review_id: int, *, by: Any) -> ReviewRound:
    """Take back what one did last, before the next step acts.

    Who handed the article in takes it out of review while nobody has signed; who signed the step
    before the present one takes the signature back.
    """
    round_ = ReviewRound.objects.select_for_update().get(pk=review_id)
    if round_.state != State.OPEN:
        raise AlreadyMoved
    last = round_.signatures.valid().in_order().last()
    if last is None and round_.workflow_state is not None:
        if by.pk not in {round_.submitted_by_id, round_.article.owner_id}:
            raise NotYours(_("只有送审的人可以撤回。"))
        round_.workflow_state.cancel(user=by)  # its signal closes the round
    elif last is not None and last.signer_id == by.pk:
        undo_from(round_, last.step)
        round_.signatures.filter(pk=last.pk).update(invalid_reason=_("签字人收回"))
        move_to(round_, by)
    else:
        raise NotYours(_("后面的一审已经签字，不能再撤回。"))
    round_.refresh_from_db()
    log_act(round_, "review.take_back", by, round_.step, "", None)
    return round_


@transaction.atomic
def follow_an_edit(article: ArticlePage, *, by: Any) -> int:
    """After a version was saved: signatures for other words end, and review begins again there."""
    round_ = ReviewRound.objects.open().select_for_update().filter(article=article).first()
    if round_ is None:
        return 0
    count = invalidate_others(round_, digest_of_revision(article.get_latest_revision()))
    if count:
        move_to(round_, by)
    return count
