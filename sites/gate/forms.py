"""The form of every page at the desk."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from wagtail.admin.forms import WagtailAdminPageForm

from sites.gate.choosers import foreign_references


class CheckedPageForm(WagtailAdminPageForm):
    """Takes no picture, file or page of another union: a form names them by number, and a number
    can be typed.
    """

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        for sentence in foreign_references(self.instance, self.for_user, self.named_in_rows()):
            self.add_error(None, sentence)
        return not self.errors

    def named_in_rows(self) -> Iterator[Model]:
        """What rows below the page name, for instance attachments."""
        for formset in self.formsets.values():
            for form in formset.forms:
                values: dict[str, Any] = getattr(form, "cleaned_data", {})
                yield from (value for value in values.values() if isinstance(value, Model))
