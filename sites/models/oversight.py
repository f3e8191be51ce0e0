"""Which upper unions may look into the desks of lower ones, or help there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.models.organisation import Organisation


class OversightQuerySet(models.QuerySet):
    def unended(self):
        return self.filter(ended_at__isnull=True)

    def in_force(self):
        """Those that give rights today (Asia/Shanghai)."""
        today = timezone.localdate()
        open_end = Q(last_date__isnull=True) | Q(last_date__gte=today)
        return self.unended().filter(open_end, first_date__lte=today)

    def over(self, organisations):
        """Those that reach one of these unions: named, or as one of all below an upper union."""
        rows = list(organisations)
        above = {path for row in rows for path in row.upper_paths}
        return self.filter(
            Q(lower__in=rows, upper__path__in=above) | Q(lower=None, upper__path__in=above)
        )


class Oversight(models.Model):
    """The desk and the administrators of an upper union may see, or help, one below or all below.

    It gives nothing that isn't below the upper union any more, for instance after a move.
    """

    class Level(models.TextChoices):
        SEE = "SEE", _("只看")
        HELP = "HELP", _("协助")

    upper = models.ForeignKey(
        Organisation,
        verbose_name=_("上级工会"),
        on_delete=models.CASCADE,
        related_name="oversights",
    )
    lower = models.ForeignKey(
        Organisation,
        verbose_name=_("下级工会"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="overseen_by",
        help_text=_("空着就是它的全部下级。"),
    )
    level = models.CharField(
        _("程度"),
        max_length=10,
        choices=Level,
        default=Level.SEE,
        help_text=_("只看：读草稿和页面。协助：像下级的新闻处一样编辑页面。"),
    )
    first_date = models.DateField(_("第一天"))
    last_date = models.DateField(_("最后一天"), null=True, blank=True)
    reason = models.CharField(_("事由"), max_length=200)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("授予的人"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("提前结束的时间"), null=True, blank=True)

    objects = OversightQuerySet.as_manager()

    class Meta:
        verbose_name = _("上级权限")
        verbose_name_plural = _("上级权限")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(last_date__isnull=True) | Q(last_date__gte=F("first_date")),
                name="oversight_ends_after_it_begins",
                violation_error_message=_("最后一天不能早于第一天。"),
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True) | ~Q(upper=F("lower")),
                name="no_union_oversees_itself",
            ),
        ]

    def __str__(self):
        return f"{self.upper} → {self.lower or '*'}"
