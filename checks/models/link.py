"""Addresses outside the network that articles lead to, and whether anything answers there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Link(models.Model):
    url = models.CharField(_("网址"), max_length=500, unique=True)
    articles = models.ManyToManyField("news.ArticlePage", verbose_name=_("稿件"), related_name="+")
    checked_at = models.DateTimeField(_("检查时间"), null=True, db_index=True)
    failures = models.PositiveSmallIntegerField(_("连续失败"), default=0)
    answer = models.CharField(_("结果"), max_length=100, blank=True)
    is_dead = models.BooleanField(_("失效"), default=False)

    class Meta:
        verbose_name = _("外部链接")
        verbose_name_plural = _("外部链接")

    def __str__(self):
        return self.url
