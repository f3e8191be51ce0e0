"""People of the desks and what travels between them."""

from datetime import timedelta

from django.utils import timezone

from sites.models import StaffRole
from syndication.actions import DispatchPlan, LocalDress, send_dispatch, submit_article
from syndication.models import Obligation
from syndication.recipients import Selection
from tests.factories.news import column_of, make_article
from tests.factories.sites import UserFactory


def desk_of(union):
    return UserFactory.with_role(union, StaffRole.DESK)


def editor_of(union):
    return UserFactory.with_role(union, StaffRole.EDITOR)


def dress(union, code="yaowen", **more):
    return LocalDress(column_id=column_of(union, code).pk, **more)


def dispatch(article, obligation=Obligation.MUST_PUBLISH, *, by=None, **more):
    """Send an article to all unions below its own."""
    if obligation == Obligation.MUST_DECIDE:
        more.setdefault("deadline", timezone.now() + timedelta(days=3))
    plan = DispatchPlan(
        obligation=obligation, selection=more.pop("selection", Selection(everyone=True)), **more
    )
    return send_dispatch(article, plan, by=by or desk_of(article.organisation))


def submit(article, recipient, *, by=None, **more):
    """Offer an article to one upper union."""
    return submit_article(article, [recipient], by=by or editor_of(article.organisation), **more)[0]


def make_revised(union, title="县里的稿件", **fields):
    """An article with a published revision, as an editor makes it."""
    article = make_article(union, title, **fields)
    article.save_revision().publish()
    article.refresh_from_db()
    return article
