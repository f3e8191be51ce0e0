"""Addresses of list lines in the templates."""

from typing import Any

from django import template

from news.models import Entry

register = template.Library()


@register.simple_tag(takes_context=True)
def entry_url(context: dict[str, Any], entry: Entry) -> str:
    """Where the line leads on the site being read; a placed article has a local address."""
    return entry.get_url(context.get("request"))
