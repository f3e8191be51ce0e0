"""The library of shared articles, and taking one up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import Entry
from sites.models import StaffGroup, StaffRole
from syndication.actions import pull_article
from syndication.models import Placement
from tests.factories.news import ImageFactory, column_of
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dress, editor_of, make_revised

LIBRARY = reverse("syndication_library")


@pytest.fixture
def editor(network):
    return editor_of(network.county)


def article_url(article):
    return reverse("syndication_library_article", args=[article.pk])


def titles(response):
    return [entry.title for entry, _used in response.context["rows"]]


def test_it_lists_what_others_share_the_newest_first(network, desk, editor):
    make_revised(network.direct, "先共享的", is_shared=True)
    make_revised(network.province, "后共享的", is_shared=True)
    make_revised(network.city, "没有共享的")
    make_revised(network.county, "自己的", is_shared=True)
    make_revised(network.city, "撤下的", is_shared=True).unpublish()

    assert titles(desk(editor).get(LIBRARY)) == ["后共享的", "先共享的"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tier=PROVINCE", ["省里的通知"]), ("tier=COUNTY", ["县里的消息"]),
        ("union=广德", ["县里的消息"]), ("column=tongzhi", ["省里的通知"]),
        ("genre=NOTICE", ["省里的通知"]), ("q=消息", ["县里的消息"]), ("q=要点", ["县里的消息"]),
        ("q=要点+县里", ["县里的消息"]),
        ("tier=NOWHERE", ["省里的通知", "县里的消息"]),
    ],
)  # fmt: skip
def test_it_is_narrowed(network, desk, editor, query, expected):
    make_revised(network.direct, "县里的消息", lead="要点在此", is_shared=True)
    make_revised(network.province, "省里的通知", column="tongzhi", genre="NOTICE", is_shared=True)

    assert titles(desk(editor).get(f"{LIBRARY}?{query}")) == expected


def test_what_was_taken_up_is_marked(network, desk, editor):
    article = make_revised(network.direct, is_shared=True)
    pull_article(article, network.county, dress(network.county), by=editor)

    assert "已选用" in desk(editor).get(LIBRARY).content.decode()
    assert "已经有这篇稿件" in desk(editor).get(article_url(article)).content.decode()


def test_an_article_is_read_and_taken_up_with_a_headline_of_ones_own(network, desk, editor):
    article = make_revised(
        network.direct, "原标题", column="jiceng", is_shared=True,
        cover=ImageFactory.of(network.direct), body=[("text", "<p>共享的正文。</p>")],
    )  # fmt: skip
    client = desk(editor)

    page = client.get(article_url(article))
    assert "共享的正文。" in page.content.decode()
    assert page.context["form"]["column"].initial == column_of(network.county, "jiceng")
    answer = client.post(
        article_url(article),
        {"column": column_of(network.county, "jiceng").pk, "headline": "本县标题", "lead": "导语"},
    )

    assert answer.status_code == 302
    entry = Entry.objects.get(organisation=network.county, article=article)
    assert (entry.title, entry.summary, entry.column.code) == ("本县标题", "导语", "jiceng")
    assert Placement.objects.get(pk=entry.number).kind == Placement.Kind.PULL


def test_it_is_taken_up_only_once(network, desk, editor):
    article = make_revised(network.direct, is_shared=True)
    values = {"column": column_of(network.county).pk}

    desk(editor).post(article_url(article), values)
    answer = desk(editor).post(article_url(article), values)

    assert "已经有这篇稿件" in answer.content.decode()
    assert Placement.objects.filter(article=article).count() == 1


def test_a_person_of_two_unions_says_for_which(network, desk, editor):
    group = StaffGroup.objects.get(organisation=network.city, role=StaffRole.DESK).group
    editor.groups.add(group)
    article = make_revised(network.direct, is_shared=True)

    page = desk(editor).get(f"{LIBRARY}?into={network.county.pk}")
    assert "肥西县总工会" in page.content.decode()
    desk(editor).post(
        f"{article_url(article)}?into={network.county.pk}",
        {"column": column_of(network.county).pk},
    )

    assert Placement.objects.get(article=article).organisation == network.county


def test_nobody_takes_up_for_a_union_of_others(network, desk, editor):
    article = make_revised(network.direct, is_shared=True)

    for url in (LIBRARY, article_url(article)):
        assert desk(editor).get(f"{url}?into={network.city.pk}").status_code == 404
        assert desk(editor).get(f"{url}?into=x").status_code == 404
    answer = desk(editor).post(article_url(article), {"column": column_of(network.city).pk})

    assert "column" in answer.context["form"].errors
    assert not Placement.objects.exists()


@pytest.mark.parametrize("role", [StaffRole.REVIEWER, StaffRole.CHIEF, StaffRole.ADMIN])
def test_only_editors_and_desks_have_it(network, desk, role):
    client = desk(UserFactory.with_role(network.county, role))

    assert client.get(LIBRARY).status_code == 404
    assert LIBRARY not in client.get("/admin/").content.decode()


def test_what_is_not_shared_or_ones_own_is_not_there(network, desk, editor):
    for article in (
        make_revised(network.direct, "没有共享的"),
        make_revised(network.county, "自己的", is_shared=True),
    ):
        assert desk(editor).get(article_url(article)).status_code == 404


def test_editors_find_it_in_the_menu(network, desk):
    assert LIBRARY in desk(desk_of(network.city)).get("/admin/").content.decode()


def test_thirty_articles_cost_as_many_queries_as_three(network, desk, editor):
    def share(count):
        for number in range(count):
            cover = ImageFactory.of(network.direct)
            make_revised(network.direct, f"第{number}篇", is_shared=True, cover=cover)

    def queries():
        desk(editor).get(LIBRARY)
        client = desk(editor)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIBRARY).status_code == 200
        return len(captured)

    share(3)
    few = queries()
    share(27)

    assert queries() == few
