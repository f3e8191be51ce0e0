"""Reading one submission and judging it."""

import pytest
from django.urls import reverse

from news.models import Entry
from sites.models import StaffRole
from syndication.actions import (
    adopt_submission,
    recall_article,
    resubmit,
    return_submission,
    withdraw_submission,
)
from syndication.models import Placement, ReturnCode, Submission
from tests.factories.news import ImageFactory, column_of
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dress, editor_of, make_revised, submit

RETURN = {"return-code": "FACTS", "return-reason": "请核实"}


def text_of(response) -> str:
    return response.content.decode()


def url(name, *args) -> str:
    return reverse(f"syndication_{name}", args=args)


def adoption(union, **more):
    return {"column": column_of(union).pk, "act": "adopt", **more}


ACTS = [
    ("reading", "get", lambda network: {}),
    ("adopt", "post", lambda network: adoption(network.city)),
    ("return", "post", lambda network: RETURN),
    ("relay", "post", lambda network: {"relay-recipient": network.province.pk}),
]


@pytest.mark.parametrize(("name", "method", "data"), ACTS)
@pytest.mark.parametrize(
    ("place", "role", "opens"),
    [
        ("city", StaffRole.DESK, True),
        ("city", StaffRole.CHIEF, True),
        ("city", StaffRole.EDITOR, False),
        ("city", StaffRole.REVIEWER, False),
        ("city", StaffRole.ADMIN, False),
        ("province", StaffRole.DESK, False),
        ("county", StaffRole.DESK, False),
        ("direct", StaffRole.DESK, False),
    ],
)
def test_who_reads_and_judges(network, desk, place, role, opens, name, method, data):
    submission = submit(make_revised(network.county), network.city)
    client = desk(UserFactory.with_role(getattr(network, place), role))

    response = getattr(client, method)(url(name, submission.pk), data(network))

    assert (response.status_code != 404) is opens
    if not opens:
        submission.refresh_from_db()
        assert submission.state == Submission.State.SUBMITTED
        assert not Placement.objects.exists()
        assert not submission.relays.exists()


@pytest.mark.parametrize("name", ["adopt", "return", "relay"])
def test_no_act_is_done_by_following_a_link(network, desk, name):
    submission = submit(make_revised(network.county), network.city)

    assert desk(desk_of(network.city)).get(url(name, submission.pk)).status_code == 405


def test_the_version_is_read_as_it_was_handed_in(network, desk):
    article = make_revised(
        network.county, "交来的标题", author="王记者", body=[("text", "<p>交来的正文。</p>")]
    )
    submission = submit(article, network.city, note="请用头条")
    article.title = "后来又改的标题"
    article.save_revision().publish()

    page = text_of(desk(desk_of(network.city)).get(url("reading", submission.pk)))

    for told in ("交来的标题", "交来的正文。", "王记者", "肥西县总工会", "请用头条"):
        assert told in page
    assert "后来又改的标题" not in page


def test_the_next_version_shows_what_was_changed(network, desk):
    article = make_revised(
        network.county, body=[("text", "<p>全省工会信息化工作会议召开，共有12人参加。</p>")]
    )
    submission = submit(article, network.city)
    client = desk(desk_of(network.city))
    client.post(url("return", submission.pk), RETURN)
    article.body = [("text", "<p>全省工会数字化工作会议召开，共有21人参加。</p>")]
    article.save_revision().publish()
    resubmit(submission.pk, by=editor_of(network.county))

    response = client.get(url("reading", submission.pk))

    page = text_of(response)
    marked = [
        (segment.kind, segment.text)
        for part in response.context["changes"]
        for segment in part.segments
        if segment.kind != "same"
    ]
    assert marked == [
        ("removed", "信息"), ("added", "数字"), ("removed", "12"), ("added", "21"),
    ]  # fmt: skip
    assert "请核实" in page
    old = text_of(client.get(url("reading", submission.pk), {"version": "1"}))
    assert "共有12人参加" in old
    assert "只能看" in old
    assert 'value="adopt"' not in old


def test_a_desk_adopts_under_its_own_headline_with_lead_and_pin(network, desk):
    submission = submit(make_revised(network.county), network.city)
    data = adoption(
        network.city, headline="市里的标题", lead="市里的导语", pinned_until="2099-01-01"
    )

    response = desk(desk_of(network.city)).post(url("adopt", submission.pk), data, follow=True)

    assert "已采用《县里的稿件》" in text_of(response)
    line = Entry.objects.get(organisation=network.city)
    assert (line.title, line.summary, line.is_pinned) == ("市里的标题", "市里的导语", True)


def test_adopting_and_relaying_is_one_act(network, desk):
    submission = submit(make_revised(network.county), network.city)
    client = desk(desk_of(network.city))

    client.post(url("adopt", submission.pk), adoption(network.city, relay_to=network.province.pk))

    submission.refresh_from_db()
    assert submission.state == Submission.State.ADOPTED
    assert submission.relays.get().recipient == network.province


