"""Wagtail's forms for pictures and documents, with our checks: every way of uploading uses them.

Apps above may forbid that a file gets another content under the same number: hook
``keep_file``, called with the picture or document, gives a sentence why not, or nothing.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import hooks
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from uploads.checks import check_document, check_image
from uploads.errors import UploadRefused


def checked(file: Any, check: Callable[[str, Any], None]) -> Any:
    try:
        check(file.name, file)
    except UploadRefused as refused:
        raise ValidationError(str(refused), code="refused") from None
    return file


def refuse_another_file(row: Any) -> None:
    if row.pk is None:
        return
    for keep in hooks.get_hooks("keep_file"):
        if reason := keep(row):
            raise ValidationError(str(reason), code="in_use")


class CheckedImageForm(BaseImageForm):
    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        refuse_another_file(self.instance)
        return checked(file, check_image)


class CheckedDocumentForm(BaseDocumentForm):
    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        refuse_another_file(self.instance)
        return checked(file, check_document)
