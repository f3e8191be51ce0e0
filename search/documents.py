"""Making and removing search documents: what the public can find, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import BigIntegerField, CharField, Prefetch, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, PageViewRestriction, ReferenceIndex

from news.models import ArticleAttachment, ArticlePage, ArticleTag, ColumnPage, Entry
from pages.models import BasePage
from search import segment
from search.models import SearchDocument
from search.plain import body_text, files_in
from search.text import fold
from sites.models import Organisation
from uploads.reading import MAX_TEXT, text_of

MAX_BODY = 200_000  # characters of an article that are searched
MAX_FILES = 400_000  # of all its files: PostgreSQL takes about a million at once


def readable_entries() -> Any:
    """Lines that lead to something readable, of unions whose sites the public can read.

    A line that doesn't follow its article is read in the version that was adopted, also while
    the article itself is taken down. Unions that are being prepared are left out.
    """
    lines = Entry.objects.exclude(organisation__status=Organisation.Status.PREPARING)
    return lines.filter(Q(article__live=True) | Q(follows_article=False))


def findable(articles: Iterable[ArticlePage]) -> list[ArticlePage]:
    """Those of the articles that stand in a public list and are open to everybody."""
    articles = list(articles)
    listed = set(
        readable_entries()
        .filter(article__in=[article.pk for article in articles])
        .values_list("article_id", flat=True)
    )
    closed = closed_paths()
    return [
        article
        for article in articles
        if article.pk in listed and not article.path.startswith(closed)
    ]


def closed_paths() -> tuple[str, ...]:
    """Paths of pages that not everybody may read, nor what is below them."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def read_files(article_ids: Iterable[int]) -> None:
    """Have the files of these articles read: half a minute each at most, and so not while others
    wait for what is being written.
    """
    ids = list(article_ids)
    below = ArticleAttachment.objects.filter(article__in=ids).values_list("document", flat=True)
    named = file_references().filter(object_id__in=[str(pk) for pk in ids])
    keys = {*below, *(int(key) for key in named.values_list("to_object_id", flat=True))}
    documents = get_document_model().objects.filter(pk__in=keys).select_related("collection")
    private = private_collections()
    for document in documents:
        if not document.collection.path.startswith(private):
            text_of(document)


@transaction.atomic
def write_documents(article_ids: Iterable[int]) -> tuple[list[SearchDocument], list[int]]:
    """Bring the documents of these articles up to date; returns those written and removed."""
    ids = list(article_ids)
    articles = ArticlePage.objects.filter(pk__in=ids).prefetch_related(
        "organisation",  # one object for all its articles
        Prefetch("tagged_items", ArticleTag.objects.select_related("tag")),
        Prefetch("attachments", ArticleAttachment.objects.select_related("document")),
    )
    found = [readable_version(article) for article in findable(articles)]
    columns = columns_of(found)
    private = private_collections()
    rows = [document_of(article, columns.get(article.path[:-4]), private) for article in found]
    names = [field.name for field in SearchDocument._meta.concrete_fields if not field.primary_key]
    SearchDocument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["article"], update_fields=names, batch_size=200
    )
    kept = {row.pk for row in rows}
    gone = [pk for pk in ids if pk not in kept]
    return rows, gone


def readable_version(article: ArticlePage) -> ArticlePage:
    """The article, or where it is taken down itself, how the latest site shows it that adopted it.

    The app that places articles answers the hook ``read_placed_article`` (number of the line).
    """
    if article.live:
        return article
    line = readable_entries().filter(article=article).order_by("-published_at", "-pk").first()
    for read in hooks.get_hooks("read_placed_article"):
        if line is not None and (version := read(line.number)) is not None:
            return version
    return article


def columns_of(articles: list[ArticlePage]) -> dict[str, ColumnPage]:
    """The columns above the articles, by their path."""
    paths = {article.path[: -ArticlePage.steplen] for article in articles}
    columns = ColumnPage.objects.filter(path__in=paths).only("path", "kind", "title", "title_en")
    return {column.path: column for column in columns}


