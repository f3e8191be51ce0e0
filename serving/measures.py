"""Numbers of the page store, for the metrics, the doctor and the command."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from serving.models import Change
from serving.store import Store


@dataclass(frozen=True)
class State:
    pages: int
    bytes: int


def measure(store: Store) -> State:
    return State(store.index.count(), store.index.bytes)


def oldest_unheard() -> datetime | None:
    """When the first change was made that some node has not dropped yet; None if there is none."""
    return Change.objects.aggregate(first=Min("since"))["first"]
