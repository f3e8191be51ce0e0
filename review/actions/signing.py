"""What a reviewer decides: pass, return, or sign an urgent article afterwards."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news.models import ArticlePage
from review.actions.base import (
    Verdict,
    add_signature,
    locked,
    log_act,
    move_to,
    task_state_of,
    undo_from,
)
from review.actions.undoing import follow_an_edit
from review.digest import digest_of_revision
from review.errors import NotYours, ReviewError, TextChanged
from review.models import ReviewRound, Signature, Step
from review.policies import late_step, why_not
from review.writers import writers_since

State = ReviewRound.State
Decision = Signature.Decision


def sign(review_id: int, verdict: Verdict, *, step: str, digest: str, by: Any) -> ReviewRound:
    """Pass the step; the last one publishes the article, or schedules it for its hour.

    ``digest`` is that of the words that the signer was shown. Raises TextChanged if they are
    others now, AlreadyMoved if somebody was quicker, PublishingRefused if the last signature is
    given and the article may not go public for another reason; then nothing is signed.
    """
    article = ArticlePage.objects.get(review_rounds=review_id)
    if follow_an_edit(article, by=by):  # the text was changed by a way that nobody followed
        raise TextChanged
    return sign_step(review_id, verdict, step, digest, by)


@transaction.atomic
def sign_step(review_id: int, verdict: Verdict, step: str, digest: str, by: Any) -> ReviewRound:
    round_ = locked(review_id, step)
    if refusal := why_not(by, round_, step):
        raise NotYours(refusal)
    if rests_on_own_words(round_, step, by):
        raise NotYours(
            _("您改过稿件，没有别人审过这些改动，不能由您签发。请退回作者，或请另一位签字。")
        )
    revision = round_.article.get_latest_revision()
    if digest_of_revision(revision) != digest:
        raise TextChanged
    if step == Step.FINAL and not verdict.is_public:
        raise ReviewError(_("请回答保密审查；涉密或者不宜公开的稿件请退回。"))
    add_signature(round_, step, Decision.PASS, revision, verdict, by)
    round_.changed_at = timezone.now()
    round_.save(update_fields=["changed_at"])
    log_act(round_, "review.sign", by, step, verdict.opinion, revision)
    task_state_of(round_).approve(user=by, comment=verdict.opinion)
    round_.refresh_from_db()
    return round_


def rests_on_own_words(round_: ReviewRound, step: str, by: Any) -> bool:
    """Whether the last step would publish what the signer wrote and nobody else has read.

    An urgent notice is read by the others afterwards.
    """
    if step != round_.steps[-1] or round_.is_urgent:
        return False
    if round_.signatures.valid().exclude(signer=by).exists():
        return False
    return by.pk in writers_since(round_)


@transaction.atomic
def send_back(review_id: int, verdict: Verdict, *, step: str, by: Any, to: str = "") -> ReviewRound:
    """Return the article to its author, or to an earlier step, with the reason (退回)."""
    round_ = locked(review_id, step)
    if refusal := why_not(by, round_, step):
        raise NotYours(refusal)
    if not verdict.opinion.strip():
        raise ReviewError(_("请写明退回的理由。"))
    if to and to not in round_.earlier_steps():
        raise ReviewError(_("只能退回给作者，或者退回前面的一审。"))
    revision = round_.article.get_latest_revision()
    signature = add_signature(round_, step, Decision.RETURN, revision, verdict, by)
    signature.back_to = to
    signature.save(update_fields=["back_to"])
    log_act(round_, "review.return", by, step, verdict.opinion, revision)
    if to:
        undo_from(round_, to)
        move_to(round_, by)
    else:
        round_.state, round_.step, round_.due_at = State.RETURNED, "", None
        round_.changed_at = timezone.now()
        round_.save()
        task_state_of(round_).reject(user=by, comment=verdict.opinion)
    round_.refresh_from_db()
    return round_


@transaction.atomic
def sign_late(review_id: int, verdict: Verdict, *, by: Any, digest: str) -> ReviewRound:
    """Sign a step after an urgent publishing (补签); the last of them completes the round."""
    round_ = ReviewRound.objects.select_for_update().select_related("article").get(pk=review_id)
    step = late_step(by, round_)
    if step is None:
        raise NotYours(_("这篇稿件没有等您补签的环节。"))
    final = round_.signatures.valid().filter(step=Step.FINAL).first()
    if final is None or final.digest != digest:
        raise TextChanged
    add_signature(round_, step, Decision.PASS, final.revision, verdict, by, digest, is_late=True)
    signed = set(round_.signatures.valid().values_list("step", flat=True))
    if signed >= set(round_.steps):
        round_.completed_at = timezone.now()
    round_.changed_at = timezone.now()
    round_.save()
    log_act(round_, "review.sign_late", by, step, verdict.opinion, final.revision)
    return round_
