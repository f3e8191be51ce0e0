"""Answers an act that a guard of publishing refused (news/publishing.py)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from news.publishing import PublishingRefused


class RefusalMiddleware:
    """Leads back to the article with the reason; its draft has been kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if not isinstance(exception, PublishingRefused):
            return None
        if not request.accepts("text/html"):
            answer = {"success": False, "error_code": "publishing_refused"}
            return JsonResponse(answer | {"error_message": str(exception)}, status=400)
        tell_refusal(request, exception)
        page = exception.page
        if page is None or page.pk is None:
            return redirect("wagtailadmin_home")
        return redirect("wagtailadmin_pages:edit", page.pk)


def tell_refusal(request: HttpRequest, refused: PublishingRefused, title: str = "") -> None:
    """Say why, with a button to where something can be done about it.

    ``title``: of which article, where there are several.
    """
    name = _("“%(title)s”没有发布。") % {"title": title} if title else ""
    buttons = [messages.button(refused.more, _("查看并处理"))] if refused.more else None
    messages.error(request, f"{name}{refused}", buttons=buttons)
