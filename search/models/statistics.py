"""What is searched for, without a trace of who did it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchCount(models.Model):
    """How often something was searched on one day (搜索统计). Nothing is kept of the person."""

    day = models.DateField(_("日期"))
    query = models.CharField(_("搜索词"), max_length=60)
    searches = models.PositiveIntegerField(_("次数"), default=0)
    without_result = models.PositiveIntegerField(_("没有结果"), default=0)
    clicks = models.PositiveIntegerField(_("点击"), default=0)

    class Meta:
        verbose_name = _("搜索统计")
        verbose_name_plural = _("搜索统计")
        ordering = ["-day", "-searches", "query"]
        constraints = [
            models.UniqueConstraint(fields=["day", "query"], name="one_count_per_day_and_query")
        ]
        indexes = [models.Index(fields=["day", "-searches"], name="search_count_day")]

    def __str__(self):
        return f"{self.day} {self.query}"
