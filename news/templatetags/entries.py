"""List lines in the templates."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from news.models import Entry
from news.queries import things_of_line
from pages.parts import kept
from sites.templatetags.kept import KeptNode, inside

register = template.Library()


@register.simple_tag(takes_context=True)
def entry_url(context: dict[str, Any], entry: Entry) -> str:
    """Where the line leads on the site being read; a placed article has a local address."""
    return entry.get_url(context.get("request"))


@register.tag(name="keptline")
def parse_kept_line(parser: template.base.Parser, token: template.base.Token) -> "KeptLineNode":
    """``{% keptline keep entry "list" show_source %}…{% endkeptline %}``: a line as a part.

    Where ``keep`` is true, it is made once for all fronts of its site that show it in the same
    way. Then come the entry, the name of the way, and values by which it differs.
    """
    return KeptLineNode(*inside(parser, token, least=3))


class KeptLineNode(KeptNode):
    def render(self, context: template.Context) -> SafeString:
        keep, entry, *how = (value.resolve(context) for value in self.values)
        if not keep:
            return self.nodelist.render(context)
        site = context["request"].organisation_site
        key = ("html of line", site.pk, get_language(), entry.pk, *how)
        things = frozenset(things_of_line(entry))
        html = kept(key, things, lambda: self.nodelist.render(context))
        return mark_safe(html)  # noqa: S308 - rendered by the template itself
