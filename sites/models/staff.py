"""The roles of a union and who holds them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models.organisation import Organisation


class StaffRole(models.TextChoices):
    EDITOR = "EDITOR", _("采编")
    REVIEWER = "REVIEWER", _("初审")
    CHIEF = "CHIEF", _("终审")
    DESK = "DESK", _("新闻处")
    ADMIN = "ADMIN", _("站点管理员")


class StaffGroup(models.Model):
    """Joins a union and a role to the group of accounts that hold it."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("工会组织"),
        on_delete=models.CASCADE,
        related_name="staff_groups",
    )
    role = models.CharField(_("角色"), max_length=20, choices=StaffRole)
    group = models.OneToOneField(
        "auth.Group", verbose_name=_("用户组"), on_delete=models.CASCADE, related_name="staff_group"
    )

    class Meta:
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "role"], name="one_group_per_organisation_and_role"
            )
        ]

    def __str__(self):
        return f"{self.organisation}·{self.get_role_display()}"
