"""Filling the templates: places, dates, numbers and turns of phrase for one union and one day."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from sites.models import Organisation, Tier

TEXTS = Path(__file__).parent / "texts"
CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
NUMBER = re.compile(r"\{(\w+):(\d+)-(\d+)(?:/(\d+))?\}")
DAY = re.compile(r"\{date([+-]\d+)?\}")
WORD = re.compile(r"\{(\w+)\}")

# Which part of a range of numbers belongs to a tier: a county's figures are the smaller ones.
SCALES: dict[str, tuple[float, float]] = {
    Tier.PROVINCE: (0.6, 1.0),
    Tier.CITY: (0.2, 0.7),
    Tier.COUNTY: (0.0, 0.3),
}
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
BRANDS = ("皖匠", "工联", "匠合", "工合", "皖工", "劳光")
TRADES = ("机械公司", "电子公司", "食品公司", "服装公司", "新材料公司", "装备公司", "包装公司")
AREAS = ("经济开发区", "现代产业园", "城东园区", "城南园区", "物流园", "商贸片区", "创业园")
SIGHTS = ("体育公园", "滨河绿道", "城市公园", "职工广场")
LEVELS = {"省": "各市、省直管县（市）总工会", "市": "各县（市、区）总工会、产业工会"}
# The departments that unions work with: the word used in the texts, and its name below a level.
DEPARTMENTS = {
    "renshe": ("人力资源社会保障厅", "人社局"),
    "weijian": ("卫生健康委", "卫健委"),
    "yingji": ("应急管理厅", "应急管理局"),
    "sifa": ("司法厅", "司法局"),
    "zhujian": ("住房城乡建设厅", "住建局"),
    "wenlv": ("文化和旅游厅", "文旅局"),
    "jiaotong": ("交通运输厅", "交通运输局"),
    "jiaoyu": ("教育厅", "教育局"),
    "fayuan": ("高级人民法院", "人民法院"),
    "fulian": ("妇联", "妇联"),
}


@cache
def read_texts(name: str) -> dict[str, Any]:
    with (TEXTS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True)
class Place:
    """What the texts have to know of a union's place."""

    slug: str
    tier: str
    union: str
    name: str  # 合肥市
    short: str  # 合肥; districts and places of two characters keep their whole name
    level: str  # 省, 市, 县 or 区
    areas: tuple[str, ...]
    industries: tuple[str, ...]
    sights: tuple[str, ...]
    phone: str
    postcode: str
    address: str
    theme: str

    @property
    def words(self) -> dict[str, str]:
        """The slots that are the same in all texts of the union."""
        full = self.level == "省"
        departments = {
            key: self.level + (names[0] if full else names[1]) for key, names in DEPARTMENTS.items()
        }
        return departments | {
            "union": self.union,
            "place": self.name,
            "short": self.short,
            "lv": self.level,
            "whole": f"全{self.level}",
            "unions_below": LEVELS.get(self.level, "各乡镇（街道）、开发区工会，各直属基层工会"),
            "phone": self.phone,
            "address": self.address,
        }


def place_of(union: Organisation) -> Place:
    """The place of a union: its own words, else those of the city that it belongs to."""
    words = read_texts("words")
    own = words.get(union.slug, {})
    chain = [union, *reversed(union.get_ancestors())]
    near = next((words[one.slug] for one in chain if "area_code" in words.get(one.slug, {})), {})
    name = union.short_name
    level = {Tier.PROVINCE: "省", Tier.CITY: "市"}.get(union.tier, name[-1])  # type: ignore[call-overload]
    stem = name[:-1] if len(name) > 2 and level != "区" else name
    below = tuple(union.get_children().values_list("short_name", flat=True))
    county = union.tier == Tier.COUNTY
    digits = 8 if near.get("area_code") == "0551" else 7
    city = "合肥市" if union.tier == Tier.PROVINCE else ""
    between = [one.short_name for one in chain[1:-1]]
    where = "安徽省" + "".join([*between[::-1], name if union.depth > 1 else city])
    return Place(
        slug=union.slug,
        tier=union.tier,
        union=union.name,
        name=name,
        short=stem,
        level=level,
        areas=tuple(own.get("areas", ())) or below or areas_of(name),
        industries=tuple(own.get("industries", near.get("industries", ("装备制造", "食品加工")))),
        sights=tuple(own.get("sights", SIGHTS if county else near.get("sights", SIGHTS))),
        phone=f"{near.get('area_code', '0551')}-{'0' * digits}",
        postcode=near.get("postcode", "230000"),
        address=f"{where}示例路1号",
        theme=own.get("theme", near.get("theme", "red")),
    )


def areas_of(name: str) -> tuple[str, ...]:
    """Parts of a county whose towns are not listed."""
    stem = name[:-1] if len(name) > 2 else name
    return tuple(stem + area for area in AREAS)


class Writer:
    """Writes one text: what a slot was filled with once, it says again."""

    def __init__(
        self, place: Place, day: date, seed: str, texts: Iterable[str] = (), **more: str
    ) -> None:
        """``texts`` are all that will be written: a number may be named before it is told."""
        self.random = Random(seed)
        self.day = day
        self.place_tier = place.tier
        self.ranges: dict[str, re.Match[str]] = {}
        for found in NUMBER.finditer(" ".join(texts)):
            self.ranges.setdefault(found[1], found)
        pick = self.random.sample
        areas = pick(place.areas, 2) if len(place.areas) > 1 else list(place.areas) * 2
        industries = pick(place.industries, 2)
        one, other = pick(SURNAMES, 2)
        home = areas[0] if place.level == "省" else place.short
        home = home[:-1] if len(home) > 2 and home[-1] in "市县区" else home
        self.words: dict[str, str] = place.words | {
            "below": areas[0],
            "below2": areas[1],
            "industry": industries[0],
            "industry2": industries[1],
            "sight": self.random.choice(place.sights),
            "master": f"{one}师傅",
            "master2": f"小{other}",
            "year": str(day.year),
            "firm": home + self.random.choice(BRANDS[:3]) + self.random.choice(TRADES[:4]),
            "firm2": home + self.random.choice(BRANDS[3:]) + self.random.choice(TRADES[4:]),
            **more,
        }

    def fill(self, text: str) -> str:
        text = CHOICE.sub(lambda found: self.random.choice(found[1].split("|")), text)
        text = NUMBER.sub(self._number, text)
        text = DAY.sub(lambda found: say_day(self.day + timedelta(int(found[1] or 0))), text)
        return WORD.sub(self._word, text)

    def _word(self, found: re.Match[str]) -> str:
        name = found[1]
        if name not in self.words and name in self.ranges:
            return self._number(self.ranges[name])
        return self.words[name]

    def _number(self, found: re.Match[str]) -> str:
        name, low, high, step = found.groups()
        if name not in self.words:
            least, most = SCALES[self.place_tier]
            share = self.random.uniform(least, most)
            number = round(int(low) + (int(high) - int(low)) * share)
            self.words[name] = str(number // int(step or 1) * int(step or 1))
        return self.words[name]


def say_day(day: date) -> str:
    return f"{day.month}月{day.day}日"
