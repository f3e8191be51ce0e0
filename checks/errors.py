"""Why a finding was not let pass; each message is a sentence for the screen."""

from django.utils.translation import gettext_lazy as _


class CheckError(Exception):
    default = _("现在不能这样做。")

    def __init__(self, message: object = "") -> None:
        super().__init__(str(message or self.default))


class ReasonMissing(CheckError):
    default = _("请写明理由。")


class NotReleased(CheckError):
    default = _("这个问题不能由您放行。")
