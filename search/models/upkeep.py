"""What is still to be done before Elasticsearch agrees with the database."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PendingChange(models.Model):
    """An article whose state Elasticsearch may not know yet; the row goes when it was told.

    ``token`` changes with every new change, so that a change made while the last one is being
    sent is not forgotten.
    """

    article_id = models.PositiveBigIntegerField(_("文章"), primary_key=True)
    token = models.UUIDField(_("版本"))
    since = models.DateTimeField(_("登记时间"), default=timezone.now)

    class Meta:
        verbose_name = _("待同步")
        verbose_name_plural = _("待同步")

    def __str__(self):
        return str(self.article_id)


class Rebuild(models.Model):
    """How far the making of an index is, so that it can be stopped and resumed.

    The row ``upkeep.FILLED`` names the index of Elasticsearch that was made to its end; no other is asked.
    """

    engine = models.CharField(_("引擎"), max_length=20, primary_key=True)
    index_name = models.CharField(_("新索引"), max_length=120, blank=True)
    stage = models.CharField(_("阶段"), max_length=20, default="documents")
    last_article_id = models.PositiveBigIntegerField(_("最后一篇"), default=0)
    started_at = models.DateTimeField(_("开始时间"), default=timezone.now)

    class Meta:
        verbose_name = _("重建")
        verbose_name_plural = _("重建")

    def __str__(self):
        return self.engine
