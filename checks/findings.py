"""What a rule has to say about one place of an article."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import override

from checks.models.rule import SEVERITY, Level, RuleCode

COUNTED = re.compile(r"第 \d+ (?=[段张])")  # paragraphs and pictures
AROUND = 12  # characters of the text shown on either side


@dataclass(frozen=True)
class Finding:
    """``words`` is what stands there, personal data masked; ``key`` is what it is known by."""

    rule: RuleCode
    level: Level
    place: str | Promise
    message: str
    words: str = ""
    before: str = ""
    after: str = ""
    is_final: bool = False
    key: str = field(default="", repr=False)

    @property
    def digest(self) -> str:
        """The same for the same words in the same part of any version, whichever paragraph they
        have moved to, in any language of the desk; keyed, so that no number can be guessed from it.
        """
        with override(settings.LANGUAGE_CODE):
            part = COUNTED.sub("", str(self.place))
        said = "\n".join((self.rule, part, self.key or self.words))
        return salted_hmac("checks.finding", said, algorithm="sha256").hexdigest()[:40]

    @property
    def stops(self) -> bool:
        return self.level != Level.HINT

    @property
    def sentence(self) -> str:
        return f"{self.rule.label}（{self.place}）：{self.message}"

    @property
    def rank(self) -> int:
        return -SEVERITY[self.level]


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """A few characters before and after, cut with an ellipsis."""
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    left = "…" if start > AROUND else ""
    right = "…" if end + AROUND < len(text) else ""
    return left + before, after + right
