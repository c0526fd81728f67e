"""Text -> folded text and its sentences, every offset kept; and how prominent a name is in it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kg.traditional import SIMPLIFIED, TRADITIONAL

_SENTENCE_END = re.compile(r"\n|[。！？!?；;][。！？!?；;”’」』）)】》]*")
_LONGEST = 1_000  # characters; real sentences have a fifth of that
_PAUSES = "，,、：: \t"
_IN_TITLE, _IN_LEAD = 4, 2  # how often a name counts there
_LEAD = 120  # characters
DATELINE = re.compile(r" ?(?:\d{1,2}月)?\d{1,2}日(?:电|讯)")
"""What stands behind who reports, or from where: 新华社北京12月1日电."""
_AT_HAND = 1 << 10  # texts of which several stages ask the same, each stage of all that are read together
NAMES_AT_HAND: Final = 1 << 14
"""Of how many names it stays known what their characters alone tell: names come back, in an article and in the next."""
# Typographic twins that news mixes freely; each maps to one code point, so that offsets stay true.
_TWINS = {
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    **dict.fromkeys("—–－―‐‑‒−─━", "-"),
    "〔": "(",
    "〕": ")",
    **dict.fromkeys("•・‧∙⋅", "·"),
    "\u3000": " ",
    "\xa0": " ",
    "〈": "《",
    "〉": "》",
}

_SIMPLIFIED = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))


class _Fold(dict[int, str]):
    """Code point -> its one-code-point fold, worked out once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        compatible = unicodedata.normalize("NFKC", char)
        if char not in _TWINS and len(compatible) == 1:
            char = compatible
        self[code] = _SIMPLIFIED.get(char) or _TWINS.get(char, char)
        return self[code]


_FOLD = _Fold()


def fold_text(text: str) -> str:
    """Full and half width alike, traditional as simplified, one quote and one dash; as long as the text itself."""
    return text.translate(_FOLD)


@lru_cache(maxsize=_AT_HAND)
def fold_article(text: str) -> str:
    """The fold of a whole article, for which each stage asks."""
    return fold_text(text)


@lru_cache(maxsize=NAMES_AT_HAND)
def fold_form(form: str) -> str:
    """The fold of a name."""
    return fold_text(form)


@lru_cache(maxsize=NAMES_AT_HAND)
def fold_name(name: str) -> str:
    """One spelling for comparing names: folded, without case, spaces, quotes, brackets and dashes."""
    folded = fold_text(name).lower()
    return "".join(c for c in folded if c not in " \"'《》「」『』·-()")


@lru_cache(maxsize=_AT_HAND)
def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open bounds of sentences, in order, covering all that is not white space.

    A sentence ends at 。！？；or a line feed, with the closing quotes after it; one that is too long ends at a pause.
    """
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    bounds: list[tuple[int, int]] = []
    for whole in pairwise([0, *ends, len(text)]):
        for start, end in _cut_long(text, *whole):
            sentence = text[start:end]
            if bare := sentence.strip():
                start += sentence.index(bare[0])
                bounds.append((start, start + len(bare)))
    return tuple(bounds)


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut where it is too long: between the names of one much costs the square of their number."""
    while end - start > _LONGEST:
        pause = max(text.rfind(mark, start, start + _LONGEST) for mark in _PAUSES) + 1
        cut = pause if pause > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def sentence_at(bounds: tuple[tuple[int, int], ...], offset: int) -> int:
    """Index of the sentence that holds an offset; the one before, if it lies between two."""
    return max(0, bisect_right(bounds, (offset, 1 << 60)) - 1)


def prominence(start: int, title_length: int) -> int:
    """How much a name that stands there tells of what the article is about: 4 in the title, 2 in the lead, else 1."""
    return _IN_TITLE if start < title_length else _IN_LEAD if start < title_length + _LEAD else 1
