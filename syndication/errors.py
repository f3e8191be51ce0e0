"""Why an act was refused; each message is a sentence for the screen."""

from django.utils.translation import gettext_lazy as _


class SyndicationError(Exception):
    """An act that the state of things doesn't allow. Nothing has been changed."""

    default = _("现在不能这样做。")

    def __init__(self, message: object = "") -> None:
        super().__init__(str(message or self.default))


class AlreadyDecided(SyndicationError):
    default = _("这一件已经处理过了，请刷新页面看结果。")


class NoRecipients(SyndicationError):
    default = _("所选范围里没有可以接收的单位。")


class MustStay(SyndicationError):
    default = _("这是必须刊发的稿件，期限以前不能撤下或隐藏。")


class NotYours(SyndicationError):
    default = _("只能处理本会的稿件。")


class WrongColumn(SyndicationError):
    default = _("请选本会已发布的栏目。")


class AlreadyThere(SyndicationError):
    default = _("本会已经有这篇稿件。")


class WordingRefused(SyndicationError):
    """The local headline or lead has words that must not be published."""


class NotAsShown(SyndicationError):
    default = _(
        "本站标题、导语、封面、栏目或版本刚刚有改动，没有同意刊发。请看过现在的样子再决定。"
    )


class FoundByCheck(SyndicationError):
    """The version that was handed in has what must not be published."""


class NotAsConfirmed(SyndicationError):
    default = _("接收单位或下发记录在确认以后有变化，没有下发。请再核对一次。")
