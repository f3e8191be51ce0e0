"""No way to the public goes round the guards of publishing."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail import hooks
from wagtail.models import PageLogEntry

from news.models import ArticlePage
from news.publishing import PublishingRefused
from sites.models import StaffRole
from tests.factories.news import column_of, make_article
from tests.factories.sites import UserFactory
from tests.news.test_publish_as_editor import article_form

OBJECTION = "试稿不能发布"


def object_to(page, revision, user):
    if "试稿" in page.title:
        raise PublishingRefused(OBJECTION)


@pytest.fixture
def guarded():
    with hooks.register_temporarily("guard_publishing", object_to):
        yield


@pytest.fixture
def admin(network, desk):
    return desk(UserFactory.with_role(network.county, StaffRole.ADMIN))


@pytest.fixture
def draft(network):
    article = make_article(network.county, "试稿来了", live=False)
    article.save_revision()
    return article


def publish_the_revision(article, client):
    with pytest.raises(PublishingRefused):
        article.get_latest_revision().publish()


def publish_in_the_editor(article, client):
    form = article_form(title_zh_hans=article.title) | {"action-publish": "1"}
    page = client.post(f"/admin/pages/{article.pk}/edit/", form, follow=True)
    assert OBJECTION in page.text


def schedule_in_the_editor(article, client):
    hour = timezone.localtime() + timedelta(days=1)
    form = article_form(title_zh_hans=article.title, go_live_at=f"{hour:%Y-%m-%d %H:%M}")
    page = client.post(
        f"/admin/pages/{article.pk}/edit/", form | {"action-publish": "1"}, follow=True
    )
    assert OBJECTION in page.text
    assert not article.revisions.filter(approved_go_live_at__isnull=False).exists()


def publish_in_bulk(article, client):
    address = f"/admin/bulk/pages/basepage/publish/?id={article.pk}&next=/admin/"
    assert OBJECTION in client.post(address, follow=True).text


def publish_with_its_column(article, client):
    column = article.get_parent()
    address = f"/admin/bulk/pages/basepage/publish/?id={column.pk}&next=/admin/"
    page = client.post(address, {"include_descendants": "on"}, follow=True)
    assert OBJECTION in page.text


def save_as_live(article, client):
    article.live = True
    with pytest.raises(PublishingRefused):
        article.save()


def wait_for_its_hour(article, client):
    article.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = article.save_revision()
    revision.approved_go_live_at = article.go_live_at
    revision.save()
    call_command("clock", "--once")
    assert not article.revisions.filter(approved_go_live_at__isnull=False).exists()
    entry = PageLogEntry.objects.get(page_id=article.pk, action="news.publishing_refused")
    assert entry.data["reason"] == OBJECTION


@pytest.mark.parametrize(
    "way",
    [
        publish_the_revision,
        publish_in_the_editor,
        schedule_in_the_editor,
        publish_in_bulk,
        publish_with_its_column,
        save_as_live,
        wait_for_its_hour,
    ],
)
@pytest.mark.usefixtures("guarded")
def test_no_way_goes_round_a_guard(draft, admin, way):
    way(draft, admin)

    draft.refresh_from_db()
    assert not draft.live


@pytest.mark.usefixtures("guarded")
def test_a_new_article_that_is_refused_is_kept_as_a_draft(network, admin):
    column = column_of(network.county)
    form = article_form(title_zh_hans="试稿来了") | {"action-publish": "1"}

    page = admin.post(f"/admin/pages/add/news/articlepage/{column.pk}/", form, follow=True)

    assert OBJECTION in page.text
    article = ArticlePage.objects.get()
    assert (article.title, article.live) == ("试稿来了", False)
    assert page.redirect_chain[-1][0] == f"/admin/pages/{article.pk}/edit/"


@pytest.mark.usefixtures("guarded")
def test_a_live_article_keeps_what_readers_see(network, admin):
    article = make_article(network.county, "工会来了")
    form = article_form(title_zh_hans="试稿来了") | {"action-publish": "1"}

    admin.post(f"/admin/pages/{article.pk}/edit/", form)

    article.refresh_from_db()
    assert article.title == "工会来了"
    assert article.get_latest_revision_as_object().title == "试稿来了"


@pytest.mark.usefixtures("guarded")
def test_a_copy_is_asked_for_like_its_original(network, admin):
    article = make_article(network.county, "工会来了")
    ArticlePage.objects.filter(pk=article.pk).update(
        title="试稿来了", title_zh_hans="试稿来了", draft_title="试稿来了"
    )
    column = column_of(network.county, "tongzhi")
    form = {
        "new_title": "试稿来了", "new_slug": "copy", "new_parent_page": column.pk,
        "publish_copies": "on",
    }  # fmt: skip

    page = admin.post(f"/admin/pages/{article.pk}/copy/", form, follow=True)

    assert OBJECTION in page.text
    assert ArticlePage.objects.filter(live=True).count() == 1


@pytest.mark.usefixtures("guarded")
def test_of_many_articles_those_that_pass_are_published(network, draft, admin):
    good = make_article(network.county, "工会来了", live=False)
    good.save_revision()

    page = admin.post(
        f"/admin/bulk/pages/basepage/publish/?id={draft.pk}&id={good.pk}&next=/admin/", follow=True
    )

    good.refresh_from_db()
    draft.refresh_from_db()
    assert (good.live, draft.live) == (True, False)
    assert "“试稿来了”没有发布" in page.text


def test_guards_learn_who_publishes_which_version(network):
    seen = []
    article = make_article(network.county, "工会来了", live=False)
    revision = article.save_revision()
    person = UserFactory.with_role(network.county, StaffRole.EDITOR)

    with hooks.register_temporarily("guard_publishing", lambda *asked: seen.append(asked)):
        revision.publish(user=person)

    [(page, version, user)] = seen
    assert (page.pk, version, user) == (article.pk, revision, person)
