"""Wagtail's forms for pictures and documents, with our checks: every way of uploading uses them."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
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


class CheckedImageForm(BaseImageForm):
    def clean_file(self):
        file = self.cleaned_data["file"]
        return checked(file, check_image) if "file" in self.changed_data else file


class CheckedDocumentForm(BaseDocumentForm):
    def clean_file(self):
        file = self.cleaned_data["file"]
        return checked(file, check_document) if "file" in self.changed_data else file
