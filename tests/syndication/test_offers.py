"""What the desk is asked when the original of an adopted article changes or goes."""

import pytest
from django.urls import reverse

from news.models import ArticlePage, Entry
from sites.models import StaffRole
from syndication.actions import adopt_submission
from syndication.models import Offer, Placement
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dress, editor_of, make_revised, submit

OFFERS = "/admin/syndication/offers/"


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def adopted(network):
    """An article of the county that the city shows under the county's own headline."""
    article = make_revised(network.county, "共12人参加", lead="旧导语")
    submission = submit(article, network.city)
    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))
    return article


def change(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save_revision().publish()


def answer(client, placement, act):
    address = reverse("syndication_offer", args=[placement.pk])
    seen = client.get(address).context["seen"]
    return client.post(address, {"act": act, "seen": seen}, follow=True)


@pytest.mark.parametrize(
    ("place", "role", "status"),
    [
        ("city", StaffRole.DESK, 200),
        ("city", StaffRole.EDITOR, 200),
        ("city", StaffRole.REVIEWER, 404),
        ("city", StaffRole.CHIEF, 404),
        ("city", StaffRole.ADMIN, 404),
        ("county", StaffRole.DESK, 404),
        ("province", StaffRole.DESK, 404),
    ],
)
def test_who_answers_a_change(network, desk, adopted, place, role, status):
    change(adopted, title="共21人参加")
    placement = Placement.objects.get()
    client = desk(UserFactory.with_role(getattr(network, place), role))
    address = reverse("syndication_offer", args=[placement.pk])

    assert client.get(address).status_code == status
    posted = client.post(
        address, {"act": "accept", "seen": f"CHANGED{placement.offered_revision_id}"}
    )
    assert posted.status_code == (302 if status == 200 else 404)


def test_the_desk_sees_the_differences_and_takes_the_new_version(network, desk, adopted):
    client = desk(desk_of(network.city))
    change(adopted, title="共21人参加")

    assert "共12人参加" in text_of(client.get(OFFERS))
    placement = Placement.objects.get()
    page = client.get(reverse("syndication_offer", args=[placement.pk]))
    marked = [s.text for part in page.context["changes"] for s in part.segments if s.kind != "same"]
    assert marked == ["12", "21"]
    answer(client, placement, "accept")

    assert Entry.objects.get(organisation=network.city).title == "共21人参加"
    assert "没有要答复的原稿变动" in text_of(client.get(OFFERS))


def test_a_headline_of_ones_own_stays_and_is_marked(network, desk):
    article = make_revised(network.county, "共12人参加", lead="导语")
    submission = submit(article, network.city)
    adopt_submission(
        submission.pk, dress(network.city, headline="市里的标题"), by=desk_of(network.city)
    )
    change(article, title="共21人参加", lead="新导语")

    answer(desk(desk_of(network.city)), Placement.objects.get(), "accept")

    line, placement = Entry.objects.get(organisation=network.city), Placement.objects.get()
    assert (line.title, line.summary) == ("市里的标题", "新导语")
    assert placement.headline_outdated_at


def test_the_desk_keeps_what_it_has_adopted(network, desk, adopted):
    change(adopted, title="共21人参加")

    answer(desk(desk_of(network.city)), Placement.objects.get(), "keep")

    assert Entry.objects.get(organisation=network.city).title == "共12人参加"
    assert Placement.objects.get().offer == Offer.NONE


def test_only_what_was_looked_at_is_answered(network, desk, adopted):
    client = desk(desk_of(network.city))
    change(adopted, title="第一次改")
    placement = Placement.objects.get()
    address = reverse("syndication_offer", args=[placement.pk])
    seen = client.get(address).context["seen"]
    change(adopted, title="第二次改")

    response = client.post(address, {"act": "accept", "seen": seen}, follow=True)

    assert "原稿刚刚又有变动" in text_of(response)
    assert Entry.objects.get(organisation=network.city).title == "共12人参加"


def test_an_answer_given_twice_says_so(network, desk, adopted):
    client = desk(desk_of(network.city))
    change(adopted, title="共21人参加")
    placement = Placement.objects.get()
    answer(client, placement, "keep")

    response = client.post(
        reverse("syndication_offer", args=[placement.pk]), {"act": "keep", "seen": ""}, follow=True
    )

    assert "已经处理过了" in text_of(response)


def test_deleting_an_adopted_article_takes_it_down_and_asks_the_desk(network, desk, adopted):
    admin = desk(UserFactory.with_role(network.county, StaffRole.ADMIN))
    delete = reverse("wagtailadmin_pages:delete", args=[adopted.pk])

    question = admin.get(delete, follow=True)
    assert "合肥市总工会采用" in text_of(question)
    assert ArticlePage.objects.get(pk=adopted.pk).live
    told = admin.post(delete, follow=True)

    assert "没有删除：1 个采用它的单位会收到询问" in text_of(told)
    assert not ArticlePage.objects.get(pk=adopted.pk).live
    assert Placement.objects.get().offer == Offer.UNPUBLISHED
    # Readers of the city keep seeing the adopted version until the desk answers.
    assert Entry.objects.filter(organisation=network.city).exists()
    answer(desk(desk_of(network.city)), Placement.objects.get(), "accept")
    assert not Entry.objects.filter(organisation=network.city).exists()


@pytest.mark.parametrize(("place", "status"), [("county", 302), ("city", 404), ("direct", 404)])
def test_nobody_else_takes_the_original_down(network, desk, adopted, place, status):
    client = desk(editor_of(getattr(network, place)))

    response = client.post(reverse("syndication_take_down", args=[adopted.pk]))

    assert response.status_code == status
    assert ArticlePage.objects.get(pk=adopted.pk).live is (status == 404)


def test_what_nobody_has_adopted_is_not_taken_down_here(network, desk):
    article = make_revised(network.county)

    client = desk(editor_of(network.county))

    assert client.get(reverse("syndication_take_down", args=[article.pk])).status_code == 404
