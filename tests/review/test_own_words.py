"""Nobody signs what they wrote, however their words came into the article."""

import pytest

from accounts.staff.actions import hand_over
from news.models import ArticlePage
from news.publishing import PublishingRefused
from review.actions import Verdict, send_back, submit_for_review
from review.errors import NotYours
from review.models import ReviewRound, Step
from sites.models import StaffRole
from tests.factories.news import column_of
from tests.factories.review import edit, hand_in, make_draft, rule, sign_next, signer_for
from tests.factories.sites import UserFactory

BACK = Verdict(opinion="请核对数字", proof_opinion="", is_public=None)


def editor_of(union):
    return UserFactory.with_role(union, StaffRole.EDITOR)


def test_who_wrote_in_the_draft_does_not_review_it(network):
    rule(network.county)
    editor = editor_of(network.county)
    desk = UserFactory.with_role(network.county, StaffRole.DESK)
    draft = make_draft(network.county, owner=editor)
    edit(draft, by=desk, title_zh_hans="新闻处写的标题")
    round_ = sign_next(submit_for_review(draft, by=editor))

    assert round_.step == Step.SECOND
    assert round_ not in ReviewRound.objects.awaiting(desk)
    with pytest.raises(NotYours):
        sign_next(round_, by=desk)


def test_a_remark_makes_nobody_a_writer(network):
    rule(network.county)
    editor = editor_of(network.county)
    desk = UserFactory.with_role(network.county, StaffRole.DESK)
    draft = make_draft(network.county, owner=editor)
    edit(draft, by=desk)
    round_ = sign_next(submit_for_review(draft, by=editor))

    assert round_ in ReviewRound.objects.awaiting(desk)
    assert sign_next(round_, by=desk).step == Step.FINAL


def test_handing_over_frees_no_writer(network):
    rule(network.county)
    both = UserFactory.with_role(network.county, StaffRole.CHIEF)
    colleague = editor_of(network.county)
    draft = make_draft(network.county, owner=both)
    admin = UserFactory.with_role(network.county, StaffRole.ADMIN)
    hand_over(both, successor=colleague, organisation=network.county, by=admin)
    round_ = submit_for_review(ArticlePage.objects.get(pk=draft.pk), by=colleague)
    round_ = sign_next(sign_next(round_))

    with pytest.raises(NotYours):
        sign_next(round_, by=both)


def test_a_chief_who_rewrites_does_not_publish_alone(network):
    rule(network.county, steps=1)
    round_ = hand_in(network.county)
    chief = signer_for(round_)
    edit(round_.article, by=chief, title_zh_hans="终审重写的标题")

    with pytest.raises(NotYours, match="退回作者"):
        sign_next(round_, by=chief)
    assert not ArticlePage.objects.get(pk=round_.article_id).live

    assert (
        send_back(round_.pk, BACK, step=round_.step, by=chief).state == ReviewRound.State.RETURNED
    )


def test_another_chief_may_sign_what_one_rewrote(network):
    rule(network.county, steps=1)
    round_ = hand_in(network.county)
    edit(round_.article, by=signer_for(round_), title_zh_hans="终审重写的标题")

    assert sign_next(ReviewRound.objects.get(pk=round_.pk)).state == ReviewRound.State.PASSED


def test_a_correction_that_the_author_hands_in_anew_bars_no_reviewer(network):
    rule(network.county)
    round_ = hand_in(network.county)
    reviewer = signer_for(round_)
    edit(round_.article, by=reviewer, title_zh_hans="改正了一个字")
    send_back(round_.pk, BACK, step=round_.step, by=reviewer)
    author = round_.submitted_by
    again = submit_for_review(ArticlePage.objects.get(pk=round_.article_id), by=author)

    assert sign_next(again, by=reviewer).step == Step.SECOND


def test_who_has_left_reads_no_titles_any_more(network, desk):
    rule(network.county)
    round_ = hand_in(network.county, "离任以前的稿件")
    author = round_.submitted_by
    author.groups.clear()
    author.groups.add(*editor_of(network.direct).groups.all())

    page = desk(author).get("/admin/review/?tab=mine")

    assert page.status_code == 200
    assert "离任以前的稿件" not in page.text


@pytest.mark.parametrize("name", ["action-cancel-workflow", "action-restart-workflow"])
def test_wagtails_way_to_end_a_review_is_closed(network, desk, name):
    rule(network.county)
    round_ = sign_next(hand_in(network.county))

    answer = desk(round_.submitted_by).post(
        f"/admin/pages/{round_.article_id}/edit/", {name: "1", "title_zh_hans": "别的"}
    )

    assert answer.status_code in (302, 403)
    round_.refresh_from_db()
    assert round_.state == ReviewRound.State.OPEN


@pytest.mark.parametrize("when", ["live", "under review"])
def test_what_was_reviewed_here_is_not_moved_to_another_union(network, when):
    rule(network.county, steps=1)
    round_ = hand_in(network.county)
    if when == "live":
        sign_next(round_)
    article = ArticlePage.objects.get(pk=round_.article_id)

    with pytest.raises(PublishingRefused, match="别的工会"):
        article.move(column_of(network.direct), pos="last-child")
    assert ArticlePage.objects.get(pk=article.pk).organisation_id == network.county.pk


def test_a_draft_may_be_moved(network):
    rule(network.county, steps=1)
    draft = make_draft(network.county)

    draft.move(column_of(network.direct), pos="last-child")

    assert ArticlePage.objects.get(pk=draft.pk).organisation_id == network.direct.pk
