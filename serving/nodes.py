"""A node's place among those that keep pages, and what it has to hear."""

import logging
import socket
import uuid
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from serving import triggers
from serving.models import Change, Node
from serving.store import Store

logger = logging.getLogger(__name__)

PART = 5_000
SILENT = timedelta(days=1)  # a node that was away so long begins anew when it comes back


def register(store: Store) -> uuid.UUID:
    """Find this node's line in the table, or write one and begin with an empty store.

    Raises RuntimeError while the database doesn't tell of changes.
    """
    if missing := triggers.missing(connection):
        raise RuntimeError(f"no triggers in the database: {', '.join(missing)}")
    file = store.root / "node"
    with store.locked():
        known = file.read_text() if file.exists() else ""
        if known and Node.objects.filter(key=known).exists():
            return uuid.UUID(known)
        key = uuid.uuid4()
        with transaction.atomic():
            if connection.vendor == "postgresql":
                # Wait for those who change something and don't know of this node yet.
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '10s'")
                    cursor.execute("LOCK TABLE serving_node IN ACCESS EXCLUSIVE MODE")
            Node.objects.create(key=key, name=socket.gethostname()[:255])
        file.write_text(str(key))
    store.clear()
    return key


def hear(store: Store, key: uuid.UUID) -> int | None:
    """Drop what has changed; returns how many pages, or None if the node is not known any more.

    What is heard is removed afterwards: a node killed in between hears it again, which does no
    harm.
    """
    rows = list(
        Node.objects.filter(key=key)
        .order_by("changes__pk")
        .values_list("changes__pk", "changes__thing")[:PART]
    )
    if not rows:
        return None
    heard = {pk: thing for pk, thing in rows if pk is not None}
    if not heard:
        return 0
    things = set(heard.values())
    dropped = store.clear() if "sites" in things else 0
    dropped += store.drop(things)
    Change.objects.filter(pk__in=heard).delete()
    return dropped


def say_alive(key: uuid.UUID) -> None:
    Node.objects.filter(key=key).update(seen_at=timezone.now())


def forget_silent() -> int:
    """Remove nodes that are gone, with what they were to hear.

    One last seen far ahead of now was seen before the clock was set back. Should it be there after
    all, it begins anew, as one that was silent.
    """
    now = timezone.now()
    gone = Node.objects.exclude(seen_at__range=(now - SILENT, now + SILENT))
    count = gone.count()
    gone.delete()
    return count
