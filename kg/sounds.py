"""A name -> its pinyin, syllable by syllable.

pypinyin takes a quarter of a second to load, longer than a build of little news takes to draw its page. So what it
knows of words is kept in the user's cache, without tones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from typing import NamedTuple

from kg.kept import keep

_HAN = re.compile(r"([㐀-鿿𠀀-𲎯]+)")


class Words(NamedTuple):
    """Of each word and character its syllables with blanks between them, and how long words are that begin with it."""

    sounds: Mapping[str, str]
    longest: Mapping[str, int]


@lru_cache(maxsize=1 << 12)
def sound_of(name: str) -> str:
    """Its syllables with blanks between them; empty if nothing is Chinese."""
    return " ".join(syllables_of(name))


def syllables_of(name: str) -> tuple[str, ...]:
    """Syllables in lower case, what is not Chinese as it stands; empty if nothing is Chinese."""
    runs = _HAN.split(name)
    if len(runs) == 1:
        return ()
    words = _words()
    found: list[str] = []
    for place, run in enumerate(runs):
        if place % 2:
            for word in cut_words(run, words):
                found += words.sounds.get(word, word).split(" ")
        elif run:
            found.append(run.lower())
    return tuple(found)


def cut_words(run: str, words: Words) -> Iterator[str]:
    """From its beginning the longest word that is known, again and again; a character that begins none is one."""
    start = 0
    while start < len(run):
        length = min(words.longest.get(run[start], 1), len(run) - start)
        while length > 1 and run[start : start + length] not in words.sounds:
            length -= 1
        yield run[start : start + length]
        start += length


@cache
def _words() -> Words:
    return keep("pinyin", f"pypinyin {version('pypinyin')}", Words, _load_words)


def _load_words() -> Words:
    """All that pypinyin knows."""
    from pypinyin import Style
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    from pypinyin.style import convert

    @cache
    def plain(syllable: str) -> str:
        return convert(syllable, Style.NORMAL, strict=True, default=syllable).lower()

    sounds = {chr(code): plain(syllables.split(",")[0]) for code, syllables in PINYIN_DICT.items()}
    sounds |= {word: " ".join(plain(first) for first, *_ in syllables) for word, syllables in PHRASES_DICT.items()}
    longest: dict[str, int] = {}
    for word in sounds:
        longest[word[0]] = max(len(word), longest.get(word[0], 1))
    return Words(sounds, longest)
