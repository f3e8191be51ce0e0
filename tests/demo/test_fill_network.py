"""What `manage.py demo` puts into a network that is provisioned already."""

import csv
import json

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command
from django.core.serializers import serialize
from django.db.models import Count, F
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from demo.network import TABLE
from home.models import StandardPage
from news.models import ArticlePage, ColumnPage, Entry, Genre, TopicPage
from sites.models import Organisation
from sites.network_roles import network_roles_of
from syndication.models import Dispatch, Obligation, Submission, TopicCall
from tests.demo.conftest import PASSWORD

pytestmark = pytest.mark.django_db
FULL = ["province", "city", "county", "direct"]


def text_of(article) -> str:
    body = article._meta.get_field("body_zh_hans").get_prep_value(article.body_zh_hans)
    return f"{article.title} {article.lead} {json.dumps(body, ensure_ascii=False)}"


@pytest.mark.parametrize("place", FULL)
def test_at_least_eight_columns_have_five_articles(filled, place):
    union = getattr(filled, place)

    columns = ColumnPage.objects.filter(organisation=union).annotate(lines=Count("entries"))

    assert columns.filter(lines__gte=5).count() >= 8


@pytest.mark.parametrize("place", FULL)
def test_every_article_passes_its_own_checks(filled, place):
    block = ArticlePage._meta.get_field("body_zh_hans").stream_block

    for article in ArticlePage.objects.filter(organisation=getattr(filled, place)):
        article.full_clean()
        block.clean(article.body_zh_hans)


def test_every_article_has_a_lead_a_source_an_editor_and_a_line(filled):
    articles = ArticlePage.objects.live()

    assert not articles.filter(lead_zh_hans="").exists()
    assert not articles.filter(source="").exists()
    assert not articles.filter(responsible_editor="").exists()
    assert Entry.objects.filter(article__in=articles, is_own=True).count() == articles.count()


def test_both_columns_of_a_translated_field_are_written(filled):
    raw = ArticlePage.objects.rewrite(False)

    assert not raw.exclude(title=F("title_zh_hans")).exists()
    assert not raw.exclude(lead=F("lead_zh_hans")).exists()


def test_no_two_articles_have_the_same_title_or_text(filled):
    titles = list(ArticlePage.objects.values_list("organisation", "title"))
    texts = [text_of(article) for article in ArticlePage.objects.all()]

    assert len(set(titles)) == len(titles)
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("place", ["city", "county", "direct"])
def test_no_text_names_a_place_of_another_union(filled, place):
    union = getattr(filled, place)
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    family = {union.division_code, union.get_parent().division_code}
    below = {row["code"] for row in rows if row["parent"] == union.division_code}
    others = [
        row["short_name"]
        for row in rows
        if row["tier"] != "PROVINCE" and row["code"] not in family | below
    ]

    for article in ArticlePage.objects.filter(organisation=union):
        named = [name for name in others if name in text_of(article)]
        assert not named, f"{article.title}: {named}"


def test_pictures_and_files_lie_on_the_shelf_of_their_union(filled):
    articles = ArticlePage.objects.exclude(cover=None).select_related("cover")
    shelf = dict(Organisation.objects.values_list("pk", "media_collection__collection_id"))

    assert all(shelf[page.organisation_id] == page.cover.collection_id for page in articles)
    for model in (get_image_model(), get_document_model()):
        assert set(model.objects.values_list("collection_id", flat=True)) <= set(shelf.values())


def test_some_public_notices_are_open_and_some_have_ended(filled):
    notices = ArticlePage.objects.filter(genre=Genre.PUBLICITY)

    states = {notice.notice_state for notice in notices}

    assert states == {"open", "ended"}
    assert not notices.filter(notice_contact="").exists()


def test_the_province_reads_partly_in_english(filled):
    english = ArticlePage.objects.exclude(title_en=None).exclude(title_en="")

    assert english.filter(organisation=filled.province).count() >= 4
    assert not english.exclude(organisation=filled.province).exists()


def test_topics_gather_articles_of_their_own_union(filled):
    for topic in TopicPage.objects.all():
        picked = [block.value["articles"] for block in topic.body if block.block_type == "articles"]
        assert all(page.organisation_id == topic.organisation_id for page in picked[0])
    assert set(TopicPage.objects.values_list("organisation__slug", flat=True)) == {
        "anhui",
        "hefei",
    }


def test_identity_and_standard_pages_are_filled(filled):
    for union in Organisation.objects.all():
        assert union.address
        assert union.icp_number.startswith("皖ICP备00000000号-")
        pages = StandardPage.objects.filter(organisation=union).exclude(role="SITEMAP")
        assert all(page.body_zh_hans for page in pages)


def test_staff_of_a_county_work_in_its_groups(filled, rf):
    request = rf.post("/admin/login/")
    user = authenticate(request, username="feixi-editor", password=PASSWORD)

    assert user is not None
    assert {group.staff_group.organisation for group in user.groups.all()} == {filled.county}


@pytest.mark.parametrize("username", ["operator", "sysadmin", "security", "auditor"])
def test_each_network_role_has_its_person_and_nobody_is_a_superuser(filled, rf, username):
    person = authenticate(rf.post("/admin/login/"), username=username, password=PASSWORD)

    assert len(network_roles_of(person)) == 1
    assert not person.is_superuser


def test_a_second_run_changes_nothing(filled, monkeypatch):
    def state():
        models = (
            ArticlePage, TopicPage, StandardPage, Entry, Organisation, get_user_model(),
            get_image_model(), get_document_model(),
        )  # fmt: skip
        return [serialize("json", model.objects.order_by("pk")) for model in models]

    before = state()
    monkeypatch.setenv("DEMO_PASSWORD", "another")

    call_command("demo", verbosity=0)

    assert state() == before


def test_articles_are_on_their_way_in_every_state(filled):
    assert set(Dispatch.objects.values_list("obligation", flat=True)) == set(Obligation.values)
    assert Entry.objects.filter(is_own=False, organisation=filled.county).exists()
    states = Submission.objects.filter(sender=filled.county).values_list("state", flat=True)
    assert sorted(states) == ["ADOPTED", "RETURNED", "SUBMITTED"]
    assert Submission.objects.filter(recipient=filled.province, sender=filled.city).exists()
    assert TopicCall.objects.open_on(timezone.localdate()).count() == 1


def test_the_demo_keeps_what_the_check_asks_for_and_one_draft_that_does_not(filled):
    """Readers never see an article that the desk could not have published."""
    from checks.checking import check, standing
    from demo.drafts import TITLE

    found = {
        article.title: [finding.sentence for finding in standing(article, check(article))]
        for article in ArticlePage.objects.all()
    }
    bad = {title: sentences for title, sentences in found.items() if sentences}
    assert set(bad) == {TITLE}
    assert len(bad[TITLE]) >= 5
