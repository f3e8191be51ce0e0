"""Health, readiness and metrics: what machines ask of a node."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

TOKEN = "a-long-token-for-prometheus"


@pytest.fixture
def metrics(visit, settings):
    settings.METRICS_TOKEN = TOKEN

    def read():
        answer = visit("10.0.0.7", "/-/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in families
            for sample in family.samples
        }

    return read


def test_a_node_with_all_tables_is_ready(visit):
    answer = visit("10.0.0.7", "/-/ready")

    assert answer.status_code == 200
    assert answer.json() == {"database": True, "migrations": True}


def test_a_node_whose_database_is_away_is_not_ready(visit, monkeypatch):
    from django.db import OperationalError

    from operations import views

    def fail():
        raise OperationalError

    monkeypatch.setattr(views, "is_migrated", fail)

    assert visit("10.0.0.7", "/-/ready").status_code == 503


def test_requests_are_counted_by_area_and_not_by_path(visit, metrics):
    before = metrics()

    visit("feixi.localhost", "/no-such-page/")
    visit("feixi.localhost", "/another-made-up-page/")

    after = metrics()
    counted = ("portal_requests_total", "page", "GET", "4xx")
    assert after[counted] == before.get(counted, 0) + 2
    assert not [key for key in after if "made-up" in str(key)]


def test_the_state_of_the_installation_is_told(network, metrics):
    found = metrics()

    assert found[("portal_tasks", "waiting")] == 0
    assert found[("portal_unions", "open")] >= 3


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", TOKEN])
def test_without_the_token_there_is_no_such_page(visit, settings, given):
    settings.METRICS_TOKEN = TOKEN

    assert visit("10.0.0.7", "/-/metrics", headers={"Authorization": given}).status_code == 404


def test_no_token_set_means_no_metrics_at_all(visit, settings):
    settings.METRICS_TOKEN = ""

    answer = visit("10.0.0.7", "/-/metrics", headers={"Authorization": "Bearer "})

    assert answer.status_code == 404
