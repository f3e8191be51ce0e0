"""Things of one union that carry a mark, and a walk through every screen with their numbers."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from django.test import RequestFactory
from django.urls import NoReverseMatch, URLResolver, resolve, reverse
from wagtail.admin import urls
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Comment

from review.models import ReviewRound
from sites.gate.middleware import may_pass, table
from sites.gate.scope import Scope
from sites.models import MediaCollection, StaffRole
from sites.staff import StaffGroup
from syndication.actions import pull_article, return_submission
from tests.factories.news import ImageFactory, column_of, make_article
from tests.factories.review import YES, hand_in, rule, sign_next
from tests.factories.sites import Network, UserFactory
from tests.factories.syndication import desk_of, dress, make_revised, submit

MARK = "别会机密"
Screen = tuple[str, Any]
TAG = "甲乙丙"  # how a marked tag begins; no word that is asked for has the mark itself
PLAIN = ("", "?q=草稿")
QUERIES = (
    *PLAIN, "?q=图片", "?id={page}", "?id={image}", "?id=all&childOf={column}",
    "?child_of={column}", "?term={tag}", "?page_type=pages.basepage&q=草稿", "?export=csv",
    "?collection_id={shelf}", "?tag={tag}", "?shelf=shared", "?shelf=shared&layout=list",
)  # fmt: skip


class Marked:
    """Things of a union that all carry the mark: a draft with a remark, an article under review
    with an opinion, a picture, a file, a redirect, tags, a person, a returned submission, and
    another union's article with a local headline.
    """

    def __init__(self, union) -> None:
        self.person = UserFactory.with_role(
            union, StaffRole.EDITOR, username="marked", first_name=MARK, last_name=MARK
        )
        self.image = ImageFactory.of(union, title=f"{MARK}图片")
        shelf = MediaCollection.objects.get(organisation=union).collection
        self.document = get_document_model().objects.create(
            title=f"{MARK}文件", file="marked.pdf", collection=shelf
        )
        self.image.tags.add(f"{TAG}{MARK}标签")
        self.article = make_article(union, f"{MARK}草稿", live=False, owner=self.person)
        self.article.tags.add(f"{TAG}{MARK}话题")
        self.article.save_revision(user=self.person)
        self.union = union
        site = Network.site(union)
        self.redirect = Redirect.objects.create(old_path=f"/{MARK}", site=site, redirect_link="/")
        self.column = column_of(union)
        upper = union.get_parent()
        self.submission = submit(make_revised(union, "报送的稿件"), upper)
        return_submission(
            self.submission.pk, code="OTHER", reason=f"{MARK}退稿原因", by=desk_of(upper)
        )
        self.review = self.under_review(union)
        workflow = self.review.workflow_state
        self.placement = pull_article(
            make_revised(union.get_root(), "全省的稿件", is_shared=True),
            union,
            dress(union, headline=f"{MARK}本站标题"),
            by=desk_of(union),
        )
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
            "submission": self.submission.pk,
            "tag": TAG,
        }
        # These are put in only where an address asks for them.
        self.special = {
            "review": self.review.pk,
            "rule": self.review_rule.pk,
            "placement": self.placement.pk,
            "workflow_state": workflow.pk,
            "task_state": workflow.current_task_state_id,
        }

    def under_review(self, union) -> ReviewRound:
        """An article that waits for its second signature, and a draft with a remark."""
        self.review_rule = rule(union)
        Comment.objects.create(
            page=self.article, user=self.person, text=f"{MARK}批注", contentpath="title"
        )
        round_ = hand_in(union, f"{MARK}送审稿", by=self.person)
        return sign_next(round_, verdict=replace(YES, opinion=f"{MARK}意见"))

    def state(self) -> dict[str, Any]:
        """What is stored of these things, to see whether anybody has changed it."""
        things = (
            self.article, self.image, self.document, self.redirect, self.person, self.column,
            self.submission, self.union, Network.site(self.union), self.review, self.placement,
            self.review_rule,
        )  # fmt: skip
        rows = {
            f"{type(one).__name__}": type(one)._default_manager.filter(pk=one.pk).values().get()
            for one in things
        }
        groups = sorted(self.person.groups.values_list("pk", flat=True))
        return rows | {"groups": groups, "pages": self.union.pages.count()}

    def form(self) -> dict[str, Any]:
        """What a forged form would send: confirmations, and these things' numbers."""
        return {
            "action-publish": "1", "title": "改过", "name": "改过", "confirm": "yes", "reason": "改过",
            "new_parent_page": self.column.pk, "users": self.person.pk, "id": self.article.pk,
            "article": self.article.pk, "column": self.column.pk, "organisation": self.union.pk,
            "roles": ["EDITOR", "ADMIN"], "username": "forged", "successor": self.person.pk,
        }  # fmt: skip

    def values_of(self, name: str, screen: str = "") -> list[object]:
        """What a part of an address may be, by its name and that of the screen."""
        own = self.numbers | self.special
        if name in WORDS:
            return WORDS[name]
        for part, start, kind in NUMBERED:
            if name.startswith(part) and screen.startswith(start):
                return [own[kind]]
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
        if name in {"redirect_id", "union_id"}:
            return [own[name.removesuffix("_id")]]
        return sorted({key for key in self.numbers.values() if isinstance(key, int)})