def private_collections() -> tuple[str, ...]:
    """Paths of collections that not everybody may read; a file in them is not searched."""
    return tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))


def document_of(
    article: ArticlePage, column: ColumnPage | None, private: tuple[str, ...]
) -> SearchDocument:
    union = article.organisation
    published_at = article.published_at or article.first_published_at or timezone.now()
    files, left = [], MAX_FILES
    for document, label in files_of(article):
        if not document.collection.path.startswith(private):
            files.append([label, text_of(document)[: min(MAX_TEXT, left)]])
            left -= len(files[-1][1])
    text = body_of(article)
    keywords = [union.name, union.name_en or "", article.source, article.author]
    keywords += [column.title] if column else []
    keywords += [item.tag.name for item in article.tagged_items.all()]
    title = article.title_zh_hans or article.title
    return SearchDocument(
        article=article,
        organisation=union,
        branch=union.path,
        tier=union.tier,
        kind=column.kind if column else "",
        genre=article.genre,
        year=timezone.localtime(published_at).year,
        published_at=published_at,
        changed_at=timezone.now(),
        title=title,
        keywords=" ".join(word for word in keywords if word),
        text=text,
        files=files,
        folded=fold("\n".join([title, text, *(part for file in files for part in file)])),
    )


def body_of(article: ArticlePage) -> str:
    """Everything a reader finds on the article's page, in both languages, without its title."""
    parts = [article.over_title, article.sub_title, article.lead_zh_hans or article.lead]
    parts.append(body_text(article.body_zh_hans or article.body))
    parts.append(article.notice_contact)
    if article.title_en:
        english = [article.title_en, article.lead_en or ""]
        parts += english + ([body_text(article.body_en)] if article.body_en else [])
    return "\n".join(part for part in parts if part).replace("\x00", " ")[:MAX_BODY]


def files_of(article: ArticlePage) -> list[tuple[Any, str]]:
    """The article's documents with the names shown, each once."""
    files = {row.document_id: (row.document, row.label) for row in article.attachments.all()}
    for document, label in files_in(article.body_zh_hans or article.body):
        files.setdefault(document.pk, (document, label))
    return list(files.values())


def file_references() -> QuerySet[ReferenceIndex]:
    """Where pages name documents in their texts, as Wagtail's index of references knows it."""
    kinds = ContentType.objects
    return ReferenceIndex.objects.filter(
        base_content_type=kinds.get_for_model(BasePage),
        to_content_type=kinds.get_for_model(get_document_model()),
    )


def articles_with(documents: QuerySet[Any]) -> list[int]:
    """The articles that offer one of these documents, below their text or in it."""
    named = file_references().filter(
        to_object_id__in=documents.order_by().values(key=Cast("pk", CharField()))
    )
    pages = named.annotate(page=Cast("object_id", BigIntegerField())).values("page")
    below = ArticleAttachment.objects.filter(document__in=documents.order_by().values("pk"))
    articles = ArticlePage.objects.filter(Q(pk__in=pages) | Q(pk__in=below.values("article")))
    return list(articles.order_by("pk").values_list("pk", flat=True))


def carriers_of(article_ids: Iterable[int]) -> dict[int, list[str]]:
    """For each article the unions whose lists show it and all unions above those, by tree path."""
    carriers: dict[int, set[str]] = defaultdict(set)
    rows = readable_entries().filter(article__in=list(article_ids))
    for article_id, path in rows.values_list("article_id", "organisation__path"):
        carriers[article_id].add(path)
    step = Organisation.steplen
    return {
        article_id: sorted(
            {f"own:{path}" for path in paths}
            | {f"below:{path[:end]}" for path in paths for end in range(step, len(path) + 1, step)}
        )
        for article_id, paths in carriers.items()
    }


def learn_unions() -> None:
    """Teach the dictionary the names of the unions and of their places.

    Only where indexes are written: an index may know more words than a query, never fewer.
    Articles that were indexed before a union was there would not be found by its name.
    """
    for name, short_name in Organisation.objects.values_list("name", "short_name"):
        segment.learn([name, short_name, short_name.rstrip("省市县区")])
