"""The limits by which the freshness of sites is judged; operators keep them as data."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DutyLimit(models.Model):
    """One line of the rules that the sites have to keep (更新时限), with where it comes from.

    A limit in days says for how long something may stay without a new line; a limit by number says
    how many columns beyond their limit, or blank, make a whole site fail (单项否决).
    """

    class Subject(models.TextChoices):
        FRONT = "FRONT", _("首页")
        NEWS = "NEWS", _("新闻栏目")
        NOTICE = "NOTICE", _("公告栏目")
        POLICY = "POLICY", _("政策栏目")
        PEOPLE = "PEOPLE", _("人物栏目")
        SERVICE = "SERVICE", _("服务栏目")
        DISCLOSURE = "DISCLOSURE", _("公开栏目")
        DOWNLOAD = "DOWNLOAD", _("下载栏目")
        MEDIA = "MEDIA", _("图片与视频栏目")
        TOPIC = "TOPIC", _("专题栏目")
        BLANK = "BLANK", _("空白栏目")
        STALE_COLUMNS = "STALE_COLUMNS", _("超期的新闻、公告、政策栏目数")
        OVERDUE_COLUMNS = "OVERDUE_COLUMNS", _("超期的栏目总数")
        BLANK_COLUMNS = "BLANK_COLUMNS", _("空白栏目数")

    NUMBERS = (Subject.STALE_COLUMNS, Subject.OVERDUE_COLUMNS, Subject.BLANK_COLUMNS)

    subject = models.CharField(_("对象"), max_length=20, choices=Subject, unique=True)
    days = models.PositiveSmallIntegerField(
        _("期限（天）"),
        null=True,
        blank=True,
        help_text=_("最多多少天没有新内容。空白栏目是建好以后最多空多少天。"),
    )
    warn_days = models.PositiveSmallIntegerField(
        _("提前几天提醒"), null=True, blank=True, help_text=_("还剩这么多天就提醒；0 是不提醒。")
    )
    most = models.PositiveSmallIntegerField(
        _("否决个数"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("到了这么多个，整个工会的网站不合格。"),
    )
    codes = models.CharField(
        _("只限这些栏目编码"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^[a-z0-9, -]*$", _("栏目编码之间用逗号隔开。"))],
        help_text=_("用逗号隔开；空着就是这一类的全部栏目。"),
    )
    source = models.CharField(_("依据"), max_length=200)
    source_date = models.DateField(_("依据的日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("更新时限")
        verbose_name_plural = _("更新时限")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    subject__in=["STALE_COLUMNS", "OVERDUE_COLUMNS", "BLANK_COLUMNS"],
                    most__isnull=False,
                    days__isnull=True,
                    warn_days__isnull=True,
                )
                | (
                    ~Q(subject__in=["STALE_COLUMNS", "OVERDUE_COLUMNS", "BLANK_COLUMNS"])
                    & Q(most__isnull=True, days__isnull=False, warn_days__isnull=False)
                ),
                name="duty_limit_in_days_or_by_number",
                violation_error_message=_(
                    "按个数的（超期栏目数、空白栏目数）只填否决个数，其余的只填期限和提前几天提醒。"
                ),
            ),
        ]

    def __str__(self):
        return self.get_subject_display()

    @property
    def code_set(self) -> frozenset[str]:
        return frozenset(self.codes.replace(",", " ").split())
