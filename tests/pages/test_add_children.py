"""Pages inserted in bulk are the same as pages added one by one."""

import pytest

from news.models import ArticlePage, ColumnPage
from pages.bulk import add_children
from pages.models import BasePage
from tests.factories.news import column_of, make_article

SAME = (
    "title", "title_zh_hans", "draft_title", "depth", "live", "locale_id", "content_type_id",
    "organisation_id", "has_unpublished_changes", "expired", "show_in_menus",
)  # fmt: skip


def test_a_page_inserted_in_bulk_is_like_one_added_by_hand(network):
    column = column_of(network.county)
    by_hand = make_article(network.county, "职工运动会", slug="a1")

    add_children(
        column, [ArticlePage(title="职工运动会", slug="a2", published_at=by_hand.published_at)]
    )

    in_bulk = ArticlePage.objects.get(slug="a2")
    by_hand.refresh_from_db()
    assert {name: getattr(in_bulk, name) for name in SAME} == {
        name: getattr(by_hand, name) for name in SAME
    }
    assert in_bulk.url_path == by_hand.url_path.replace("a1", "a2")
    assert in_bulk.get_parent().specific == column
    assert BasePage.find_problems() == ([], [], [], [], [])


def test_bulk_and_single_additions_can_alternate(network):
    column = column_of(network.county)
    for number in range(3):
        make_article(network.county, slug=f"one{number}")
        column.refresh_from_db()
        add_children(column, [ArticlePage(title="二", slug=f"two{number}")])

    column.refresh_from_db()
    assert column.numchild == 6
    assert BasePage.find_problems() == ([], [], [], [], [])


def test_pages_of_several_kinds_keep_their_order(network):
    front = network.site(network.county, "NEWS").root_page

    add_children(front, [ColumnPage(title=code, slug=code, code=code) for code in ("zz", "aa")])

    assert [page.slug for page in front.get_children()][-2:] == ["zz", "aa"]


def test_adding_nothing_adds_nothing(network):
    before = BasePage.objects.count()

    assert add_children(column_of(network.county), []) == []
    assert BasePage.objects.count() == before


@pytest.mark.parametrize("count", [1, 7])
def test_the_number_of_queries_does_not_grow(network, count, django_assert_max_num_queries):
    column = column_of(network.county)
    pages = [ArticlePage(title="文", slug=f"s{n}") for n in range(count)]
    with django_assert_max_num_queries(12):
        add_children(column, pages)
