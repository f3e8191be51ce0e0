"""Sites of unions that keep a content system of their own."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    return secrets.token_urlsafe(24)


def new_secret() -> str:
    return secrets.token_hex(32)


class OutsideSite(models.Model):
    """An outside site that fetches what is sent down to its union as a signed feed.

    ``key`` is the unguessable part of the feed's address, ``secret`` signs the answer.
    """

    organisation = models.ForeignKey(
        "sites.Organisation",
        verbose_name=_("工会组织"),
        on_delete=models.CASCADE,
        related_name="outside_sites",
    )
    name = models.CharField(_("站点名称"), max_length=100)
    url = models.URLField(_("网址"), max_length=200)
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    is_active = models.BooleanField(_("启用"), default=True)
    fetched_at = models.DateTimeField(_("最近取稿时间"), null=True, editable=False)

    class Meta:
        verbose_name = _("外部站点")
        verbose_name_plural = _("外部站点")

    def __str__(self):
        return self.name
