"""A name -> its pinyin, syllable by syllable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import cast

_HAN = re.compile(r"([㐀-鿿𠀀-𲎯]+)")


@lru_cache(maxsize=1 << 12)
def sound_of(name: str) -> str:
    """Its syllables with blanks between them; empty if nothing is Chinese."""
    return " ".join(syllables_of(name))


def syllables_of(name: str) -> tuple[str, ...]:
    """Syllables in lower case, what is not Chinese as it stands; empty if nothing is Chinese.

    Each word is looked up once: names share most of their words, and looking up takes four fifths of the time.
    """
    runs = _HAN.split(name)
    if len(runs) == 1:
        return ()
    found: list[str] = []
    for place, run in enumerate(runs):
        if place % 2:
            found += (syllable for word in _cutter()(run) for syllable in _word(word))
        elif run:
            found.append(run.lower())
    return tuple(found)


@cache
def _cutter() -> Callable[[str], Iterable[str]]:
    # pypinyin takes a third of a second to load; a build that has no new name does without.
    from pypinyin.seg import mmseg

    return cast(Callable[[str], Iterable[str]], mmseg.seg.cut)


@lru_cache(maxsize=100_000)
def _word(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(syllable.lower() for syllable in lazy_pinyin(word))
