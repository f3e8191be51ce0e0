"""An upper union sees, or helps, a lower one by an explicit right, and not otherwise."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.staff.errors import StaffError
from accounts.staff.oversight import end_oversight, give_oversight
from audit.models import AuditEntry
from pages.models import BasePage
from sites.models import Oversight, StaffRole, Tier
from sites.policies import UnionPagePolicy
from sites.queries import holds_role, unions_in_role, unions_seen, unions_served
from tests.factories.news import ImageFactory, column_of, make_article
from tests.factories.rights import oversight, stand_in
from tests.factories.sites import UserFactory
from tests.sites.gate.test_cost import CHOOSER_ROWS, queries

SEE, HELP = Oversight.Level.SEE, Oversight.Level.HELP
DRAFT = "县里的草稿机密"


@pytest.fixture
def draft(network):
    page = make_article(network.county, DRAFT, live=False)
    page.save_revision()
    return page


@pytest.fixture
def city_desk(network):
    return UserFactory.with_role(network.city, StaffRole.DESK, username="hefei-desk")


def again(person):
    """As the next request finds them."""
    return get_user_model().objects.get(pk=person.pk)


def view_draft(page):
    return reverse("wagtailadmin_pages:view_draft", args=[page.pk])


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def explore(page):
    return reverse("wagtailadmin_explore", args=[page.pk])


def test_without_a_right_an_upper_desk_sees_nothing(network, desk, city_desk, draft):
    client = desk(city_desk)

    for address in (view_draft(draft), edit(draft), explore(column_of(network.county))):
        assert client.get(address).status_code == 404
    assert set(unions_seen(city_desk)) == {network.city}


@pytest.mark.parametrize("role", [StaffRole.DESK, StaffRole.ADMIN])
def test_who_sees_reads_drafts_and_changes_nothing(network, desk, draft, role):
    oversight(network.city, network.county)
    client = desk(UserFactory.with_role(network.city, role))

    assert DRAFT in client.get(explore(draft.get_parent())).text
    assert DRAFT in client.get(view_draft(draft)).text
    for name in ("edit", "delete", "copy", "move", "unpublish", "lock"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[draft.pk])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_the_way_to_a_seen_union_begins_at_the_root(network, desk, city_desk):
    oversight(network.city, network.county)

    page = desk(city_desk).get(explore(BasePage.objects.get(depth=1)), follow=True).text

    assert "肥西县总工会" in page
    assert "合肥市总工会" in page
    assert "广德市" not in page


@pytest.mark.parametrize("role", [StaffRole.EDITOR, StaffRole.REVIEWER, StaffRole.CHIEF])
def test_the_right_is_the_desks_and_the_administrators(network, desk, draft, role):
    oversight(network.city, network.county, HELP)

    assert desk(UserFactory.with_role(network.city, role)).get(edit(draft)).status_code == 404


def test_who_helps_edits_as_the_unions_desk(network, desk, city_desk, draft):
    oversight(network.city, network.county, HELP)
    client = desk(city_desk)

    assert client.get(edit(draft)).status_code == 200
    column = draft.get_parent()
    assert client.get(reverse("wagtailadmin_pages:add_subpage", args=[column.pk])).status_code in {
        200, 302,
    }  # fmt: skip
    helper, policy = again(city_desk), UnionPagePolicy()
    assert policy.user_has_permission_for_instance(helper, "publish", draft)
    assert not policy.user_has_permission_for_instance(helper, "bulk_delete", draft)
    assert not policy.user_has_permission_for_instance(helper, "unlock", draft)


def test_the_list_agrees_with_the_answer_for_each_page(network, city_desk, draft):
    oversight(network.city, network.county, HELP)
    helper, policy = again(city_desk), UnionPagePolicy()

    for action in ("add", "change", "publish", "lock", "unlock"):
        listed = set(policy.instances_user_has_permission_for(helper, action))
        asked = {
            page
            for page in BasePage.objects.all()
            if policy.user_has_permission_for_instance(helper, action, page)
        }
        assert listed == asked


def test_what_is_helped_is_served_but_is_not_ones_work_list(network, city_desk):
    oversight(network.city, network.county, HELP)
    helper = again(city_desk)

    assert set(unions_served(helper)) == {network.city, network.county}
    assert set(unions_in_role(helper, [StaffRole.DESK])) == {network.city}
    assert not holds_role(helper, network.county.pk, list(StaffRole))


def test_all_below_is_the_branch_and_not_the_union_itself(network, city_desk):
    head = UserFactory.with_role(network.province, StaffRole.DESK)
    oversight(network.province, None, HELP)

    assert set(unions_seen(again(head))) == {
        network.province, network.city, network.county, network.direct,
    }  # fmt: skip
    assert set(unions_seen(again(city_desk))) == {network.city}


@pytest.mark.parametrize(
    "fields", [{"first": 1}, {"first": -5, "last": -1}, {"ended_at": timezone.now()}]
)
def test_outside_its_time_it_gives_nothing(network, desk, city_desk, draft, fields):
    oversight(network.city, network.county, HELP, **fields)

    assert desk(city_desk).get(edit(draft)).status_code == 404
    assert desk(city_desk).get(view_draft(draft)).status_code == 404


def test_it_gives_nothing_that_is_not_below_any_more(network, city_desk):
    """Nobody can give it sideways; if the row were there, or the union had moved, it is void."""
    oversight(network.city, network.direct, HELP)

    assert set(unions_seen(again(city_desk))) == {network.city}


def test_a_stand_in_of_the_desk_has_it_too(network, draft, city_desk, desk):
    oversight(network.city, network.county)
    editor = UserFactory.with_role(network.city, StaffRole.EDITOR)
    stand_in(city_desk, editor, network.city, StaffRole.DESK)

    assert desk(editor).get(view_draft(draft)).status_code == 200


def test_pictures_of_the_lower_union_stay_its_own(network, desk, city_desk):
    oversight(network.city, network.county)
    image = ImageFactory.of(network.county, title="县里的图")
    client = desk(city_desk)

    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 404
    assert "县里的图" not in client.get("/admin/images/").text


# Giving and taking back


def form(lower, upper, **fields):
    return {
        "lower": lower.pk if lower else "", "upper": upper.pk, "level": "SEE",
        "first_date": timezone.localdate(), "last_date": "", "reason": "换届期间协助", **fields,
    }  # fmt: skip


def test_a_lower_union_lets_the_upper_one_in_and_out_again(network, desk, admin, city_desk, draft):
    client = desk(admin)
    client.post("/admin/oversight/new/", form(network.county, network.city))
    given = Oversight.objects.get()
    assert given.granted_by == admin
    assert desk(city_desk).get(view_draft(draft)).status_code == 200

    client.post(reverse("oversight:end", args=[given.pk]))

    assert desk(city_desk).get(view_draft(draft)).status_code == 404
    acts = AuditEntry.objects.filter(act__startswith="oversight.").order_by("pk")
    assert list(acts.values_list("act", "user_id")) == [
        ("oversight.give", admin.pk),
        ("oversight.end", admin.pk),
    ]


def test_staff_of_the_lower_union_are_told_who_can_see(network, desk, admin, editor):
    oversight(network.city, network.county, HELP)

    for client in (desk(editor), desk(admin)):
        assert "上级能看到本会的工作台" in client.get("/admin/").text
    page = desk(admin).get("/admin/staff/").text
    assert "合肥市总工会 → 肥西县总工会：协助" in page


def test_nobody_is_told_of_rights_over_others(network, desk, editor):
    oversight(network.province, network.direct)

    assert "上级能看到" not in desk(editor).get("/admin/").text


def test_an_upper_administrator_does_not_help_themselves(network, desk):
    boss = UserFactory.with_role(network.city, StaffRole.ADMIN)

    desk(boss).post("/admin/oversight/new/", form(network.county, network.city))

    assert not Oversight.objects.exists()
    with pytest.raises(PermissionDenied):
        give(network.city, network.county, by=boss)


def give(upper, lower, *, by, level="SEE", last=None):
    return give_oversight(
        upper,
        lower=lower,
        level=level,
        first_date=timezone.localdate(),
        last_date=last,
        reason="督导",
        by=by,
    )


@pytest.mark.parametrize(("lower", "upper"), [("county", "direct"), ("county", "county")])
def test_only_unions_above_are_let_in(network, admin, operator, lower, upper):
    for by in (admin, operator):
        with pytest.raises(StaffError):
            give(getattr(network, upper), getattr(network, lower), by=by)


def test_operators_give_all_below_and_administrators_do_not(network, desk, admin, operator):
    desk(operator).post("/admin/oversight/new/", form(None, network.province, level="HELP"))
    assert Oversight.objects.get().lower is None

    with pytest.raises(PermissionDenied):
        give(network.city, None, by=admin)


def test_what_operators_gave_over_all_below_a_lower_union_does_not_end(network, desk, admin):
    given = oversight(network.province, None)

    assert desk(admin).post(reverse("oversight:end", args=[given.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        end_oversight(given.pk, by=admin)


@pytest.mark.parametrize("role", ["EDITOR", "REVIEWER", "CHIEF", "DESK"])
def test_other_roles_give_nothing(network, desk, role):
    by = UserFactory.with_role(network.county, role)

    assert desk(by).get("/admin/oversight/").status_code == 404
    with pytest.raises(PermissionDenied):
        give(network.city, network.county, by=by)


def test_the_screen_tells_nothing_of_others(network, desk, admin):
    oversight(network.province, network.direct)

    assert "广德" not in desk(admin).get("/admin/oversight/").text


# Cost


def test_more_unions_below_cost_no_more_queries(network, desk, city_desk):
    oversight(network.city, None, HELP)
    client = desk(city_desk)
    few = queries(client)

    for number in range(4):
        network.refresh()
        network.add(f"第{number}县总工会", Tier.COUNTY, f"xian{number}", network.city)

    # Wagtail's chooser asks twice for each page that it lists, 25 at most.
    few["/admin/choose-page/"] += 2 * CHOOSER_ROWS
    assert {screen: count for screen, count in queries(client).items() if count > few[screen]} == {}


def test_asking_costs_two_queries_whatever_the_rights(network, city_desk):
    for lower in (network.county, None):
        oversight(network.city, lower)
    person = again(city_desk)

    with CaptureQueriesContext(connection) as captured:
        list(unions_seen(person))
        list(unions_served(person))

    assert len(captured) == 4  # the roles, the rights, and the two lists
