"""An article goes through its steps, signed by different people, and is then public."""

import pytest
from django.utils import timezone

from news.models import ArticlePage
from news.publishing import PublishingRefused
from review.actions import Verdict, send_back, sign, submit_for_review, take_back
from review.errors import AlreadyMoved, NotYours, ReviewError, TextChanged
from review.models import ReviewRound, Step
from sites.models import StaffRole
from tests.factories.news import column_of
from tests.factories.review import (
    YES,
    digest_now,
    edit,
    hand_in,
    make_draft,
    rule,
    sign_next,
    signer_for,
)
from tests.factories.sites import UserFactory

State = ReviewRound.State


@pytest.fixture
def round_(network):
    rule(network.county)
    return hand_in(network.county)


def is_live(round_):
    return ArticlePage.objects.get(pk=round_.article_id).live


def test_three_signatures_make_it_public(round_):
    assert round_.step == Step.FIRST
    round_ = sign_next(round_)
    assert round_.step == Step.SECOND
    round_ = sign_next(round_)
    assert round_.step == Step.FINAL
    assert not is_live(round_)

    round_ = sign_next(round_)

    assert round_.state == State.PASSED
    assert is_live(round_)
    steps = round_.signatures.valid().in_order().values_list("step", flat=True)
    assert list(steps) == [Step.FIRST, Step.SECOND, Step.FINAL]


@pytest.mark.parametrize(("steps", "expected"), [(1, [Step.FINAL]), (2, [Step.FIRST, Step.FINAL])])
def test_a_column_may_ask_for_fewer_steps(network, steps, expected):
    rule(network.county, steps)
    round_ = hand_in(network.county)

    for step in expected:
        assert round_.step == step
        round_ = sign_next(round_)

    assert is_live(round_)


def test_the_network_sets_the_least(network):
    rule(None, 3, column_code="tongzhi")
    rule(network.county, 1)

    notice = hand_in(network.county, column="tongzhi")
    other = hand_in(network.county)

    assert len(notice.steps) == 3
    assert len(other.steps) == 1


def test_without_a_rule_nothing_has_to_be_reviewed(network):
    rule(network.city)
    editor = UserFactory.with_role(network.county, StaffRole.EDITOR)
    draft = make_draft(network.county, owner=editor)

    with pytest.raises(ReviewError, match="直接发布"):
        submit_for_review(draft, by=editor)
    draft.get_latest_revision().publish(user=editor)

    assert ArticlePage.objects.get(pk=draft.pk).live


def test_nobody_reviews_their_own(network):
    rule(network.county)
    person = UserFactory.with_role(network.county, StaffRole.EDITOR)
    round_ = hand_in(network.county, by=person)
    person.groups.set(signer_for(round_).groups.all())

    with pytest.raises(NotYours, match="自己"):
        sign_next(round_, by=person)


def test_nobody_signs_two_steps(round_):
    first = signer_for(round_)
    round_ = sign_next(round_, by=first)
    first.groups.add(*signer_for(round_, Step.SECOND).groups.all())

    with pytest.raises(NotYours, match="两审"):
        sign_next(round_, by=first)
    assert not ReviewRound.objects.awaiting(first).exists()


@pytest.mark.parametrize("who", ["editor", "chief", "other", "superuser"])
def test_only_the_role_of_the_step_in_the_own_union_signs(network, round_, who):
    people = {
        "editor": lambda: UserFactory.with_role(network.county, StaffRole.EDITOR),
        "chief": lambda: UserFactory.with_role(network.county, StaffRole.CHIEF),
        "other": lambda: UserFactory.with_role(network.city, StaffRole.REVIEWER),
        "superuser": lambda: UserFactory(is_superuser=True),
    }

    with pytest.raises(NotYours):
        sign_next(round_, by=people[who]())
    assert not round_.signatures.exists()


def test_a_change_after_signing_ends_the_signature(round_):
    round_ = sign_next(round_)
    edit(round_.article, title="县总工会召开劳模座谈会（改）")
    second = signer_for(round_)

    with pytest.raises(TextChanged):
        sign_next(round_, by=second)

    round_.refresh_from_db()
    assert round_.step == Step.FIRST
    assert not round_.signatures.valid().exists()
    assert round_.signatures.get().invalid_reason


def test_a_remark_in_the_margin_ends_no_signature(round_):
    round_ = sign_next(round_)
    edit(round_.article)  # the same words in a new version

    round_ = sign_next(round_)

    assert round_.step == Step.FINAL


def test_words_other_than_those_shown_are_not_signed(round_):
    seen = digest_now(round_)
    edit(round_.article, lead="后来加的导语")

    with pytest.raises(TextChanged):
        sign(round_.pk, YES, step=round_.step, digest=seen, by=signer_for(round_))
    assert not round_.signatures.exists()


def test_the_last_step_answers_the_confidentiality_question(round_):
    round_ = sign_next(sign_next(round_))

    with pytest.raises(ReviewError, match="保密审查"):
        sign_next(round_, verdict=Verdict(opinion="同意"))
    assert not is_live(round_)


