"""Feature channels -> spans with types: a CRF lists candidates, a forest weighs them, the best set is taken.

The CRF sees a few characters around each one; the forest sees whole candidates, their rivals and the whole text. All
weights are whole numbers, which make the result the same on every machine: no rounding, no order of summation. They are
built by `seeds/derive/names.py` and shipped as `seeds/weights/names.npz` and `spans.npz`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import kernel
from kg.extract.emissions import scorer_of
from kg.extract.features import MARGIN, Channels
from kg.extract.lattice import Lattice, lay_lattice
from kg.extract.traits import Traits, traits_of
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.model import TYPES
from kg.trees import Forest
from kg.trie import Keys, Numbers
from kg.weights import Weights

_LONGEST: Final = 400
# Log-odds from which a candidate is believed. F1 is best where the chance is half the F1 that is reached: 0.45.
BELIEVED: Final = -0.2
_SUREST: Final = 0.999  # only what a rule finds is certain

Tagged = list[tuple[int, int, str]]
Bounds = Sequence[tuple[int, int]]


def tag_texts(
    joined: Channels,
    starts: Sequence[int],
    bounds: Sequence[Bounds],
    weights: Weights,
    chooser: Forest,
    lexicon: Lexicon,
    grammar: Grammar,
) -> tuple[list[Tagged], list[list[float]], list[Tagged]]:
    """The spans of each of the texts of `joined_channels`; much quicker than each alone. Spans lie apart, and none
    crosses one of the text's bounds. Then the chance of each to be a name, by the forest, and what the CRF takes for
    names and the forest does not, where nothing else was chosen."""
    lattice, traits = weigh_candidates(joined, starts, bounds, weights, lexicon, grammar)
    spans = lattice.spans
    odds = chooser.log_odds(traits.T)
    taken = choose(spans, odds - BELIEVED)
    chosen = spans[:3, taken]
    best = spans[:3, spans[3] == 0]
    at = np.searchsorted(chosen[1], best[0], side="right")  # of the chosen, the first that ends behind its beginning
    free = np.append(chosen[0], len(joined["char"]))[at] >= best[1]
    tagged = _by_text(chosen, starts)
    chances = iter(odds[taken].tolist())
    return (
        tagged,
        [[min(round(1 / (1 + math.exp(-next(chances))), 3), _SUREST) for _ in own] for own in tagged],
        _by_text(best[:, free], starts),
    )


def _by_text(spans: Numbers, starts: Sequence[int]) -> list[Tagged]:
    result: list[Tagged] = [[] for _ in starts]
    for begin, end, kind in zip(*spans.tolist(), strict=True):
        text = bisect_right(starts, begin + MARGIN) - 1
        start = starts[text] - MARGIN
        result[text].append((begin - start, end - start, TYPES[kind]))
    return result


def weigh_candidates(
    joined: Channels,
    starts: Sequence[int],
    bounds: Sequence[Bounds],
    weights: Weights,
    lexicon: Lexicon,
    grammar: Grammar,
) -> tuple[Lattice, Traits]:
    """The candidates of all texts and what the forest asks about them; offsets are those of `joined` without its first
    MARGIN characters."""
    pieces = [
        piece
        for start, own in zip(starts, bounds, strict=True)
        for low, high in own
        for piece in _pieces(start + low - MARGIN, start + high - MARGIN)
    ]
    lattice = lay_lattice(scorer_of(weights).score(joined), pieces, weights.transitions)
    channels = {name: channel[MARGIN:] for name, channel in joined.items()}
    return lattice, traits_of(channels, [start - MARGIN for start in starts], lattice, lexicon, grammar)


def choose(spans: Numbers, worth: NDArray[np.float64]) -> NDArray[np.int64]:
    """The columns of the spans that lie apart and are worth the most together, in order of text."""
    able = np.flatnonzero(worth > 0)
    able = able[np.lexsort((spans[0, able], spans[1, able]))]
    taken = np.zeros(len(able), dtype=np.bool_)
    room = len(able) + 1
    take_best(spans[0, able], spans[1, able], worth[able], np.zeros(room), np.zeros(room, dtype=np.int64), taken)
    return able[taken]


@kernel("void(int32[::1], int32[::1], float64[::1], float64[::1], int64[::1], boolean[::1])")
def take_best(
    starts: Numbers,
    ends: Numbers,
    worth: NDArray[np.float64],
    sums: NDArray[np.float64],
    before: Keys,
    taken: NDArray[np.bool_],
) -> None:
    """Mark the taken of spans in order of end. `sums` and `before` are room for the best sum of the first so many
    spans, and how many of them are left when the last one of these is taken (-1: it is not)."""
    for i in range(len(ends)):
        low, high = 0, i
        while low < high:  # how many end where this one begins or before
            middle = (low + high) // 2
            if ends[middle] <= starts[i]:
                low = middle + 1
            else:
                high = middle
        with_it = sums[low] + worth[i]
        if with_it > sums[i]:
            sums[i + 1], before[i + 1] = with_it, low
        else:
            sums[i + 1], before[i + 1] = sums[i], -1
    at = len(ends)
    while at > 0:
        if before[at] < 0:
            at -= 1
        else:
            taken[at - 1] = True
            at = before[at]


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    """A sentence nobody ever ends (a megabyte on one line) is read piece by piece."""
    return [(s, min(s + _LONGEST, end)) for s in range(start, end, _LONGEST)]
