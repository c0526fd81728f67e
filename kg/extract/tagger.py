"""Feature channels -> labelled spans, by a linear-chain CRF with whole-number weights.

Whole numbers make the result the same on every machine: no rounding, no order of summation.
The weights are built by `seeds/derive/names.py` and shipped as `seeds/weights/names.npz`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import numpy as np

from kg.extract.emissions import scorer_of
from kg.extract.features import MARGIN, Channels
from kg.extract.labels import TAGGED_TYPES
from kg.extract.viterbi import best_labels
from kg.weights import Weights

_LONGEST: Final = 400

Tagged = list[tuple[int, int, str]]
Bounds = Sequence[tuple[int, int]]


def tag_sentences(channels: Channels, bounds: Bounds, weights: Weights) -> Tagged:
    """The (start, end, type) spans of a text cut at the given bounds; a span never crosses one."""
    return tag_texts(
        {name: np.pad(channel, MARGIN) for name, channel in channels.items()}, [MARGIN], [bounds], weights
    )[0]


def tag_texts(joined: Channels, starts: Sequence[int], bounds: Sequence[Bounds], weights: Weights) -> list[Tagged]:
    """The spans of each of the texts of `joined_channels`; much quicker than each alone."""
    pieces = [
        piece
        for start, own in zip(starts, bounds, strict=True)
        for low, high in own
        for piece in _pieces(start + low - MARGIN, start + high - MARGIN)
    ]
    labels = best_labels(scorer_of(weights).score(joined), pieces, weights.transitions)
    tags = np.where(labels > 0, (labels - 1) % 4, -1)
    begins = np.flatnonzero((tags == 0) | (tags == 3)) + MARGIN
    ends = np.flatnonzero((tags == 2) | (tags == 3)) + MARGIN + 1
    kinds = (labels[begins - MARGIN] - 1) // 4
    result: list[Tagged] = [[] for _ in starts]
    for begin, end, kind in zip(begins.tolist(), ends.tolist(), kinds.tolist(), strict=True):
        text = bisect_right(starts, begin) - 1
        result[text].append((begin - starts[text], end - starts[text], TAGGED_TYPES[kind]))
    return result


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    """A sentence nobody ever ends (a megabyte on one line) is read piece by piece."""
    return [(s, min(s + _LONGEST, end)) for s in range(start, end, _LONGEST)]
