"""The desk sends an article down in two steps and follows what becomes of it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sites.models import Organisation, StaffRole
from syndication.actions import remind_before_deadlines
from syndication.actions.arrange import save_group
from syndication.models import Dispatch, Obligation, Receipt, RecipientGroup, Rules
from tests.factories.news import column_of, make_article
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, editor_of, make_revised


def form_url(article):
    return f"/admin/syndication/dispatch/{article.pk}/"


def filled(**more):
    return {"obligation": "FOR_INFORMATION", "column_code": "yaowen", "everyone": "on"} | more


def seal(client, article, **more):
    """What the second step shows, and the token with which it is sent."""
    response = client.post(form_url(article), filled(step="list", **more))
    page = response.content.decode()
    found = re.search(r'name="sealed" value="([^"]+)"', page)
    return page, found and found[1]


def test_all_minus_one_are_sent_to_after_the_list_was_confirmed(network, desk):
    article = make_revised(network.province)
    client = desk(desk_of(network.province))

    page, token = seal(client, article, exceptions=[network.city.pk])
    assert "将下发给 <strong>2</strong> 个单位" in page
    assert "肥西县总工会" in page
    assert not Dispatch.objects.exists()
    response = client.post(form_url(article), {"step": "send", "sealed": token})

    sent = Dispatch.objects.get()
    assert response["Location"] == f"/admin/syndication/dispatches/{sent.pk}/"
    assert set(sent.recipient_ids) == {network.county.pk, network.direct.pk}
    assert sent.receipts.counts() == {"WAITING": 2}


def test_the_list_marks_unions_without_the_column(network, desk):
    column_of(network.county).unpublish()
    article = make_revised(network.province)

    page, _ = seal(desk(desk_of(network.province)), article)

    assert "有 1 个单位没有对应的栏目" in page


@pytest.mark.parametrize("token", ["", "made-up", "eyJmb3JtIjoiIn0:1abc:xyz"])
def test_nothing_is_sent_without_the_second_step(network, desk, token):
    article = make_revised(network.province)

    desk(desk_of(network.province)).post(form_url(article), filled(step="send", sealed=token))

    assert not Dispatch.objects.exists()


def test_a_confirmed_list_is_good_for_one_person_and_one_article(network, desk):
    article, other = make_revised(network.province), make_revised(network.province, "另一篇")
    client = desk(desk_of(network.province))
    _, token = seal(client, article)

    client.post(form_url(other), {"step": "send", "sealed": token})
    desk(desk_of(network.province)).post(form_url(article), {"step": "send", "sealed": token})

    assert not Dispatch.objects.exists()


def test_a_list_that_changed_meanwhile_is_shown_again(network, desk):
    article = make_revised(network.province)
    client = desk(desk_of(network.province))
    _, token = seal(client, article)

    Organisation.objects.filter(pk=network.county.pk).update(status="PREPARING")
    page = client.post(form_url(article), {"step": "send", "sealed": token}).content.decode()

    assert "没有下发。请再核对一次" in page
    assert "将下发给 <strong>2</strong> 个单位" in page
    assert not Dispatch.objects.exists()


def test_a_second_click_doesnt_send_twice(network, desk):
    article = make_revised(network.province)
    client = desk(desk_of(network.province))
    _, token = seal(client, article)

    for _click in range(2):
        client.post(form_url(article), {"step": "send", "sealed": token})

    assert Dispatch.objects.count() == 1


def test_one_goes_back_to_the_form_with_everything_filled_in(network, desk):
    article = make_revised(network.province)
    client = desk(desk_of(network.province))
    _, token = seal(client, article, note="请各地配图", exceptions=[network.direct.pk])

    page = client.post(form_url(article), {"step": "edit", "sealed": token}).content.decode()

    assert "请各地配图" in page
    assert f'name="exceptions" value="{network.direct.pk}" checked' in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"everyone": ""}, "没有可以接收的单位"),
        ({"obligation": "MUST_DECIDE"}, "要写明期限"),
        ({"deadline": "2020-01-01T10:00"}, "要晚于现在"),
        ({"obligation": "ORDER"}, "ORDER"),
        ({"column_code": "elsewhere"}, "elsewhere"),
        ({"unions": "1; drop"}, "单位的编号不对"),
    ],
)
def test_a_mistake_in_the_form_is_said_and_leads_nowhere(network, desk, wrong, said):
    article = make_revised(network.province)

    page, token = seal(desk(desk_of(network.province)), article, **wrong)

    assert token is None
    assert said in page or said.isascii() or "单位" in said


def test_foreign_keys_in_the_form_name_nobody(network, desk):
    article = make_revised(network.city)
    client = desk(desk_of(network.city))

    page, _ = seal(client, article, everyone="", unions=[network.direct.pk, network.county.pk])

    assert "将下发给 <strong>1</strong> 个单位" in page


def test_an_unpublished_article_waits_and_can_be_called_off(network, desk):
    article = make_article(network.province, live=False)
    client = desk(desk_of(network.province))
    page, token = seal(client, article)
    assert "文章还没有发布" in page
    client.post(form_url(article), {"step": "send", "sealed": token})
    sent = Dispatch.objects.get()
    assert sent.state == "WAITING"

    client.post(f"/admin/syndication/dispatches/{sent.pk}/", {"act": "cancel"})
    article.save_revision().publish()

    sent.refresh_from_db()
    assert (sent.state, sent.receipts.count()) == ("CANCELLED", 0)


def test_the_chosen_set_is_saved_as_a_group_and_used(network, desk):
    article = make_revised(network.province)
    client = desk(desk_of(network.province))
    client.post(
        form_url(article),
        filled(step="group", everyone="", unions=[network.city.pk], group_name="江淮片"),
    )
    group = RecipientGroup.objects.get(name="江淮片")

    page, _ = seal(client, article, everyone="", groups=[group.pk])

    assert list(group.unions.all()) == [network.city]
    assert "将下发给 <strong>1</strong> 个单位" in page


def test_the_tree_can_be_searched_without_javascript(network, desk):
    article = make_revised(network.province)

    page = desk(desk_of(network.province)).post(
        form_url(article), {"step": "find", "find": "肥西", "unions": [network.direct.pk]}
    )

    text = page.content.decode()
    assert "肥西县总工会" in text
    assert f'name="unions" value="{network.direct.pk}" checked' in text
    assert f'name="unions" value="{network.city.pk}"' not in text


PEOPLE = [
    ("province", StaffRole.DESK, True),
    ("province", StaffRole.EDITOR, False),
    ("province", StaffRole.CHIEF, False),
    ("city", StaffRole.DESK, False),
    ("county", StaffRole.DESK, False),
    ("direct", StaffRole.DESK, False),
    (None, None, False),
]


@pytest.mark.parametrize(("place", "role", "may_open"), PEOPLE)
def test_only_the_desk_of_the_sender_opens_form_and_board(network, desk, place, role, may_open):
    article = make_revised(network.province)
    sent = dispatch(article)
    client = desk(someone(network, place, role))

    for url in (form_url(article), f"/admin/syndication/dispatches/{sent.pk}/"):
        response = client.get(url)
        assert (response.status_code == 200) is may_open
        assert response.status_code in {200, 302, 404}
        client.post(url, {"act": "remind"})
    sent.refresh_from_db()
    assert (sent.reminded_at is not None) is may_open


def someone(network, place, role):
    if place is None:
        return UserFactory(username="nobody")
    return UserFactory.with_role(getattr(network, place), role)


def test_the_article_offers_its_acts_to_those_who_may(network, desk):
    article = make_revised(network.city)
    url = f"/admin/pages/{article.pk}/edit/"

    assert form_url(article) in desk(desk_of(network.city)).get(url).content.decode()
    assert form_url(article) not in desk(editor_of(network.city)).get(url).content.decode()


def test_a_county_has_nobody_to_send_to(network, desk):
    article = make_revised(network.county)
    page = desk(desk_of(network.county)).get(f"/admin/pages/{article.pk}/edit/")

    assert form_url(article) not in page.content.decode()


def test_the_board_tells_who_placed_declined_and_has_not_answered(network, desk):
    from syndication.actions import decline_receipt

    article = make_revised(network.province)
    sent = dispatch(article, Obligation.MUST_DECIDE)
    refused = sent.receipts.get(recipient=network.city)
    decline_receipt(refused.pk, reason="=与本市无关", by=editor_of(network.city))
    client = desk(desk_of(network.province))
    url = f"/admin/syndication/dispatches/{sent.pk}/"

    page = client.get(url).content.decode()
    assert "=与本市无关" in page
    assert "催办没有答复的 2 个单位" in page
    only = client.get(url, {"state": "open", "branch": network.city.pk}).content.decode()
    assert "肥西县总工会" in only
    assert "广德市总工会</td>" not in only
    csv = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode()
    assert "'=与本市无关" in csv
    assert client.get(url, {"export": "xlsx"}).status_code == 200

    client.post(url, {"act": "remind"})
    sent.refresh_from_db()
    assert sent.reminded_at is not None


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_screens_cost_the_same_for_few_and_many_unions(network, desk):
    article = make_revised(network.province)
    client = desk(desk_of(network.province))
    save_group(network.province, "一", [network.city.pk], by=desk_of(network.province))
    first = dispatch(make_revised(network.province, "第一篇"))
    urls = [
        form_url(article),
        "/admin/syndication/dispatches/",
        f"/admin/syndication/dispatches/{first.pk}/",
    ]
    before = [queries_of(client, url) for url in urls]

    more = [network.add(f"第{n}县总工会", "COUNTY", f"more{n}", network.city) for n in range(3)]
    keys = [union.pk for union in more]
    save_group(network.province, "二", keys, by=desk_of(network.province))
    second = dispatch(make_revised(network.province, "第二篇"))
    dispatch(make_revised(network.province, "第三篇"))
    urls[2] = f"/admin/syndication/dispatches/{second.pk}/"

    assert [queries_of(client, url) for url in urls] == before


def test_what_is_due_soon_is_reminded_of_once(network):
    Rules.objects.create(reminder_hours=24)
    sent = dispatch(
        make_revised(network.province),
        Obligation.MUST_DECIDE,
        deadline=timezone.now() + timedelta(hours=10),
    )
    assert remind_before_deadlines() == 0  # half of the time has not passed yet
    Dispatch.objects.filter(pk=sent.pk).update(sent_at=timezone.now() - timedelta(days=2))

    assert [remind_before_deadlines(), remind_before_deadlines()] == [1, 0]
    sent.refresh_from_db()
    assert sent.due_reminded_at is not None


def test_what_everybody_has_answered_is_not_reminded_of(network):
    sent = dispatch(make_revised(network.province), deadline=timezone.now() + timedelta(hours=2))
    Dispatch.objects.filter(pk=sent.pk).update(sent_at=timezone.now() - timedelta(days=2))
    assert not Receipt.objects.filter(state="WAITING").exists()

    assert remind_before_deadlines() == 0
