"""Under which name a page is kept: the site's own host name and a path of a closed alphabet.

Nothing that a stranger writes becomes part of it: the host comes from the table of sites, and a
path is taken only as it is, letter by letter. The language stands in the path; text size and the
elder view are the browser's; grey days change the page itself. So there are no other variants.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings

# Not kept, though their addresses look like pages: searches, and the addresses of the machine.
APART = re.compile(r"/(?:en/)?(?:search|admin|accounts|api|documents|media|static|jsi18n)/")
# A number has one way to be written: /p1/ and not /p01/, or one page had names without end.
LEADING_ZEROS = re.compile(r"(?<=/)(p|a-)0+(?=[0-9]+/)")
PATH = re.compile(r"/(?:(?!p0|a-0|EN/|eN/|En/)[A-Za-z0-9_-]{1,200}/){0,10}")
MOST = 1_000  # characters
PLAIN, PACKED, LAST = "index.html", "index.html.gz", "last.gz"


@dataclass(frozen=True)
class Key:
    """``host`` is the site's own name, as the table of sites has it."""

    host: str
    path: str

    @property
    def folder(self) -> str:
        """Below the store's ``pages``; the same that nginx makes of an address."""
        return str(PurePosixPath(self.host) / self.path.strip("/"))

    @property
    def language(self) -> str:
        first = self.path.split("/", 2)[1]
        return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def is_storable(path: str) -> bool:
    return len(path) <= MOST and bool(PATH.fullmatch(path)) and not APART.match(path)


def without_zeros(path: str) -> str | None:
    """The one address of a numbered page, where another spelling was asked for."""
    right = LEADING_ZEROS.sub(r"\1", path)
    return right if right != path and is_storable(right) else None


HOST = re.compile(r"(?!\.)[a-z0-9.-]{1,253}")


def plain_host(header: str) -> str:
    """The name in a Host header without its port, in small letters; empty if it is no name."""
    name = header.rsplit(":", 1)[0] if ":" in header else header
    name = name.rstrip(".").lower()
    return name if HOST.fullmatch(name) and ".." not in name else ""
