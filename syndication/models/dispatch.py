"""Sending an article down: one act, and one receipt for each recipient."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Obligation(models.TextChoices):
    """What a dispatch asks of its recipients."""

    MUST_PUBLISH = "MUST_PUBLISH", _("必须刊发")
    MUST_DECIDE = "MUST_DECIDE", _("限期答复")
    FOR_INFORMATION = "FOR_INFORMATION", _("供参考")


class DispatchQuerySet(models.QuerySet):
    def sent_by(self, organisation):
        """The union's dispatches, the newest first."""
        return self.filter(sender=organisation).order_by("-created_at", "-pk")

    def unfinished(self):
        """Dispatches that are still being delivered, the oldest first."""
        return self.filter(state=Dispatch.State.SENDING).order_by("created_at", "pk")

    def waiting_for(self, article):
        """Dispatches that go out when the article is published."""
        return self.filter(article=article, state=Dispatch.State.WAITING).order_by("pk")


class Dispatch(models.Model):
    """One act of sending an article down (下发) to many unions.

    ``recipient_ids`` is the list that the sender saw and confirmed; receipts are made of it by a
    task. ``selection`` is the rule it came from (see recipients.Selection), by which unions that
    are opened later are included where ``includes_new`` says so.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", _("等待文章发布")
        SENDING = "SENDING", _("正在下发")
        SENT = "SENT", _("已下发")
        CANCELLED = "CANCELLED", _("已取消")
        RECALLED = "RECALLED", _("已撤稿")

    article = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("文章"),
        on_delete=models.PROTECT,
        related_name="dispatches",
    )
    sender = models.ForeignKey(
        "sites.Organisation",
        verbose_name=_("下发单位"),
        on_delete=models.PROTECT,
        related_name="dispatches",
    )
    obligation = models.CharField(_("要求"), max_length=20, choices=Obligation)
    column_code = models.CharField(_("栏目编码"), max_length=40)
    note = models.TextField(_("下发说明"), max_length=1000, blank=True)
    deadline = models.DateTimeField(_("答复期限"), null=True, blank=True)
    locked_until = models.DateField(_("保留到"), null=True, blank=True)
    selection = models.JSONField(_("接收范围"), default=dict)
    recipient_ids = models.JSONField(_("接收单位"), default=list)
    includes_new = models.BooleanField(_("以后新开通的单位也收到"), default=False)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.SENDING)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("下发时间"), default=timezone.now)
    sent_at = models.DateTimeField(_("送达时间"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("催办时间"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("逾期通报时间"), null=True, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("下发")
        verbose_name_plural = _("下发")
        constraints = [
            models.CheckConstraint(
                name="dispatch_to_decide_has_a_deadline",
                condition=~Q(obligation="MUST_DECIDE") | Q(deadline__isnull=False),
                violation_error_message=_("限期答复要写明期限。"),
            )
        ]
        indexes = [
            models.Index(F("sender"), F("created_at").desc(), name="dispatch_sender_date"),
            models.Index(
                fields=["created_at"], name="dispatch_unfinished", condition=Q(state="SENDING")
            ),
            models.Index(
                fields=["deadline"],
                name="dispatch_not_escalated",
                condition=Q(escalated_at__isnull=True, deadline__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.article} → {len(self.recipient_ids)}"

    @property
    def must_publish(self) -> bool:
        return self.obligation == Obligation.MUST_PUBLISH


class ReceiptQuerySet(models.QuerySet):
    def awaiting(self, organisations):
        """What these unions still have to answer, the most urgent first."""
        return self.filter(recipient__in=organisations, state__in=Receipt.OPEN_STATES).order_by(
            F("dispatch__deadline").asc(nulls_last=True), "-pk"
        )

    def counts(self) -> dict[str, int]:
        """How many receipts there are in each state."""
        rows = self.order_by().values_list("state").annotate(count=Count("pk"))
        return dict(rows)


class Receipt(models.Model):
    """What became of a dispatch at one recipient (签收/回执)."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("未答复")
        PLACED = "PLACED", _("已刊发")
        NOTED = "NOTED", _("已阅")
        DECLINED = "DECLINED", _("不采用")
        EXPIRED = "EXPIRED", _("逾期未答复")
        RECALLED = "RECALLED", _("已撤稿")

    # One may still answer when the deadline has passed.
    OPEN_STATES = (State.WAITING, State.EXPIRED)

    dispatch = models.ForeignKey(
        Dispatch, verbose_name=_("下发"), on_delete=models.PROTECT, related_name="receipts",
        db_index=False,
    )  # fmt: skip
    recipient = models.ForeignKey(
        "sites.Organisation", verbose_name=_("接收单位"), on_delete=models.PROTECT,
        related_name="receipts", db_index=False,
    )  # fmt: skip
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    placement = models.ForeignKey(
        "syndication.Placement",
        verbose_name=_("落地"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="receipts",
    )
    seen_at = models.DateTimeField(_("签收时间"), null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    reason = models.CharField(_("理由"), max_length=500, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("签收")
        verbose_name_plural = _("签收")
        constraints = [
            models.UniqueConstraint(
                fields=["dispatch", "recipient"], name="one_receipt_per_recipient"
            ),
            models.CheckConstraint(
                name="declined_receipt_has_a_reason",
                condition=~Q(state="DECLINED") | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient", "state"],
                name="receipt_awaiting",
                condition=Q(state__in=["WAITING", "EXPIRED"]),
            ),
            models.Index(F("recipient"), F("id").desc(), name="receipt_recipient"),
        ]

    def __str__(self):
        return f"{self.dispatch_id}: {self.recipient_id}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN_STATES

    @property
    def was_late(self) -> bool:
        deadline = self.dispatch.deadline
        return bool(deadline and (self.answered_at or timezone.now()) > deadline)
