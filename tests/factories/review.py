"""Rules of review, and articles on their way through it."""

from review.actions import Verdict, sign, submit_for_review
from review.digest import digest_of_revision
from review.models import ReviewRound, ReviewRule, Step
from sites.models import StaffRole
from tests.factories.news import make_article
from tests.factories.sites import UserFactory

YES = Verdict(opinion="同意", proof_opinion="已校", is_public=True)
SIGNERS = {
    Step.FIRST: StaffRole.REVIEWER,
    Step.SECOND: StaffRole.DESK,
    Step.FINAL: StaffRole.CHIEF,
}


def rule(union=None, steps=3, **fields) -> ReviewRule:
    """Without a union it is the network's."""
    return ReviewRule.objects.create(organisation=union, steps=steps, **fields)


def make_draft(union, title="县总工会召开劳模座谈会", *, owner=None, **fields):
    article = make_article(union, title, live=False, owner=owner, **fields)
    article.save_revision(user=owner)
    article.refresh_from_db()
    return article


def hand_in(union, title="县总工会召开劳模座谈会", *, by=None, **fields) -> ReviewRound:
    by = by or UserFactory.with_role(union, StaffRole.EDITOR)
    return submit_for_review(make_draft(union, title, owner=by, **fields), by=by)


def signer_for(round_, step=""):
    role = SIGNERS[Step(step or round_.step)]
    return UserFactory.with_role(round_.organisation, role)


def digest_now(round_) -> str:
    return digest_of_revision(round_.article.get_latest_revision())


def sign_next(round_, *, by=None, verdict=YES) -> ReviewRound:
    by = by or signer_for(round_)
    return sign(round_.pk, verdict, step=round_.step, digest=digest_now(round_), by=by)


def edit(article, by=None, **fields):
    """A new version of an article, as its form saves one."""
    article = type(article).objects.get(pk=article.pk)
    page = article.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision(user=by)
