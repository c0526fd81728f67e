"""Text -> folded text, lines, sentences and clauses, every offset kept."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

from kg.traditional import SIMPLIFIED, TRADITIONAL

_SENTENCE_END = frozenset("。！？!?\n；;")
_CLOSING = frozenset("”’」』）)】》")
# Typographic twins that news mixes freely; each maps to one code point, so that offsets stay true.
_TWINS = {
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "—": "-",
    "–": "-",
    "－": "-",
    "〔": "(",
    "〕": ")",
    "•": "·",
    "・": "·",
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


def fold_name(name: str) -> str:
    """One spelling for comparing names: folded, without case, spaces, quotes, brackets and dashes."""
    folded = fold_text(name).lower()
    return "".join(c for c in folded if c not in " \"'《》「」『』·-()")


def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open bounds of sentences, in order, covering all that is not white space.

    A sentence ends at 。！？；or a line feed, with the closing quotes after it.
    """
    bounds: list[tuple[int, int]] = []
    start, i, n = 0, 0, len(text)
    while i < n:
        if text[i] in _SENTENCE_END:
            end = i + 1
            while end < n and text[i] != "\n" and (text[end] in _CLOSING or text[end] in _SENTENCE_END - {"\n"}):
                end += 1
            _add_trimmed(bounds, text, start, end)
            start = i = end
        else:
            i += 1
    _add_trimmed(bounds, text, start, n)
    return tuple(bounds)


def _add_trimmed(bounds: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        bounds.append((start, end))


def sentence_at(bounds: tuple[tuple[int, int], ...], offset: int) -> int:
    """Index of the sentence that holds an offset; the one before, if it lies between two."""
    return max(0, bisect_right(bounds, (offset, 1 << 60)) - 1)
