"""An administrator sees the staff of the own union, and of them what concerns it."""

import pytest
from django.urls import reverse

from sites.models import StaffGroup, StaffRole
from tests.factories.sites import UserFactory

LIST = "/admin/staff/"


def test_the_list_names_own_staff_with_their_posts_and_state(desk, admin, editor):
    page = desk(admin).get(LIST).text

    assert "王小采（feixi-editor）" in page
    assert "肥西县：采编" in page
    assert "从未登录" in page
    assert "未启用" in page


def test_nobody_of_another_union_is_listed_or_found(desk, admin, editor, foreigner):
    client = desk(admin)

    for query in ("", "?q=外人", "?q=guangde", "?q=广德", "?role=EDITOR"):
        assert "外人甲" not in client.get(LIST + query).text


def test_of_a_person_who_serves_elsewhere_too_only_the_own_posts_are_told(
    network, desk, admin, editor
):
    editor.groups.add(StaffGroup.objects.get(organisation=network.direct, role="CHIEF").group)
    client = desk(admin)

    for address in (LIST, reverse("staff:person", args=[editor.pk])):
        page = client.get(address).text
        assert "广德" not in page
        assert "终审</td>" not in page
    assert "另在别处任职" in client.get(LIST).text
    assert "feixi-editor" not in client.get(f"{LIST}?role=CHIEF").text


def test_an_officer_finds_people_of_all_unions(desk, officer, editor, foreigner):
    client = desk(officer)

    assert "feixi-editor" in client.get(LIST).text
    found = client.get(f"{LIST}?q=广德").text
    assert "guangde-editor" in found
    assert "feixi-editor" not in found


@pytest.mark.parametrize("role", [role for role in StaffRole if role != StaffRole.ADMIN])
def test_other_roles_have_no_such_screen(network, desk, editor, role):
    client = desk(UserFactory.with_role(network.county, role))

    assert client.get(LIST).status_code == 404
    assert client.get(reverse("staff:person", args=[editor.pk])).status_code == 404
    assert '"/admin/staff/"' not in client.get("/admin/").text


def test_operators_manage_no_accounts(desk, operator):
    assert desk(operator).get(LIST).status_code == 404


def test_more_people_cost_no_more_queries(
    network, desk, admin, editor, django_assert_max_num_queries
):
    client = desk(admin)
    client.get(LIST)
    with django_assert_max_num_queries(100) as few:
        client.get(LIST)

    for _number in range(10):
        UserFactory.with_role(network.county, StaffRole.REVIEWER)

    with django_assert_max_num_queries(len(few)):
        client.get(LIST)
