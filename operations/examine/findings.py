"""One line of the doctor's report."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    GOOD = "正常"
    WARNING = "注意"
    ERROR = "故障"


@dataclass(frozen=True)
class Finding:
    """What was found at a part, and what to do about it (empty when all is well)."""

    level: Level
    part: str
    text: str
    remedy: str = ""


class Unfit(Exception):
    """Nothing behind this can be examined."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.text)
        self.finding = finding


def good(part: str, text: str) -> Finding:
    return Finding(Level.GOOD, part, text)


def warning(part: str, text: str, remedy: str) -> Finding:
    return Finding(Level.WARNING, part, text, remedy)


def error(part: str, text: str, remedy: str) -> Finding:
    return Finding(Level.ERROR, part, text, remedy)


def in_words(seconds: float) -> str:
    """An age for people: 40 秒, 12 分钟, 3 小时, 8 天."""
    for size, unit in ((86_400, "天"), (3_600, "小时"), (60, "分钟")):
        if seconds >= 2 * size:
            return f"{seconds // size:.0f} {unit}"
    return f"{seconds:.0f} 秒"
