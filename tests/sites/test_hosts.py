"""Which host is asked for decides what is answered."""

import pytest
from django.test import RequestFactory

from sites.actions import answer_to, prepare_organisation
from sites.models import SiteKind
from sites.views import server_error
from tests.factories.news import ImageFactory


def test_each_union_answers_under_its_own_names(visit):
    for host, title in [
        ("anhui.localhost", "安徽省总工会"),
        ("news.hefei.localhost", "合肥市总工会新闻网"),
        ("FEIXI.localhost:8000", "肥西县总工会"),
        ("feixi.localhost.", "肥西县总工会"),
    ]:
        response = visit(host)
        assert response.status_code == 200, host
        assert title in response.text


@pytest.mark.parametrize(
    "host",
    ["nobody.example", "localhost", "evil.feixi.localhost", "127.0.0.1", "bad host", "a/../b"],
)
def test_an_unknown_host_gets_a_plain_404(visit, host):
    response = visit(host)

    assert response.status_code == 404
    assert "总工会" not in response.text


def test_an_additional_name_shows_the_same_site(network, visit):
    answer_to("localhost", network.province, SiteKind.PORTAL)

    response = visit("localhost")

    assert response.status_code == 200
    assert "安徽省总工会" in response.text


def test_public_hosts_have_no_desk(visit):
    assert visit("feixi.localhost", "/admin/").status_code == 404
    assert visit("feixi.localhost", "/admin/login/").status_code == 404


def test_the_desk_has_no_public_pages(visit):
    assert visit("desk.localhost").headers["Location"] == "/admin/"
    assert visit("desk.localhost", "/yaowen/").status_code == 404
    assert visit("desk.localhost", "/admin/login/").status_code == 200


def test_a_union_in_preparation_is_not_shown(network, visit):
    prepare_organisation(network.county)

    response = visit("feixi.localhost")

    assert response.status_code == 404
    assert "尚未开通" in response.text


def test_public_pages_ask_for_no_cookie(visit):
    response = visit("feixi.localhost")

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_health_answers_on_any_host(visit):
    assert visit("10.0.0.7", "/-/health").json() == {"database": True}


def test_a_broken_page_says_so_without_asking_the_database():
    answer = server_error(RequestFactory().get("/"))  # no database fixture: asking it would fail

    assert answer.status_code == 500
    assert "<h1" in answer.text


def test_a_union_shows_its_own_emblem(network, visit):
    network.county.emblem = ImageFactory.of(network.county, title="会徽")
    network.county.save()

    response = visit("feixi.localhost")

    assert response.status_code == 200
    assert "/media/images/picture" in response.text.split("<main")[0]
