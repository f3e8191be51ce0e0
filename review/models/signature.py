"""What a reviewer decided at one step, bound to the words that they saw."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from review.models.step import Step


class SignatureQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(is_valid=True, decision=Signature.Decision.PASS)

    def in_order(self):
        return self.order_by("signed_at", "pk")


class Signature(models.Model):
    """A signature at a step, for ever; a change of the text makes it invalid, and it stays on file.

    ``digest`` is of the content that was signed (review.digest), so that a version with the same
    words, saved for a comment in the margin, is still the one that was signed.
    """

    class Decision(models.TextChoices):
        PASS = "PASS", _("通过")
        RETURN = "RETURN", _("退回")

    review = models.ForeignKey(
        "review.ReviewRound",
        verbose_name=_("审核"),
        on_delete=models.CASCADE,
        related_name="signatures",
    )
    step = models.CharField(_("审次"), max_length=10, choices=Step)
    decision = models.CharField(_("决定"), max_length=10, choices=Decision)
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("签字人"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    signer_name = models.CharField(_("签字人姓名"), max_length=150)
    stands_in_for = models.CharField(_("代谁签字"), max_length=150, blank=True)
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("版本"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    digest = models.CharField(_("内容指纹"), max_length=64)
    opinion = models.TextField(_("审核意见"), max_length=1000, blank=True)
    proof_opinion = models.TextField(_("校对意见"), max_length=1000, blank=True)
    # The confidentiality check: None where the step does not ask.
    is_public = models.BooleanField(_("保密审查：不涉密，可以公开"), null=True)
    back_to = models.CharField(_("退到"), max_length=10, choices=Step, blank=True)
    is_late = models.BooleanField(_("加急补签"), default=False)
    signed_at = models.DateTimeField(_("签字时间"), default=timezone.now)
    is_valid = models.BooleanField(_("有效"), default=True)
    invalid_reason = models.CharField(_("作废原因"), max_length=100, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("审核签字")
        verbose_name_plural = _("审核签字")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "step"],
                condition=Q(decision="PASS", is_valid=True),
                name="one_valid_signature_a_step",
            ),
            # Nobody signs two steps of one article (审校分离).
            models.UniqueConstraint(
                fields=["review", "signer"],
                condition=Q(decision="PASS", is_valid=True),
                name="one_valid_signature_a_person",
            ),
            models.CheckConstraint(
                condition=Q(decision="PASS") | ~Q(opinion=""), name="returned_review_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(is_valid=True) | ~Q(invalid_reason=""),
                name="invalid_signature_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="signature_digest")]

    def __str__(self):
        return f"{self.get_step_display()} {self.signer_name}"
