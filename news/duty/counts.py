"""What other parts count for each union on the board: dead links, and what is still to come.

A part registers its count by the hook ``register_duty_count``, which returns a ``DutyCount``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail import hooks

from sites.models import Organisation


@dataclass(frozen=True)
class DutyCount:
    """``count`` gives the numbers of many unions by key in one query; a screen with that URL name
    shows the rows behind it, of one union with ``?union=``. ``fails``: one is enough for the union's
    sites to fail as a whole, as an unanswered letter does after three months.
    """

    name: str
    label: Any
    url_name: str
    count: Callable[[QuerySet[Organisation]], dict[int, int]]
    fails: bool = False


def duty_counts() -> list[DutyCount]:
    return [register() for register in hooks.get_hooks("register_duty_count")]
