"""The cache that several machines share."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

PATIENCE = 0.5  # seconds for one answer
PAUSE = 2.0  # seconds without asking a Redis that did not answer
METHODS = (
    "add", "get", "set", "touch", "delete", "get_many", "set_many", "delete_many", "has_key",
    "incr", "clear",
)  # fmt: skip


class Outage:
    """What one process knows of a Redis that does not answer; its threads share it."""

    def __init__(self) -> None:
        self.asked_again_at = 0.0
        self.lasts = False

    @property
    def is_quiet(self) -> bool:
        """Whether it is too early to ask again."""
        return self.lasts and time.monotonic() < self.asked_again_at

    def begin(self, problem: Exception) -> None:
        if not self.lasts:
            logger.warning("Redis does not answer, this process caches alone: %s", problem)
        self.lasts, self.asked_again_at = True, time.monotonic() + PAUSE

    def end(self) -> None:
        self.lasts = False
        logger.warning("Redis answers again")


class SharedCache(RedisCache):
    """Redis, and the process's own memory for as long as Redis does not answer.

    All that is cached can be made anew, so a Redis that is away costs time and nothing else, and
    attempts to sign in are counted all the while. One that comes back has not heard of what was
    deleted meanwhile; it is emptied before anything is read from it.
    """

    outages: dict[str, Outage] = {}  # by address

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {
            "socket_connect_timeout": PATIENCE,
            "socket_timeout": PATIENCE,
            "retry": Retry(NoBackoff(), 0),  # the next request is the retry
        }
        super().__init__(server, {**params, "OPTIONS": {**options, **params.get("OPTIONS", {})}})
        self.outage = self.outages.setdefault(str(server), Outage())
        self.own = LocMemCache("while-redis-is-away", {**params, "OPTIONS": {}})

    def call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if not self.outage.is_quiet:
            try:
                if self.outage.lasts:
                    super().clear()
                    self.outage.end()
                return getattr(super(), name)(*args, **kwargs)
            except RedisError as problem:
                self.outage.begin(problem)
        return getattr(self.own, name)(*args, **kwargs)


def asking(name: str) -> Callable[..., Any]:
    def method(self: SharedCache, *args: Any, **kwargs: Any) -> Any:
        return self.call(name, *args, **kwargs)

    return method


for name in METHODS:
    setattr(SharedCache, name, asking(name))
