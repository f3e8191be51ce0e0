"""Writing to the audit log: an entry, its seal, and taking away what is older than must be kept."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.chain import CONTENT, canonical, hash_of, mark_text, plain, stamp_of
from audit.context import current_address, current_user
from audit.models import AuditEntry, AuditMark
from audit.redaction import mask, mask_all

logger = logging.getLogger(__name__)

SEALED_AT_ONCE = 500
ROUNDS = 100  # what is left after so many waits for the next act
MIN_KEPT_DAYS = 183  # 《网络安全法》第二十一条: not less than six months


class TooYoung(Exception):
    """The log must be kept for six months at least."""


def record(
    act: str,
    *,
    subject: models.Model | None = None,
    object_type: str = "",
    object_id: Any = "",
    object_label: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    user: Any | None = None,
    at: datetime | None = None,
) -> AuditEntry:
    """Add an entry, in the transaction that is open; it is sealed when that commits.

    Nothing is locked here, so people who write at the same time don't wait for each other.
    """
    user = user or current_user()
    if subject is not None:
        object_type = object_type or subject._meta.label_lower
        object_id = subject.pk if object_id == "" else object_id
        object_label = object_label or str(subject)
    entry = AuditEntry(
        at=at or timezone.now(),
        user_id=user.pk if user else None,
        user_name=name_of(user)[:255],
        address=current_address(),
        act=act[:100],
        object_type=object_type[:100],
        object_id=str(object_id)[:64],
        object_label=tidy(object_label)[:255],
        before=plain(mask_all(before or {})),
        after=plain(mask_all(after or {})),
    )
    entry.stamp = stamp_of(content_of(entry))
    entry.save(force_insert=True)
    transaction.on_commit(seal, robust=True)
    return entry


def name_of(user: Any | None) -> str:
    """The account and the person's own name."""
    return f"{user.get_username()} {user.get_full_name()}".strip() if user else ""


def tidy(text: str) -> str:
    return mask(str(text).replace("\0", "").strip())


def content_of(entry: AuditEntry) -> str:
    return canonical({name: getattr(entry, name) for name in CONTENT})


def seal() -> int:
    """Give each row that waits its number and its hash, in order; returns how many there were.

    Never waits: whoever finds the end of the chain taken leaves the row to the one who has it,
    and who looks again after letting go. What a crash leaves behind is sealed with the next row.
    """
    sealed = 0
    for _round in range(ROUNDS):
        if not AuditEntry.objects.waiting().exists():
            break
        done = seal_some()
        if not done:
            break
        sealed += done
    return sealed


@transaction.atomic
def seal_some() -> int:
    """One short transaction; 0 while somebody else is at it."""
    ends = AuditMark.objects.select_for_update(skip_locked=True)
    head = ends.filter(kind=AuditMark.Kind.HEAD).first()
    rows = list(AuditEntry.objects.waiting()[:SEALED_AT_ONCE]) if head is not None else []
    if head is None or not rows:
        return 0
    for row in rows:
        head.number += 1
        head.hash = hash_of(head.hash, head.number, row.stamp, content_of(row))
        row.number, row.hash = head.number, head.hash
    AuditEntry.objects.bulk_update(rows, ["number", "hash"], batch_size=100)
    save_mark(head)
    return len(rows)


def save_mark(mark: AuditMark) -> None:
    mark.stamp = stamp_of(mark_text(mark.kind, mark.number, mark.hash))
    mark.save(update_fields=["number", "hash", "stamp"])


@transaction.atomic
def prune(*, keep_days: int) -> int:
    """Remove entries older than that many days; the chain then begins at the last one removed.

    That row's number and hash are kept as the anchor and are told in an entry of their own.
    Raises TooYoung for less than six months.
    """
    if keep_days < max(MIN_KEPT_DAYS, settings.AUDIT_KEPT_DAYS):
        raise TooYoung(_("审计日志至少保留 %(days)s 天。") % {"days": MIN_KEPT_DAYS})
    anchor = AuditMark.objects.select_for_update().get(kind=AuditMark.Kind.ANCHOR)
    limit = timezone.now() - timedelta(days=keep_days)
    young = AuditEntry.objects.sealed().filter(at__gte=limit).first()
    old = AuditEntry.objects.sealed()
    if young is not None:
        old = old.filter(number__lt=young.number)
    last = old.last()
    if last is None:
        return 0
    before = {"number": anchor.number, "hash": anchor.hash}
    anchor.number, anchor.hash = last.number, last.hash
    save_mark(anchor)
    removed, _by_model = AuditEntry.objects.filter(number__lte=last.number).delete()
    record("audit.prune", before=before, after={"number": last.number, "hash": last.hash})
    return removed
