"""What was signed stays what it was: the files of an article too."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Revision

from news.models import ArticlePage
from pages.models import BasePage
from review.models import ReviewRound
from sites.documents import pages_naming
from sites.gate.choosers import is_named_in


@hooks.register("keep_file")
def keep_what_was_reviewed(row: Any) -> str:
    """A signature names a picture or document by its number, so its content may not change.

    That holds from the handing in of an article to the day it is taken down. A better file is
    uploaded as a new one and put into the article, which goes through review with it.
    """
    if BasePage.objects.live().filter(pk__in=pages_naming(row)).exists():
        return _("已发布的页面在用这个文件，不能换内容。请上传新的文件，再到页面里改用它。")
    open_rounds = ReviewRound.objects.open().values("article")
    planned = ArticlePage.objects.filter(go_live_at__isnull=False, live=False)
    articles = ArticlePage.objects.filter(pk__in=open_rounds) | planned
    if is_named_in(Revision.objects.filter(pk__in=articles.values("latest_revision")), row):
        return _("在审的稿件在用这个文件，不能换内容。请上传新的文件，再到稿件里改用它。")
    return ""
