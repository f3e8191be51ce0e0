"""What readers get: kept pages, the same for everybody, and everything else from Django."""

import gzip
import threading

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from wagtail.models import PageViewRestriction

from accounts.sessions import SessionStore
from news.models import Entry
from serving.key import Key
from sites.actions import answer_to
from sites.models import HostAlias, Organisation, SiteKind
from tests.factories.news import column_of, make_article, place_line
from tests.factories.sites import UserFactory

HOST = "news.feixi.localhost"


def test_a_page_is_made_once(network, node, django_assert_num_queries):
    make_article(network.county, "只做一次")

    first = node.ask(HOST, "/yaowen/")
    with django_assert_num_queries(0):
        second = node.ask(HOST, "/yaowen/")

    assert "只做一次" in second.text
    assert (first.status, first.body) == (200, second.body)
    assert node.renders == [(HOST, "/yaowen/")]
    assert node.kept() == {f"/{HOST}/yaowen/"}


def test_queries_cookies_and_headers_neither_vary_nor_poison_a_page(network, node):
    node.ask(
        HOST, "/", query="utm_source=<script>", cookie="sessionid=1; django_language=en",
        x_forwarded_host="evil.test", accept_language="en", user_agent="<script>evil</script>",
    )  # fmt: skip

    page = node.ask(HOST, "/", query="page=2", cookie="other=1")

    assert len(node.renders) == 1
    assert "evil" not in page.text
    assert "<script>evil" not in page.text
    assert 'lang="zh-Hans"' in page.text
    assert "Set-Cookie" not in page.headers


def test_a_page_has_the_headers_that_django_gives(network, node):
    made = node.ask(HOST, "/yaowen/")
    kept = node.ask(HOST, "/yaowen/")

    assert made.headers.keys() - kept.headers.keys() <= {"X-Request-ID"}
    assert kept.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert kept.headers["X-Frame-Options"] == "DENY"
    assert kept.headers["Content-Language"] == settings.LANGUAGE_CODE
    assert node.ask(HOST, "/en/yaowen/").headers["Content-Language"] == "en"


def test_a_reader_who_has_the_page_gets_no_second_copy(network, node):
    node.ask(HOST, "/yaowen/")
    kept = node.ask(HOST, "/yaowen/", accept_encoding="gzip")
    assert "工会要闻" in gzip.decompress(kept.body).decode()

    again = node.ask(HOST, "/yaowen/", if_none_match=kept.headers["ETag"])

    assert (again.status, again.body) == (304, b"")
    assert node.ask(HOST, "/yaowen/", method="HEAD").body == b""


def test_what_is_not_there_is_not_kept(network, node):
    for path in ("/no-such-page/", "/yaowen/p99/", "/yaowen/a-123456/"):
        assert node.ask(HOST, path).status == 404
    assert node.ask("unknown.localhost").status == 404
    assert node.kept() == set()


def test_other_addresses_and_methods_go_to_django(network, node):
    assert node.ask(HOST, "/search/", query="q=%E5%B7%A5%E4%BC%9A").status == 200
    assert node.ask(HOST, "/feed.xml").headers["Content-Type"].startswith("application/atom")
    assert node.ask(HOST, "/yaowen").status in {301, 302}
    assert node.ask("desk.localhost", "/admin/").status == 302
    node.ask(HOST, "/yaowen/", method="POST")
    assert node.kept() == set()


def test_another_spelling_of_a_number_is_sent_to_the_right_one(network, node):
    answer = node.ask(HOST, "/yaowen/p001/", query="x=1")

    assert (answer.status, answer.headers["Location"]) == (301, "/yaowen/p1/")
    assert node.renders == []


def test_a_redirection_keeps_its_query(network, node):
    from sites.actions import merge_organisation

    merge_organisation(network.county, network.city)

    answer = node.ask(HOST, "/yaowen/", query="from=wechat")

    assert answer.status == 301
    assert answer.headers["Location"].endswith("/archive/feixi/yaowen/?from=wechat")
    assert node.kept() == set()


def test_a_page_behind_a_password_is_not_kept(network, node):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(
        page=column_of(network.county), restriction_type="password", password="geheim"
    )

    assert node.ask(HOST, "/yaowen/").status == 200
    assert node.kept() == set()


def test_another_name_of_a_site_shows_the_same_file(network, node):
    from sites.actions import answer_to
    from sites.models import SiteKind

    answer_to("xw.feixi.example", network.county, SiteKind.NEWS)

    node.ask("xw.feixi.example", "/yaowen/")
    node.ask(HOST, "/yaowen/")

    assert len(node.renders) == 1
    assert node.kept() == {f"/{HOST}/yaowen/"}


def test_the_crowd_waits_for_one_maker(node):
    answers, started = [], threading.Event()

    def slow(environ, start_response):
        started.wait(5)
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [b"made once"]

    node.application = slow
    node.front.hosts.known[HOST] = node.front.hosts.find(HOST)

    crowd = [
        threading.Thread(target=lambda: answers.append(node.ask(HOST, "/").text)) for _ in range(30)
    ]
    for reader in crowd:
        reader.start()
    started.set()
    for reader in crowd:
        reader.join(20)

    assert answers == ["made once"] * 30
    assert len(node.renders) == 1


