"""How a row is signed and chained. Half a page of code that an auditor can write again."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

# What is signed, in this order in exports too.
CONTENT = (
    "at", "user_id", "user_name", "address", "act",
    "object_type", "object_id", "object_label", "before", "after",
)  # fmt: skip
encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def plain(value: Any) -> Any:
    """The value as it comes back from a JSON column of either database."""
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return json.loads(text.replace("\\u0000", ""))


def canonical(content: Mapping[str, Any]) -> str:
    """The content of a row as one line of JSON: keys sorted, no spaces, times in UTC."""
    at = content["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return encode({**content, "at": at})


def stamp_of(text: str, key: str | None = None) -> str:
    """Shows that the program wrote the row: HMAC-SHA-256 with a key that is not in the database."""
    secret = settings.AUDIT_KEYS[0] if key is None else key
    return hmac.digest(secret.encode(), text.encode(), "sha256").hex()


def is_stamped(text: str, stamp: str) -> bool:
    """Whether one of the keys in use, now or earlier, made the stamp."""
    return any(hmac.compare_digest(stamp_of(text, key), stamp) for key in settings.AUDIT_KEYS)


def mark_text(kind: str, number: int, seal: str) -> str:
    """What is stamped of the mark at an end of the chain."""
    return f"{kind}\n{number}\n{seal}"


def hash_of(previous: str, number: int, stamp: str, text: str) -> str:
    """The seal of a row: SHA-256 over the seal before it, its number, its stamp and content."""
    return hashlib.sha256(f"{previous}\n{number}\n{stamp}\n{text}".encode()).hexdigest()
