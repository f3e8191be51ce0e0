"""What an article must have before it can be published."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from news.models import ArticlePage, Genre
from tests.factories.news import make_article


def notice(**fields):
    today = timezone.localdate()
    return {
        "genre": Genre.PUBLICITY,
        "notice_starts": today,
        "notice_ends": today + timedelta(days=5),
        "notice_contact": "组织部 0551-00000000",
        **fields,
    }


@pytest.mark.parametrize("missing", ["notice_starts", "notice_ends", "notice_contact"])
def test_a_public_notice_needs_its_period_and_a_contact(network, missing):
    lacking = notice(**{missing: None if "s" in missing[7:] else ""})
    article = make_article(network.county, live=False, **lacking)

    with pytest.raises(ValidationError) as error:
        article.full_clean()

    assert missing in error.value.message_dict


def test_a_public_notice_cannot_end_before_it_starts(network):
    with pytest.raises(ValidationError, match="不能早于"):
        make_article(network.county, **notice(notice_ends=timezone.localdate() - timedelta(days=1)))


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [(-9, -1, "ended"), (-1, 1, "open"), (0, 0, "open"), (1, 2, "upcoming")],
)
def test_a_public_notice_ends_by_itself(network, start, end, state):
    today = timezone.localdate()
    article = make_article(
        network.county,
        **notice(
            notice_starts=today + timedelta(days=start), notice_ends=today + timedelta(days=end)
        ),
    )

    assert article.notice_state == state


def test_a_date_in_the_future_is_refused(network):
    with pytest.raises(ValidationError, match="定时发布"):
        make_article(network.county, published_at=timezone.now() + timedelta(hours=1))


def test_an_article_of_a_clock_that_was_ahead_can_be_corrected(network):
    article = make_article(network.county)
    ahead = timezone.now() + timedelta(hours=1)
    ArticlePage.objects.filter(pk=article.pk).update(published_at=ahead)
    article.refresh_from_db()

    article.published_at = ahead.replace(second=0, microsecond=0)  # as the form gives it back
    article.title = "更正后的标题"
    article.save_revision().publish()

    article.refresh_from_db()
    assert article.title == "更正后的标题"
    article.published_at = ahead + timedelta(minutes=1)
    with pytest.raises(ValidationError, match="定时发布"):
        article.full_clean()


def test_an_address_is_made_from_the_day_and_never_from_the_title(network):
    first, second = (make_article(network.county, "同一个标题") for _ in range(2))

    assert first.slug.startswith(f"{timezone.localdate():%Y%m%d}-")
    assert first.slug != second.slug


def test_an_article_belongs_to_the_union_of_its_column(network):
    assert make_article(network.county).organisation == network.county


def test_the_source_is_the_union_where_none_is_named(network):
    assert make_article(network.county).source_name == "肥西县总工会"
    assert make_article(network.county, source="工人日报").source_name == "工人日报"
