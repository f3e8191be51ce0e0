"""Which machines keep pages, and what each of them has still to hear of."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Node(models.Model):
    """A machine with a page store of its own; ``key`` stands in its store too."""

    key = models.UUIDField(_("标识"), unique=True)
    name = models.CharField(_("机器"), max_length=255)
    seen_at = models.DateTimeField(_("最近一次听取"), default=timezone.now)

    class Meta:
        verbose_name = _("网页节点")
        verbose_name_plural = _("网页节点")

    def __str__(self):
        return self.name


class Change(models.Model):
    """One thing that has changed and that a node has not dropped yet.

    Written by triggers of the database (see serving.triggers), in the transaction of the change
    and one for each node, so that no node needs to know how far another one is. The foreign key
    is not checked: a node that is removed meanwhile must not stop somebody's publishing.
    """

    node = models.ForeignKey(
        Node,
        verbose_name=_("网页节点"),
        on_delete=models.CASCADE,
        related_name="changes",
        db_constraint=False,
    )
    thing = models.CharField(_("变了什么"), max_length=80)
    since = models.DateTimeField(_("登记时间"), db_default=Now())

    class Meta:
        verbose_name = _("待落实的变动")
        verbose_name_plural = _("待落实的变动")

    def __str__(self):
        return self.thing
