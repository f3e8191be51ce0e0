"""Handing out the approval sheet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View
from wagtail import hooks

from review.desk.rounds import round_of
from review.sheet import sheet_docx, sheet_of, sheet_pdf
from sites.desk import person

KINDS = {
    "pdf": ("application/pdf", sheet_pdf),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        sheet_docx,
    ),
}


class SheetView(View):
    def get(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        if kind not in KINDS:
            raise Http404
        round_ = round_of(person(request), pk)
        content_type, render = KINDS[kind]
        name = f"{_('信息发布审批表')} {round_.title[:60]}.{kind}"
        answer = HttpResponse(render(sheet_of(round_)), content_type=content_type)
        answer["Content-Disposition"] = content_disposition_header(True, name) or ""
        return answer


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("review/<int:pk>/sheet.<slug:kind>", SheetView.as_view(), name="review_sheet")]
