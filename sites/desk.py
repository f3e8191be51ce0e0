"""What the apps' screens at the desk share."""

from typing import Any

from django.http import HttpRequest
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """A screen in Wagtail's look, with the way back in its breadcrumbs."""

    parents: tuple[dict[str, Any], ...] = ()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *self.parents, here]


def person(request: HttpRequest) -> Any:
    """Who is signed in; Wagtail lets nobody else in at the desk."""
    return request.user
