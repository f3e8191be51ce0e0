"""Articles that are on their way between the demo's unions: sent down, handed up, answered."""

from datetime import datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from news.models import ArticlePage, ColumnPage
from pages.queries import pages_of_type
from sites.models import Organisation, StaffRole, Tier
from syndication.actions import (
    CallPlan,
    DispatchPlan,
    LocalDress,
    adopt_and_relay,
    adopt_submission,
    announce_call,
    return_submission,
    send_dispatch,
    submit_article,
)
from syndication.models import Dispatch, Obligation, ReturnCode, Submission, TopicCall
from syndication.recipients import Selection

ANSWER_DAYS = 7
CALL_DAYS = 30
MOST_COUNTIES = 12  # that hand something up
# The columns of the province whose newest article is sent down, and what is asked.
SENT = (
    ("tongzhi", Obligation.MUST_PUBLISH, "请各级工会在本级网站同步刊发。"),
    ("zhengce", Obligation.MUST_DECIDE, "请结合本地实际研究，按期答复。"),
    ("puhui", Obligation.FOR_INFORMATION, "供各地参考。"),
)


@transaction.atomic
def let_articles_travel() -> int:
    """Once, where nothing has travelled yet; returns how many articles were set on their way."""
    province = Organisation.objects.open().filter(depth=1, tier=Tier.PROVINCE).first()
    if province is None or Dispatch.objects.exists() or Submission.objects.exists():
        return 0
    desk = staff_of(province, StaffRole.DESK)
    if desk is None:
        return 0
    call = announce_call(
        province,
        CallPlan(
            "劳模工匠在一线",
            "请各市县报送劳模工匠立足岗位、带徒传艺的稿件，一千字以内，附两张现场照片。",
            timezone.localdate(),
            timezone.localdate() + timedelta(days=CALL_DAYS),
        ),
        by=desk,
    )
    sent = sum(send_newest(province, *row, by=desk) for row in SENT)
    counties = Organisation.objects.open().filter(tier=Tier.COUNTY).order_by("path")[:MOST_COUNTIES]
    handed_up = sum(hand_up(county, call=call) for county in counties)
    return sent + handed_up


def staff_of(union: Organisation, role: str) -> AbstractBaseUser | None:
    name = f"{union.slug}-{role.lower()}"
    return get_user_model().objects.filter(username=name).first()


def newest(union: Organisation, code: str, count: int = 1) -> list[ArticlePage]:
    column = pages_of_type(ColumnPage, union.pk).filter(code=code).first()
    if column is None:
        return []
    articles = ArticlePage.objects.child_of(column).live()
    return list(articles.select_related("organisation").order_by("-published_at", "-pk")[:count])


def send_newest(
    union: Organisation, code: str, obligation: str, note: str, *, by: AbstractBaseUser
) -> int:
    has_deadline = obligation == Obligation.MUST_DECIDE
    last_day = timezone.localdate() + timedelta(days=ANSWER_DAYS)
    deadline = timezone.make_aware(datetime.combine(last_day, time(18))) if has_deadline else None
    articles = newest(union, code)
    for article in articles:
        plan = DispatchPlan(obligation, Selection(everyone=True), note=note, deadline=deadline)
        send_dispatch(article, plan, by=by)
    return len(articles)


def hand_up(county: Organisation, *, call: TopicCall) -> int:
    """Three articles: one adopted under another headline and passed on, one returned, one waiting."""
    upper = county.get_parent()
    editor, desk = staff_of(county, StaffRole.EDITOR), staff_of(upper, StaffRole.DESK)
    if editor is None or desk is None:
        return 0
    handed = [
        submission
        for article in newest(county, "jiceng", 3)
        for submission in submit_article(article, [upper], by=editor, call=call)
    ]
    if len(handed) == 3:
        adopted, returned, _waiting = handed
        adopt(adopted, upper, by=desk)
        return_submission(
            returned.pk,
            code=ReturnCode.PICTURES,
            reason="照片看不清人物和现场，请换两张横幅的清晰照片，并写明拍摄人。",
            by=desk,
        )
    return len(handed)


def adopt(submission: Submission, union: Organisation, *, by: AbstractBaseUser) -> None:
    column = pages_of_type(ColumnPage, union.pk).filter(code="jiceng").first()
    if column is None:
        return
    dress = LocalDress(column.pk, headline=f"县区动态｜{submission.article.title}"[:80])
    if union.depth > 1:
        adopt_and_relay(submission.pk, dress, union.get_parent(), by=by)
    else:
        adopt_submission(submission.pk, dress, by=by)
