"""The tag ``{% stylesheets "front" %}``: links to what a kind of page needs; see config.bundles."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from config import bundles

register = template.Library()


@register.simple_tag
def stylesheets(bundle: str) -> SafeString:
    links = ((url,) for url in bundles.stylesheets(bundle))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)
