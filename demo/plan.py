"""Which articles a union gets, and on which day each of them came out."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from demo.wording import TEXTS, read_texts
from news.models import Genre
from sites.models import Organisation, Tier

DAYS = 178  # how far back the articles reach
FULL_COUNTIES = {"feixi", "susong", "guangde"}
COLUMNS = (
    "yaowen", "jiceng", "laomo", "wenhua", "nvzhigong", "tupian", "shipin", "tongzhi", "zhengce",
    "jiedu", "weiquan", "puhui", "dangfeng", "xinxigongkai", "gongshi", "xiazai",
)  # fmt: skip
SMALL_COLUMNS = {"yaowen": 1, "jiceng": 2, "tongzhi": 1}  # of a county that isn't shown in full
OFFICIAL = {Genre.NOTICE, Genre.PUBLICITY, Genre.POLICY, Genre.DOWNLOAD}


@dataclass(frozen=True)
class Template:
    """One article's text with its slots (demo/texts/README.md)."""

    column: str
    key: str
    genre: str
    titles: tuple[str, ...]
    lead: str
    text: str
    tags: tuple[str, ...]
    scenes: tuple[str, ...] = ()
    tiers: tuple[str, ...] = tuple(Tier.values)
    months: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    open_days: int = 0
    pinned: bool = False
    english: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Plan:
    template: Template
    day: date


@cache
def templates_of(column: str) -> tuple[Template, ...]:
    data = read_texts(column)
    return tuple(read_template(column, data["genre"], row) for row in data["article"])


def read_template(column: str, genre: str, row: dict[str, Any]) -> Template:
    plain = {"key", "genre", "lead", "text", "open_days", "pinned"}
    lists = {"titles", "tags", "scenes", "tiers", "months", "files"}
    english = {name: text for name, text in row.items() if name.endswith("_en")}
    unknown = row.keys() - plain - lists - english.keys()
    if unknown:
        raise tomllib.TOMLDecodeError(f"{TEXTS}/{column}.toml: {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {"genre": genre}
    values |= {name: row[name] for name in plain & row.keys()}
    values |= {name: tuple(row[name]) for name in lists & row.keys()}
    return Template(column=column, english=english, **values)


def is_full(union: Organisation) -> bool:
    return union.tier != Tier.COUNTY or union.slug in FULL_COUNTIES


def plan_column(union: Organisation, column: str, today: date) -> list[Plan]:
    """The articles of one column, the oldest first; the choice differs from union to union."""
    random = Random(f"{union.slug}/{column}")
    possible = []
    for template in templates_of(column):
        days = days_of(template, today)
        if union.tier in template.tiers and days:
            possible.append((template, days))
    random.shuffle(possible)
    chosen = possible[: count_for(union, column, random)]
    plans = []
    for place, (template, days) in enumerate(chosen):
        age = age_of(place, len(chosen), random, small=not is_full(union))
        if template.months:
            age = random.choice(days)
        plans.append(Plan(template, workday(today - timedelta(age), template.genre)))
    return sorted(plans, key=lambda plan: plan.day)


def count_for(union: Organisation, column: str, random: Random) -> int:
    if not is_full(union):
        return SMALL_COLUMNS.get(column, 0)
    if union.tier == Tier.PROVINCE:
        return 14
    return random.randint(6, 8)


def days_of(template: Template, today: date) -> list[int]:
    """The ages in days at which the article may have come out."""
    ages = range(2, DAYS)
    if not template.months:
        return list(ages)
    return [age for age in ages if (today - timedelta(age)).month in template.months]


def age_of(place: int, count: int, random: Random, *, small: bool) -> int:
    """The first is days old, the others lie further and further back."""
    if small:
        return random.randint(2, 45)
    if place == 0:
        return random.randint(1, 5)
    share = (place + random.random() * 0.9) / count
    return max(2, min(DAYS, round(share**1.25 * DAYS)))


def workday(day: date, genre: str) -> date:
    """Notices and policies don't come out at the weekend."""
    late = day.weekday() - 4 if genre in OFFICIAL else 0
    return day - timedelta(max(late, 0))
