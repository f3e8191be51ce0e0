"""Changes of state of articles."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.images import get_image_model

from news.models import ArticlePage, ColumnPage
from news.word import WordArticle, WordFileError, WordPicture, read_word
from news.word.container import MAX_FILE
from sites.models import MediaCollection

Person = AbstractBaseUser | AnonymousUser
UNWRITTEN_ALT = "配图"  # content, not interface: it stays Chinese for every editor


@dataclass(frozen=True)
class WordDraft:
    """The draft, and what is left to the editor."""

    article: ArticlePage
    without_alt: int
    skipped_pictures: int


def create_draft_from_word(column: ColumnPage, file: File, by: Person) -> WordDraft:
    """Make a draft in the column out of an uploaded .docx file; its pictures join the library.

    Raises PermissionDenied, or WordFileError with a sentence for the editor; then nothing is
    left behind, files of pictures included. The file is read before the transaction begins.
    """
    if not may_write_in(column, by):
        raise PermissionDenied
    if file.size > MAX_FILE:
        raise WordFileError(_("文件超过 20 MB，请压缩图片后再导入。"))
    word = read_word(PurePath(file.name or "").name, file.read())
    images: list[Any] = []
    try:
        with transaction.atomic(), override(settings.LANGUAGE_CODE):
            return add_draft(column, word, by, images)
    except BaseException:
        for image in images:
            if image.file._committed:
                image.file.storage.delete(image.file.name)
        raise


def may_write_in(column: ColumnPage, user: Person) -> bool:
    return column.permissions_for_user(user).can_add_subpage() and ArticlePage.can_create_at(column)


def add_draft(column: ColumnPage, word: WordArticle, by: Person, images: list[Any]) -> WordDraft:
    body, without_alt = [], 0
    for kind, value in word.blocks:
        if kind == "picture":
            image = add_image(value, column, by, f"{word.title[:80]} {len(images) + 1}", images)
            alt = value.alt or value.caption[:200]
            without_alt += not alt
            value = {"image": image, "alt": alt or UNWRITTEN_ALT, "caption": value.caption}
        body.append((kind, value))
    article = ArticlePage(
        title=word.title, body=body, owner=by, live=False, has_unpublished_changes=True
    )
    column.add_child(instance=article)
    article.save_revision(user=by)
    return WordDraft(article, without_alt, word.skipped_pictures)


def add_image(
    picture: WordPicture, column: ColumnPage, by: Person, title: str, images: list[Any]
) -> Any:
    """Put a picture on the union's own shelf."""
    shelf = MediaCollection.objects.filter(organisation=column.organisation_id).first()
    if shelf is None:
        raise WordFileError(_("本会还没有媒体文件夹，放不了图片。"))
    name = f"word-{column.code}.{picture.extension}"
    image = get_image_model()(
        title=title,
        file=ImageFile(BytesIO(picture.data), name=name),
        collection_id=shelf.collection_id,
        uploaded_by_user=by,
    )
    image.file_size = len(picture.data)
    images.append(image)
    image.save()
    return image
