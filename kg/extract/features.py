"""Text and knowledge -> feature channels, one integer a character in each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.extract.words import word_channels
from kg.grammar import Grammar, WordClasses
from kg.lexicon import PLACES, Hit, Lexicon, Trust

TYPE_CODES: Final = {"Enterprise": 1, "Park": 2, "Policy": 3, "Organization": 4, "Project": 5}

# Positions inside a matched stretch, as the tags of the field: begin, inside, end, single.
_B, _I, _E, _S = range(1, 5)
_CHUNK_END: Final = frozenset("。！？!?；;，,、：:\n|/ \t…")
_OPEN: Final = {"《": 1, '"': 2, "(": 3, "【": 4, "「": 2, "『": 2, "[": 4}
_CLOSE: Final = {"》": 1, '"': 2, ")": 3, "】": 4, "」": 2, "』": 2, "]": 4}
_DISTANCE: Final = np.array([0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 6, 7], dtype=np.int64)

Channels = dict[str, NDArray[np.int64]]


def feature_channels(folded: str, lexicon: Lexicon, grammar: Grammar) -> Channels:
    """All channels of a folded text; 0 stands for nothing.

    char, kind: what the character is. place, name, stop: the longest known form over it. head, near: the word class
    over it. bracket: what it stands in. ahead, until: the next head word of its chunk and how far. begin: how far
    from the chunk's start.
    """
    n = len(folded)
    codes = np.frombuffer(folded.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    digit = (codes >= 48) & (codes <= 57)
    upper = (codes >= 65) & (codes <= 90)
    lower = (codes >= 97) & (codes <= 122)
    han = (codes >= 0x3400) & (codes <= 0x9FFF)
    kind = np.where(digit, 1, np.where(upper, 2, np.where(lower, 3, np.where(han, 4, 5)))).astype(np.int64)
    kind[codes == 10] = 6
    char = np.where(digit, 48, np.where(upper, codes + 32, codes))

    hits = list(lexicon.scan(folded))
    place = _cover(n, ((h.start, h.end, 1 + (_trust(h, True) == Trust.SAFE)) for h in hits if _is(h, True)))
    name = _cover(n, ((h.start, h.end, _name_code(h)) for h in hits if _is(h, False)))
    stop = _cover(n, _stop_hits(folded, lexicon))
    head_hits = _words(folded, grammar.head)
    head = _cover(n, head_hits)
    near = _cover(n, _words(folded, grammar.near))
    ahead, until, begin = _chunk_context(folded, head, head_hits)
    return {
        "char": char,
        "kind": kind,
        "place": place,
        "name": name,
        "stop": stop,
        "head": head,
        "near": near,
        "bracket": _brackets(folded),
        "ahead": ahead,
        "until": until,
        "begin": begin,
        **word_channels(folded),
    }


def _stop_hits(folded: str, lexicon: Lexicon) -> list[tuple[int, int, int]]:
    return [(last + 1 - length, last + 1, 0) for last, length in lexicon.scan_nonentities(folded)]


def _is(hit: Hit, place: bool) -> bool:
    return any((form.type in PLACES) == place for form in hit.forms)


def _trust(hit: Hit, place: bool) -> Trust:
    return max(form.trust for form in hit.forms if (form.type in PLACES) == place)


def _name_code(hit: Hit) -> int:
    form = next(form for form in hit.forms if form.type not in PLACES)
    return TYPE_CODES[form.type] * 2 + (form.trust == Trust.SAFE)


def _words(folded: str, words: WordClasses) -> list[tuple[int, int, int]]:
    return [(last + 1 - length, last + 1, number) for last, (length, number) in words.automaton.iter(folded)]


def _cover(n: int, spans: Iterable[tuple[int, int, int]]) -> NDArray[np.int64]:
    """The longest spans, leftmost first where equal, as code × 8 + position tag; the rest is 0."""
    channel = np.zeros(n, dtype=np.int64)
    taken = bytearray(n)
    for start, end, code in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if 1 in taken[start:end]:
            continue
        taken[start:end] = b"\x01" * (end - start)
        channel[start:end] = code * 8 + _I
        channel[start] = code * 8 + (_S if end - start == 1 else _B)
        if end - start > 1:
            channel[end - 1] = code * 8 + _E
    return channel


def _brackets(folded: str) -> NDArray[np.int64]:
    channel = np.zeros(len(folded), dtype=np.int64)
    stack: list[int] = []
    for i, char in enumerate(folded):
        if char in '《》"()【】「」『』[]\n':
            if char == "\n":
                stack.clear()
            elif char in _CLOSE and stack and stack[-1] == _CLOSE[char]:
                stack.pop()
                channel[i] = 9
                continue
            elif char in _OPEN:
                stack.append(_OPEN[char])
                channel[i] = 8
                continue
        if stack:
            channel[i] = stack[-1]
    return channel


def _chunk_context(
    folded: str, head: NDArray[np.int64], hits: list[tuple[int, int, int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    n = len(folded)
    ahead = np.zeros(n, dtype=np.int64)
    until = np.zeros(n, dtype=np.int64)
    begin = np.zeros(n, dtype=np.int64)
    tags = (head % 8).tolist()
    classes = (head // 8).tolist()
    following, distance = 0, 0
    for i in range(n - 1, -1, -1):
        if folded[i] in _CHUNK_END:
            following = 0
            continue
        if tags[i] in (_E, _S):
            following, distance = classes[i], 0
        ahead[i] = following
        until[i] = distance if following else 0
        distance += 1
    run = 0
    for i, char in enumerate(folded):
        run = 0 if char in _CHUNK_END else run + 1
        begin[i] = min(run, 6)
    return ahead, _DISTANCE[np.minimum(until, len(_DISTANCE) - 1)], begin
