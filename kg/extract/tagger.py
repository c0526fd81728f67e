"""Feature channels -> labelled spans, by a linear-chain CRF with whole-number weights.

Whole numbers make the result the same on every machine: no rounding, no order of summation.
The weights are built by `seeds/derive/names.py` and shipped as `seeds/weights/names.npz`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import numpy as np

from kg.extract.emissions import MARGIN, scorer_of
from kg.extract.features import Channels
from kg.extract.labels import TAGGED_TYPES
from kg.extract.viterbi import best_labels
from kg.weights import Weights

_LONGEST: Final = 400

Tagged = list[tuple[int, int, str]]
Bounds = Sequence[tuple[int, int]]


def tag_sentences(channels: Channels, bounds: Bounds, weights: Weights) -> Tagged:
    """The (start, end, type) spans of a text cut at the given bounds; a span never crosses one."""
    return tag_texts([channels], [bounds], weights)[0]


def tag_texts(texts: Sequence[Channels], bounds: Sequence[Bounds], weights: Weights) -> list[Tagged]:
    """The spans of each text, as `tag_sentences` gives them; quicker for many texts at once."""
    if not texts:
        return []
    scorer = scorer_of(weights)
    apart = np.zeros(MARGIN, dtype=np.int64)
    joined = {
        name: np.concatenate([apart, *(part for text in texts for part in (text[name], apart))]) for name in texts[0]
    }
    starts = np.cumsum([0, *(len(text["char"]) + MARGIN for text in texts)]).tolist()
    pieces = [
        piece
        for start, own in zip(starts, bounds, strict=False)
        for low, high in own
        for piece in _pieces(start + low, start + high)
    ]
    labels = best_labels(scorer.score(scorer.dense(joined)), pieces, weights.transitions, scorer.most)
    tags = np.where(labels > 0, (labels - 1) % 4, -1)
    begins = np.flatnonzero((tags == 0) | (tags == 3))
    ends = np.flatnonzero((tags == 2) | (tags == 3)) + 1
    kinds = (labels[begins] - 1) // 4
    result: list[Tagged] = [[] for _ in texts]
    for begin, end, kind in zip(begins.tolist(), ends.tolist(), kinds.tolist(), strict=True):
        text = bisect_right(starts, begin) - 1
        result[text].append((begin - starts[text], end - starts[text], TAGGED_TYPES[kind]))
    return result


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    """A sentence nobody ever ends (a megabyte on one line) is read piece by piece."""
    return [(s, min(s + _LONGEST, end)) for s in range(start, end, _LONGEST)]
