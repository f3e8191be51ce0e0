"""Many screens in a short time: without drawing again what no test here looks at."""

from contextlib import contextmanager

import pytest
from django.template.response import SimpleTemplateResponse
from wagtail.admin.menu import Menu


@pytest.fixture
def menu_drawn_once(monkeypatch):
    """The menu is the same on every screen of a person, and half of what most of them cost."""
    draw, drawn = Menu.render_component, {}

    def render(menu, request):
        key = (id(menu), request.user.pk)
        if key not in drawn:
            drawn[key] = draw(menu, request)
        return drawn[key]

    monkeypatch.setattr(Menu, "render_component", render)


@pytest.fixture
def undrawn(monkeypatch):
    """``with undrawn():`` screens answer whether they open; their templates stay unused."""

    @contextmanager
    def drop():
        with monkeypatch.context() as patch:
            patch.setattr(SimpleTemplateResponse, "rendered_content", "")
            yield

    return drop
