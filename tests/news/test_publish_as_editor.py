"""A county's editor writes an article at the desk and a reader sees it a moment later."""

import json

import pytest

from news.models import ArticlePage
from sites.models import StaffRole
from tests.factories.news import ImageFactory, column_of
from tests.factories.sites import UserFactory


def article_form(**fields):
    form = {
        "title_zh_hans": "肥西县总工会送清凉到一线",
        "over_title_zh_hans": "", "sub_title_zh_hans": "", "lead_zh_hans": "车队走进工地。",
        "title_en": "", "lead_en": "", "cover": "", "genre": "NEWS", "source": "", "author": "",
        "photographer": "", "responsible_editor": "", "published_at": "", "pinned_until": "",
        "tags": "", "notice_starts": "", "notice_ends": "", "notice_contact": "",
        "seo_title": "", "search_description": "",
        "body_zh_hans-count": "1", "body_zh_hans-0-deleted": "", "body_zh_hans-0-order": "0",
        "body_zh_hans-0-type": "text", "body_zh_hans-0-id": "",
        "body_zh_hans-0-value": json.dumps(
            {"blocks": [{"key": "a", "type": "unstyled", "text": "清晨六点，送清凉的车队出发。",
                         "depth": 0, "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}
        ),
        "body_en-count": "0",
        "attachments-TOTAL_FORMS": "0", "attachments-INITIAL_FORMS": "0",
        "attachments-MIN_NUM_FORMS": "0", "attachments-MAX_NUM_FORMS": "1000",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "1000",
        "go_live_at": "", "expire_at": "",
    }  # fmt: skip

    return form | fields


@pytest.fixture
def editor(network, desk):
    return desk(UserFactory.with_role(network.county, StaffRole.EDITOR))


def add_url(union):
    return f"/admin/pages/add/news/articlepage/{column_of(union).pk}/"


def test_an_editor_publishes_and_a_reader_sees_it_everywhere(network, editor, visit):
    cover = ImageFactory.of(network.county)

    response = editor.post(
        add_url(network.county), article_form(cover=cover.pk) | {"action-publish": "1"}
    )

    assert response.status_code == 302, response.context["form"].errors
    article = ArticlePage.objects.get()
    title = "肥西县总工会送清凉到一线"
    for path in ("/", "/yaowen/", f"/yaowen/{article.slug}/", "/feed.xml", "/yaowen/feed.xml"):
        assert title in visit("news.feixi.localhost", path).text, path
    assert article.slug in visit("news.feixi.localhost", "/sitemap.xml").text
    assert title in visit("feixi.localhost").text
    assert title in visit("hefei.localhost").text
    assert title in visit("anhui.localhost").text


def test_a_saved_draft_is_seen_by_nobody(network, editor, visit):
    editor.post(add_url(network.county), article_form())

    article = ArticlePage.objects.get()
    assert not article.live
    assert visit("news.feixi.localhost", f"/yaowen/{article.slug}/").status_code == 404


def test_an_editor_cannot_write_in_another_union(network, editor):
    editor.post(add_url(network.direct), article_form() | {"action-publish": "1"})

    assert not ArticlePage.objects.exists()


def test_a_notice_without_contact_is_refused_with_the_reason(network, editor):
    page = editor.post(
        add_url(network.county), article_form(genre="PUBLICITY") | {"action-publish": "1"}
    )

    assert "公示要写明起止日期和联系方式" in page.text
    assert not ArticlePage.objects.filter(live=True).exists()


def test_the_editing_screen_opens(network, editor):
    page = editor.get(add_url(network.county))

    assert page.status_code == 200
    for label in ("肩题", "导语", "责任编辑", "置顶到", "公示联系方式"):
        assert label in page.text


def test_a_picture_of_another_union_is_not_taken(network, editor):
    foreign = ImageFactory.of(network.direct)

    page = editor.post(
        add_url(network.county), article_form(cover=foreign.pk) | {"action-publish": "1"}
    )

    assert page.context["form"].errors
    assert not ArticlePage.objects.exists()


def test_an_article_without_a_title_is_refused_with_the_reason(network, editor):
    page = editor.post(
        add_url(network.county), article_form(title_zh_hans="") | {"action-publish": "1"}
    )

    assert page.status_code == 200
    assert "title_zh_hans" in page.context["form"].errors
