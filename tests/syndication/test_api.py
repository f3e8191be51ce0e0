"""Scripts send and answer with the rights of a staff account."""

import pytest
from django.test import Client
from wagtail.models import APIToken

from news.models import Entry
from sites.models import StaffRole
from syndication.models import Dispatch, Obligation, Receipt
from tests.factories.news import column_of, make_article
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, editor_of, make_revised, submit

API = "/api/v3"


@pytest.fixture
def script(network):
    """A script with a person's token: ``script(user).get("/receipts/")``."""

    def sign_in(user, host="desk.localhost"):
        token = APIToken.generate_token()
        APIToken.objects.create(
            user=user, name="script", key_hash=APIToken.hash_token(token), prefix=token[:12]
        )
        return Client(headers={"host": host, "authorization": f"Bearer {token}"})

    return sign_in


def post(client, path, data=None):
    return client.post(f"{API}{path}", data or {}, content_type="application/json")


def test_a_script_sends_an_article_to_all_but_one(network, script):
    article = make_article(network.province, column="tongzhi")
    order = {
        "article": article.pk,
        "obligation": "MUST_PUBLISH",
        "recipients": {"everyone": True, "exceptions": ["feixi"]},
    }

    answer = post(script(desk_of(network.province)), "/dispatches/", order)

    assert answer.status_code == 202, answer.content
    assert answer.json()["receipts"] == {"PLACED": 2}
    unions = Entry.objects.filter(article=article, is_own=False)
    assert {entry.organisation.slug for entry in unions} == {"hefei", "guangde"}


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"recipients": {"unions": ["nowhere"]}}, 409),
        ({"recipients": {"everybody": True}}, 422),
        ({"obligation": "PERHAPS"}, 422),
        ({"obligation": "MUST_DECIDE"}, 409),
        ({"article": 999_999}, 404),
    ],
)
def test_a_wrong_order_is_refused_whole(network, script, change, status):
    article = make_article(network.province)
    order = {
        "article": article.pk,
        "obligation": "MUST_PUBLISH",
        "recipients": {"everyone": True},
    } | change

    answer = post(script(desk_of(network.province)), "/dispatches/", order)

    assert answer.status_code == status, answer.content
    assert not Dispatch.objects.exists()


def test_a_recipient_answers_by_script(network, script):
    sent = dispatch(make_article(network.province), Obligation.MUST_DECIDE)
    receipt = sent.receipts.get(recipient=network.county)
    client = script(editor_of(network.county))

    found = client.get(f"{API}/receipts/").json()
    answer = post(
        client,
        f"/receipts/{receipt.pk}/place/",
        {"column": column_of(network.county).pk, "headline": "本县标题"},
    )
    again = post(client, f"/receipts/{receipt.pk}/decline/", {"reason": "改主意了"})

    assert [row["id"] for row in found["items"]] == [receipt.pk]
    assert answer.json()["state"] == Receipt.State.PLACED
    assert again.status_code == 409
    assert "已经处理过" in again.json()["detail"]


def test_submissions_go_up_and_are_judged_by_script(network, script):
    article = make_revised(network.county)
    sender, judge = script(editor_of(network.county)), script(desk_of(network.city))

    made = post(sender, "/submissions/", {"article": article.pk, "recipients": ["hefei"]})
    key = made.json()[0]["id"]
    returned = post(judge, f"/submissions/{key}/return/", {"code": "FACTS", "reason": "请核实"})

    assert made.status_code == 201
    assert returned.json()["state"] == "RETURNED"
    assert sender.get(f"{API}/submissions/?box=out").json()["items"][0]["return_reason"] == "请核实"


def test_a_recall_reaches_all_and_is_undone(network, script):
    article = make_revised(network.province)
    dispatch(article)
    client = script(desk_of(network.province))

    made = post(client, "/recalls/", {"article": article.pk, "reason": "数字有误"})

    assert made.status_code == 201
    assert not Entry.objects.filter(article=article).exists()
    assert post(client, f"/recalls/{made.json()['id']}/undo/").status_code == 200
    assert Entry.objects.filter(article=article).count() == 4


@pytest.mark.parametrize("place", ["sibling", "upper", "reader"])
def test_what_belongs_to_another_union_is_not_found(network, script, place):
    sent = dispatch(make_article(network.province), Obligation.MUST_DECIDE)
    receipt = sent.receipts.get(recipient=network.county)
    submission = submit(make_revised(network.county), network.city)
    person = {
        "sibling": lambda: desk_of(network.direct),
        "upper": lambda: desk_of(network.province),
        "reader": lambda: UserFactory.with_role(network.county, StaffRole.REVIEWER),
    }[place]()
    client = script(person)

    for path in (f"/receipts/{receipt.pk}/", f"/submissions/{submission.pk}/"):
        assert client.get(f"{API}{path}").status_code == 404
    assert post(client, f"/receipts/{receipt.pk}/decline/", {"reason": "x"}).status_code == 404
    for path in (f"/submissions/{submission.pk}/withdraw/", f"/submissions/{submission.pk}/adopt/"):
        body = {"column": column_of(network.city).pk} if "adopt" in path else {}
        assert post(client, path, body).status_code in {404, 422}
    receipt.refresh_from_db()
    submission.refresh_from_db()
    assert (receipt.state, submission.state) == ("WAITING", "SUBMITTED")


def test_without_a_token_there_is_nothing(network, desk):
    client = desk(desk_of(network.province))  # a session is not enough

    for path in ("/dispatches/", "/receipts/", "/submissions/", "/recalls/"):
        assert client.get(f"{API}{path}").status_code == 401


def test_a_public_host_has_no_such_interface(network, script):
    client = script(desk_of(network.province), host="anhui.localhost")

    assert client.get(f"{API}/dispatches/").status_code == 404


def test_lists_take_the_same_queries_for_any_number(network, script, django_assert_max_num_queries):
    client = script(editor_of(network.county))
    for number in range(3):
        dispatch(make_article(network.province, f"第{number}件"), Obligation.MUST_DECIDE)
    client.get(f"{API}/receipts/")

    with django_assert_max_num_queries(5):
        answer = client.get(f"{API}/receipts/")

    assert answer.json()["count"] == 3
