"""An article as it stands in a form that is being filled in."""

from typing import Any

from django.http import QueryDict

from news.models import ArticlePage

TEXTS = (
    "over_title_zh_hans", "title_zh_hans", "sub_title_zh_hans", "lead_zh_hans", "source",
    "notice_contact", "seo_title_zh_hans", "search_description_zh_hans", "title_en", "lead_en",
)  # fmt: skip
BODIES = ("body_zh_hans", "body_en")


def article_from_form(data: QueryDict, page: ArticlePage, parent: Any, user: Any) -> ArticlePage:
    """The article with what has been typed so far; nothing is saved.

    A form that is not complete yet gives its texts all the same. Files in its text are taken from
    a sound form only: numbers of foreign ones can be typed, and findings tell of a file's content.
    """
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(data, instance=page, parent_page=parent, for_user=user)
    form.defer_required_fields()
    if form.is_valid():
        return form.save(commit=False)
    for name in TEXTS:
        setattr(page, name, str(form[name].value() or ""))
    for name in BODIES:
        body = form.fields[name].widget.value_from_datadict(form.data, form.files, name)
        kept = [(part.block_type, part.value) for part in body if part.block_type != "attachment"]
        setattr(page, name, kept)
    return page