def test_where_relaying_is_refused_nothing_is_adopted_either(network, desk):
    article = make_revised(network.county)
    submission = submit(article, network.city)
    submit(article, network.province)

    response = desk(desk_of(network.city)).post(
        url("adopt", submission.pk),
        adoption(network.city, relay_to=network.province.pk),
        follow=True,
    )

    assert "已经报送过安徽省总工会" in text_of(response)
    submission.refresh_from_db()
    assert submission.state == Submission.State.SUBMITTED
    assert not Placement.objects.exists()


def test_adopting_with_edits_opens_the_draft(network, desk):
    submission = submit(make_revised(network.county), network.city)
    data = adoption(network.city, headline="改过的标题") | {"act": "rework"}

    response = desk(desk_of(network.city)).post(url("adopt", submission.pk), data)

    submission.refresh_from_db()
    assert response.url == reverse("wagtailadmin_pages:edit", args=[submission.adopted_as_id])
    assert submission.adopted_as.title == "改过的标题"


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda s, n: adopt_submission(s.pk, dress(n.city), by=desk_of(n.city)),
        lambda s, n: return_submission(s.pk, code=ReturnCode.TEXT, reason="改", by=desk_of(n.city)),
        lambda s, n: withdraw_submission(s.pk, by=editor_of(n.county)),
    ],
    ids=["adopted", "returned", "withdrawn"],
)
@pytest.mark.parametrize("name", ["adopt", "return"])
def test_what_was_settled_meanwhile_is_told_and_left_as_it_is(network, desk, meanwhile, name):
    submission = submit(make_revised(network.county), network.city)
    client = desk(desk_of(network.city))
    meanwhile(submission, network)
    submission.refresh_from_db()
    state, placed = submission.state, Placement.objects.count()

    data = adoption(network.city) if name == "adopt" else RETURN
    response = client.post(url(name, submission.pk), data, follow=True)

    assert "已经" in text_of(response)
    submission.refresh_from_db()
    assert submission.state == state
    assert Placement.objects.count() == placed


def test_what_was_recalled_meanwhile_is_not_adopted(network, desk):
    article = make_revised(network.county)
    submission = submit(article, network.city)
    recall_article(article, reason="有误", by=desk_of(network.county))

    response = desk(desk_of(network.city)).post(
        url("adopt", submission.pk), adoption(network.city), follow=True
    )

    assert "原单位已撤稿" in text_of(response)
    assert not Placement.objects.exists()


def test_a_form_that_lacks_something_is_shown_again(network, desk):
    submission = submit(make_revised(network.county), network.city)
    client = desk(desk_of(network.city))

    adopt = client.post(url("adopt", submission.pk), {"act": "adopt", "headline": "想好的标题"})
    back = client.post(url("return", submission.pk), {"return-code": "FACTS"})

    assert "想好的标题" in text_of(adopt)
    assert adopt.context["adopt_form"].errors["column"]
    assert back.context["return_form"].errors["reason"]


def test_neither_foreign_columns_nor_foreign_pictures_are_taken(network, desk):
    submission = submit(make_revised(network.county), network.city)
    client = desk(desk_of(network.city))
    foreign = ImageFactory.of(network.direct)

    column = client.post(
        url("adopt", submission.pk), {"act": "adopt", "column": column_of(network.direct).pk}
    )
    cover = client.post(url("adopt", submission.pk), adoption(network.city, cover=foreign.pk))

    assert column.context["adopt_form"].errors["column"]
    assert cover.context["adopt_form"].errors["cover"]
    assert not Placement.objects.exists()


def test_a_submission_is_relayed_only_upward(network, desk):
    submission = submit(make_revised(network.county), network.city)

    response = desk(desk_of(network.city)).post(
        url("relay", submission.pk), {"relay-recipient": network.direct.pk}
    )

    assert response.context["relay_form"].errors["recipient"]
    assert not submission.relays.exists()


def test_one_goes_from_one_to_the_next_within_the_filter(network, desk):
    first = submit(make_revised(network.county, "第一篇"), network.city)
    submit(make_revised(network.county, "别的"), network.city)
    third = submit(make_revised(network.county, "第三篇"), network.city)

    response = desk(desk_of(network.city)).get(url("reading", first.pk), {"text": "篇"})

    assert response.context["before_url"] == ""
    assert response.context["after_url"].startswith(url("reading", third.pk))
    assert "text=%E7%AF%87" in response.context["after_url"]


def test_the_version_is_shown_in_the_dress_of_its_site(network, desk):
    submission = submit(make_revised(network.county, "网页上的标题"), network.city)

    page = desk(desk_of(network.city)).get(url("web", submission.pk, 1))

    assert page.status_code == 200
    assert "网页上的标题" in text_of(page)
    assert desk(desk_of(network.direct)).get(url("web", submission.pk, 1)).status_code == 404
