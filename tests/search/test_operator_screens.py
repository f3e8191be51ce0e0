"""Operators teach the search and see its counts; nobody else does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.models import BestBet, SearchCount, Synonym
from sites.models import StaffRole
from tests.factories.rights import oversight
from tests.factories.sites import UserFactory

SCREENS = ["search-synonym", "search-best-bet", "search-count"]


@pytest.fixture
def editor(network):
    return UserFactory.with_role(network.county, StaffRole.EDITOR)


@pytest.mark.parametrize("screen", SCREENS)
def test_an_operator_sees_the_screens(desk, operator, screen):
    assert desk(operator).get(f"/admin/{screen}/").status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("act", ["", "new/"])
def test_an_editor_does_not(desk, editor, screen, act):
    assert desk(editor).get(f"/admin/{screen}/{act}").status_code in {302, 403, 404}


def test_an_operator_adds_a_synonym(desk, operator):
    desk(operator).post("/admin/search-synonym/new/", {"words": "皖工 工会"})

    assert Synonym.objects.filter(words="皖工 工会").exists()


def test_one_word_alone_is_no_synonym(desk, operator):
    response = desk(operator).post("/admin/search-synonym/new/", {"words": "皖工"})

    assert "至少写两个词" in response.content.decode()


def test_a_pinned_answer_needs_somewhere_to_lead(desk, operator):
    fields = {"queries": "入会", "title": "怎样入会", "is_active": "on", "url": "", "page": ""}
    response = desk(operator).post("/admin/search-best-bet/new/", fields)

    assert response.status_code == 200
    assert not BestBet.objects.exists()


def test_counts_can_be_read_and_not_changed(desk, operator):
    SearchCount.objects.create(day="2026-11-01", query="入会", searches=3)
    client = desk(operator)

    assert "入会" in client.get("/admin/search-count/").content.decode()
    assert client.get("/admin/search-count/new/").status_code == 404


def test_an_editor_finds_own_drafts_and_not_those_of_others(desk, editor, publish):
    publish("职代会草稿甲", live=False)
    publish("职代会草稿乙", live=False, union="city")
    publish("职代会已发布", union="city")

    page = desk(editor).get("/admin/network-search/", {"q": "职代会"}).content.decode()

    assert "草稿甲" in page
    assert "草稿乙" not in page
    assert "已发布" in page


def test_who_oversees_a_union_finds_its_drafts_to_read(network, desk, publish):
    article = publish("职代会草稿甲", live=False)
    publish("职代会草稿乙", live=False, union="direct")
    upper = UserFactory.with_role(network.city, StaffRole.DESK)
    oversight(network.city, network.county)

    page = desk(upper).get("/admin/network-search/", {"q": "职代会"}).content.decode()

    assert f"/admin/pages/{article.pk}/view_draft/" in page
    assert f"/admin/pages/{article.pk}/edit/" not in page
    assert "草稿乙" not in page
    assert desk(upper).get(f"/admin/pages/{article.pk}/view_draft/").status_code == 200


def test_twenty_articles_cost_as_many_queries_as_two(network, desk, editor, publish):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/admin/network-search/", {"q": "职代会"}).status_code == 200
        return len(asked)

    client = desk(editor)
    for number in range(2):
        publish(f"职代会草稿{number}", live=number % 2)
    queries()
    few = queries()
    for number in range(2, 20):
        publish(f"职代会草稿{number}", live=number % 2)

    assert queries() == few


def test_the_page_chooser_finds_chinese_words(desk, editor, publish):
    publish("今年的职代会方案")

    response = desk(editor).get("/admin/choose-page/search/", {"q": "职代会"})

    assert "今年的职代会方案" in response.content.decode()
