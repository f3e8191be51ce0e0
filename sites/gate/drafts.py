"""Drafts for who may read them: Wagtail shows them to those who may edit or publish only."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages.preview import ViewDraftView

from pages.models import BasePage
from sites.gate.scope import Scope


def show_draft(request: HttpRequest, page_id: int) -> HttpResponse:
    """The latest revision, also for who sees the union from above. Others get Wagtail's answer."""
    if Scope.of(request.user).sees_page(page_id):
        return ViewDraftView.as_view()(request, page_id=page_id)
    page: Any = get_object_or_404(BasePage, pk=page_id).get_latest_revision_as_object()
    mode = request.GET.get("mode", page.default_preview_mode)
    if mode not in dict(page.preview_modes):
        raise PermissionDenied
    return page.make_preview_request(request, mode)
