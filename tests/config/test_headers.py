"""What browsers are told: no inline script or style in public, no frame around anything."""

import re

import pytest
from django.test import Client

from config.headers import origin
from sites.models import StaffRole
from tests.factories.news import ImageFactory, make_article
from tests.factories.sites import UserFactory

CSP = "Content-Security-Policy"
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:"
    r"|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/(?:ld\+)?json\")",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("feixi.localhost", "/"),
        ("news.feixi.localhost", "/"),
        ("news.feixi.localhost", "/yaowen/"),
        ("news.feixi.localhost", "/nothing/"),
        ("nobody.example", "/"),
    ],
)
def test_public_answers_have_a_strict_policy_and_keep_it(visit, host, path):
    answer = visit(host, path)

    policy = answer.headers[CSP]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not INLINE.search(answer.text)


def test_an_article_of_every_kind_of_block_has_nothing_inline(network, visit):
    image = ImageFactory.of(network.county)
    picture = {"image": image, "alt": "大楼", "caption": "工会大楼"}
    table = {"data": [["姓名", "单位"], ["甲", "乙"]], "first_row_is_table_header": True}
    body = [
        ("text", "<h2>标题</h2><p><b>正文</b></p><ul><li>一</li></ul>"),
        ("quote", {"text": "话", "attribution": "人"}),
        ("picture", picture),
        ("picture_set", {"pictures": [picture, picture]}),
        ("table", table),
    ]
    article = make_article(network.county, body=body, cover=image)

    answer = visit("news.feixi.localhost", f"/yaowen/{article.slug}/")

    assert answer.status_code == 200
    assert "工会大楼" in answer.text
    assert not INLINE.search(answer.text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ],
)
def test_public_answers_have_the_other_headers(visit, name, value):
    assert visit("feixi.localhost").headers[name] == value


def test_the_sign_in_page_has_the_strict_policy(network):
    answer = Client(headers={"host": "desk.localhost"}).get("/accounts/login/")

    assert "unsafe" not in answer.headers[CSP]
    assert not INLINE.search(answer.text)


def test_the_desk_may_have_inline_scripts_but_no_frame_around_it(operator, desk):
    policy = desk(operator).get("/admin/").headers[CSP]

    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_preview_may_stand_in_a_frame_of_the_desk(network, desk):
    article = make_article(network.county)
    article.save_revision()
    user = UserFactory.with_role(network.county, StaffRole.EDITOR)

    answer = desk(user).get(f"/admin/pages/{article.pk}/edit/preview/?mode=")

    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers[CSP]


def test_media_of_another_host_are_allowed_by_its_origin():
    assert origin("https://media.example.org:8443/portal/") == ["https://media.example.org:8443"]
    assert origin("/media/") == []
