"""Things of one union that carry a mark, and a walk through every screen with their numbers."""

import re
from collections.abc import Iterator
from itertools import product

from django.urls import NoReverseMatch, URLResolver, reverse
from wagtail.admin import urls
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from sites.models import MediaCollection, StaffRole
from sites.staff import StaffGroup
from tests.factories.news import ImageFactory, column_of, make_article
from tests.factories.sites import Network, UserFactory

MARK = "别会机密"
QUERIES = (
    "", "?q={mark}", "?id={page}", "?id={image}", "?id=all&childOf={column}", "?child_of={column}",
    "?term={mark}", "?page_type=pages.basepage&q={mark}", "?export=csv", "?collection_id={shelf}",
)  # fmt: skip


class Marked:
    """A draft, a picture, a file, a redirect, a tag and a person of a union, all with the mark."""

    def __init__(self, union) -> None:
        self.person = UserFactory.with_role(
            union, StaffRole.EDITOR, username="marked", first_name=MARK, last_name=MARK
        )
        self.image = ImageFactory.of(union, title=f"{MARK}图片")
        shelf = MediaCollection.objects.get(organisation=union).collection
        self.document = get_document_model().objects.create(
            title=f"{MARK}文件", file="marked.pdf", collection=shelf
        )
        self.image.tags.add(f"{MARK}标签")
        self.article = make_article(union, f"{MARK}草稿", live=False, owner=self.person)
        self.article.tags.add(f"{MARK}话题")
        self.article.save_revision(user=self.person)
        site = Network.site(union)
        self.redirect = Redirect.objects.create(old_path=f"/{MARK}", site=site, redirect_link="/")
        self.column = column_of(union)
        self.numbers = {
            "page": self.article.pk,
            "column": self.column.pk,
            "image": self.image.pk,
            "document": self.document.pk,
            "person": self.person.pk,
            "shelf": shelf.pk,
            "redirect": self.redirect.pk,
            "revision": self.article.latest_revision_id,
            "union": union.pk,
            "group": StaffGroup.objects.get(organisation=union, role=StaffRole.EDITOR).group_id,
            "site": site.pk,
            "mark": MARK,
        }

    def values_of(self, name: str) -> list[object]:
        """What a part of an address may be, by its name."""
        own = self.numbers
        if name in WORDS:
            return WORDS[name]
        if name.startswith(("parent_page", "column")):
            return [own["column"]]
        if name.startswith(("page", "article", "destination")):
            return [own["page"]]
        if name.startswith("image"):
            return [own["image"]]
        if name.startswith("doc"):
            return [own["document"]]
        if name.startswith("revision"):
            return [own["revision"]]
        if name == "redirect_id":
            return [own["redirect"]]
        keys = ("page", "column", "image", "document", "person", "union", "group", "site", "shelf")
        return sorted({own[key] for key in keys})


WORDS: dict[str, list[object]] = {
    "content_type_app_name": ["news"],
    "content_type_model_name": ["articlepage"],
    "app_label": ["pages", "wagtailimages", "wagtaildocs", "auth", "news"],
    "app_name": ["taggit"],
    "model_name": ["basepage", "image", "document", "user", "tag", "articlepage"],
    "action": ["delete", "move", "publish", "unpublish", "add_to_collection", "add_tags"],
    "action_name": ["approve", "delete", "copy"],
    "act": ["hide", "remove"],
    "filter_spec": ["original"],
    "form": ["csv"],
    "revision_id_a": ["earliest"],
    "revision_id_b": ["latest"],
    "uidb64": ["x"],
    "token": ["y"],
    "number": [1],
}


def screens() -> Iterator[tuple[str, list[str]]]:
    """Every screen with the names of the parts of its address."""

    def walk(patterns, spaces=()):
        for entry in patterns:
            if isinstance(entry, URLResolver):
                below = (*spaces, entry.namespace) if entry.namespace else spaces
                yield from walk(entry.url_patterns, below)
            elif entry.name:
                parts = list(entry.pattern.regex.groupindex)
                yield ":".join([*spaces, entry.name]), parts

    yield from walk(urls.urlpatterns)


def addresses(marked: Marked) -> Iterator[tuple[str, str]]:
    """Every screen's addresses with the marked things' numbers put in."""
    for name, parts in screens():
        if name.endswith("logout"):
            continue
        for values in product(*(marked.values_of(part) for part in parts)):
            try:
                path = reverse(name, kwargs=dict(zip(parts, values, strict=True)))
            except NoReverseMatch:
                continue
            yield name, path
    for name, query in product(LISTS, QUERIES):
        yield name, reverse(name) + query.format(**marked.numbers)
    for act, model in product(WORDS["action"], ("pages/basepage", "wagtailimages/image")):
        for query in QUERIES[2:5]:
            yield "bulk", f"/admin/bulk/{model}/{act}/{query.format(**marked.numbers)}"


LISTS = (
    "wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results", "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_search", "wagtailadmin_choose_page_chosen_multiple",
    "wagtailimages:index", "wagtaildocs:index", "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results", "wagtailimages_chooser:chosen_multiple",
    "wagtaildocs_chooser:choose", "wagtaildocs_chooser:chosen_multiple",
    "wagtailadmin_api:pages:listing", "wagtailadmin_tag_autocomplete",
    "wagtailredirects:index", "wagtailusers_users:index", "wagtailadmin_reports:site_history",
    "network_search", "syndication_inbox", "syndication_library", "syndication_outbox",
)  # fmt: skip

ECHO = re.compile(r'value="[^"]*"|\?[^"]*|<em>[^<]*</em>|“[^”]*”|"[^"]*"')


def shows_mark(body: str) -> bool:
    """Whether the mark stands there otherwise than as the words that were asked for."""
    return (
        f"{MARK}草稿" in body
        or any(f"{MARK}{word}" in body for word in ("图片", "文件", "标签", "话题"))
        or MARK in ECHO.sub("", body)
    )
