"""A column's list shows what is published, when it is published, in its order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.entries import unpin_expired
from news.models import ArticlePage, Entry
from news.paging import EntryPaginator
from news.queries import columns_with_entries
from tests.factories.news import ImageFactory, column_of, make_article


def titles(union, column="yaowen"):
    entries = Entry.objects.in_column(column_of(union, column)).newest_first()
    return [entry.article.title for entry in entries.select_related("article")]


def test_a_published_article_is_listed_and_a_draft_is_not(network):
    make_article(network.county, "已发布")
    make_article(network.county, "草稿", live=False)

    assert titles(network.county) == ["已发布"]


def test_an_article_that_is_taken_down_leaves_the_list(network):
    article = make_article(network.county)

    article.unpublish()

    assert titles(network.county) == []


def test_publishing_a_draft_lists_it(network):
    article = make_article(network.county, live=False)

    article.save_revision().publish()

    assert titles(network.county) == [article.title]
    article.refresh_from_db()
    assert article.published_at is not None


def test_the_newest_comes_first_and_the_pinned_on_top(network):
    now = timezone.now()
    make_article(network.county, "旧", published_at=now - timedelta(days=3))
    make_article(network.county, "新", published_at=now)
    make_article(
        network.county,
        "置顶",
        published_at=now - timedelta(days=9),
        pinned_until=timezone.localdate(),
    )

    assert titles(network.county) == ["置顶", "新", "旧"]


def test_a_pin_that_has_ended_is_taken_off_by_the_clock(network):
    article = make_article(network.county, "置顶", pinned_until=timezone.localdate())
    make_article(network.county, "新")
    ArticlePage.objects.filter(pk=article.pk).update(
        pinned_until=timezone.localdate() - timedelta(days=1)
    )

    assert unpin_expired() == 1
    assert titles(network.county) == ["新", "置顶"]
    assert unpin_expired() == 0


def test_a_moved_article_is_listed_in_its_new_column_only(network):
    article = make_article(network.county)

    article.move(column_of(network.county, "jiceng"), pos="last-child")

    assert titles(network.county) == []
    assert titles(network.county, "jiceng") == [article.title]


def test_a_deleted_article_leaves_the_list(network):
    make_article(network.county).delete()

    assert not Entry.objects.exists()


def test_a_union_reads_what_is_new_below_it_and_no_more(network):
    for union, title in [
        (network.province, "省"), (network.city, "市"), (network.county, "县"), (network.direct, "直管县"),
    ]:  # fmt: skip
        make_article(union, title)

    def seen(union):
        union.refresh_from_db()
        return {entry.article.title for entry in Entry.objects.within(union)}

    assert seen(network.province) == {"省", "市", "县", "直管县"}
    assert seen(network.city) == {"市", "县"}
    assert seen(network.county) == {"县"}
    assert seen(network.direct) == {"直管县"}


@pytest.fixture
def long_column(network):
    now = timezone.now()
    for number in range(45):
        make_article(network.county, f"第{number}条", published_at=now - timedelta(minutes=number))
    return column_of(network.county).entries


def test_every_line_is_on_exactly_one_page(long_column):
    paginator = EntryPaginator(long_column.all(), 10)

    pages = [paginator.get(number) for number in range(1, 6)]

    shown = [entry.article.title for page in pages for entry in page]
    assert shown == [f"第{number}条" for number in range(45)]
    assert [len(page) for page in pages] == [10, 10, 10, 10, 5]


def test_there_is_no_page_before_the_first_or_after_the_last(long_column):
    paginator = EntryPaginator(long_column.all(), 10)

    assert paginator.get(0) is None
    assert paginator.get(6) is None
    assert paginator.get(5).next_number is None


def test_an_empty_column_has_one_empty_page(network):
    page = EntryPaginator(column_of(network.county).entries.all(), 10).get(1)

    assert (len(page), page.pages) == (0, 1)


def test_page_links_name_the_ends_the_neighbours_and_the_gaps(long_column):
    page = EntryPaginator(long_column.all(), 3).get(8)

    assert page.shown_numbers == [1, None, 6, 7, 8, 9, 10, None, 15]


def test_front_pages_read_all_columns_with_three_queries(network, django_assert_num_queries):
    columns = [column_of(network.county, code) for code in ("yaowen", "jiceng", "wenhua")]
    for code in ("yaowen", "jiceng"):
        for number in range(5):
            make_article(network.county, f"{code}{number}", column=code)

    with django_assert_num_queries(3):
        parts = columns_with_entries(columns, 3)

    assert [(part["column"], len(part["entries"])) for part in parts] == [
        (columns[0], 3),
        (columns[1], 3),
    ]


def test_an_article_with_a_cover_is_picture_news(network):
    make_article(network.county, "有图", cover=ImageFactory.of(network.county))
    make_article(network.county, "无图")

    assert [entry.article.title for entry in Entry.objects.filter(has_cover=True)] == ["有图"]
