"""Rules of review for the demo, and drafts that stand at each of its steps."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from demo.body import write_body
from demo.plan import is_full
from demo.travel import newest, staff_of
from demo.wording import Writer, place_of, read_texts
from news.models import ArticlePage, ColumnPage, Genre
from pages.queries import pages_of_type
from review.actions import Verdict, send_back, sign, submit_for_review, submit_urgently
from review.digest import digest_of_revision
from review.models import STEP_ROLES, ReviewRound, ReviewRule, Step
from sites.models import Organisation, StaffRole

RULES = {"PROVINCE": 3, "CITY": 3}  # what a union asks for beyond the network's two steps
NOTICES = ("tongzhi", "gongshi")
RETURN_REASON = "人物的单位和工种没有写全，第二段的数字请再核实；照片请换成劳动现场的。"
URGENT_REASON = "寒潮今晚到，要让户外作业单位马上看到。"


@transaction.atomic
def let_articles_be_reviewed() -> int:
    """Once, where there is no rule yet; returns how many drafts were handed in."""
    if ReviewRule.objects.exists():
        return 0
    ReviewRule.objects.create(steps=2)
    full = [union for union in Organisation.objects.open() if is_full(union)]
    ReviewRule.objects.bulk_create(
        ReviewRule(organisation=union, steps=RULES[union.tier])
        for union in full
        if union.tier in RULES
    )
    ReviewRule.objects.bulk_create(
        ReviewRule(organisation=union, column_code=code, steps=3)
        for union in full
        if union.tier not in RULES
        for code in NOTICES
    )
    return sum(fill_desk(union) for union in full)


def fill_desk(union: Organisation) -> int:
    """Nothing where the demo's articles are not: what editors have begun is left alone."""
    editor = staff_of(union, StaffRole.EDITOR)
    if editor is None or len(newest(union, "jiceng", 3)) < 3:
        return 0
    texts = read_texts("songshen")["article"]
    return sum(hand_in(union, text, by=editor, today=timezone.localdate()) for text in texts)


def hand_in(union: Organisation, text: dict[str, Any], *, by: Any, today: date) -> int:
    column = pages_of_type(ColumnPage, union.pk).filter(code=text["column"]).first()
    if column is None:
        return 0
    article = write_draft(union, column, text, by=by, today=today)
    if text["stage"] == "URGENT":
        sign_as_role(submit_urgently(article, reason=URGENT_REASON, by=by))
        return 1
    round_ = submit_for_review(article, by=by)
    if text["stage"] == "RETURNED":
        reviewer = staff_of(union, STEP_ROLES[round_.step][0])
        if reviewer is not None:
            send_back(round_.pk, Verdict(RETURN_REASON), step=round_.step, by=reviewer)
        return 1
    wanted = [Step.FIRST, Step.SECOND, Step.FINAL]
    before = wanted[: wanted.index(text["stage"])]
    while round_.step in before:
        round_ = sign_as_role(round_)
    return 1


def write_draft(
    union: Organisation, column: ColumnPage, text: dict[str, Any], *, by: Any, today: date
) -> ArticlePage:
    seed = f"{union.slug}/songshen/{text['key']}"
    parts = (text["title"], text["lead"], text["text"])
    writer = Writer(place_of(union), today, seed, parts)
    title, lead, body = (writer.fill(part) for part in parts)
    article = ArticlePage(
        title=title,
        lead=lead,
        body=write_body(body, seed),
        genre=text.get("genre", Genre.NEWS),
        source=union.name,
        author=f"{union.short_name}通讯员",
        responsible_editor="值班编辑",
        owner=by,
        live=False,
        has_unpublished_changes=True,
    )
    column.add_child(instance=article)
    article.save_revision(user=by)
    return article


def sign_as_role(round_: ReviewRound) -> ReviewRound:
    signer = staff_of(round_.organisation, STEP_ROLES[round_.step][0])
    if signer is None:
        return round_
    return sign(
        round_.pk,
        Verdict(opinion="同意", proof_opinion="已校", is_public=True),
        step=round_.step,
        digest=digest_of_revision(round_.article.get_latest_revision()),
        by=signer,
    )
