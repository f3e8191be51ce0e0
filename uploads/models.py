"""What is known of uploaded files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AttachmentText(models.Model):
    """The text that was read from an uploaded file, once for each state of the file."""

    document = models.OneToOneField(
        "wagtaildocs.Document",
        verbose_name=_("文件"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
    )
    file_hash = models.CharField(_("文件指纹"), max_length=40, blank=True, db_index=True)
    text = models.TextField(_("文字"), blank=True)
    problem = models.CharField(_("没有读出的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("附件文字")
        verbose_name_plural = _("附件文字")

    def __str__(self):
        return str(self.document_id)
