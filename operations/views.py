"""Whether a node may get requests, and its metrics. Neither names a union nor a person."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST

from operations.metrics import exposition

_migrated = False  # once true it stays true for the life of a process


def ready(request: HttpRequest) -> JsonResponse:
    """200 when this node can serve: the database answers and has the tables of this release.

    A load balancer takes a node in by this; ``/-/health`` says whether a node has to be restarted.
    """
    try:
        parts = {"database": True, "migrations": is_migrated()}
    except DatabaseError:
        parts = {"database": False, "migrations": False}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def is_migrated() -> bool:
    """Whether no migration of this release waits. Newer tables than it knows are no obstacle."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    return _migrated


def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with the token of METRICS_TOKEN; without that setting there is no such page."""
    wanted, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not wanted or not constant_time_compare(given, f"Bearer {wanted}"):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
