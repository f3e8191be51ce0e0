"""A union is made whole, or completed, and never twice."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, Site

from news.models import ColumnPage
from pages.models import BasePage
from sites import blueprint as blueprints
from sites.actions import TreeError, UnionPlan, provision_sites, provision_union
from sites.models import Organisation, OrganisationSite, SiteKind, Tier


def test_a_new_union_gets_sites_columns_pages_library_and_groups(network):
    county = network.county

    portal = network.site(county).root_page
    assert portal.slug == "feixi"
    assert network.site(county, SiteKind.NEWS).hostname == "news.feixi.localhost"
    codes = set(ColumnPage.objects.filter(organisation=county).values_list("code", flat=True))
    assert codes == {plan.code for plan in blueprints.blueprint_for(Tier.COUNTY).columns}
    slugs = set(portal.get_children().values_list("slug", flat=True))
    assert {"about", "leaders", "departments", "contact", "sitemap"} <= slugs
    assert county.media_collection.collection.get_parent().is_root()
    assert county.staff_groups.count() == 5


def test_every_page_belongs_to_its_union(network):
    for page in BasePage.objects.filter(depth__gt=1).select_related("organisation"):
        assert page.url_path.split("/")[1].split("-")[0] == page.organisation.slug


def test_a_second_run_changes_nothing(network):
    def count():
        tables = (Organisation, OrganisationSite, Site, BasePage, Group, Collection)
        return [table.objects.count() for table in tables]

    before = count()

    for union in (network.province, network.county):
        provision_sites(union, [SiteKind.PORTAL, SiteKind.NEWS])

    assert count() == before
    assert BasePage.find_problems() == ([], [], [], [], [])


def test_a_changed_blueprint_completes_old_sites_and_keeps_what_is_local(network, monkeypatch):
    column = ColumnPage.objects.get(organisation=network.county, code="jiceng")
    column.title = "乡镇风采"
    column.save()
    old = blueprints.blueprint_for(Tier.COUNTY)
    changed = blueprints.Blueprint(
        columns=tuple(
            plan
            if plan.code != "jiceng"
            else blueprints.ColumnPlan(**{**vars(plan), "duty_days": 7})
            for plan in old.columns
        )
        + (blueprints.ColumnPlan("anquan", "安全生产", "Safety", "NEWS", "NEWS", 30),),
        pages=old.pages,
        sections=old.sections,
    )
    monkeypatch.setattr("sites.actions.provisioning.blueprint_for", lambda tier: changed)

    provision_sites(network.county, [SiteKind.PORTAL, SiteKind.NEWS])

    column.refresh_from_db()
    assert (column.title, column.duty_days) == ("乡镇风采", 7)
    assert ColumnPage.objects.filter(organisation=network.county, code="anquan", live=True).exists()


def test_a_union_that_fails_half_way_leaves_nothing(network, monkeypatch):
    def fail(*args):
        raise RuntimeError("the power went out")

    monkeypatch.setattr("sites.actions.provisioning.make_staff_groups", fail)
    before = BasePage.objects.count()

    with pytest.raises(RuntimeError):
        network.add("庐江县总工会", Tier.COUNTY, "lujiang", network.city, "340124")

    assert not Organisation.objects.filter(slug="lujiang").exists()
    assert BasePage.objects.count() == before


def test_a_work_site_is_made_on_wish(network, visit):
    network.add(
        "庐江县总工会",
        Tier.COUNTY,
        "lujiang",
        network.city,
        kinds=(SiteKind.PORTAL, SiteKind.NEWS, SiteKind.WORK),
    )

    front = visit("work.lujiang.localhost")
    assert front.status_code == 200
    assert "困难帮扶" in front.text


@pytest.mark.parametrize(
    ("tier", "parent"), [(Tier.CITY, "city"), (Tier.PROVINCE, "city"), (Tier.CITY, None)]
)
def test_a_union_stands_only_below_a_higher_tier(network, tier, parent):
    place = getattr(network, parent) if parent else None

    with pytest.raises(TreeError):
        provision_union(UnionPlan(name="某工会", tier=tier, slug="mou", parent=place))


def test_direct_report_counties_stand_below_the_province(network):
    assert list(Organisation.objects.directly_reporting()) == [network.direct]
    assert network.direct.is_directly_reporting
    assert not network.county.is_directly_reporting
