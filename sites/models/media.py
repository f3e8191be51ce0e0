"""The shelves of the library of pictures and documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models.organisation import Organisation


class MediaCollection(models.Model):
    """A union's own shelf in the library of pictures and documents."""

    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("工会组织"),
        on_delete=models.CASCADE,
        related_name="media_collection",
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", verbose_name=_("文件夹"), on_delete=models.PROTECT
    )

    class Meta:
        verbose_name = _("媒体文件夹")
        verbose_name_plural = _("媒体文件夹")

    def __str__(self):
        return str(self.organisation)
