"""Why a step of review can't be taken; each is a sentence for the person who tried."""

from django.utils.translation import gettext as _


class ReviewError(Exception):
    """The act is refused, and nothing was changed."""


class NotYours(ReviewError):
    def __init__(self, why: str) -> None:
        super().__init__(why)


class AlreadyMoved(ReviewError):
    def __init__(self) -> None:
        super().__init__(_("这篇稿件已经不在这一审，请刷新后再看。"))


class TextChanged(ReviewError):
    def __init__(self) -> None:
        super().__init__(_("您打开以后稿件又改动了，请看过新的内容再签字。"))
