"""The shelves of the library of pictures and documents."""

from django.db import models
from django.utils.translation import gettext
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


class SharedImage(models.Model):
    """A picture that its union shares with the network (全网共享): others may choose it.

    The picture stays on its union's shelf, and so remains the union's to change. What others have
    used stays in use when the row goes. ``organisation`` is whose it is, null for the network's own.
    """

    image = models.OneToOneField(
        "wagtailimages.Image",
        verbose_name=_("图片"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="sharing",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("工会组织"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    shared_at = models.DateTimeField(_("共享时间"), auto_now_add=True)

    wagtail_reference_index_ignore = True  # sharing a picture is no use of it

    class Meta:
        verbose_name = _("共享的图片")
        verbose_name_plural = _("共享的图片")
        default_permissions = ()

    def __str__(self):
        return str(self.image_id)

    @property
    def owner_name(self) -> str:
        return self.organisation.name if self.organisation else gettext("全网")
