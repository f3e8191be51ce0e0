from django import template
from django.template import Context

from news.head import Head, head_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_head(context: Context) -> Head:
    """What the head of the page being read has to say; see news.head."""
    return head_of(context)  # type: ignore[arg-type]
