"""What is looked for, and what follows when it is found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    BLOCK = "BLOCK", _("禁止发布")
    WARN = "WARN", _("说明理由")
    HINT = "HINT", _("提示")


SEVERITY = {Level.HINT: 0, Level.WARN: 1, Level.BLOCK: 2}


class RuleCode(models.TextChoices):
    ERROR_WORD = "error_word", _("错别字")
    FIXED_WORDING = "fixed_wording", _("规范表述")
    SENSITIVE_WORD = "sensitive_word", _("敏感词")
    WRONG_DATE = "wrong_date", _("日期有误")
    IDENTITY_NUMBER = "identity_number", _("身份证号码")
    BANK_CARD = "bank_card", _("银行卡号")
    MOBILE_NUMBER = "mobile_number", _("手机号码")
    NOTICE_INCOMPLETE = "notice_incomplete", _("公示不完整")
    TITLE_LENGTH = "title_length", _("标题过长")
    DATE_MISSING = "date_missing", _("没有落款日期")
    SOURCE_MISSING = "source_missing", _("没有来源")
    COVER_MISSING = "cover_missing", _("没有封面")
    ALT_MISSING = "alt_missing", _("没有替代文字")
    DEAD_LINK = "dead_link", _("失效链接")
    FILE_UNREAD = "file_unread", _("附件没有读出")


class CheckRule(models.Model):
    """One rule of the network, as its operators set it; which rules there are is in the code."""

    code = models.CharField(_("规则"), max_length=30, choices=RuleCode, unique=True, editable=False)
    level = models.CharField(
        _("级别"),
        max_length=10,
        choices=Level,
        help_text=_(
            "禁止发布：只有终审或站点管理员能说明理由放行；说明理由：写明理由就能发布；提示：只显示，不拦。"
        ),
    )
    is_on = models.BooleanField(_("启用"), default=True)
    is_final = models.BooleanField(
        _("任何人不得放行"), default=False, help_text=_("只对禁止发布的规则有效。")
    )
    limit = models.PositiveSmallIntegerField(
        _("字数上限"),
        null=True,
        blank=True,
        help_text=_("只用于标题过长：两个字母或数字算一个字。"),
    )

    class Meta:
        verbose_name = _("检查规则")
        verbose_name_plural = _("检查规则")
        ordering = ["pk"]

    def __str__(self):
        return str(self.get_code_display())
