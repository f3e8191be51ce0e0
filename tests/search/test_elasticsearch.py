"""The same search on a real Elasticsearch, and what happens while it is away."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from wagtail.search.backends import get_search_backend

from search import check, rebuild, upkeep
from search.engines import elastic_numbers
from search.engines.base import BELOW, DATE, RELEVANCE, SITE
from search.models import PendingChange, SearchDocument
from search.queries import Search, find
from sites.actions import prepare_organisation
from tests.factories.news import column_of, place_line
from tests.search.elastic import PREFIX
from tests.search.odd import ODD

pytestmark = pytest.mark.elasticsearch


def engine_of(typed, here):
    found = find(Search(typed, here))
    return found.engine, found.answer.total


def test_it_answers_as_the_database_does(elasticsearch, network, publish, search_for):
    publish("职代会票决食堂方案", "职工的事职工议。")
    publish("今年的工作", "其中一项是职工代表大会。", union="city")
    publish("工会议题很多")
    publish("会议的工会专场 演出")

    assert engine_of("职代会", network.county) == ("elasticsearch", 2)
    assert search_for("職代會") == ["职代会票决食堂方案", "今年的工作"]
    assert search_for("zhidaihui")[0] == "职代会票决食堂方案"
    assert search_for('"工会议题"') == ["工会议题很多"]
    assert search_for("工会 -演出", sort=DATE)[0] == "工会议题很多"
    assert "会议的工会专场 演出" not in search_for("工会 -演出")
    assert search_for("职代会", scope=SITE) == ["职代会票决食堂方案"]
    assert len(search_for("职代会", scope=BELOW, here=network.city)) == 2
    assert search_for("职代会", filters={"tier": "CITY"}) == ["今年的工作"]


def test_the_numbers_of_very_many_hits_are_estimated(elasticsearch, publish, visit, monkeypatch):
    monkeypatch.setattr(
        elastic_numbers, "EXACT", 4
    )  # the sample is all of them, so the numbers are known
    for number in range(3):
        publish(f"第{number}次职代会")
        publish(f"市里的第{number}次职代会", union="city")

    page = visit("news.feixi.localhost", "/search/", data={"q": "职代会"})

    answer = page.context["found"].answer
    assert answer.scopes == {"site": 3, "below": 3, "network": 6}
    assert (answer.estimated, answer.is_estimated) == ({"network"}, True)
    assert dict(answer.facets["tier"]) == {"COUNTY": 3, "CITY": 3}
    assert len(answer.article_ids) == 6
    assert "≈3" in page.content.decode()


def test_of_very_many_hits_with_literals_the_newest_are_looked_at(
    elasticsearch, publish, search_for, monkeypatch
):
    for days in range(5):
        published = timezone.now() - timedelta(days=days)
        publish(f"{days}天前的职代会日程", published_at=published)
    monkeypatch.setattr(elastic_numbers, "EXACT", 3)
    monkeypatch.setattr(elastic_numbers, "NEWEST", 2)

    assert search_for('"会日程"') == [f"{days}天前的职代会日程" for days in range(3)]


def test_words_across_a_comma_are_not_counted_for_a_phrase(elasticsearch, network, publish):
    publish("热爱劳动，模范先进")

    answer = find(Search('"劳动模范"', network.county)).answer

    assert (answer.article_ids, answer.total) == ([], 0)


def test_a_chosen_value_leaves_the_other_facets_exact(elasticsearch, network, publish, monkeypatch):
    for number in range(4):
        publish(f"第{number}次职代会")
    publish("市里的职代会", union="city")
    monkeypatch.setattr(elastic_numbers, "EXACT", 3)

    answer = find(Search("职代会", network.county, filters={"tier": "CITY"})).answer

    assert (answer.total, answer.estimated) == (1, frozenset())
    assert dict(answer.facets["organisation"]) == {str(network.city.pk): 1}
    assert dict(answer.facets["tier"]) == {"COUNTY": 4, "CITY": 1}


def test_a_question_that_it_refuses_keeps_it_from_no_other(elasticsearch, network, publish):
    publish("职代会召开")

    beyond = find(Search("职代会", network.county, page=2_000))  # the server gives 10,000 hits

    assert (beyond.engine, beyond.is_fallback) == ("database", False)
    assert engine_of("职代会", network.county) == ("elasticsearch", 1)


@pytest.mark.parametrize("exact", [elastic_numbers.EXACT, 1])
@pytest.mark.parametrize("sort", [RELEVANCE, DATE])
def test_nothing_that_can_be_typed_is_refused(
    elasticsearch, network, publish, monkeypatch, exact, sort
):
    publish("职代会召开“工会”", "工会会员")
    publish("职代会闭幕 NEAR(title:x*)", "工会 OR 会员")
    monkeypatch.setattr(elastic_numbers, "EXACT", exact)

    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
    @given(typed=ODD)
    @example(typed='"工会" -"会员" ' * 20)
    @example(typed="入会职代会工会会员 " * 12)
    def is_answered(typed):
        found = find(Search(typed, network.county, sort=sort))
        assert found is None or found.engine == "elasticsearch"

    is_answered()


def test_what_is_no_longer_public_is_found_no_more(elasticsearch, network, publish, search_for):
    article = publish("职代会召开")
    publish("市里的职代会", union="city")
    assert len(search_for("职代会", here=network.direct)) == 2

    article.unpublish()
    assert search_for("职代会", here=network.direct) == ["市里的职代会"]
    prepare_organisation(network.city)
    assert search_for("职代会", here=network.direct) == []


def test_while_it_is_away_the_database_answers_and_nothing_is_lost(
    elasticsearch, network, publish, visit
):
    publish("职代会召开")
    elasticsearch.cut()

    publish("职代会闭幕")
    assert engine_of("职代会", network.county) == ("database", 2)
    page = visit("news.feixi.localhost", "/search/", data={"q": "职代会"}).content.decode()
    assert "搜索服务正在恢复" in page
    assert PendingChange.objects.exists()

    elasticsearch.mend()
    upkeep.send_changes()
    assert engine_of("职代会", network.county) == ("elasticsearch", 2)
    assert not PendingChange.objects.exists()


def test_a_rebuild_that_was_stopped_goes_on_and_switches_without_a_gap(
    elasticsearch, network, publish, monkeypatch
):
    for number in range(3):
        publish(f"职代会{number}")
    monkeypatch.setattr(upkeep, "BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        rebuild.rebuild_elasticsearch(stop_at_second())
    assert engine_of("职代会", network.county) == ("elasticsearch", 3)
    publish("职代会在重建时发布")

    rebuild.rebuild_elasticsearch(lambda count: None)

    assert engine_of("职代会", network.county) == ("elasticsearch", 4)
    backend = get_search_backend("elasticsearch")
    assert len(backend.es.indices.get(index=f"{PREFIX}search_*")) == 1


def test_a_rebuild_removes_what_a_killed_one_left_and_nothing_else(elasticsearch, publish):
    indices = get_search_backend("elasticsearch").es.indices
    alias = get_search_backend("elasticsearch").get_index_for_model(SearchDocument).name
    for name in (f"{alias}_20200101000000", f"{alias}_0", f"{alias}_2", f"{alias}_copy"):
        indices.create(index=name)

    rebuild.rebuild_elasticsearch(lambda count: None)

    (in_service,) = indices.get_alias(name=alias)
    assert set(indices.get(index=f"{alias}_*")) == {in_service, f"{alias}_2", f"{alias}_copy"}


def stop_at_second():
    steps = []

    def step(count):
        steps.append(count)
        if len(steps) == 2:
            raise KeyboardInterrupt

    return step


def test_the_check_finds_and_mends_what_differs(elasticsearch, network, publish):
    first, second = publish("职代会甲"), publish("职代会乙")
    backend = get_search_backend("elasticsearch")
    index = backend.get_index_for_model(SearchDocument)
    index.delete_item(SearchDocument.objects.get(pk=first.pk))
    index.refresh()

    assert check.compare_elasticsearch().missing == [first.pk]
    with pytest.raises(SystemExit):
        call_command("search_check", "--dry-run")
    call_command("search_check")
    assert not check.compare_elasticsearch()
    assert {first.pk, second.pk} <= set(SearchDocument.objects.values_list("pk", flat=True))


def test_a_deleted_column_carries_nothing_any_more(
    elasticsearch, network, publish, search_for, django_capture_on_commit_callbacks
):
    article = publish("全省职代会", union="province")
    column = column_of(network.county, "zhengce")
    place_line(article, column)
    assert search_for("职代会", scope=SITE) == ["全省职代会"]

    with django_capture_on_commit_callbacks(execute=True):
        column.delete()

    assert search_for("职代会", scope=SITE) == []
    assert search_for("职代会") == ["全省职代会"]
