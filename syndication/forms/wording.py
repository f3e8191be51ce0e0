"""Forms with a local headline and lead, whose words are checked while they can still be mended."""

from typing import Any

from django import forms
from django.http import HttpRequest
from wagtail.admin import messages

from checks.models import Level
from syndication.models import Placement
from syndication.wording import found_in_words


class WordedForm(forms.Form):
    placement: Placement | None = None
    warnings: list[str]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.warnings = []
        texts = (data.get("headline", ""), data.get("lead", ""))
        for field, finding in found_in_words(*texts, self.placement):
            if finding.level == Level.BLOCK:
                self.add_error(field, finding.message)
            else:
                self.warnings.append(finding.sentence)
        return data

    def warn(self, request: HttpRequest) -> None:
        """Tell, once it is done, what should be looked at again."""
        for sentence in self.warnings:
            messages.warning(request, sentence)
