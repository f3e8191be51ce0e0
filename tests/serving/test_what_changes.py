"""The database writes down what a change touches, and nothing while nobody keeps pages."""

import uuid

import pytest
from django.utils import timezone

from news.entries import unpin_expired
from news.models import ColumnPage, Entry
from pages.models import BasePage
from serving.models import Change, Node
from sites.actions import close_organisation, rename_organisation
from sites.models import MourningPeriod
from tests.factories.news import column_of, make_article


@pytest.fixture
def listener(network):
    return Node.objects.create(key=uuid.uuid4(), name="a")


def heard(node) -> set[str]:
    rows = Change.objects.filter(node=node)
    things = {row.thing for row in rows}
    rows.delete()
    return things


def test_nothing_is_written_while_nobody_keeps_pages(network):
    make_article(network.county, "没有节点")

    assert not Change.objects.exists()


def test_a_new_article_changes_its_lists_and_the_line_beside_it(network, listener):
    first = make_article(network.county, "第一篇")
    heard(listener)

    make_article(network.county, "第二篇")

    things = heard(listener)
    beside = Entry.objects.get(article=first)
    city, province = network.city.path, network.province.path
    assert things >= {
        f"column:{column_of(network.county).pk}",
        f"lines:{network.county.pk}",
        f"line:{beside.pk}",
        f"branch:{city}",
        f"branch:{province}",
    }
    assert not {thing for thing in things if thing.startswith(("menu", "pages", "union"))}


def test_a_column_of_another_code_changes_the_fronts_that_find_columns_by_it(network, listener):
    ColumnPage.objects.filter(pk=column_of(network.county).pk).update(code="bieming")

    assert f"pages:{network.county.pk}" in heard(listener)


def test_a_draft_changes_nothing_that_is_shown(network, listener):
    article = make_article(network.county, "改之前")
    heard(listener)

    article.title = "改到一半"
    article.save_revision()

    assert heard(listener) == set()


def test_publishing_an_edit_leaves_the_lists_as_they_are(network, listener):
    article = make_article(network.county, "改之前")
    article.save_revision().publish()
    heard(listener)

    article.refresh_from_db()
    article.title = article.title_zh_hans = "改之后"
    article.save_revision().publish()

    assert heard(listener) == {f"page:{article.pk}", f"text:{article.pk}"}


def test_what_is_taken_down_is_gone_for_good(network, listener):
    article = make_article(network.county, "要撤下的")
    line = Entry.objects.get(article=article)
    heard(listener)

    article.unpublish()

    assert heard(listener) >= {
        f"!page:{article.pk}",
        f"!line:{line.pk}",
        f"lines:{network.county.pk}",
    }


def test_a_statement_that_loads_no_row_is_heard_too(network, listener):
    today = timezone.localdate()
    article = make_article(network.county, "置顶", pinned_until=today)
    type(article).objects.filter(pk=article.pk).update(pinned_until=today.replace(year=2020))
    heard(listener)

    unpin_expired()

    assert f"column:{column_of(network.county).pk}" in heard(listener)


def test_a_column_that_leaves_the_menu(network, listener):
    column = column_of(network.county)
    ColumnPage.objects.filter(pk=column.pk).update(show_in_menus=False)

    county = network.county.pk
    assert heard(listener) == {f"page:{column.pk}", f"menu:{county}", f"pages:{county}"}


def test_a_moved_page_and_all_below_it(network, listener):
    article = make_article(network.county, "随栏目搬家")
    column = column_of(network.county)
    front = BasePage.objects.get(pk=column.get_parent().pk)
    target = BasePage.objects.filter(organisation=network.county, depth=2).exclude(pk=front.pk)
    heard(listener)

    column.move(target.get(), pos="last-child")

    assert heard(listener) >= {
        f"page:{column.pk}",
        f"page:{article.pk}",
        f"menu:{network.county.pk}",
    }


def test_the_organisation_tree(network, listener):
    rename_organisation(network.county, name="肥西县总工会（新）", short_name="肥西")
    assert f"union:{network.county.pk}" in heard(listener)

    close_organisation(network.county)
    things = heard(listener)
    path = network.county.path
    assert things >= {f"tree:{path}", f"below:{path[:8]}", f"below:{path[:4]}"}
    assert "sites" not in things


def test_a_day_of_mourning(network, listener):
    today = timezone.localdate()
    MourningPeriod.objects.create(
        organisation=network.city, with_subtree=True, first_date=today, last_date=today
    )

    assert heard(listener) == {f"grey:{network.city.path}"}


def test_another_host_name_changes_every_page(network, listener):
    site = network.site(network.county)
    site.hostname = "www.feixi.example.org"
    site.save()

    assert heard(listener) == {"sites", "hosts"}
