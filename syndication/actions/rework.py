"""Making an article of one's own out of another union's (改稿)."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import translation
from wagtail.log_actions import log

from news.models import ArticleAttachment, ArticlePage, ColumnPage
from syndication.actions.placement import locked
from syndication.columns import own_column
from syndication.models import Rework

# What an article that was made out of another takes over from it.
TAKEN_OVER = (
    "title", "over_title", "sub_title", "lead", "genre", "author", "photographer", "cover_id",
    "notice_starts", "notice_ends", "notice_contact",
)  # fmt: skip


@transaction.atomic
def make_ours(placement_id: int, *, by: AbstractBaseUser) -> ArticlePage:
    """Make an independent draft out of a placed article, its source kept (改稿).

    The placement is taken down when the draft is published, by the desk; never by itself.
    """
    placement = locked(placement_id, by)
    origin = placement.revision.as_object() if placement.revision else placement.article
    column = own_column(placement.column_id, placement.organisation)
    article = rework(origin, column, by=by, title=placement.headline)
    log(placement, "syndication.rework", user=by, data={"article": article.pk})
    return article


def rework(
    origin: ArticlePage, column: ColumnPage, *, by: AbstractBaseUser, title: str = ""
) -> ArticlePage:
    """A draft in the column with the text of the origin and its credit."""
    with translation.override(settings.LANGUAGE_CODE):
        values: dict[str, Any] = {name: getattr(origin, name) for name in TAKEN_OVER}
        article = ArticlePage(
            **values,
            body=origin.body,
            source=origin.source_name,
            owner=by,
            live=False,
            has_unpublished_changes=True,
        )
        article.title = title or article.title
        column.add_child(instance=article)
        article.attachments = [
            ArticleAttachment(document_id=row.document_id, title=row.title)
            for row in origin.attachments.all()
        ]
        article.tags.set(list(origin.tags.all()))
        article.save_revision(user=by)
    Rework.objects.create(article=article, origin_id=origin.pk)
    return article
