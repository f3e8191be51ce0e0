"""Prometheus metrics of the web processes, and of the installation at the moment of asking.

Several processes serve one node. With PROMETHEUS_MULTIPROC_DIR set, each writes its counts into
that folder and any of them answers for all; without it a process answers for itself.
"""

import os
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from operations.measures import Measure, measure_installation
from serving.counts import DROPPED, PAGES

REQUESTS = Counter(
    "portal_requests_total", "Requests that Django answered", ["area", "method", "status"]
)
SECONDS = Histogram(
    "portal_request_seconds",
    "Time to the answer",
    ["area"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# What a path begins with, and the area that it is counted under: a closed set.
AREAS = (
    ("/admin/", "desk"),
    ("/accounts/", "accounts"),
    ("/api/", "api"),
    ("/search/", "search"),
    ("/en/search/", "search"),
    ("/documents/", "files"),
    ("/media/", "files"),
    ("/static/", "files"),
    ("/-/", "machine"),
)


def area_of(path: str) -> str:
    return next((area for start, area in AREAS if path.startswith(start)), "page")


def count_request(method: str, path: str, status: int, seconds: float) -> None:
    area = area_of(path)
    REQUESTS.labels(area, method if method in METHODS else "other", f"{status // 100}xx").inc()
    SECONDS.labels(area).observe(seconds)


class InstallationCollector(Collector):
    """Asks the database when it is asked itself."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        families: dict[str, GaugeMetricFamily] = {}
        for measure in measure_installation():
            family = families.setdefault(measure.name, family_of(measure))
            family.add_metric(list(measure.labels.values()), measure.value)
        return families.values()


def family_of(measure: Measure) -> GaugeMetricFamily:
    return GaugeMetricFamily(measure.name, measure.help, labels=list(measure.labels))


def exposition() -> bytes:
    """All metrics in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(InstallationCollector())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        for family in (REQUESTS, SECONDS, PAGES, DROPPED):
            registry.register(family)
    return generate_latest(registry)
