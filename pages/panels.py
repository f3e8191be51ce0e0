"""Panels that all editing screens share.

Fields are named with their language, so that what is edited does not depend on the language
that a member of staff has chosen for the desk.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput


def text_panel(name: str, heading: Any) -> FieldPanel:
    """A field of a few lines that grows while one writes."""
    return FieldPanel(name, heading=heading, widget=AdminAutoHeightTextInput)


def title_panels() -> list[FieldPanel]:
    return [
        FieldPanel("title_zh_hans", heading=_("标题"), help_text=""),
        FieldPanel(
            "title_en", heading=_("英文标题"), help_text=_("没有就空着，英文页面显示中文。")
        ),
    ]


def promotion_panels(*, in_menus: bool = True) -> list[MultiFieldPanel]:
    """What search engines are told, and whether the page stands in its site's menu."""
    search = [
        FieldPanel("seo_title_zh_hans", heading=_("搜索结果里的标题"), help_text=""),
        text_panel("search_description_zh_hans", _("搜索结果里的说明")),
    ]
    menu = [FieldPanel("show_in_menus", heading=_("放进菜单"), help_text="")] if in_menus else []
    return [MultiFieldPanel([*menu, *search], _("菜单与搜索"))]
