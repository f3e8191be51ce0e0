"""What was signed stays what it was: the files of an article too."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import ReferenceIndex, Revision

from news.models import ArticlePage
from pages.models import BasePage
from review.models import ReviewRound


@hooks.register("keep_file")
def keep_what_was_reviewed(row: Any) -> str:
    """A signature names a picture or document by its number, so its content may not change.

    That holds from the handing in of an article to the day it is taken down. A better file is
    uploaded as a new one and put into the article, which goes through review with it.
    """
    if shown_by_pages(row):
        return _("已发布的页面在用这个文件，不能换内容。请上传新的文件，再到页面里改用它。")
    if any(names(article, row) for article in signed_and_waiting(row)):
        return _("在审的稿件在用这个文件，不能换内容。请上传新的文件，再到稿件里改用它。")
    return ""


def shown_by_pages(row: Any) -> bool:
    kinds = ContentType.objects
    naming = ReferenceIndex.objects.filter(
        base_content_type=kinds.get_for_model(BasePage),
        to_content_type=kinds.get_for_model(type(row)),
        to_object_id=str(row.pk),
    ).annotate(page=Cast("object_id", BigIntegerField()))
    return BasePage.objects.live().filter(pk__in=naming.values("page")).exists()


def signed_and_waiting(row: Any) -> Iterator[ArticlePage]:
    """The latest versions that may name the file and are under review or wait for their hour."""
    open_rounds = ReviewRound.objects.open().values("article")
    articles = ArticlePage.objects.filter(pk__in=open_rounds) | ArticlePage.objects.filter(
        go_live_at__isnull=False, live=False
    )
    versions = Revision.objects.filter(pk__in=articles.values("latest_revision"))
    text = Cast("content", TextField())  # with the number in it, among others
    for version in versions.annotate(text=text).filter(text__contains=str(row.pk)):
        yield version.as_object()


def names(article: ArticlePage, row: Any) -> bool:
    """Whether a version names the picture or document, in a field, a block or a line of text."""
    kind = ContentType.objects.get_for_model(type(row)).pk
    return any(
        (reference[0], str(reference[1])) == (kind, str(row.pk))
        for reference in ReferenceIndex._extract_references_from_object(article)
    )
