"""The words of the network's titles, for suggestions and for finding words by their sound."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """A word that titles use (词条), how it sounds, and how many titles have it."""

    word = models.CharField(_("词"), max_length=40, primary_key=True)
    sound = models.CharField(_("读音"), max_length=120, db_index=True)
    titles = models.PositiveIntegerField(_("标题数"), default=1)

    class Meta:
        verbose_name = _("词条")
        verbose_name_plural = _("词条")

    def __str__(self):
        return self.word
