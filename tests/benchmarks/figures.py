"""What a measurement gives."""

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Figure:
    value: float
    unit: str
    baseline: float | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def seconds(act: Callable[[], Any]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def peak_mb() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def queries_of(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def median_ms(act: Callable[[], Any], rounds: int = 15) -> float:
    return statistics.median(seconds(act) for _ in range(rounds)) * 1000
