"""A placed article at its local address: local dress, the origin named."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document

from news.models import ArticleAttachment, ArticlePage
from pages.site_roots import site_roots
from sites.actions import close_organisation, merge_organisation
from sites.models import MediaCollection
from syndication.actions import (
    adopt_submission,
    change_placement,
    hide_placement,
    pull_article,
    recall_article,
    remove_placement,
)
from syndication.models import Placement
from tests.factories.news import ImageFactory, column_of, make_article
from tests.factories.syndication import (
    desk_of,
    dispatch,
    dress,
    editor_of,
    make_revised,
    submit,
)

COUNTY = "news.feixi.localhost"
CITY = "news.hefei.localhost"
BODY = [("text", "<p>原来的正文。</p>")]


def address(placement):
    return f"/{placement.column.slug}/a-{placement.pk}/"


def came_down(network, **fields):
    """An article of the province and its placement at the county."""
    article = make_revised(network.province, "省里的决定", body=BODY, **fields)
    dispatch(article)
    return article, Placement.objects.get(organisation=network.county)


def adopted(network, headline="", **fields):
    """An article of the county and its placement at the city."""
    article = make_revised(network.county, "县里的稿件", body=BODY, **fields)
    submission = submit(article, network.city)
    adopt_submission(
        submission.pk, dress(network.city, headline=headline), by=desk_of(network.city)
    )
    return article, Placement.objects.get(organisation=network.city)


def document_of(union, title):
    from django.core.files.base import ContentFile

    shelf = MediaCollection.objects.get(organisation=union).collection
    return Document.objects.create(
        title=title, file=ContentFile(b"text", name="a.txt"), collection=shelf
    )


def links(html, rel):
    return re.findall(rf'<link rel="{rel}" href="([^"]+)">', html)


def meta(html, name):
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', html)
    return found and found[1]


def structured(html, kind):
    scripts = re.findall(r'<script type="application/ld\+json">(.+?)</script>', html)
    return next(data for data in map(json.loads, scripts) if data["@type"] == kind)


def test_it_stands_in_the_dress_of_the_site_and_names_its_origin(network, visit):
    article, placement = came_down(network, author="张三", photographer="李四")

    html = visit(COUNTY, address(placement)).content.decode()

    assert "原来的正文。" in html
    assert "肥西县总工会" in html
    for text in ("安徽省总工会", "张三", "李四"):
        assert text in html
    assert f'href="{article.full_url}"' in html.split("article__origin", 1)[1][:300]
    assert '<a href="/yaowen/">要闻</a>' in html or "/yaowen/" in html.split("breadcrumb", 1)[1]


def test_search_engines_are_sent_to_the_origin(network, visit):
    article, placement = came_down(network)

    html = visit(COUNTY, address(placement)).content.decode()

    assert links(html, "canonical") == [article.full_url]
    assert meta(html, "og:url") == article.full_url
    assert meta(html, "Url") == f"http://{COUNTY}{address(placement)}"
    assert meta(html, "ContentSource") == "安徽省总工会"
    assert meta(html, "ColumnName") == column_of(network.county).title
    told = structured(html, "NewsArticle")
    assert told["url"] == article.full_url
    assert told["articleSection"] == column_of(network.county).title
    assert told["publisher"]["name"] == "安徽省总工会"
    steps = structured(html, "BreadcrumbList")["itemListElement"]
    assert all(COUNTY in step["item"] for step in steps)
    assert steps[1]["name"] == column_of(network.county).title


def test_the_address_is_its_own_while_the_origin_is_not_published(network, visit):
    article, placement = adopted(network)
    article.unpublish()

    html = visit(CITY, address(placement)).content.decode()

    assert links(html, "canonical") == [f"http://{CITY}{address(placement)}"]
    assert "原来的正文。" in html
    assert article.full_url not in html


def test_local_headline_lead_cover_and_date_are_shown(network, visit):
    article, placement = came_down(network, lead="省里的导语", seo_title="省里的搜索标题")
    yesterday = timezone.now() - timedelta(days=1)
    own = dress(
        network.county, headline="本县的标题", lead="本县的导语", published_at=yesterday,
        cover_id=ImageFactory.of(network.county).pk,
    )  # fmt: skip
    change_placement(placement.pk, own, by=editor_of(network.county))

    html = visit(COUNTY, address(placement)).content.decode()

    assert "本县的标题" in html.split("<title>")[1][:40]
    assert meta(html, "ArticleTitle") == "本县的标题"
    assert meta(html, "description") == "本县的导语"
    assert f"{timezone.localtime(yesterday):%Y-%m-%d %H:%M}" in html
    assert meta(html, "og:image")
    assert "省里的导语" not in html


def test_a_correction_after_the_local_date_is_dated(network, visit):
    article, placement = came_down(network)
    before = timezone.now() - timedelta(days=2)
    Placement.objects.filter(pk=placement.pk).update(published_at=before)
    ArticlePage.objects.filter(pk=article.pk).update(last_published_at=before)
    assert "更新于" not in visit(COUNTY, address(placement)).content.decode()

    article.refresh_from_db()
    article.save_revision().publish()

    assert "更新于" in visit(COUNTY, address(placement)).content.decode()


def test_an_adopted_version_is_shown_whole_whatever_happens_below(network, visit):
    article = make_revised(network.county, "县里的稿件", body=BODY)
    article.attachments = [
        ArticleAttachment(document=document_of(network.county, "名单"), title="名单")
    ]
    article.tags.add("劳模")
    article.save_revision().publish()
    article.refresh_from_db()
    submission = submit(article, network.city)
    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))
    placement = Placement.objects.get(organisation=network.city)

    article.title, article.body = "改了", [("text", "<p>改过的正文。</p>")]
    article.attachments = []
    article.tags.clear()
    article.save_revision().publish()

    html = visit(CITY, address(placement)).content.decode()
    assert "原来的正文。" in html
    assert "改过的正文。" not in html
    assert "县里的稿件" in html
    assert "名单" in html
    assert "劳模" in html


def test_ten_files_and_tags_of_a_version_cost_no_more_queries_than_one(network, visit):
    def queries_with(count):
        article = make_revised(network.county, f"带{count}个附件", body=BODY)
        for number in range(count):
            document = document_of(network.county, f"附件{number}")
            article.attachments.add(ArticleAttachment(document=document))
            article.tags.add(f"标签{number}")
        article.save_revision().publish()
        submission = submit(ArticlePage.objects.get(pk=article.pk), network.city)
        adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))
        placement = Placement.objects.get(article=article)
        visit(CITY, address(placement))
        site_roots.forget()
        with CaptureQueriesContext(connection) as captured:
            assert visit(CITY, address(placement)).status_code == 200
        return len(captured)

    assert queries_with(10) == queries_with(1)


def test_neighbours_are_those_of_the_local_column(network, visit):
    make_article(network.county, "县里更早的")
    make_article(network.province, "省里更早的")
    article, placement = came_down(network)
    make_article(network.county, "县里更新的")
    make_article(network.province, "省里更新的")

    html = visit(COUNTY, address(placement)).content.decode()

    neighbours = html.split('class="neighbours"')[1].split("</nav>")[0]
    assert "县里更早的" in neighbours
    assert "县里更新的" in neighbours
    assert "省里" not in neighbours


def test_the_menu_and_the_shared_address_are_local(network, visit):
    article, placement = came_down(network)

    html = visit(COUNTY, address(placement)).content.decode()

    menu = html.split('id="menu-list"')[1].split("</ul>")[0]
    assert re.search(r'href="/yaowen/" aria-current="true"', menu)
    assert f"http://{COUNTY}{address(placement)}" in html.split('class="share"')[1]


def test_an_english_reader_gets_the_english_version_in_the_local_dress(network, visit):
    article, placement = came_down(
        network, title_en="A decision", body_en=[("text", "<p>English text.</p>")]
    )

    english = article.full_url.replace("/yaowen", "/en/yaowen")

    html = visit(COUNTY, f"/en{address(placement)}").content.decode()

    assert "A decision" in html
    assert "English text." in html
    assert 'lang="en"' in html
    assert links(html, "canonical") == [english]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_was_taken_down_says_so_and_no_more(network, visit, prefix):
    article = make_revised(network.direct, "共享的稿件", is_shared=True)
    editor = editor_of(network.county)
    placement = pull_article(article, network.county, dress(network.county), by=editor)
    remove_placement(placement.pk, by=editor)

    answer = visit(COUNTY, f"{prefix}{address(placement)}")

    html = answer.content.decode()
    assert answer.status_code == 410
    assert "共享的稿件" not in html
    assert f'href="{prefix}/yaowen/"' in html
    assert f'href="{prefix}/"' in html


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_recall_is_told_at_the_origin_without_its_reason(network, visit, prefix):
    article, placement = came_down(network)
    recall_article(article, reason="数字有误", by=desk_of(network.province))

    for host, path in [
        ("news.anhui.localhost", f"/yaowen/{article.slug}/"),
        (COUNTY, address(placement)),
    ]:
        answer = visit(host, prefix + path)
        assert answer.status_code == 410
        assert "数字有误" not in answer.content.decode()
        assert "省里的决定" not in answer.content.decode()


def test_a_hidden_one_is_not_found(network, visit):
    article = make_revised(network.direct, is_shared=True)
    editor = editor_of(network.county)
    placement = pull_article(article, network.county, dress(network.county), by=editor)

    hide_placement(placement.pk, by=editor)

    assert visit(COUNTY, address(placement)).status_code == 404


def test_the_old_address_leads_to_the_new_column(network, visit):
    article, placement = came_down(network)
    old = address(placement)
    change_placement(placement.pk, dress(network.county, "jiceng"), by=editor_of(network.county))

    answer = visit(COUNTY, old)

    assert (answer.status_code, answer["Location"]) == (302, f"/jiceng/a-{placement.pk}/")


def test_another_unions_number_is_not_found(network, visit):
    article, placement = came_down(network)

    assert visit(CITY, address(placement)).status_code == 404
    assert visit(COUNTY, "/yaowen/a-999999/").status_code == 404


def test_a_head_request_is_answered_alike(network):
    article, placement = came_down(network)
    client = Client(headers={"host": COUNTY})

    assert client.head(address(placement)).status_code == 200
    recall_article(article, reason="有误", by=desk_of(network.province))
    assert client.head(address(placement)).status_code == 410


def test_closing_or_merging_the_origins_union_keeps_it_alive_elsewhere(network, visit):
    article, placement = adopted(network)
    merge_organisation(network.county, network.direct)

    html = visit(CITY, address(placement)).content.decode()

    assert "原来的正文。" in html
    assert "肥西县总工会" in html
    assert "县里的稿件" in visit(CITY, "/yaowen/").content.decode()


def test_a_closed_receiver_keeps_its_archive(network, visit):
    article, placement = came_down(network)
    close_organisation(network.county)

    assert "省里的决定" in visit(COUNTY, address(placement)).content.decode()
    assert "省里的决定" in visit(COUNTY, "/yaowen/").content.decode()


def test_a_merged_receiver_is_read_at_its_heir(network, visit):
    article, placement = came_down(network)
    merge_organisation(network.county, network.direct)
    old = visit(COUNTY, address(placement))
    kept = f"/archive/feixi{address(placement)}"

    html = visit("news.guangde.localhost", kept).content.decode()

    assert old["Location"] == f"http://news.guangde.localhost{kept}"
    assert "省里的决定" in html
    assert meta(html, "Url") == f"http://news.guangde.localhost{kept}"
    recall_article(article, reason="有误", by=desk_of(network.province))
    assert visit("news.guangde.localhost", kept).status_code == 410
