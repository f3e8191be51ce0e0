"""The fingerprint of an article's content: what a signature is bound to."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Revision

# What Wagtail keeps beside the content, and what review and publishing change themselves.
NOT_CONTENT = {
    "pk",
    "path",
    "depth",
    "numchild",
    "translation_key",
    "locale",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "live",
    "has_unpublished_changes",
    "url_path",
    "draft_title",
    "owner",
    "locked",
    "locked_at",
    "locked_by",
    "first_published_at",
    "last_published_at",
    "expired",
    "go_live_at",
    "expire_at",
    "published_at",
    "alias_of",
    "content_type",
    "organisation",
    "wagtail_admin_comments",
}


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 over the fields of a version in a fixed order; fields not named above all count."""
    kept = {name: value for name, value in content.items() if name not in NOT_CONTENT}
    text = json.dumps(without_keys(kept), sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def without_keys(value: Any) -> Any:
    """Rows of attachments and tags get new keys when an article is saved; their content counts."""
    if isinstance(value, dict):
        return {name: without_keys(one) for name, one in value.items() if name != "pk"}
    if isinstance(value, list):
        return [without_keys(one) for one in value]
    return value


def digest_of_revision(revision: Revision) -> str:
    return digest_of(revision.content)
