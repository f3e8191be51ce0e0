"""Nobody publishes an article around its review, whichever way they try."""

import pytest
from wagtail.models import Workflow

from news.models import ArticlePage
from news.publishing import PublishingRefused
from review.models import ReviewRound
from sites.models import StaffRole
from tests.factories.news import column_of, make_article
from tests.factories.review import edit, hand_in, make_draft, rule, sign_next
from tests.factories.sites import UserFactory
from tests.news.test_publish_as_editor import article_form

PEOPLE = [*StaffRole, "superuser"]


def person(union, who):
    if who == "superuser":
        return UserFactory(is_superuser=True, is_staff=True)
    return UserFactory.with_role(union, who)


def is_live(article):
    return ArticlePage.objects.get(pk=article.pk).live


@pytest.fixture
def draft(network):
    rule(network.county)
    return make_draft(network.county)


@pytest.mark.parametrize("who", PEOPLE)
def test_the_editor_offers_no_publishing_and_takes_none(network, desk, draft, who):
    client = desk(person(network.county, who))
    address = f"/admin/pages/{draft.pk}/edit/"

    page = client.get(address)
    assert 'name="action-publish"' not in page.text
    client.post(address, article_form(title_zh_hans="新标题") | {"action-publish": "1"})

    assert not is_live(draft)


@pytest.mark.parametrize("who", [StaffRole.EDITOR, StaffRole.ADMIN])
def test_a_new_article_is_not_published_at_once(network, desk, who):
    rule(network.county)
    client = desk(person(network.county, who))
    column = column_of(network.county)
    address = f"/admin/pages/add/news/articlepage/{column.pk}/"

    page = client.get(address)
    assert 'name="action-publish"' not in page.text
    assert 'name="action-submit"' in page.text
    client.post(address, article_form(title_zh_hans="偷发的稿件") | {"action-publish": "1"})

    assert not ArticlePage.objects.get(title="偷发的稿件").live


def test_submitting_from_a_new_article_opens_a_round(network, desk):
    rule(network.county)
    client = desk(person(network.county, StaffRole.EDITOR))
    column = column_of(network.county)

    client.post(
        f"/admin/pages/add/news/articlepage/{column.pk}/",
        article_form(title_zh_hans="送审的稿件") | {"action-submit": "1"},
    )

    assert ReviewRound.objects.open().get().title == "送审的稿件"


@pytest.mark.parametrize("who", PEOPLE)
def test_not_in_bulk(network, desk, draft, who):
    client = desk(person(network.county, who))
    address = f"/admin/bulk/pages/basepage/publish/?id={draft.pk}"

    client.post(address, {"include_descendants": "on"})

    assert not is_live(draft)


def test_not_with_the_column_above(network, desk, draft):
    client = desk(person(network.county, StaffRole.ADMIN))
    column = column_of(network.county)

    client.post(
        f"/admin/bulk/pages/basepage/publish/?id={column.pk}", {"include_descendants": "on"}
    )

    assert not is_live(draft)


def test_not_by_a_copy_that_keeps_its_state(network, desk):
    article = make_article(network.county, "已经发布的旧稿")
    rule(network.county)
    client = desk(person(network.county, StaffRole.ADMIN))
    count = ArticlePage.objects.live().count()

    client.post(
        f"/admin/pages/{article.pk}/copy/",
        {
            "new_title": "复制的稿件",
            "new_slug": "copied",
            "new_parent_page": column_of(network.county, "jiceng").pk,
            "publish_copies": "on",
        },
    )

    assert ArticlePage.objects.live().count() == count


@pytest.mark.parametrize("act", ["approve", "reject"])
def test_not_by_wagtails_own_workflow_screens(network, desk, act):
    rule(network.county, 1)
    round_ = hand_in(network.county)
    client = desk(person(network.county, StaffRole.CHIEF))
    task_state = round_.workflow_state.current_task_state

    client.post(
        f"/admin/pages/{round_.article_id}/workflow/action/{act}/{task_state.pk}/", {"comment": ""}
    )
    client.post(
        f"/admin/pages/{round_.article_id}/edit/",
        article_form() | {"action-workflow-action": "1", "workflow-action-name": act},
    )

    round_.refresh_from_db()
    assert round_.state == ReviewRound.State.OPEN
    assert not is_live(round_.article)


