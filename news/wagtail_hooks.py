"""What the news app adds to the desk."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from news.actions import may_write_in
from news.desk import WordImportView
from news.duty import hooks as duty_hooks  # noqa: F401  (registers its screens)
from news.middleware import tell_refusal
from news.models import ArticleTag, ColumnPage
from news.my_columns import MyColumnsPanel
from news.publishing import GuardedPublishing, PublishingRefused, ask_guards
from sites.gate import STAFF, Row
from sites.gate import page as page_check


@hooks.register("register_admin_urls")
def register_word_import():
    return [path("word-import/<int:column_id>/", WordImportView.as_view(), name="word_import")]


@hooks.register("register_gate_rows")
def name_the_rows():
    return {"word_import": Row(STAFF, path={"column_id": page_check})}


@hooks.register("tags_of_unions")
def tags_of_articles(unions):
    return ArticleTag.objects.filter(content_object__organisation__in=unions).values("tag_id")


@hooks.register("register_page_header_buttons")
def offer_word_import(page, user, view_name, next_url=None):
    if view_name == "index" and page.specific_class is ColumnPage and may_write_in(page, user):
        yield Button(
            _("从 Word 导入"),
            reverse("word_import", args=[page.pk]),
            icon_name="doc-full",
            priority=5,
        )


@hooks.register("construct_homepage_panels")
def begin_with_my_columns(request, panels):
    panels.append(MyColumnsPanel())


@hooks.register("construct_homepage_summary_items")
def count_nothing_of_others(request, items):
    """Wagtail counts the pages of the whole network here."""
    items.clear()


@hooks.register("register_log_actions")
def register_refusal(actions):
    label = _("没有按时发布")
    actions.register_action("news.publishing_refused", label, label)


@hooks.register("before_publish_page")
def ask_before_the_editor_publishes(request, page):
    """The page editor does not call ``publish()``, and plans an hour without ``save()``."""
    if isinstance(page, GuardedPublishing):
        ask_guards(page, page.latest_revision, request.user)


@hooks.register("before_bulk_action")
def leave_out_the_refused(request, action_type, objects, action):
    """Of many pages, those that pass are published and the others are named."""
    if action_type != "publish":
        return
    for page in list(objects):
        if not issubclass(page.specific_class, GuardedPublishing):
            continue
        revision = page.get_latest_revision()
        version = revision.as_object() if revision else page.specific
        try:
            ask_guards(version, revision, request.user)
        except PublishingRefused as refused:
            objects.remove(page)
            tell_refusal(request, refused, version.get_admin_display_title())
