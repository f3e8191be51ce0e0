"""What an act changed: the fields of a row, or of a page's content, before and after."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

LONGEST = 300  # characters of a value that are kept whole
# Kept by Wagtail and the tree for themselves: they change with every save and say nothing.
BOOKKEEPING = {
    "pk", "path", "depth", "numchild", "url_path", "translation_key", "latest_revision", "alias_of",
    "live_revision", "latest_revision_created_at", "last_published_at", "first_published_at",
    "draft_title", "has_unpublished_changes", "content_type", "comments", "search_text",
}  # fmt: skip

Pair = tuple[dict[str, Any], dict[str, Any]]


def snapshot(instance: models.Model) -> dict[str, Any]:
    """The row's own fields; keys of other rows, not the rows."""
    fields = instance._meta.concrete_fields
    return {field.name: field.value_to_string(instance) for field in fields}


def difference(old: dict[str, Any], new: dict[str, Any]) -> Pair:
    """The fields that differ, with their values before and after."""
    names = [
        name
        for name in old.keys() | new.keys()
        if name not in BOOKKEEPING and old.get(name) != new.get(name)
    ]
    return (
        {name: shortened(old.get(name)) for name in sorted(names)},
        {name: shortened(new.get(name)) for name in sorted(names)},
    )


def shortened(value: Any) -> Any:
    """A long text or structure by its beginning, its length and its SHA-256."""
    text = value if isinstance(value, str) else as_text(value)
    if len(text) <= LONGEST:
        return value
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text[:LONGEST]}…（共 {len(text)} 字，SHA-256 {digest}）"


def as_text(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)


def revision_difference(revision: Any) -> Pair:
    """What a revision says differently from the one before it; all of it when it is the first."""
    earlier = (
        type(revision)
        .objects.filter(
            base_content_type_id=revision.base_content_type_id,
            object_id=revision.object_id,
            pk__lt=revision.pk,
        )
        .order_by("-pk")
        .values_list("content", flat=True)
        .first()
    )
    return difference(earlier or {}, revision.content)
