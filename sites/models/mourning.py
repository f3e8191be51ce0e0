"""Days on which sites are grey."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sites.models.organisation import Organisation
from sites.models.site import SiteKind


class MourningQuerySet(models.QuerySet):
    def covering(self, organisation, *, kind, on):
        """The periods that turn this union's site grey on that day."""
        above = Q(organisation__path__in=organisation.upper_paths, with_subtree=True)
        return self.filter(
            Q(organisation=organisation) | above,
            Q(site_kind="") | Q(site_kind=kind),
            first_date__lte=on,
            last_date__gte=on,
        )


class MourningPeriod(models.Model):
    """Days on which sites are shown in grey (哀悼灰): one site, a union's sites, or a subtree."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("工会组织"), on_delete=models.CASCADE, related_name="mourning"
    )
    with_subtree = models.BooleanField(
        _("包括下级工会"), default=False, help_text=_("在省级工会上勾选，就是全网。")
    )
    site_kind = models.CharField(
        _("只限这一类站点"),
        max_length=20,
        choices=SiteKind,
        blank=True,
        help_text=_("空着就是全部站点。"),
    )
    first_date = models.DateField(_("第一天"))
    last_date = models.DateField(_("最后一天"))
    reason = models.CharField(_("事由"), max_length=200, blank=True)

    objects = MourningQuerySet.as_manager()

    class Meta:
        verbose_name = _("哀悼日")
        verbose_name_plural = _("哀悼日")
        ordering = ["-first_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_date__gte=F("first_date")),
                name="mourning_ends_after_it_begins",
                violation_error_message=_("最后一天不能早于第一天。"),
            )
        ]

    def __str__(self):
        return f"{self.organisation} {self.first_date}"
