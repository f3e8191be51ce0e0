"""The sites of a union, and the names under which they answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from sites.models.organisation import Organisation


class SiteKind(models.TextChoices):
    PORTAL = "PORTAL", _("门户")
    NEWS = "NEWS", _("新闻")
    WORK = "WORK", _("业务")


class OrganisationSite(models.Model):
    """Joins a union to one of its sites."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("工会组织"), on_delete=models.PROTECT, related_name="sites"
    )
    site = models.OneToOneField(
        Site, verbose_name=_("站点"), on_delete=models.CASCADE, related_name="organisation_site"
    )
    kind = models.CharField(_("类别"), max_length=20, choices=SiteKind)

    class Meta:
        verbose_name = _("工会站点")
        verbose_name_plural = _("工会站点")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], name="one_site_of_a_kind_per_organisation"
            )
        ]

    def __str__(self):
        return f"{self.organisation} {self.get_kind_display()}"


class HostAlias(models.Model):
    """Another name under which a site answers; its pages name the main host as canonical."""

    hostname = models.CharField(_("域名"), max_length=255, unique=True)
    organisation_site = models.ForeignKey(
        OrganisationSite, verbose_name=_("站点"), on_delete=models.CASCADE, related_name="aliases"
    )

    class Meta:
        verbose_name = _("附加域名")
        verbose_name_plural = _("附加域名")

    def __str__(self):
        return self.hostname