@pytest.fixture
def broken(node):
    """From now on nothing can be made, as after a bad template was deployed."""

    def break_it():
        def fail(environ, start_response):
            start_response("500 Internal Server Error", [("Content-Type", "text/html")])
            return [b"broken"]

        node.application = fail

    return break_it


def test_the_last_version_is_shown_while_a_new_one_cannot_be_made(network, node, broken):
    article = make_article(network.county, "老标题")
    node.ask(HOST, "/yaowen/")
    article.title = article.title_zh_hans = "新标题"
    article.save()
    node.hear()
    broken()

    assert "老标题" in node.ask(HOST, "/yaowen/").text
    assert node.ask(HOST, "/gongshi/").status == 500

    node.application = WSGIHandler()
    assert "新标题" in node.ask(HOST, "/yaowen/").text


def test_what_was_taken_down_is_never_shown_again(network, node, broken):
    article = make_article(network.county, "要撤下的")
    path = f"/yaowen/{article.slug}/"
    node.ask(HOST, path)
    node.ask(HOST, "/yaowen/")
    article.unpublish()
    node.hear()
    broken()

    assert node.ask(HOST, path).status == 500
    assert node.ask(HOST, "/yaowen/").status == 500


@pytest.mark.parametrize("how", ["private", "union in preparation"])
def test_nor_is_what_was_closed_to_readers(network, node, broken, how):
    article = make_article(network.county, "只给登录的人看")
    path = f"/yaowen/{article.slug}/"
    assert node.ask(HOST, path).status == 200
    if how == "private":
        PageViewRestriction.objects.create(page=article, restriction_type="login")
    else:
        Organisation.objects.filter(pk=network.county.pk).update(status="PREPARING")
    node.hear()
    broken()

    assert node.ask(HOST, path).status >= 400


def test_a_page_that_a_change_overtook_is_shown_but_not_kept(network, node):
    make_article(network.county, "第一篇")
    django = node.application

    def overtaken(environ, start_response):
        answer = list(django(environ, start_response))
        make_article(network.county, "后来的一篇")
        node.hear()
        return answer

    node.application = overtaken
    assert "第一篇" in node.ask(HOST, "/yaowen/").text
    node.application = django

    assert "后来的一篇" in node.ask(HOST, "/yaowen/").text


def test_nothing_is_kept_while_changes_are_not_heard(network, node):
    node.front.may_keep = False

    assert node.ask(HOST, "/yaowen/").status == 200
    assert node.kept() == set()


def test_staff_who_preview_leave_no_page_behind(network, node, desk):
    from sites.models import StaffRole

    article = make_article(network.county, "草稿", live=False)
    article.save_revision()
    client = desk(UserFactory.with_role(network.county, StaffRole.ADMIN))

    answer = client.get(f"/admin/pages/{article.pk}/view_draft/")

    assert answer.status_code == 200
    assert node.kept() == set()


def test_a_placed_line_and_its_local_page(network, node):
    article = make_article(network.city, "市里的稿件")
    line = place_line(article, column_of(network.county))

    node.ask(HOST, "/yaowen/")
    Entry.objects.filter(pk=line.pk).update(headline="本县的标题")
    node.hear()

    assert "本县的标题" in node.ask(HOST, "/yaowen/").text


def test_a_page_is_read_with_its_password(network, node):
    restriction = PageViewRestriction.objects.create(
        page=column_of(network.county), restriction_type="password", password="geheim"
    )
    session = SessionStore()
    session[restriction.passed_view_restrictions_session_key] = [restriction.pk]
    session.save()

    text = node.ask(
        HOST, "/yaowen/", cookie=f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    ).text

    assert 'type="password"' not in text
    assert 'type="password"' in node.ask(HOST, "/yaowen/").text
    assert node.kept() == set()


def test_a_name_that_was_given_to_another_site_shows_that_one(network, node):
    name = "xw.feixi.example"
    answer_to(name, network.county, SiteKind.NEWS)
    assert "肥西" in node.ask(name, "/").text
    HostAlias.objects.all().delete()
    answer_to(name, network.city, SiteKind.NEWS)
    node.hear()

    text = node.ask(name, "/").text

    assert text == node.ask("news.hefei.localhost", "/").text


def test_who_waits_too_long_gets_the_last_version(network, node, monkeypatch):
    before = node.ask(HOST, "/yaowen/").text
    make_article(network.county, "新的一篇")
    node.hear()
    monkeypatch.setattr("serving.front.PATIENCE", 0.05)
    node.renders.clear()

    with node.store.turn(Key(HOST, "/yaowen/"), 1):
        assert node.ask(HOST, "/yaowen/").text == before
    assert node.renders == []
    assert "新的一篇" in node.ask(HOST, "/yaowen/").text
