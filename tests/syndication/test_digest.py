"""Digests by e-mail: once a day, only what is new, and no failure stops another."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from sites.models import StaffRole
from syndication.actions import ask_for_digests, remind, return_submission, send_digest
from syndication.models import DigestState, Obligation, ReturnCode
from tests.factories.news import make_article
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, submit


@pytest.fixture(autouse=True)
def from_midnight_on(settings):
    settings.DIGEST_HOUR = 0
    settings.WAGTAILADMIN_BASE_URL = "https://desk.example.org"


@pytest.fixture
def editor(network):
    return UserFactory.with_role(network.county, StaffRole.EDITOR, email="editor@example.org")


def next_day():
    """As if all that has happened so far had happened a day earlier."""
    for state in DigestState.objects.all():
        for name in ("sent_at", "tried_at"):
            if getattr(state, name):
                setattr(state, name, getattr(state, name) - timedelta(days=1))
        state.save()


def send(network, title="省里的稿件", **more):
    return dispatch(make_article(network.province, title), Obligation.FOR_INFORMATION, **more)


def test_a_digest_tells_what_is_new_with_links_to_the_desk(network, editor):
    send(network, "一线<b>职工")

    ask_for_digests()

    (message,) = mail.outbox
    html = message.alternatives[0].content
    assert message.to == ["editor@example.org"]
    assert "1 件新的" in message.subject
    assert "一线<b>职工" in message.body
    assert "一线&lt;b&gt;职工" in html
    assert "https://desk.example.org/admin/" in message.body
    assert "https://desk.example.org/admin/account/" in html


def test_nothing_is_sent_when_nothing_is_new(network, editor):
    ask_for_digests()
    assert not mail.outbox

    next_day()
    send(network)
    ask_for_digests()
    assert len(mail.outbox) == 1

    next_day()
    DigestState.objects.update(sent_at=timezone.now() - timedelta(hours=21))
    make_old(network)
    ask_for_digests()
    assert len(mail.outbox) == 1


def make_old(network):
    """What was sent, long ago."""
    network.province.dispatches.update(sent_at=timezone.now() - timedelta(days=3))


def test_what_is_new_the_next_day_is_told_alone(network, editor):
    send(network, "第一天")
    ask_for_digests()
    make_old(network)
    next_day()
    send(network, "第二天")

    ask_for_digests()

    assert "第二天" in mail.outbox[1].body
    assert "第一天" not in mail.outbox[1].body


def test_who_is_reminded_is_told_again(network, editor):
    sent = send(network)
    ask_for_digests()
    make_old(network)
    next_day()

    remind(sent.pk, by=desk_of(network.province))
    ask_for_digests()

    assert len(mail.outbox) == 2


def test_one_digest_a_day(network, editor):
    send(network)
    ask_for_digests()
    send(network, "又一篇")

    assert ask_for_digests() == 0
    assert len(mail.outbox) == 1


def test_no_digest_before_its_hour(network, editor, settings, monkeypatch):
    settings.DIGEST_HOUR = 8
    send(network)
    early = timezone.localtime().replace(hour=7, minute=59)
    monkeypatch.setattr("syndication.actions.digest.timezone.now", lambda: early)

    assert ask_for_digests() == 0


def test_a_task_that_runs_twice_sends_once(network, editor):
    send(network)
    ask_for_digests()

    assert send_digest(editor.pk) is False
    assert len(mail.outbox) == 1


def test_one_failed_mail_stops_no_other_and_is_tried_again(network, editor, monkeypatch):
    other = UserFactory.with_role(network.direct, StaffRole.DESK, email="other@example.org")
    send(network)
    send_really = mail.EmailMultiAlternatives.send

    def fail_for_one(message, **kwargs):
        if message.to == ["editor@example.org"]:
            raise ConnectionRefusedError
        return send_really(message, **kwargs)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", fail_for_one)
    ask_for_digests()
    assert [message.to for message in mail.outbox] == [["other@example.org"]]
    assert DigestState.objects.get(user=editor).sent_at is None
    assert DigestState.objects.get(user=other).sent_at

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", send_really)
    assert ask_for_digests() == 0
    DigestState.objects.update(tried_at=timezone.now() - timedelta(hours=1))
    ask_for_digests()

    assert [message.to for message in mail.outbox][1:] == [["editor@example.org"]]


def test_who_switched_it_off_or_has_no_address_gets_none(network, desk, editor):
    UserFactory.with_role(network.county, StaffRole.DESK, email="")
    UserFactory(email="nobody@example.org")
    client = desk(editor)
    assert "邮件提醒" in client.get("/admin/account/").content.decode()

    data = {
        "name_email-first_name": "小", "name_email-last_name": "王",
        "name_email-email": "editor@example.org", "locale-preferred_language": "",
        "locale-current_time_zone": "", "theme-theme": "system", "theme-density": "default",
        "theme-contrast": "system", "theme-keyboard_shortcuts": "on",
    }  # fmt: skip
    answer = client.post("/admin/account/", data)
    assert answer.status_code == 302
    send(network)
    ask_for_digests()

    assert not DigestState.objects.get(user=editor).is_wanted
    assert not mail.outbox


def test_nothing_of_other_unions_is_told(network, editor):
    UserFactory.with_role(network.province, StaffRole.DESK, email="province@example.org")
    submission = submit(make_article(network.direct, "广德的稿件"), network.province)
    return_submission(
        submission.pk, code=ReturnCode.TEXT, reason="太长", by=desk_of(network.province)
    )

    ask_for_digests()

    assert not mail.outbox
