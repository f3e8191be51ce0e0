"""What the parts of an installation leave behind, so that others can see that they work."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mark(models.Model):
    """When a part of the installation last did what it is there for."""

    class Part(models.TextChoices):
        CLOCK = "CLOCK", _("时钟")
        BACKUP = "BACKUP", _("备份")

    part = models.CharField(_("部分"), max_length=20, choices=Part, primary_key=True)
    at = models.DateTimeField(_("时间"))
    text = models.CharField(_("说明"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("运行标记")
        verbose_name_plural = _("运行标记")
        default_permissions = ()
        permissions = [("view_installation", _("查看运行状态"))]

    def __str__(self):
        return f"{self.get_part_display()} {self.at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def leave(cls, part: str, text: str = "") -> None:
        """The part has done its work now."""
        row = {"at": timezone.now(), "text": text[:255]}
        cls.objects.update_or_create(part=part, defaults=row)