# Of what kind the number in an address is, where its own name doesn't tell: the beginnings of that
# name and of the screen's. All other numbers are tried with things of every kind.
NUMBERED = (
    ("pk", "review_rule", "rule"),
    ("pk", "review_", "review"),
    ("pk", "syndication_approval", "placement"),
    ("pk", "syndication_placement", "placement"),
    ("pk", "syndication_take_down", "placement"),
    ("pk", "syndication_offer", "placement"),
    ("task_state_id", "", "task_state"),
    ("workflow_state_id", "", "workflow_state"),
    ("collection_id", "", "shelf"),
    ("pk", "wagtailadmin_collections", "shelf"),
    ("pk", "wagtailsites", "site"),
    ("pk", "wagtailusers_users", "person"),
    ("pk", "wagtailusers_groups", "group"),
    ("pk", "account_", "person"),
    ("pk", "staff:", "person"),
    ("pk", "organisation:", "union"),
    ("pk", "wagtaildocs", "document"),
    ("pk", "wagtailimages", "image"),
    ("pk", "wagtailadmin_api:documents", "document"),
    ("pk", "wagtailadmin_api:images", "image"),
)

# Who opens these is signed out, and the walk would go on as nobody.
ENDING = {"wagtailadmin_logout", "account_end_own_sessions"}
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
    "session_id": [1],
    "kind": ["pdf", "docx"],
    "whose": ["own", "network"],
}


def screens(patterns: Any = urls.urlpatterns, spaces: tuple[str, ...] = ()) -> Iterator[Screen]:
    """Every address of the desk: its full name, empty if it has none, and its pattern."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            below = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from screens(entry.url_patterns, below)
        else:
            yield ":".join([*spaces, entry.name]) if entry.name else "", entry.pattern


def addresses(marked: Marked, queries: tuple[str, ...] = QUERIES) -> Iterator[tuple[str, str]]:
    """Every screen's addresses with the marked things' numbers put in, lists with each query."""
    for name, pattern in screens():
        if not name or name in ENDING:
            continue
        parts = list(pattern.regex.groupindex)
        for values in product(*(marked.values_of(part, name) for part in parts)):
            try:
                path = reverse(name, kwargs=dict(zip(parts, values, strict=True)))
            except NoReverseMatch:
                continue
            yield name, path
    for name, query in product(LISTS, queries):
        yield name, reverse(name) + query.format(**marked.numbers)
    for act, model in product(WORDS["action"], ("pages/basepage", "wagtailimages/image")):
        for query in QUERIES[3:6]:
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
    "network_search", "staff:index", "syndication_inbox", "syndication_library", "syndication_outbox",
    "review_list", "wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_tasks",
)  # fmt: skip


def gate_opens(user: Any, path: str) -> bool:
    """What the gate answers, asked without the rest of a request.

    That the desk answers 404 wherever the gate says no is a test of its own.
    """
    request = RequestFactory().get(path)
    request.user = user
    match = resolve(request.path)
    row = table().get(match.view_name)
    return row is not None and may_pass(row, Scope.of(user), request, match.kwargs)


def shows_mark(response: Any) -> bool:
    if response.streaming:
        return MARK.encode() in b"".join(response.streaming_content)
    body = response.content.decode("utf-8", "replace")
    return MARK in body or json.dumps(MARK)[1:-1] in body
