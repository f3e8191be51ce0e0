"""The tag ``{% kept %}``: a part of a page's frame that other pages of its site show too."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pages.parts import kept

register = template.Library()


@register.tag(name="kept")
def parse(parser: template.base.Parser, token: template.base.Token) -> "KeptNode":
    """``{% kept "menu" here %}…{% endkept %}``: a name, then values by which the part differs.

    By site and language it differs anyway. What it shows beside the site, its union and its front
    page has to be read inside.
    """
    return KeptNode(*inside(parser, token, least=1))


def inside(
    parser: template.base.Parser, token: template.base.Token, *, least: int
) -> tuple[template.NodeList, list[template.base.FilterExpression]]:
    """What stands between a tag and its end, and the tag's values, of which it has so many."""
    tag, *values = token.split_contents()
    if len(values) < least:
        raise template.TemplateSyntaxError(f"{tag} needs {least} values")
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return nodelist, [parser.compile_filter(value) for value in values]


class KeptNode(template.Node):
    def __init__(
        self, nodelist: template.NodeList, values: list[template.base.FilterExpression]
    ) -> None:
        self.nodelist, self.values = nodelist, values

    def render(self, context: template.Context) -> SafeString:
        if context.get("organisation_site") is None:
            return self.nodelist.render(context)
        values = (value.resolve(context) for value in self.values)
        key = (context["organisation_site"].pk, get_language(), *values)
        html = kept(key, frame_things(context), lambda: self.nodelist.render(context))
        return mark_safe(html)  # noqa: S308 - rendered by the template itself


def frame_things(context: Any) -> set[str]:
    """What stands in every page's context of its site; see pages.shown."""
    organisation = context["organisation"]
    things = {
        f"site:{context['site'].pk}",
        f"union:{organisation.pk}",
        f"page:{context['site_home'].pk}",
    }
    return things | ({f"image:{organisation.emblem_id}"} if organisation.emblem_id else set())
