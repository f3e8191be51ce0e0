"""The pages that are asked for most, in the memory of a process, up to a number of bytes."""

import os
import threading
from dataclasses import dataclass, field

from serving.render import Headers

SPARE = 0.75


@dataclass
class Hot:
    """A page ready to be sent. ``mark`` tells whether the file is still the one that was read."""

    file: str
    mark: tuple[int, int, int]
    etag: str
    plain: Headers
    packed: Headers
    body: bytes
    was_asked: bool = field(default=False)


def mark_of(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


class Memory:
    """Only the packed text is kept. What nobody has asked for since the last clearing goes first."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes, self.bytes = max_bytes, 0
        self.pages: dict[tuple[str, str], Hot] = {}
        self._lock = threading.Lock()

    def keep(self, name: tuple[str, str], page: Hot) -> None:
        with self._lock:
            self._remove(name)
            if self.bytes + len(page.body) > self.max_bytes:
                self._make_room()
            if self.bytes + len(page.body) <= self.max_bytes:
                self.pages[name] = page
                self.bytes += len(page.body)

    def forget(self, name: tuple[str, str]) -> None:
        with self._lock:
            self._remove(name)

    def _remove(self, name: tuple[str, str]) -> None:
        page = self.pages.pop(name, None)
        if page is not None:
            self.bytes -= len(page.body)

    def _make_room(self) -> None:
        wanted = int(self.max_bytes * SPARE)
        for only_idle in (True, False):
            for name, page in list(self.pages.items()):
                if self.bytes <= wanted:
                    break
                if not (only_idle and page.was_asked):
                    self._remove(name)
        for page in self.pages.values():
            page.was_asked = False
