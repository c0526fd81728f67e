"""Folded text -> where known forms stand in it, and channels of what covers each character."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import kernel
from kg.grammar import WordClasses
from kg.kept import keep
from kg.lexicon import PLACES, Form, Lexicon, Trust
from kg.model import TYPES
from kg.trie import Keys, Numbers, Trie, build_trie, code_points

# Weights depend on these codes.
TYPE_CODES: Final = {"Enterprise": 1, "Park": 2, "Policy": 3, "Organization": 4, "Project": 5}
_NONE: Final = -1

# Positions inside a covered stretch, as the tags of the field: begin, inside, end, single.
_B, _I, _E, _S = range(1, 5)
_TAGS: Final = 8  # room for them in the numbers of a channel


def code_of(channel: Keys) -> Keys:
    """What covers each character; 0 for nothing."""
    return channel // _TAGS


def stretch_begins(channel: Keys) -> NDArray[np.bool_]:
    """Where a covered stretch of several characters begins."""
    found: NDArray[np.bool_] = channel % _TAGS == _B
    return found


def stretch_ends(channel: Keys) -> NDArray[np.bool_]:
    """Where a covered stretch ends."""
    found: NDArray[np.bool_] = channel % _TAGS >= _E
    return found


@dataclass(frozen=True, eq=False)
class Words:
    """Words, and what each of them is as a code; -1 where it is nothing of that kind."""

    trie: Trie
    codes: Mapping[str, Keys]

    def cover(self, found: Numbers, kind: str, length: int) -> Keys:
        """The longest words of a kind, leftmost first where equal, as numbers of code and position; the rest is 0."""
        channel = np.zeros(length, dtype=np.int64)
        longest = int((found[1] - found[0]).max(initial=0))
        cover_text(found, self.codes[kind], np.zeros(longest + 2, dtype=np.int64), np.empty_like(found[0]), channel)
        return channel


@lru_cache(maxsize=4)
def known_forms(lexicon: Lexicon) -> Words:
    """The forms of a lexicon: which place, which other name each may be, and the type of which it is one for sure."""
    return keep("forms", lexicon.digest, Words, lambda: _make_forms(lexicon))


def _make_forms(lexicon: Lexicon) -> Words:
    codes = np.array([_codes(readings) for readings in lexicon.forms.values()], dtype=np.int64).reshape(-1, 3).T
    return Words(build_trie(list(lexicon.forms)), dict(zip(("place", "name", "sure"), codes.copy(), strict=True)))


@lru_cache(maxsize=4)
def known_nonentities(lexicon: Lexicon) -> Words:
    """What is known to be no name."""
    return Words(build_trie(list(lexicon.nonentities)), {"stop": np.zeros(len(lexicon.nonentities), dtype=np.int64)})


@lru_cache(maxsize=4)
def known_brands(lexicon: Lexicon) -> Words:
    """What may stand for a known firm."""
    return Words(build_trie(sorted(lexicon.brands)), {"brand": np.zeros(len(lexicon.brands), dtype=np.int64)})


@lru_cache(maxsize=8)
def known_words(classes: WordClasses) -> Words:
    """The words of a grammar, by class."""
    numbers = {word: number for word, (_, number) in classes.automaton.items()}
    return Words(build_trie(list(numbers)), {"class": np.array(list(numbers.values()), dtype=np.int64)})


def sure_names(texts: Sequence[str], lexicon: Lexicon) -> list[list[tuple[int, int, str]]]:
    """(start, end, type) of every form of which the lexicon is sure, by start and then by length, for each folded text.
    All texts are looked through at once; a line feed between them stands in no form."""
    words = known_forms(lexicon)
    found = words.trie.scan(code_points("\n".join(texts)))
    kinds = words.codes["sure"][found[2]]
    sure = kinds != _NONE
    begins = [0, *accumulate(len(text) + 1 for text in texts)]
    names: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    for start, end, kind in zip(*found[:2, sure].tolist(), kinds[sure].tolist(), strict=True):
        number = bisect_right(begins, start) - 1
        names[number].append((start - begins[number], end - begins[number], TYPES[kind]))
    return names


def _codes(readings: tuple[Form, ...]) -> tuple[int, int, int]:
    if len(readings) == 1:  # nearly all
        (form,) = readings
        safe = form.trust == Trust.SAFE
        sure = TYPES.index(form.type) if safe else _NONE
        return (1 + safe, _NONE, sure) if form.type in PLACES else (_NONE, TYPE_CODES[form.type] * 2 + safe, sure)
    place = max((form.trust for form in readings if form.type in PLACES), default=None)
    other = next((form for form in readings if form.type not in PLACES), None)
    safe_types = {form.type for form in readings if form.trust == Trust.SAFE}
    return (
        _NONE if place is None else 1 + (place == Trust.SAFE),
        _NONE if other is None else TYPE_CODES[other.type] * 2 + (other.trust == Trust.SAFE),
        TYPES.index(readings[0].type) if readings[0].trust == Trust.SAFE and len(safe_types) == 1 else _NONE,
    )


@kernel("void(int32[:, :], int64[::1], int64[::1], int32[::1], int64[::1])")
def cover_text(found: Numbers, codes: Keys, counts: Keys, order: Numbers, channel: NDArray[np.int64]) -> None:
    """Fill a channel; `counts` has room for each length and one more, `order` for each word found."""
    longest = len(counts) - 2
    for i in range(found.shape[1]):
        if codes[found[2, i]] >= 0:
            counts[longest - (found[1, i] - found[0, i]) + 1] += 1
    for length in range(longest + 1):
        counts[length + 1] += counts[length]
    total = counts[longest + 1]
    for i in range(found.shape[1]):
        if codes[found[2, i]] >= 0:
            length = longest - (found[1, i] - found[0, i])
            order[counts[length]] = i
            counts[length] += 1
    for place in range(total):
        i = order[place]
        start, end, code = found[0, i], found[1, i], codes[found[2, i]]
        free = True
        for at in range(start, end):
            if channel[at] != 0:
                free = False
        if not free:
            continue
        for at in range(start, end):
            channel[at] = code * _TAGS + _I
        channel[end - 1] = code * _TAGS + _E
        channel[start] = code * _TAGS + (_S if end - start == 1 else _B)
