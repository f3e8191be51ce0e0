"""Titles that the blueprints give to sections and entrances, so that English pages show them in English."""

from django.utils.translation import gettext_noop

STANDARD_TITLES = [
    gettext_noop("服务职工"),
    gettext_noop("基层动态"),
    gettext_noop("市县动态"),
    gettext_noop("县区动态"),
    gettext_noop("我要入会"),
    gettext_noop("困难帮扶"),
    gettext_noop("法律援助"),
    gettext_noop("12351 热线"),
    gettext_noop("普惠服务"),
    gettext_noop("技能竞赛"),
    gettext_noop("职工书屋"),
    gettext_noop("女职工关爱"),
    gettext_noop("户外服务站点"),
    gettext_noop("办事表格"),
    gettext_noop("中华全国总工会"),
    gettext_noop("中工网"),
]
