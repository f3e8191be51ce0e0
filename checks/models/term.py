"""Words that operators keep: wrong ones, prescribed ones, and those that need care."""

from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from checks.models.rule import Level, RuleCode

SEPARATORS = "、，,"


class Term(models.Model):
    """A word that articles should not have, and what should stand in its place."""

    class Kind(models.TextChoices):
        ERROR = RuleCode.ERROR_WORD.value, _("错别字")
        FIXED = RuleCode.FIXED_WORDING.value, _("规范表述")
        SENSITIVE = RuleCode.SENSITIVE_WORD.value, _("敏感词")

    word = models.CharField(
        _("词语"),
        max_length=60,
        validators=[MinLengthValidator(2, _("至少两个字。"))],
        help_text=_("稿件里出现它就提示，全角半角、大小写不分。"),
    )
    kind = models.CharField(_("类别"), max_length=20, choices=Kind, default=Kind.ERROR)
    suggestion = models.CharField(_("应为"), max_length=120, blank=True)
    level = models.CharField(
        _("级别"),
        max_length=10,
        choices=Level,
        blank=True,
        help_text=_("空着就按这一类规则的级别。"),
    )
    unless = models.CharField(
        _("例外"),
        max_length=200,
        blank=True,
        help_text=_("包含这个词但正确的说法，用顿号隔开；在这些说法里不提示。"),
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("词条（检查）")
        verbose_name_plural = _("检查词表")
        ordering = ["kind", "word", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "word"],
                name="one_term_per_kind_and_word",
                violation_error_message=_("这一类里已经有这个词。"),
            )
        ]

    def __str__(self):
        return self.word

    def clean(self):
        self.word = self.word.strip()
        if self.word and self.word == self.suggestion.strip():
            raise ValidationError({"suggestion": _("和词语一样。")})
        wrong = [phrase for phrase in self.exceptions if self.word not in phrase]
        if wrong:
            message = _("例外里要包含这个词：%(phrase)s") % {"phrase": wrong[0]}
            raise ValidationError({"unless": message})

    @property
    def exceptions(self) -> list[str]:
        text = self.unless
        for separator in SEPARATORS:
            text = text.replace(separator, "\n")
        return [phrase.strip() for phrase in text.split("\n") if phrase.strip()]
