"""Places in the article's editing screen for what apps above have to show there."""

from typing import Any

from django.forms import Media
from wagtail import hooks
from wagtail.admin.panels import Panel


class AddedPanels(Panel):
    """Shows the components of the hook ``add_to_article_editor``.

    Each is called with the request and the article, as yet unsaved on the screen for a new one,
    and gives a component or None.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/admin/added_panels.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            added = hooks.get_hooks("add_to_article_editor") if self.request else []
            shown = (add(self.request, self.instance) for add in added)
            self.components = [component for component in shown if component]

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.components)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return context | {"components": self.components, "request": self.request}

        @property
        def media(self) -> Media:
            return sum((component.media for component in self.components), Media())
