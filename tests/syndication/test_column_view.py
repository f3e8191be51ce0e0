"""What editors see of a column and do with placed articles there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from news.models import ArticlePage, Entry
from sites.models import StaffRole
from syndication.actions import (
    change_placement,
    hide_placement,
    pull_article,
    recall_article,
    remove_placement,
    show_placement,
)
from syndication.errors import AlreadyDecided
from syndication.models import Placement
from tests.factories.news import ImageFactory, column_of, make_article
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, dress, editor_of, make_revised

State = Placement.State


@pytest.fixture
def editor(network):
    return editor_of(network.county)


@pytest.fixture
def pulled(network, editor):
    article = make_revised(network.direct, "广德的稿件", is_shared=True)
    return pull_article(article, network.county, dress(network.county), by=editor)


def list_url(union, code="yaowen"):
    return reverse("syndication_column", args=[column_of(union, code).pk])


def act_url(placement, act):
    return reverse("syndication_placement_act", args=[placement.pk, act])


def change_url(placement):
    return reverse("syndication_placement_change", args=[placement.pk])


def must_publish(network):
    dispatch(
        make_revised(network.province, "省里的决定"),
        locked_until=timezone.localdate() + timedelta(days=7),
    )
    return Placement.objects.get(organisation=network.county)


def titles(response):
    return [line.title for line, _acts in response.context["rows"]]


def test_own_and_placed_lines_stand_in_the_order_of_the_readers(network, desk, editor, pulled):
    make_article(network.county, "更新的自采稿件")

    answer = desk(editor).get(list_url(network.county))

    assert titles(answer) == ["更新的自采稿件", "广德的稿件"]
    html = answer.content.decode()
    assert "自采" in html
    assert "选用" in html
    assert "广德市" in html


def test_what_readers_do_not_see_is_found_too(network, desk, editor):
    def pull(title):
        article = make_revised(network.direct, title, is_shared=True)
        return pull_article(article, network.county, dress(network.county), by=editor)

    hidden, removed, scheduled = pull("隐藏的"), pull("撤下的"), pull("待发布的")
    hide_placement(hidden.pk, by=editor)
    remove_placement(removed.pk, by=editor)
    tomorrow = timezone.now() + timedelta(days=1)
    change_placement(scheduled.pk, dress(network.county, published_at=tomorrow), by=editor)
    make_article(network.county, "看得到的")
    client, url = desk(editor), list_url(network.county)

    assert titles(client.get(url)) == ["看得到的"]
    assert set(titles(client.get(f"{url}?state=OFF"))) == {"隐藏的", "撤下的", "待发布的"}
    assert titles(client.get(f"{url}?state=HIDDEN")) == ["隐藏的"]
    assert titles(client.get(f"{url}?state=SCHEDULED")) == ["待发布的"]


def test_what_follows_an_origin_that_is_away_is_not_lost(network, desk, editor):
    article = make_revised(network.province, "省里的决定")
    dispatch(article)

    article.unpublish()

    answer = desk(editor).get(f"{list_url(network.county)}?state=OFF")
    assert titles(answer) == ["省里的决定"]
    assert "原稿已撤下" in answer.content.decode()


def test_a_placement_whose_column_was_deleted_can_be_given_another(network, desk, editor, pulled):
    Placement.objects.filter(pk=pulled.pk).update(column=None)
    Entry.objects.filter(number=pulled.pk).delete()

    answer = desk(editor).get(f"{list_url(network.county, 'jiceng')}?state=OFF")
    assert titles(answer) == ["广德的稿件"]
    assert desk(editor).get(change_url(pulled)).status_code == 200
    desk(editor).post(change_url(pulled), {"column": column_of(network.county, "jiceng").pk})

    assert Entry.objects.get(number=pulled.pk).column == column_of(network.county, "jiceng")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=OWN", ["自采的"]), ("kind=PULL", ["广德的稿件"]), ("kind=DISPATCH", []),
        ("q=广德", ["广德的稿件"]), ("q=自采", ["自采的"]), ("kind=NONSENSE", ["自采的", "广德的稿件"]),
    ],
)  # fmt: skip
def test_lines_are_found_by_kind_and_words(network, desk, editor, pulled, query, expected):
    make_article(network.county, "自采的")

    assert titles(desk(editor).get(f"{list_url(network.county)}?{query}")) == expected


def test_local_headline_column_time_and_pin_are_changed_by_a_form(network, desk, editor, pulled):
    yesterday = timezone.localtime() - timedelta(days=1)
    answer = desk(editor).post(
        change_url(pulled),
        {
            "column": column_of(network.county, "jiceng").pk,
            "headline": "本县的标题",
            "lead": "本县的导语",
            "cover": ImageFactory.of(network.county).pk,
            "published_at": f"{yesterday:%Y-%m-%d %H:%M}",
            "pinned_until": f"{timezone.localdate():%Y-%m-%d}",
        },
    )

    assert answer.status_code == 302
    entry = Entry.objects.get(number=pulled.pk)
    assert (entry.title, entry.summary, entry.column.code) == ("本县的标题", "本县的导语", "jiceng")
    assert entry.is_pinned
    assert entry.published_at.date() == yesterday.astimezone(entry.published_at.tzinfo).date()
    assert entry.cover is not None


def test_a_new_headline_leaves_the_place_in_the_list_as_it_is(network, desk, editor, pulled):
    before = Entry.objects.get(number=pulled.pk).rank
    shown = f"{timezone.localtime(pulled.published_at):%Y-%m-%d %H:%M}"
    assert shown in desk(editor).get(change_url(pulled)).content.decode()

    values = {"column": pulled.column_id, "headline": "本县的标题", "published_at": shown}
    desk(editor).post(change_url(pulled), values)

    entry = Entry.objects.get(number=pulled.pk)
    assert (entry.title, entry.rank) == ("本县的标题", before)


@pytest.mark.parametrize("what", ["column", "cover"])
def test_columns_and_covers_of_other_unions_are_refused(network, desk, editor, pulled, what):
    values = {"column": column_of(network.county).pk, "headline": "改了"}
    foreign = {
        "column": column_of(network.city).pk,
        "cover": ImageFactory.of(network.city).pk,
    }

    answer = desk(editor).post(change_url(pulled), values | {what: foreign[what]})

    assert answer.status_code == 200
    assert what in answer.context["form"].errors
    pulled.refresh_from_db()
    assert pulled.headline != "改了"


def test_hiding_showing_and_removing_are_one_button_each(network, desk, editor, pulled):
    client = desk(editor)

    for act, state in [("hide", "HIDDEN"), ("show", "SHOWN"), ("remove", "REMOVED")]:
        assert client.get(act_url(pulled, act)).status_code == 200
        assert client.post(act_url(pulled, act)).status_code == 302
        pulled.refresh_from_db()
        assert pulled.state == state


def test_asking_changes_nothing(desk, editor, pulled):
    for act in ("confirm", "hide", "ours", "remove"):
        desk(editor).get(act_url(pulled, act))

    pulled.refresh_from_db()
    assert pulled.state == State.SHOWN
    assert not ArticlePage.objects.filter(rework__isnull=False).exists()


def test_must_publish_shows_its_lock_and_no_way_around_it(network, desk, editor):
    placement = must_publish(network)

    answer = desk(editor).get(list_url(network.county))

    (line, acts) = answer.context["rows"][0]
    assert [name for name, _act in acts] == ["ours"]
    assert f"{placement.locked_until:%Y-%m-%d}" in answer.content.decode()
    for act in ("hide", "remove"):
        desk(editor).post(act_url(placement, act))
    placement.refresh_from_db()
    assert placement.state == State.SHOWN


def test_making_it_ours_opens_the_draft(network, desk, editor, pulled):
    answer = desk(editor).post(act_url(pulled, "ours"))

    draft = ArticlePage.objects.get(rework__origin=pulled.article)
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert (draft.live, draft.source, draft.organisation) == (False, "广德市总工会", network.county)


def test_a_headline_that_may_be_wrong_is_marked_until_confirmed(network, desk, editor):
    article = make_revised(network.province, "捐款10万元")
    dispatch(article)
    placement = Placement.objects.get(organisation=network.county)
    change_placement(placement.pk, dress(network.county, headline="捐10万"), by=editor)
    article.title = "捐款100万元"
    article.save_revision().publish()
    client, warning = desk(editor), "原稿已更正，请核对本站标题"

    assert warning in client.get(list_url(network.county)).content.decode()
    assert "捐款100万元" in client.get(change_url(placement)).content.decode()
    client.post(act_url(placement, "confirm"))

    assert warning not in client.get(list_url(network.county)).content.decode()


def test_what_was_recalled_offers_nothing(network, desk, editor):
    article = make_revised(network.province, "省里的决定")
    dispatch(article)
    placement = Placement.objects.get(organisation=network.county)
    recall_article(article, reason="有误", by=desk_of(network.province))

    answer = desk(editor).get(f"{list_url(network.county)}?state=RECALLED")

    assert [acts for _line, acts in answer.context["rows"]] == [[]]
    assert desk(editor).get(change_url(placement)).status_code == 302


@pytest.mark.parametrize("role", [StaffRole.REVIEWER, StaffRole.CHIEF, StaffRole.ADMIN])
def test_who_may_not_answer_only_reads(network, desk, pulled, role):
    client = desk(UserFactory.with_role(network.county, role))

    answer = client.get(list_url(network.county))

    assert titles(answer) == ["广德的稿件"]
    assert change_url(pulled) not in answer.content.decode()
    assert client.get(change_url(pulled)).status_code == 404
    assert client.post(act_url(pulled, "hide")).status_code == 404


@pytest.mark.parametrize("place", ["province", "city", "direct"])
def test_other_unions_find_nothing_here(network, desk, pulled, place):
    client = desk(desk_of(getattr(network, place)))

    assert client.get(list_url(network.county)).status_code == 404
    assert client.get(change_url(pulled)).status_code == 404
    assert client.post(change_url(pulled), {}).status_code == 404
    assert client.post(act_url(pulled, "remove")).status_code == 404
    pulled.refresh_from_db()
    assert pulled.state == State.SHOWN


def test_there_is_no_other_act(desk, editor, pulled):
    assert desk(editor).post(act_url(pulled, "explode")).status_code == 404


def test_the_way_there_is_on_the_columns_page_and_the_first_panel(network, desk, editor):
    url = list_url(network.county)
    explorer = reverse("wagtailadmin_explore", args=[column_of(network.county).pk])

    assert url in desk(editor).get(explorer).content.decode()
    assert url in desk(editor).get("/admin/").content.decode()


@pytest.mark.parametrize("query", ["", "?state=OFF"])
def test_ten_lines_cost_as_many_queries_as_three(network, desk, editor, query):
    def place(count):
        for number in range(count):
            article = make_revised(
                network.direct, f"第{number}篇", is_shared=True,
                cover=ImageFactory.of(network.direct),
            )  # fmt: skip
            placed = pull_article(article, network.county, dress(network.county), by=editor)
            if query:
                hide_placement(placed.pk, by=editor)

    def queries():
        desk(editor).get(list_url(network.county) + query)
        client = desk(editor)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(list_url(network.county) + query).status_code == 200
        return len(captured)

    place(3)
    few = queries()
    place(7)

    assert queries() == few


def test_a_line_is_not_hidden_or_shown_twice(editor, pulled):
    hide_placement(pulled.pk, by=editor)
    with pytest.raises(AlreadyDecided):
        hide_placement(pulled.pk, by=editor)
    show_placement(pulled.pk, by=editor)
    with pytest.raises(AlreadyDecided):
        show_placement(pulled.pk, by=editor)


def test_what_is_shown_again_before_its_time_waits_for_it(network, editor, pulled):
    hide_placement(pulled.pk, by=editor)
    tomorrow = timezone.now() + timedelta(days=1)
    change_placement(pulled.pk, dress(network.county, published_at=tomorrow), by=editor)

    assert show_placement(pulled.pk, by=editor).state == State.SCHEDULED
    assert not Entry.objects.filter(number=pulled.pk).exists()