def test_not_by_another_workflow(network):
    rule(network.county)
    draft = make_draft(network.county)
    chief = UserFactory.with_role(network.county, StaffRole.CHIEF)
    urgent = Workflow.objects.get(name="一审一校")
    urgent.start(draft, chief)
    round_ = ReviewRound.objects.open().get()

    with pytest.raises(PublishingRefused):
        sign_next(round_)

    assert not is_live(draft)
    assert not round_.signatures.exists()


def test_not_by_scheduling(network, desk, draft):
    from news.schedule import publish_due

    client = desk(person(network.county, StaffRole.ADMIN))
    form = article_form(go_live_at="2020-01-01 00:00") | {"action-publish": "1"}
    client.post(f"/admin/pages/{draft.pk}/edit/", form)

    publish_due()

    assert not is_live(draft)


def test_an_article_under_review_is_locked_for_its_author(network, desk):
    rule(network.county)
    author = person(network.county, StaffRole.EDITOR)
    round_ = hand_in(network.county, by=author)
    client = desk(author)
    words = round_.article.get_latest_revision().pk

    client.post(f"/admin/pages/{round_.article_id}/edit/", article_form(title_zh_hans="改掉"))

    assert round_.article.get_latest_revision().pk == words


def test_a_reviewers_correction_at_a_later_step_begins_again(network, desk):
    rule(network.county)
    round_ = sign_next(hand_in(network.county))
    client = desk(person(network.county, StaffRole.DESK))

    answer = client.post(
        f"/admin/pages/{round_.article_id}/edit/",
        article_form(title_zh_hans="改过的标题"),
        follow=True,
    )

    round_.refresh_from_db()
    assert "签字作废" in answer.text
    assert round_.step == "FIRST"


def test_signed_articles_are_kept(network, desk):
    rule(network.county, 1)
    round_ = sign_next(hand_in(network.county))
    client = desk(person(network.county, StaffRole.ADMIN))

    client.post(f"/admin/pages/{round_.article_id}/delete/")

    assert ArticlePage.objects.filter(pk=round_.article_id).exists()


def test_an_interface_that_saves_a_version_live_is_refused(network, draft):
    edit(draft, title="另一个标题")
    page = draft.get_latest_revision_as_object()
    page.live, page.live_revision = True, draft.get_latest_revision()

    with pytest.raises(PublishingRefused):
        page.save()


@pytest.mark.parametrize("way", ["alone", "in bulk"])
def test_not_by_carrying_it_into_a_stricter_column(network, desk, way):
    article = make_article(network.county, "先发在宽的栏目")
    strict = column_of(network.county, "tongzhi")
    rule(network.county, column_code="tongzhi")
    client = desk(person(network.county, StaffRole.ADMIN))

    if way == "alone":
        answer = client.post(f"/admin/pages/{article.pk}/move/{strict.pk}/confirm/", follow=True)
    else:
        address = f"/admin/bulk/pages/basepage/move/?id={article.pk}"
        answer = client.post(address, {"chooser": strict.pk}, follow=True)

    assert "请先撤下" in answer.text
    assert not ArticlePage.objects.child_of(strict).filter(pk=article.pk).exists()


def test_a_draft_may_be_carried_there(network, desk):
    draft = make_draft(network.county)
    strict = column_of(network.county, "tongzhi")
    rule(network.county, column_code="tongzhi")
    client = desk(person(network.county, StaffRole.ADMIN))

    client.post(f"/admin/pages/{draft.pk}/move/{strict.pk}/confirm/")

    assert ArticlePage.objects.child_of(strict).filter(pk=draft.pk).exists()
