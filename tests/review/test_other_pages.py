"""Topics, standard pages, columns and fronts have no rounds: who answers for the site publishes them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import PortalHomePage, StandardPage
from news.models import TopicPage
from sites.models import StaffRole
from tests.factories.news import column_of
from tests.factories.review import rule
from tests.factories.sites import UserFactory

WRITERS = [StaffRole.EDITOR, StaffRole.REVIEWER]
PUBLISHERS = [StaffRole.CHIEF, StaffRole.DESK, StaffRole.ADMIN]


def standard_form(**fields):
    body = {"body-count": "0"}
    for language in ("zh_hans", "en"):
        body |= {f"body_{language}-count": "0", f"title_{language}": ""}
    return {
        "slug": "leaders",
        "title_zh_hans": "领导机构",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **{name: value for name, value in body.items() if name != "title_zh_hans"},
        **fields,
    }


@pytest.fixture
def standard(network):
    rule(network.county)
    front = PortalHomePage.objects.get(organisation=network.county)
    page = front.add_child(instance=StandardPage(title="领导机构", slug="lingdao-2"))
    return page


def published_title(page):
    return StandardPage.objects.get(pk=page.pk).title_zh_hans


def save_and_publish(desk, union, role, page):
    client = desk(UserFactory.with_role(union, role))
    address = f"/admin/pages/{page.pk}/edit/"
    shown = client.get(address)
    form = standard_form(title_zh_hans="机构和领导", slug=page.slug)
    client.post(address, form | {"action-publish": "1"})
    return shown


@pytest.mark.parametrize("role", WRITERS)
def test_who_only_writes_saves_a_draft(network, desk, standard, role):
    shown = save_and_publish(desk, network.county, role, standard)

    assert 'name="action-publish"' not in shown.text
    assert published_title(standard) == "领导机构"


@pytest.mark.parametrize("role", PUBLISHERS)
def test_who_answers_for_the_site_publishes(network, desk, standard, role):
    shown = save_and_publish(desk, network.county, role, standard)

    assert 'name="action-publish"' in shown.text
    assert published_title(standard) == "机构和领导"


def test_without_rules_editors_publish_as_before(network, desk):
    front = PortalHomePage.objects.get(organisation=network.county)
    page = front.add_child(instance=StandardPage(title="领导机构", slug="lingdao-2"))

    save_and_publish(desk, network.county, StaffRole.EDITOR, page)

    assert published_title(page) == "机构和领导"


def test_a_new_topic_is_not_published_by_an_editor(network, desk):
    rule(network.county)
    column = column_of(network.county)
    client = desk(UserFactory.with_role(network.county, StaffRole.EDITOR))
    address = f"/admin/pages/add/news/topicpage/{column.pk}/"

    assert 'name="action-publish"' not in client.get(address).text
    form = standard_form(title_zh_hans="偷发的专题", slug="toufa", intro_zh_hans="", intro_en="")
    client.post(address, form | {"action-publish": "1"})

    assert not TopicPage.objects.get(title_zh_hans="偷发的专题").live


def test_bulk_publishing_leaves_them_out(network, desk, standard):
    StandardPage.objects.filter(pk=standard.pk).update(live=False)
    client = desk(UserFactory.with_role(network.county, StaffRole.EDITOR))

    client.post(f"/admin/bulk/pages/basepage/publish/?id={standard.pk}")

    assert not StandardPage.objects.get(pk=standard.pk).live


def test_the_list_costs_the_same_for_many(network, desk, standard):
    front = standard.get_parent().specific
    client = desk(UserFactory.with_role(network.county, StaffRole.EDITOR))
    address = f"/admin/pages/{front.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(5):
        front.refresh_from_db()
        front.add_child(instance=StandardPage(title=f"页面 {number}", slug=f"p{number}"))
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) <= len(few)
