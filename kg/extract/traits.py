"""Candidate spans -> whole numbers that tell names from what only looks like one.

How sure the recognizer is of a span and of what overlaps it, what the article does with the same characters elsewhere,
which words stand in it and around it, where it stands in its sentence and its line.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import Int, kernel, part
from kg.extract.features import Channels
from kg.extract.known import Words, code_of, stretch_begins, stretch_ends
from kg.extract.lattice import BEGIN_ROWS, NONE, OUTSIDE_ROW, SINGLE_ROWS, WIDTH, Lattice
from kg.extract.repeats import REPEATED, repeats_of
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.model import TYPES
from kg.trees import MOST
from kg.trie import Keys, Numbers, build_trie

Traits = NDArray[np.int16]

_T: Final = len(TYPES)
_FIRST, _LAST, _BEFORE, _BEHIND, _NEXT = range(5)
# What stands at, before or behind a span: a channel, and where.
_SEEN: Final = (
    *(("word", where) for where in (_FIRST, _LAST, _BEFORE, _BEHIND)),
    *(("speech", where) for where in (_FIRST, _LAST, _BEFORE, _BEHIND)),
    *(("common", where) for where in (_FIRST, _LAST, _BEFORE)),
    *(("near", where) for where in (_FIRST, _LAST, _BEFORE, _BEHIND)),
    *(("head", where) for where in (_FIRST, _LAST, _BEFORE, _BEHIND, _NEXT)),
    *(("name", where) for where in (_FIRST, _LAST, _BEFORE, _BEHIND)),
    *(("place", where) for where in (_FIRST, _LAST, _BEFORE, _BEHIND)),
    *(("stop", where) for where in (_FIRST, _LAST)),
    *(("bracket", where) for where in (_FIRST, _LAST, _BEFORE, _BEHIND)),
    ("begin", _FIRST),
    *(("kind", where) for where in (_FIRST, _LAST, _BEFORE, _BEHIND)),
    *(("group", where) for where in (_FIRST, _LAST)),
)
# What is known as a whole: the channel of the longest known forms.
_KNOWN: Final = ("name", "place", "stop", "brand")
_MARKS: Final = '、",:;。《》()'
_SENTENCE_ENDS: Final = np.zeros(1 << 16, dtype=np.bool_)
_SENTENCE_ENDS[[ord(mark) for mark in "。;\n"]] = True
_FARTHEST: Final = 60  # characters; what is further away is all the same
# What is told of the span itself and of its rivals.
_OWN: Final = (
    *("type", "length", "short", "other_begin", "other_end", "least_outside", "most_outside"),
    *("same_span", "holding", "inside", "crossing", "same_begin", "same_end", "before", "type_before", "type_behind"),
)
_COUNTED: Final = ("digits", "latin", *_MARKS, "of_places", "generic", "of_none")
_PLACED: Final = (
    *("in_title", "from_sentence", "to_sentence_end", "names_in_sentence", "of_type_in_sentence"),
    *("from_line", "to_line_end", "of_type_in_line"),
)
TRAITS: Final = (
    *(*_OWN, *REPEATED, *(f"{channel}.{where}" for channel, where in _SEEN), *(f"whole.{name}" for name in _KNOWN)),
    *(*_COUNTED, *_PLACED),
)
"""The names of all traits of a candidate, in order."""


def traits_of(channels: Channels, starts: list[int], lattice: Lattice, lexicon: Lexicon, grammar: Grammar) -> Traits:
    """Traits by row, candidates by column. Channels begin with the first character of the lattice and go on behind its
    last; `starts` tells where each text begins there."""
    spans = lattice.spans
    of_text = (np.searchsorted(np.array(starts), spans[0], side="right") - 1).astype(np.int32)
    codes = channels["char"]
    own = np.full((len(_OWN), spans.shape[1]), NONE, dtype=np.int32)
    weigh_rivals(spans, lattice.short, own)
    columns = [
        *own,
        *repeats_of(codes, spans, of_text),
        *_seen(channels, spans),
        *(_whole(channels[name], spans) for name in _KNOWN),
        *_counted(channels, spans, _cover_generic(codes, lexicon, grammar)),
        *_placed(codes, spans, spans[3] == 0, np.array(starts)[of_text]),
    ]
    traits: Traits = np.clip(np.array(columns), -MOST, MOST).astype(np.int16)
    return traits


@kernel("void(int32[:, :], int32[:, ::1], int32[:, ::1])")
def weigh_rivals(spans: Numbers, short: Numbers, own: Numbers) -> None:
    """Type, length, how far short; how far the other labels of its ends and the outside fall short; and the best of
    the candidates that are the same span, hold it, lie in it, cross it, share its type and begin or end, stand next."""
    count = spans.shape[1]
    first = 0
    for i in range(count):
        start, end, kind, far = spans[0, i], spans[1, i], spans[2, i], spans[3, i]
        own[0, i], own[1, i], own[2, i] = kind, end - start, far
        own[3, i] = own[4, i] = 0
        if far == 0:
            begin = SINGLE_ROWS + kind if end - start == 1 else BEGIN_ROWS + kind
            close = SINGLE_ROWS + kind if end - start == 1 else kind
            own[3, i] = own[4, i] = NONE
            for row in range(WIDTH):
                if row != begin:
                    own[3, i] = max(own[3, i], short[start, row])
                if row != close:
                    own[4, i] = max(own[4, i], short[end - 1, row])
        least, most = 0, NONE
        for at in range(start, end):
            least, most = min(least, short[at, OUTSIDE_ROW]), max(most, short[at, OUTSIDE_ROW])
        own[5, i], own[6, i] = least, most
        while spans[1, first] < start:
            first += 1
        for j in range(first, i):
            if spans[1, j] == start:
                if spans[3, j] > own[13, i]:
                    own[13, i], own[14, i] = spans[3, j], spans[2, j]
                continue
            if spans[1, j] < start:
                continue
            _rival(spans, own, i, j)
            _rival(spans, own, j, i)
    for i in range(count):
        own[15, i] = -1
        for j in range(i + 1, count):
            if spans[0, j] > spans[1, i]:
                break
            if spans[0, j] == spans[1, i] and spans[3, j] == 0:
                own[15, i] = spans[2, j]


@part
def _rival(spans: Int, own: Int, i: Int, j: Int) -> Int:
    """Note of candidate i what overlapping candidate j is to it."""
    start, end, there, until, far = spans[0, i], spans[1, i], spans[0, j], spans[1, j], spans[3, j]
    if start == there and end == until:
        own[7, i] = max(own[7, i], far)
    elif there <= start and until >= end:
        own[8, i] = max(own[8, i], far)
    elif there >= start and until <= end:
        own[9, i] = max(own[9, i], far)
    else:
        own[10, i] = max(own[10, i], far)
    if spans[2, i] == spans[2, j] and (start == there) != (end == until):
        row = 11 if start == there else 12
        own[row, i] = max(own[row, i], far)
    return 0


def _seen(channels: Channels, spans: Numbers) -> list[Keys]:
    """The channels of `_SEEN` at each candidate."""
    first, behind = spans[0], spans[1]
    places = {_FIRST: first, _LAST: behind - 1, _BEFORE: first - 1, _BEHIND: behind, _NEXT: behind + 1}
    return [channels[name][places[where]] for name, where in _SEEN]


def _whole(channel: Keys, spans: Numbers) -> Keys:
    """What the longest known form over a candidate is, where it is the candidate and nothing less or more."""
    closed = _summed(stretch_ends(channel))
    last = channel[spans[1] - 1]
    begins = stretch_begins(channel[spans[0]]) | (spans[1] - spans[0] == 1)
    whole = begins & stretch_ends(last) & (closed[spans[1]] - closed[spans[0]] == 1)
    return np.where(whole, code_of(last) + 1, 0)


def _counted(channels: Channels, spans: Numbers, generic: NDArray[np.bool_]) -> list[Keys]:
    """How many characters of a candidate are digits, Latin, each mark, of places, of trades and talk, of none."""
    codes, place = channels["char"], channels["place"] > 0
    asked = [
        codes == ord("0"),
        (codes > 32) & (codes < 128),
        *(codes == ord(mark) for mark in _MARKS),
        place,
        generic & ~place,
        ~generic & ~place,
    ]
    sums = map(_summed, asked)
    return [found[spans[1]] - found[spans[0]] for found in sums]


def _placed(codes: Keys, spans: Numbers, best: NDArray[np.bool_], text_starts: Keys) -> list[Keys]:
    """Whether a candidate stands in the title; how far from the ends of its sentence and line; how many best names
    begin in its sentence, how many of its type there and in its line."""
    first, behind, kind = spans[0], spans[1], spans[2]
    breaks = codes == ord("\n")
    ends = _SENTENCE_ENDS.take(codes, mode="clip")
    lines = _summed(breaks)
    columns = [(lines[first] == lines[text_starts]).astype(np.int64)]
    begun = [_summed(np.bincount(first[best & (kind == t)], minlength=len(codes))) for t in range(_T)]
    begun = [np.sum(begun, axis=0), *begun]
    for marks in (ends, breaks):
        at = np.concatenate(([-1], np.flatnonzero(marks | (codes == 0)), [len(codes)]))
        place = np.searchsorted(at, first, side="right") - 1
        low, high = at[place] + 1, np.maximum(at[place + 1], behind)
        columns += [np.minimum(first - low, _FARTHEST), np.minimum(high - behind, _FARTHEST)]
        inside = np.stack([found[high] - found[low] for found in begun])
        if marks is ends:
            columns.append(inside[0])
        columns.append(inside[kind + 1, np.arange(len(kind))])
    return columns


def _summed(values: NDArray[np.generic]) -> Keys:
    """By place the sum of all values before it."""
    return np.concatenate(([0], np.cumsum(values, dtype=np.int64)))


def _cover_generic(codes: Keys, lexicon: Lexicon, grammar: Grammar) -> NDArray[np.bool_]:
    """Which characters belong to words of trades and of talk."""
    words = _words_of(grammar.generic, lexicon.industry_forms)
    return words.cover(words.trie.scan(codes.astype(np.uint32)), "class", len(codes)) > 0


@lru_cache(maxsize=4)
def _words_of(generic: frozenset[str], industries: frozenset[str]) -> Words:
    words = sorted(generic | industries)
    return Words(build_trie(words), {"class": np.ones(len(words), dtype=np.int64)})
