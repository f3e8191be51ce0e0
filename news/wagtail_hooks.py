"""What the news app adds to the desk."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from news.actions import may_write_in
from news.desk import WordImportView
from news.models import ColumnPage
from news.my_columns import MyColumnsPanel


@hooks.register("register_admin_urls")
def register_word_import():
    return [path("word-import/<int:column_id>/", WordImportView.as_view(), name="word_import")]


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
