"""Screens of the news app at the desk that are not Wagtail's own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.actions import WordDraft, create_draft_from_word, may_write_in
from news.forms import WordImportForm
from news.models import ColumnPage
from news.word import WordFileError


class WordImportView(WagtailAdminTemplateMixin, FormView):
    """Upload a Word file into a column; leads to the draft that was made of it."""

    form_class = WordImportForm
    template_name = "news/admin/word_import.html"
    page_title = _("从 Word 导入")
    header_icon = "doc-full"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A column where this person may not write does not exist for them.
        if not may_write_in(self.column, request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def column(self) -> ColumnPage:
        return get_object_or_404(ColumnPage, pk=self.kwargs["column_id"])

    @property
    def column_url(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.column.pk])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.column_url, "label": self.column.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: WordImportForm) -> HttpResponse:
        try:
            draft = create_draft_from_word(
                self.column, form.cleaned_data["file"], by=self.request.user
            )
        except WordFileError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        tell(self.request, draft)
        return redirect("wagtailadmin_pages:edit", draft.article.pk)


def tell(request: HttpRequest, draft: WordDraft) -> None:
    title = draft.article.get_admin_display_title()
    messages.success(request, _("已建立草稿“%(title)s”。") % {"title": title})
    if draft.without_alt:
        text = ngettext(
            "有 %(count)s 张图片没有替代文字，现在写的是“配图”，请改成图片里的内容。",
            "有 %(count)s 张图片没有替代文字，现在写的是“配图”，请改成图片里的内容。",
            draft.without_alt,
        )
        messages.warning(request, text % {"count": draft.without_alt})
    if draft.skipped_pictures:
        text = ngettext(
            "有 %(count)s 张图片的格式不能用在网页上，没有导入。",
            "有 %(count)s 张图片的格式不能用在网页上，没有导入。",
            draft.skipped_pictures,
        )
        messages.warning(request, text % {"count": draft.skipped_pictures})
