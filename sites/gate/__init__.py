"""The gate in front of the desk: who may open which screen, and whose things it may be about.

Wagtail asks its permissions inside its views, and many of them ask for the kind of a thing only, not
for the thing. So nothing is left to them: each screen has a row here that names who may
open it and what the numbers in its address are. A screen without a row does not exist, except
for superusers.
"""

from sites.gate.rows import (
    ANYONE,
    NETWORK,
    NOBODY,
    STAFF,
    Row,
    collection,
    document,
    holds,
    image,
    page,
)
from sites.gate.scope import Scope

__all__ = [
    "ANYONE",
    "NETWORK",
    "NOBODY",
    "STAFF",
    "Row",
    "Scope",
    "collection",
    "document",
    "holds",
    "image",
    "page",
]
