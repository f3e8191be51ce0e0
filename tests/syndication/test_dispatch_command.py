"""Sending from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from syndication.models import Dispatch
from tests.factories.news import make_article
from tests.factories.syndication import desk_of, editor_of


def run(*args):
    out = StringIO()
    call_command("dispatch", *map(str, args), stdout=out)
    return out.getvalue()


def test_a_script_sends_to_a_branch_without_its_city(network):
    article = make_article(network.province)
    desk = desk_of(network.province)

    said = run(article.pk, "--as", desk.username, "--to", "hefei+", "--except", "hefei")

    sent = Dispatch.objects.get()
    assert "接收单位 1 个" in said
    assert [row.recipient.slug for row in sent.receipts.all()] == ["feixi"]


def test_a_dry_run_lists_and_sends_nothing(network):
    article = make_article(network.province)
    desk = desk_of(network.province)

    said = run(article.pk, "--as", desk.username, "--to", "county", "--dry-run")

    assert said.split() == ["肥西县总工会", "广德市总工会"]
    assert not Dispatch.objects.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--to", "nowhere"], "不是下级单位：nowhere"),
        (["--to", "all", "--obligation", "must-decide"], "限期答复要写明期限"),
        (["--to", "all", "--deadline", "2020-01-01T10:00"], "答复期限要晚于现在"),
    ],
)
def test_a_wrong_order_is_refused_in_words(network, options, message):
    article = make_article(network.province)

    with pytest.raises(CommandError, match=message):
        run(article.pk, "--as", desk_of(network.province).username, *options)
    assert not Dispatch.objects.exists()


def test_the_account_needs_the_right(network):
    article = make_article(network.province)

    with pytest.raises(CommandError, match="不能为"):
        run(article.pk, "--as", editor_of(network.province).username, "--to", "all")
