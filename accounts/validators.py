"""What a password must be."""

import re
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MIXED = (re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"\d"), re.compile(r"[^A-Za-z0-9]"))
KINDS_WANTED = 3
PHRASE_LENGTH = 20  # characters: so long a phrase needs no mix
DIFFERENT_WANTED = 6


class MixedOrLongValidator:
    """Three of lower case, upper case, digits and other characters, or a long phrase."""

    def validate(self, password: str, user: Any = None) -> None:
        kinds = sum(bool(kind.search(password)) for kind in MIXED)
        if kinds < KINDS_WANTED and len(password) < PHRASE_LENGTH:
            raise ValidationError(self.get_help_text(), code="password_not_mixed")
        if len(set(password)) < DIFFERENT_WANTED:
            raise ValidationError(_("密码里不同的字符太少。"), code="password_too_uniform")

    def get_help_text(self) -> str:
        return _(
            "密码要含大写字母、小写字母、数字、其他符号中的至少 %(kinds)s 种，或者是至少 "
            "%(length)s 个字符的长句。"
        ) % {"kinds": KINDS_WANTED, "length": PHRASE_LENGTH}


class LengthValidator(MinimumLengthValidator):
    """Django's rule; its sentence has no Chinese."""

    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return _("密码至少 %(min_length)s 个字符。") % {"min_length": self.min_length}
