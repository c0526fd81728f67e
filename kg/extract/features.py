"""Text and knowledge -> feature channels, one integer a character in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.extract.known import code_of, known_brands, known_forms, known_nonentities, known_words, stretch_ends
from kg.extract.words import word_channels
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.trie import code_points

_CHUNK_END: Final = frozenset("。！？!?；;，,、：:\n|/ \t…")
_OPEN: Final = {"《": 1, '"': 2, "(": 3, "【": 4, "「": 2, "『": 2, "[": 4}
_CLOSE: Final = {"》": 1, '"': 2, ")": 3, "】": 4, "」": 2, "』": 2, "]": 4}
# How far the next head word is, in characters, as one of eight numbers: all beyond ten are far.
_DISTANCE: Final = np.array([0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 6, 7], dtype=np.int64)

_CLOSES_CHUNK: Final = np.zeros(1 << 16, dtype=np.bool_)
_CLOSES_CHUNK[[ord(char) for char in _CHUNK_END]] = True
_BRACKET: Final = re.compile(r'[《》"()【】「」『』\[\]]')

MARGIN: Final = 3  # as far as a template looks
_APART: Final = "\1\n\n"  # between texts: no word and no name holds it, and a text begins behind it as behind a line

Channels = dict[str, NDArray[np.int64]]


def joined_channels(texts: Sequence[str], lexicon: Lexicon, grammar: Grammar) -> tuple[Channels, list[int]]:
    """The channels of many folded texts in one piece, MARGIN zeros around each, and where each text begins."""
    joined = "".join((_APART, *(part for text in texts for part in (text, _APART))))
    ends = np.cumsum([MARGIN + len(text) for text in texts], dtype=np.int64)
    apart = np.zeros(len(joined), dtype=np.bool_)
    for shift in range(MARGIN):
        apart[[shift, *(ends + shift).tolist()]] = True
    channels = feature_channels(joined, lexicon, grammar, apart)
    for channel in channels.values():
        channel[apart] = 0
    return channels, [int(end) - len(text) for end, text in zip(ends, texts, strict=True)]


def feature_channels(
    folded: str, lexicon: Lexicon, grammar: Grammar, apart: NDArray[np.bool_] | None = None
) -> Channels:
    """All channels of a folded text; 0 stands for nothing.

    char, kind: what the character is; group, subgroup: what words it makes. place, name, stop, brand: the longest
    known form over it. head, near: the word class over it. bracket: what it stands in. ahead, until: the next head
    word of its chunk and how far. begin: how far from the chunk's start. `apart` tells which characters stand between
    texts.
    """
    n = len(folded)
    points = code_points(folded)
    codes = points.astype(np.int64)
    digit = (codes >= 48) & (codes <= 57)
    upper = (codes >= 65) & (codes <= 90)
    lower = (codes >= 97) & (codes <= 122)
    han = (codes >= 0x3400) & (codes <= 0x9FFF)
    kind = np.where(digit, 1, np.where(upper, 2, np.where(lower, 3, np.where(han, 4, 5)))).astype(np.int64)
    kind[codes == 10] = 6
    char = np.where(digit, 48, np.where(upper, codes + 32, codes))

    forms, nonentities = known_forms(lexicon), known_nonentities(lexicon)
    brands = known_brands(lexicon)
    heads, nears = known_words(grammar.head), known_words(grammar.near)
    found = forms.trie.scan(points)
    head = heads.cover(heads.trie.scan(points), "class", n)
    ahead, until, begin = _chunk_context(codes, head)
    return {
        "char": char,
        "kind": kind,
        "group": grammar.characters[0].take(codes, mode="clip"),
        "subgroup": grammar.characters[1].take(codes, mode="clip"),
        "place": forms.cover(found, "place", n),
        "name": forms.cover(found, "name", n),
        "stop": nonentities.cover(nonentities.trie.scan(points), "stop", n),
        "brand": brands.cover(brands.trie.scan(points), "brand", n),
        "head": head,
        "near": nears.cover(nears.trie.scan(points), "class", n),
        "bracket": _brackets(folded),
        "ahead": ahead,
        "until": until,
        "begin": begin,
        **word_channels(folded, apart),
    }


def _brackets(folded: str) -> NDArray[np.int64]:
    channel = np.zeros(len(folded), dtype=np.int64)
    stack: list[int] = []
    after = 0
    for found in _BRACKET.finditer(folded):
        i, char = found.start(), found.group()
        if stack:
            line = folded.find("\n", after, i)
            channel[after : line if line >= 0 else i] = stack[-1]
            if line >= 0:
                stack.clear()
        after = i + 1
        if char in _CLOSE and stack and stack[-1] == _CLOSE[char]:
            stack.pop()
            channel[i] = 9
        elif char in _OPEN:
            stack.append(_OPEN[char])
            channel[i] = 8
        elif stack:
            channel[i] = stack[-1]
    if stack:
        line = folded.find("\n", after)
        channel[after : line if line >= 0 else None] = stack[-1]
    return channel


def _chunk_context(
    codes: NDArray[np.int64], head: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    n = len(codes)
    here = np.arange(n)
    closes = _CLOSES_CHUNK.take(codes, mode="clip")
    ends = np.flatnonzero(closes)
    words = np.flatnonzero(stretch_ends(head) & ~closes)
    bounds = np.concatenate(([-1], ends, [n]))
    chunk: NDArray[np.int64] = np.cumsum(closes) - closes  # which of the bounds stands before a character
    begin = np.where(closes, 0, np.minimum(here - bounds[chunk], 6))
    if not len(words):
        return np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), begin
    is_word = np.zeros(n, dtype=np.int64)
    is_word[words] = 1
    following = np.concatenate((words, [n]))[np.cumsum(is_word) - is_word]  # the next word's end, or n
    found = ~closes & (following < bounds[chunk + 1])
    at = np.where(found, following, 0)
    ahead = np.where(found, code_of(head[at]), 0)
    until = np.where(found, np.minimum(at - here, len(_DISTANCE) - 1), 0)
    return ahead, _DISTANCE[until], begin
