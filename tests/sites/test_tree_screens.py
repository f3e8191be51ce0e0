"""The operators' screens of the organisation tree."""

import pytest
from wagtail.users.models import UserProfile

from sites.models import HostAlias, MourningPeriod, Organisation, StaffRole
from tests.factories.sites import UserFactory


def form(**fields):
    return {
        "parent": "", "tier": "COUNTY", "name": "庐江县总工会", "short_name": "", "name_en": "",
        "division_code": "340124", "slug": "", "host": "", "theme": "red", **fields,
    }  # fmt: skip


def test_an_operator_adds_a_union_with_one_form(network, desk, operator, visit):
    page = desk(operator).post(
        "/admin/organisation/new/", form(parent=network.city.pk), follow=True
    )

    assert "庐江县总工会已建成" in page.text
    assert visit("lujiang.localhost").status_code == 200
    assert visit("news.lujiang.localhost", "/yaowen/").status_code == 200


def test_a_desk_in_english_names_unions_in_chinese_too(network, desk, operator, visit):
    UserProfile.get_for_user(operator).preferred_language = "en"
    operator.wagtail_userprofile.save()

    desk(operator).post("/admin/organisation/new/", form(parent=network.city.pk), follow=True)

    union = Organisation.objects.get(slug="lujiang")
    assert union.name_zh_hans == "庐江县总工会"
    assert "庐江县总工会" in visit("lujiang.localhost").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"slug": "feixi"}, "已被别的工会使用"),
        ({"host": "news.feixi.localhost"}, "已被占用"),
        ({"tier": "PROVINCE"}, "层级必须高于"),
        ({"division_code": "34"}, "六位数字"),
        ({"division_code": "340123"}, "已经有工会使用"),
    ],
)
def test_a_wrong_form_says_why_and_makes_nothing(network, desk, operator, fields, said):
    page = desk(operator).post("/admin/organisation/new/", form(parent=network.city.pk) | fields)

    assert said in page.text
    assert not Organisation.objects.filter(name="庐江县总工会").exists()


def test_the_list_shows_the_tree_and_its_addresses(network, desk, operator):
    page = desk(operator).get("/admin/organisation/")

    assert page.status_code == 200
    assert "　　肥西县总工会" in page.text
    assert "http://news.feixi.localhost" in page.text
    assert "省直管县" in page.text


@pytest.mark.parametrize("act", ["move", "merge", "close", "prepare"])
def test_each_act_has_a_page(network, desk, operator, act):
    page = desk(operator).get(f"/admin/organisation/{act}/{network.county.pk}/")

    assert page.status_code == 200
    assert "肥西县总工会" in page.text


def test_an_operator_merges_a_union(network, desk, operator):
    page = desk(operator).post(
        f"/admin/organisation/merge/{network.direct.pk}/", {"union": network.city.pk}, follow=True
    )

    assert "广德市总工会已并入" in page.text
    network.direct.refresh_from_db()
    assert network.direct.merged_into == network.city


def test_a_refused_act_says_why(network, desk, operator):
    page = desk(operator).post(
        f"/admin/organisation/move/{network.city.pk}/", {"union": network.county.pk}
    )

    assert "自己的下级" in page.text


@pytest.mark.parametrize("role", StaffRole.values)
def test_staff_of_a_union_cannot_change_the_tree(network, desk, role):
    client = desk(UserFactory.with_role(network.county, role))

    client.post(f"/admin/organisation/close/{network.county.pk}/")
    client.post("/admin/organisation/new/", form(parent=network.city.pk))

    network.county.refresh_from_db()
    assert network.county.is_open
    assert not Organisation.objects.filter(name="庐江县总工会").exists()
    assert client.get("/admin/organisation/").status_code == 404


def test_unions_are_never_deleted(network, desk, operator):
    response = desk(operator).post(f"/admin/organisation/delete/{network.county.pk}/")

    assert response.status_code == 404
    assert Organisation.objects.filter(pk=network.county.pk).exists()


def test_renaming_in_the_form_renames_the_sites(network, desk, operator, visit):
    county = network.county
    data = {
        "name_zh_hans": "肥西区总工会", "short_name_zh_hans": "肥西区", "name_en": "",
        "division_code": "340123", "organiser_zh_hans": county.organiser, "theme": "teal",
    }  # fmt: skip
    page = desk(operator).post(f"/admin/organisation/edit/{county.pk}/", data, follow=True)

    assert page.status_code == 200
    assert "肥西区总工会新闻网" in visit("news.feixi.localhost").text


def test_an_operator_sets_days_of_mourning(network, desk, operator):
    data = {
        "organisation": network.province.pk, "with_subtree": "on", "site_kind": "",
        "first_date": "2026-12-13", "last_date": "2026-12-13", "reason": "国家公祭日",
    }  # fmt: skip
    client = desk(operator)
    client.post("/admin/mourning/new/", data)
    wrong = client.post("/admin/mourning/new/", data | {"last_date": "2026-12-12"})

    assert MourningPeriod.objects.count() == 1
    assert "不能早于第一天" in wrong.text


def test_an_operator_adds_a_host_name(network, desk, operator, visit):
    row = network.county.sites.get(kind="PORTAL")
    client = desk(operator)

    taken = client.post(
        "/admin/host-alias/new/", {"hostname": "hefei.localhost", "organisation_site": row.pk}
    )
    client.post("/admin/host-alias/new/", {"hostname": "WWW.feixi.cn", "organisation_site": row.pk})

    assert "已被占用" in taken.text
    assert HostAlias.objects.get().hostname == "www.feixi.cn"
    assert visit("www.feixi.cn").status_code == 200


def test_a_union_cannot_lose_its_name(network, desk, operator):
    county = network.county
    data = {
        "name_zh_hans": "",
        "short_name_zh_hans": "肥西",
        "division_code": "340123",
        "theme": "red",
    }

    page = desk(operator).post(f"/admin/organisation/edit/{county.pk}/", data)

    assert page.status_code == 200
    assert "name_zh_hans" in page.context["form"].errors


def test_operators_begin_with_the_network(network, desk, operator):
    page = desk(operator).get("/admin/").content.decode()

    assert "已开通 4" in page
    assert "还没有站点管理员的工会" in page
    assert "广德" in page


def test_nobody_else_does(network, desk):
    page = (
        desk(UserFactory.with_role(network.county, StaffRole.ADMIN)).get("/admin/").content.decode()
    )

    assert "还没有站点管理员的工会" not in page
