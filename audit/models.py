"""The audit log (审计日志): rows that are only ever added, each sealed to the one before it."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntryQuerySet(models.QuerySet):
    def sealed(self):
        """Rows that have their place in the chain, in its order."""
        return self.filter(number__isnull=False).order_by("number")

    def waiting(self):
        """Rows that are written but have no place in the chain yet, the oldest first."""
        return self.filter(number__isnull=True).order_by("pk")


class AuditEntry(models.Model):
    """One act: who did what to which object, from where, and what it changed.

    People and objects are kept as text and not as foreign keys: the row outlives them. The
    database refuses to change or remove a row (audit.triggers).
    """

    at = models.DateTimeField(_("时间"))
    user_id = models.BigIntegerField(_("账号编号"), null=True)
    user_name = models.CharField(_("谁"), max_length=255, blank=True)
    address = models.CharField(_("来自"), max_length=45, blank=True)
    act = models.CharField(_("做了什么"), max_length=100)
    object_type = models.CharField(_("对象类型"), max_length=100, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    object_label = models.CharField(_("对象"), max_length=255, blank=True)
    before = models.JSONField(_("之前"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("之后"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    stamp = models.CharField(_("签记"), max_length=64)
    # Empty until the row is sealed: right after the transaction that wrote it.
    number = models.BigIntegerField(_("序号"), null=True, unique=True)
    hash = models.CharField(_("校验值"), max_length=64, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("审计记录")
        verbose_name_plural = _("审计记录")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["at"], name="audit_time"),
            models.Index(fields=["user_name", "-id"], name="audit_person"),
            models.Index(fields=["act", "-id"], name="audit_act"),
            models.Index(fields=["object_type", "object_id", "-id"], name="audit_object"),
            models.Index(
                fields=["id"], name="audit_waiting", condition=models.Q(number__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.number or '—'} {self.act}"


class AuditMark(models.Model):
    """Where the chain begins and ends: the last row that was pruned, and the last one sealed.

    Stamped like a row: rows can't be cut off at the end by moving the mark in the database.
    """

    class Kind(models.TextChoices):
        ANCHOR = "ANCHOR", _("起点")
        HEAD = "HEAD", _("终点")

    kind = models.CharField(max_length=10, choices=Kind, primary_key=True)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    stamp = models.CharField(max_length=64, null=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.kind} {self.number}"
