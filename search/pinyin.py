"""How words sound, to find what was typed by its sound or with a wrong character."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from search.text import fold


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """The syllables without tones, written together: 工会 and 公会 are both ``gonghui``."""
    return "".join(lazy_pinyin(fold(word), style=Style.NORMAL, errors="default")).lower()