def test_two_people_sign_the_same_step_and_one_of_them_counts(round_):
    digest, first, second = digest_now(round_), signer_for(round_), signer_for(round_)
    sign(round_.pk, YES, step=Step.FIRST, digest=digest, by=first)

    with pytest.raises(AlreadyMoved):
        sign(round_.pk, YES, step=Step.FIRST, digest=digest, by=second)


def test_returned_to_the_author_it_begins_again(round_):
    round_ = sign_next(round_)
    author = round_.submitted_by
    send_back(round_.pk, Verdict("第二段数据不对"), step=round_.step, by=signer_for(round_))
    round_.refresh_from_db()
    assert round_.state == State.RETURNED
    assert ReviewRound.objects.returned_to(author).get() == round_

    edit(round_.article, lead="数据已核对")
    again = submit_for_review(round_.article, by=author)

    assert again.pk != round_.pk
    assert again.step == Step.FIRST
    assert not ReviewRound.objects.returned_to(author).exists()
    assert is_live(sign_next(sign_next(sign_next(again))))


def test_returned_to_an_earlier_step_only_that_one_and_the_later_sign_again(round_):
    round_ = sign_next(sign_next(round_))
    chief = signer_for(round_)

    round_ = send_back(
        round_.pk, Verdict("请新闻处再核职务"), step=round_.step, to=Step.SECOND, by=chief
    )

    assert round_.step == Step.SECOND
    assert set(round_.signatures.valid().values_list("step", flat=True)) == {Step.FIRST}
    assert is_live(sign_next(sign_next(round_)))


def test_returning_needs_a_reason(round_):
    with pytest.raises(ReviewError, match="理由"):
        send_back(round_.pk, Verdict("  "), step=round_.step, by=signer_for(round_))


def test_who_handed_it_in_takes_it_back_until_somebody_signs(round_):
    author = round_.submitted_by

    withdrawn = take_back(round_.pk, by=author)

    assert withdrawn.state == State.WITHDRAWN
    again = submit_for_review(round_.article, by=author)
    sign_next(again)
    with pytest.raises(NotYours):
        take_back(again.pk, by=author)


def test_a_signer_takes_back_until_the_next_step_acts(round_):
    first = signer_for(round_)
    round_ = sign_next(round_, by=first)

    round_ = take_back(round_.pk, by=first)

    assert round_.step == Step.FIRST
    assert not round_.signatures.valid().exists()
    round_ = sign_next(sign_next(round_, by=first))
    with pytest.raises(NotYours):
        take_back(round_.pk, by=first)


def test_a_published_article_is_changed_through_review_too(round_):
    round_ = sign_next(sign_next(sign_next(round_)))
    article = ArticlePage.objects.get(pk=round_.article_id)
    edit(article, title="新的标题")
    article.refresh_from_db()

    with pytest.raises(PublishingRefused):
        article.get_latest_revision().publish()
    again = submit_for_review(article, by=round_.submitted_by)
    sign_next(sign_next(sign_next(again)))

    assert ArticlePage.objects.get(pk=article.pk).title == "新的标题"


def test_signed_for_an_hour_to_come_it_goes_public_by_the_clock(network):
    from news.schedule import publish_due

    rule(network.county, 1)
    round_ = hand_in(network.county)
    hour = timezone.now() + timezone.timedelta(hours=2)
    edit(round_.article, go_live_at=hour)

    sign_next(round_)
    assert not is_live(round_)
    round_.article.revisions.update(approved_go_live_at=timezone.now())
    assert publish_due() == 1

    assert is_live(round_)


def test_what_readers_have_seen_may_come_back(network):
    from syndication.actions import recall_article, undo_recall

    editor = UserFactory.with_role(network.county, StaffRole.EDITOR)
    draft = make_draft(network.county, owner=editor)
    draft.get_latest_revision().publish(user=editor)
    rule(network.county)
    desk = UserFactory.with_role(network.county, StaffRole.DESK)
    article = ArticlePage.objects.get(pk=draft.pk)
    recall = recall_article(article, reason="数据有误", by=desk)

    undo_recall(recall.pk, by=desk)

    assert ArticlePage.objects.get(pk=draft.pk).live


def test_the_column_itself_needs_no_review(network):
    rule(network.county)
    column = column_of(network.county)

    column.title = "要闻动态"
    column.save_revision().publish()

    assert column_of(network.county).title == "要闻动态"


def test_a_recalled_article_is_mended_signed_and_put_back_by_the_desk(network):
    from syndication.actions import recall_article, undo_recall

    rule(network.county)
    round_ = sign_next(sign_next(sign_next(hand_in(network.county))))
    desk = UserFactory.with_role(network.county, StaffRole.DESK)
    article = ArticlePage.objects.get(pk=round_.article_id)
    recall = recall_article(article, reason="数据有误", by=desk)
    edit(article, title="数据已更正")

    with pytest.raises(PublishingRefused):
        undo_recall(recall.pk, by=desk, as_mended=True)
    again = submit_for_review(article, by=round_.submitted_by)
    again = sign_next(sign_next(sign_next(again)))
    assert again.state == State.PASSED
    assert not is_live(again)
    undo_recall(recall.pk, by=desk, as_mended=True)

    assert ArticlePage.objects.get(pk=article.pk).title == "数据已更正"
    assert is_live(again)
