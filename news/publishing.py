"""What has to be asked before a page of words goes public, whichever way it goes there.

Apps come with the hook ``guard_publishing``: called in order with ``(page, revision, user)``, where
``page`` is the article, topic or standard page as readers would see it, ``revision`` the version
(None for a page that is made live without one) and ``user`` who publishes it (None for the clock).
A guard that objects raises PublishingRefused with a sentence for the editor; the page then stays
as it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from wagtail import hooks
from wagtail.models import Revision

from audit.context import current_user

# The article and the version that are being published and have been asked for.
_passed: ContextVar[tuple[int, int] | None] = ContextVar("passed", default=None)


class PublishingRefused(Exception):
    """The article must not go public as it is; the message says why, in a sentence.

    ``more`` is the address of a screen at the desk where something can be done about it.
    """

    def __init__(self, message: object, *, page: Any = None, more: str = "") -> None:
        super().__init__(str(message))
        self.page = page
        self.more = more


class HeldBack(PublishingRefused):
    """Nothing is wrong with the words: the article is held back for now by another act."""


def ask_guards(page: Any, revision: Revision | None, user: Any = None) -> None:
    """Raises PublishingRefused with the first objection."""
    for guard in hooks.get_hooks("guard_publishing"):
        try:
            guard(page, revision, user or current_user())
        except PublishingRefused as refused:
            refused.page = refused.page or page
            raise


@contextmanager
def asked_for(page: Any, revision: Revision) -> Iterator[None]:
    """Within it, saving that version as the live one asks nobody again."""
    token = _passed.set((page.pk, revision.pk))
    try:
        yield
    finally:
        _passed.reset(token)


def comes_to_be_shown(page: Any) -> bool:
    """Whether saving the page would show readers a version that nobody was asked about."""
    if not page.live or (page.pk and _passed.get() == (page.pk, page.live_revision_id)):
        return False
    if page.pk is None:
        return True
    rows = type(page)._base_manager.filter(pk=page.pk)
    shown = rows.values_list("live", "live_revision_id").first()
    return shown != (True, page.live_revision_id)


class GuardedPublishing:
    """Mixed into pages whose words go public only when no guard objects.

    ``publish()`` asks for its version, also for one that will go live at its hour, and ``save()``
    asks again wherever a version comes to be shown that was not asked for: the page editor, copies
    and Wagtail's interfaces publish without calling ``publish()``.
    """

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        if comes_to_be_shown(self):
            ask_guards(self, self.live_revision)  # type: ignore[attr-defined]
        return super().save(*args, **kwargs)  # type: ignore[misc]

    @transaction.atomic
    def publish(self, revision: Revision, user: Any = None, *args: Any, **kwargs: Any) -> Any:
        ask_guards(revision.as_object(), revision, user)
        with asked_for(self, revision):
            return super().publish(revision, user, *args, **kwargs)  # type: ignore[misc]
