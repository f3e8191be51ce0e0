"""Handing articles up at the desk, and reading what became of them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.models import StaffRole
from syndication.actions import (
    CallPlan,
    adopt_and_relay,
    adopt_as_own,
    adopt_submission,
    announce_call,
    relay_submission,
    resubmit,
    return_submission,
    withdraw_submission,
)
from syndication.errors import AlreadyDecided, SyndicationError
from syndication.models import ReturnCode, Rules, Submission
from tests.factories.news import column_of
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dress, editor_of, make_revised, submit

OUTBOX = "/admin/syndication/outbox/"


def text_of(response) -> str:
    return response.content.decode()


def url(name, *args) -> str:
    return reverse(f"syndication_{name}", args=args)


def give_back(submission, union, reason="请补导语"):
    return return_submission(submission.pk, code=ReturnCode.TEXT, reason=reason, by=desk_of(union))


def mend(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save_revision().publish()
    article.refresh_from_db()


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (StaffRole.EDITOR, True),
        (StaffRole.DESK, True),
        (StaffRole.REVIEWER, False),
        (StaffRole.CHIEF, False),
        (StaffRole.ADMIN, False),
    ],
)
def test_who_may_hand_an_article_up(network, desk, role, opens):
    article = make_revised(network.county)
    client = desk(UserFactory.with_role(network.county, role))

    form = client.get(url("submit", article.pk))
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))

    assert form.status_code == (200 if opens else 404)
    assert (url("submit", article.pk) in text_of(edit)) is opens


@pytest.mark.parametrize(
    ("place", "status"), [("county", 200), ("city", 404), ("direct", 404), ("province", 404)]
)
def test_only_staff_of_its_own_union_hand_an_article_up(network, desk, place, status):
    article = make_revised(network.county)
    client = desk(editor_of(getattr(network, place)))

    assert client.get(url("submit", article.pk)).status_code == status
    posted = client.post(url("submit", article.pk), {"recipients": [network.city.pk]})
    assert posted.status_code == (302 if status == 200 else 404)
    assert Submission.objects.exists() is (status == 200)


def test_the_province_has_nobody_to_submit_to(network, desk):
    article = make_revised(network.province)

    assert desk(editor_of(network.province)).get(url("submit", article.pk)).status_code == 404


def test_the_form_says_which_version_and_what_is_missing(network, desk):
    article = make_revised(network.county, "已发布的标题")
    article.title = "还没发布的新标题"
    article.save_revision()

    page = text_of(desk(editor_of(network.county)).get(url("submit", article.pk)))

    assert "还没发布的新标题" in page
    assert "没有导语" in page
    assert "没有封面" in page


def test_an_editor_submits_to_both_upper_unions(network, desk):
    article = make_revised(network.county)
    client = desk(editor_of(network.county))

    answer = client.post(
        url("submit", article.pk),
        {"recipients": [network.city.pk, network.province.pk], "note": "请采用"},
        follow=True,
    )

    assert "已报送安徽省总工会、合肥市总工会" in text_of(answer)
    assert Submission.objects.count() == 2
    assert "都已经报送过" in text_of(client.get(url("submit", article.pk)))


def test_the_province_is_not_offered_where_the_rule_forbids(network, desk):
    Rules.objects.create(skips_tiers=False)
    article = make_revised(network.county)
    client = desk(editor_of(network.county))

    assert network.province.name not in text_of(client.get(url("submit", article.pk)))
    answer = client.post(url("submit", article.pk), {"recipients": [network.province.pk]})
    assert answer.status_code == 200
    assert not Submission.objects.exists()


def test_an_answer_to_a_call_goes_to_the_union_that_called(network, desk):
    today = timezone.localdate()
    plan = CallPlan("送清凉", "消息，800字", today, today + timedelta(days=3))
    call = announce_call(network.city, plan, by=desk_of(network.city))
    article = make_revised(network.county)
    client = desk(editor_of(network.county))

    wrong = client.post(
        url("submit", article.pk), {"recipients": [network.province.pk], "call": call.pk}
    )
    assert "请同时选它" in text_of(wrong)
    client.post(url("submit", article.pk), {"recipients": [network.city.pk], "call": call.pk})
    assert Submission.objects.get().call == call


def test_the_sender_reads_every_answer_in_words(network, desk):
    adopted = submit(make_revised(network.county, "甲稿"), network.city)
    adopt_submission(
        adopted.pk, dress(network.city, headline="市里的标题"), by=desk_of(network.city)
    )
    returned = submit(make_revised(network.county, "乙稿"), network.city)
    give_back(returned, network.city, "请核实数字")
    relayed = submit(make_revised(network.county, "丙稿"), network.city)
    adopt_and_relay(relayed.pk, dress(network.city), network.province, by=desk_of(network.city))
    own = submit(make_revised(network.county, "丁稿"), network.city)
    column = column_of(network.city).pk
    adopt_as_own(own.pk, column_id=column, title="改过的标题", by=desk_of(network.city))

    page = text_of(desk(editor_of(network.county)).get(OUTBOX))

    assert f"已采用，标题《市里的标题》，栏目 {column_of(network.city).title}" in page
    adopted.refresh_from_db()
    assert f"/yaowen/a-{adopted.placement_id}/" in page
    assert "已退稿，文字需修改：请核实数字" in page
    assert "转报安徽省总工会" in page
    assert "已改稿采用，正在编辑" in page
    assert url("resubmit", returned.pk) in page
    assert url("withdraw", adopted.pk) not in page


def test_the_list_costs_the_same_for_any_number(network, desk, django_assert_max_num_queries):
    client = desk(editor_of(network.county))

    def add(number):
        submission = submit(make_revised(network.county, f"第{number}篇"), network.city)
        adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))

    for number in range(3):
        add(number)
    client.get(OUTBOX)
    with django_assert_max_num_queries(40) as few:
        client.get(OUTBOX)
    for number in range(3, 9):
        add(number)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(OUTBOX)


def test_the_list_is_narrowed_by_state_and_title(network, desk):
    give_back(submit(make_revised(network.county, "退回来的"), network.city), network.city)
    submit(make_revised(network.county, "还在等的"), network.city)
    client = desk(editor_of(network.county))

    returned = text_of(client.get(OUTBOX, {"state": "RETURNED"}))
    assert "退回来的" in returned
    assert "还在等的" not in returned
    assert "没有符合条件" in text_of(client.get(OUTBOX, {"text": "别的"}))
    assert "还在等的" in text_of(client.get(OUTBOX, {"state": "胡写", "recipient": "x"}))


def test_readers_of_the_union_see_the_list_and_cannot_act(network, desk):
    submission = submit(make_revised(network.county), network.city)
    client = desk(UserFactory.with_role(network.county, StaffRole.REVIEWER))

    assert url("withdraw", submission.pk) not in text_of(client.get(OUTBOX))
    assert client.get(url("sent", submission.pk)).status_code == 200
    assert client.post(url("withdraw", submission.pk)).status_code == 404


@pytest.mark.parametrize("name", ["sent", "resubmit", "withdraw"])
def test_what_others_have_handed_in_is_not_found(network, desk, name):
    submission = give_back(submit(make_revised(network.county), network.city), network.city)
    client = desk(editor_of(network.direct))

    assert client.get(url(name, submission.pk)).status_code == 404
    if name != "sent":
        assert client.post(url(name, submission.pk)).status_code == 404
    submission.refresh_from_db()
    assert submission.state == Submission.State.RETURNED


def test_a_returned_one_is_resubmitted_only_when_mended(network, desk):
    article = make_revised(network.county)
    submission = give_back(submit(article, network.city), network.city)
    client = desk(editor_of(network.county))

    early = client.post(url("resubmit", submission.pk), {"note": ""}, follow=True)
    assert "稿件还没有修改" in text_of(early)
    mend(article, lead="补上的导语")
    done = client.post(url("resubmit", submission.pk), {"note": "已补"}, follow=True)
    assert "已重新报送合肥市总工会" in text_of(done)
    page = text_of(client.get(url("sent", submission.pk)))
    assert "请补导语" in page
    assert "已补" in page


def test_one_that_was_adopted_meanwhile_is_not_withdrawn(network, desk):
    submission = submit(make_revised(network.county), network.city)
    client = desk(editor_of(network.county))
    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))

    answer = client.post(url("withdraw", submission.pk), follow=True)

    assert "已经处理过了" in text_of(answer)
    submission.refresh_from_db()
    assert submission.state == Submission.State.ADOPTED


def test_withdrawing_takes_back_what_was_relayed_and_still_waits(network):
    submission = submit(make_revised(network.county), network.city)
    relay = relay_submission(submission.pk, network.province, by=desk_of(network.city))

    withdraw_submission(submission.pk, by=editor_of(network.county))

    relay.refresh_from_db()
    assert relay.state == Submission.State.WITHDRAWN
    with pytest.raises(AlreadyDecided, match="撤回"):
        adopt_submission(relay.pk, dress(network.province), by=desk_of(network.province))


def test_a_relayed_one_is_resubmitted_with_what_the_county_has_mended(network):
    article = make_revised(network.county, "旧标题")
    submission = submit(article, network.city)
    relay = relay_submission(submission.pk, network.province, by=desk_of(network.city))
    give_back(relay, network.province)
    mend(article, title="县里没有交来的标题")
    city = desk_of(network.city)

    with pytest.raises(SyndicationError, match="还没有交来新的版本"):
        resubmit(relay.pk, by=city)
    give_back(submission, network.city)
    resubmit(submission.pk, by=editor_of(network.county))
    resubmit(relay.pk, by=city)
    assert relay.versions.get(number=2).title == "县里没有交来的标题"
