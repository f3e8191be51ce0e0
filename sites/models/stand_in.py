"""Who acts for whom, and for how long."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.models.staff import StaffGroup


class StandInQuerySet(models.QuerySet):
    def unended(self):
        return self.filter(ended_at__isnull=True)

    def coming_or_in_force(self):
        """Those that are not over yet, the first to begin first."""
        today = timezone.localdate()
        return self.unended().filter(last_date__gte=today).order_by("first_date", "pk")

    def in_force(self):
        """Those that give rights today (Asia/Shanghai).

        Only what the absent person still holds, with an account that is open: nobody passes on
        what is no longer theirs.
        """
        today = timezone.localdate()
        members = get_user_model().groups.through.objects.filter(
            user=OuterRef("absent"), group=OuterRef("post__group")
        )
        return self.unended().filter(
            Exists(members),
            first_date__lte=today,
            last_date__gte=today,
            absent__is_active=True,
        )


class StandIn(models.Model):
    """One post of an absent person, given to a colleague for a period; both days belong to it."""

    post = models.ForeignKey(
        StaffGroup, verbose_name=_("岗位"), on_delete=models.CASCADE, related_name="stand_ins"
    )
    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("不在的人"),
        on_delete=models.CASCADE,
        related_name="absences",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("代理的人"),
        on_delete=models.CASCADE,
        related_name="stand_ins",
    )
    first_date = models.DateField(_("第一天"))
    last_date = models.DateField(_("最后一天"))
    reason = models.CharField(_("事由"), max_length=200)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("安排的人"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("提前结束的时间"), null=True, blank=True)

    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("代理")
        verbose_name_plural = _("代理")
        default_permissions = ()
        indexes = [models.Index(fields=["deputy", "last_date"], name="stand_in_of_deputy")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_date__gte=F("first_date")),
                name="stand_in_ends_after_it_begins",
                violation_error_message=_("最后一天不能早于第一天。"),
            ),
            models.CheckConstraint(
                condition=~Q(absent=F("deputy")), name="nobody_stands_in_for_themselves"
            ),
        ]

    def __str__(self):
        return f"{self.post} {self.first_date}—{self.last_date}"
