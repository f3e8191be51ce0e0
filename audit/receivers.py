"""Where entries come from: Wagtail's own log, signing in and out, rights, and watched tables."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from audit.actions import record
from audit.changes import difference, revision_difference, snapshot

UNKNOWN = "（没有这个账号）"
GRANTS = {"post_add": "rights.grant", "post_remove": "rights.revoke", "pre_clear": "rights.revoke"}


def connect() -> None:
    pre_save.connect(copy_log_entry, dispatch_uid="audit.log_entry")
    user_logged_in.connect(signed_in, dispatch_uid="audit.signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="audit.signed_out")
    user_login_failed.connect(sign_in_failed, dispatch_uid="audit.sign_in_failed")
    user = get_user_model()
    for relation in (user.groups, user.user_permissions, Group.permissions):
        m2m_changed.connect(rights_changed, sender=relation.through)
    for label in settings.AUDITED_MODELS:
        model = apps.get_model(label)
        pre_save.connect(remember_row, sender=model)
        post_save.connect(row_saved, sender=model)
        post_delete.connect(row_deleted, sender=model)


def copy_log_entry(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Whatever is written to a log of Wagtail's stands in the audit log already.

    Before it is saved and not after: outside a transaction, no row of Wagtail's log can then
    be there without its audit entry.
    """
    from wagtail.models.audit_log import BaseLogEntry

    if raw or not isinstance(instance, BaseLogEntry) or not instance._state.adding:
        return
    before, after = {}, {}
    if instance.content_changed and instance.revision is not None:
        before, after = revision_difference(instance.revision)
    if instance.data:
        after = {**after, "log": instance.data}
    content_type = instance.content_type
    record(
        instance.action,
        object_type=f"{content_type.app_label}.{content_type.model}" if content_type else "",
        object_id=getattr(instance, "page_id", None) or getattr(instance, "object_id", ""),
        object_label=instance.label,
        before=before,
        after=after,
        user=instance.user,
        at=instance.timestamp,
    )


def signed_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    record("account.sign_in", subject=user, user=user)


def signed_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        record("account.sign_out", subject=user, user=user)


def sign_in_failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """A name that no account has isn't written down: people type passwords into that field."""
    user = get_user_model()
    name = str(credentials.get(user.USERNAME_FIELD) or "")
    tried = user.objects.filter(**{user.USERNAME_FIELD: name}).first()
    if tried is None:
        record("account.sign_in_failed", object_label=UNKNOWN)
    else:
        record("account.sign_in_failed", subject=tried)


def rights_changed(
    sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **kwargs: Any
) -> None:
    """Groups and permissions given to or taken from a person or a group."""
    act = GRANTS.get(action)
    if act is None:
        return
    if action == "pre_clear":
        pk_set = joined(sender, instance, model)
    if not pk_set:
        return
    names = sorted(str(row) for row in model.objects.filter(pk__in=pk_set))
    changed = {model._meta.model_name: names}
    given = act == "rights.grant"
    record(act, subject=instance, before={} if given else changed, after=changed if given else {})


def joined(through: Any, instance: models.Model, model: type[models.Model]) -> set[int]:
    """The keys of ``model`` that the table joins to this row."""
    columns = {
        field.remote_field.model: field.attname
        for field in through._meta.fields
        if field.is_relation
    }
    rows = through.objects.filter(**{columns[type(instance)]: instance.pk})
    return set(rows.values_list(columns[model], flat=True))


def remember_row(
    sender: Any, instance: Any, raw: bool, using: str, update_fields: Any, **kwargs: Any
) -> None:
    """Read the row as it is, for row_saved to compare with."""
    instance._audit_before = None
    if raw or instance._state.adding or is_bookkeeping(update_fields):
        return
    old = sender._base_manager.using(using).filter(pk=instance.pk).first()
    instance._audit_before = snapshot(old) if old is not None else None


def is_bookkeeping(update_fields: Any) -> bool:
    """Signing in writes ``last_login``; that is an entry of its own."""
    return update_fields is not None and set(update_fields) <= {"last_login"}


def row_saved(
    sender: Any, instance: Any, created: bool, raw: bool, update_fields: Any, **kwargs: Any
) -> None:
    if raw or is_bookkeeping(update_fields):
        return
    if created:
        _nothing, after = difference({}, snapshot(instance))
        record("row.create", subject=instance, after=after)
        return
    if instance._audit_before is None:
        return
    before, after = difference(instance._audit_before, snapshot(instance))
    if after:
        record("row.change", subject=instance, before=before, after=after)


def row_deleted(sender: Any, instance: models.Model, **kwargs: Any) -> None:
    before, _nothing = difference(snapshot(instance), {})
    record("row.delete", subject=instance, before=before)
