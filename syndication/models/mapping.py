"""What unions and operators set: where things land, saved recipients, the network's rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ColumnMapping(models.Model):
    """Where dispatches of one column code land at a union; without a column: in its inbox."""

    organisation = models.ForeignKey(
        "sites.Organisation",
        verbose_name=_("工会组织"),
        on_delete=models.CASCADE,
        related_name="column_mappings",
    )
    code = models.SlugField(_("下发的栏目编码"), max_length=40)
    column = models.ForeignKey(
        "news.ColumnPage",
        verbose_name=_("落到本会栏目"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("空着就进收件箱，由编辑选栏目。"),
    )

    class Meta:
        verbose_name = _("栏目对应")
        verbose_name_plural = _("栏目对应")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="one_mapping_per_code",
                violation_error_message=_("这个栏目编码已经设过对应。"),
            )
        ]

    def __str__(self):
        return f"{self.organisation_id}: {self.code}"


class RecipientGroup(models.Model):
    """A saved group of recipients of one union's dispatches."""

    organisation = models.ForeignKey(
        "sites.Organisation",
        verbose_name=_("工会组织"),
        on_delete=models.CASCADE,
        related_name="recipient_groups",
    )
    name = models.CharField(_("名称"), max_length=60)
    unions = models.ManyToManyField("sites.Organisation", verbose_name=_("单位"), related_name="+")

    class Meta:
        verbose_name = _("接收分组")
        verbose_name_plural = _("接收分组")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="one_group_per_name",
                violation_error_message=_("已经有同名的分组。"),
            )
        ]

    def __str__(self):
        return self.name


class Rules(models.Model):
    """The rules of the network that operators set; one row."""

    skips_tiers = models.BooleanField(
        _("县区可以直接报送省"), default=True, help_text=_("关掉就只能逐级报送，省直管县除外。")
    )
    reminder_hours = models.PositiveSmallIntegerField(_("期限前多少小时提醒"), default=24)

    class Meta:
        verbose_name = _("报送与下发规则")
        verbose_name_plural = _("报送与下发规则")

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> "Rules":
        return cls.objects.order_by("pk").first() or cls()
