"""Feature channels -> labelled spans, by a linear-chain CRF with whole-number weights.

Whole numbers make the result the same on every machine: no rounding, no order of summation.
The weights are built by `seeds/build/weights.py` and shipped as `seeds/weights/names.npz`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.extract.features import Channels
from kg.extract.labels import LABELS, may_follow, spans_of
from kg.extract.templates import TEMPLATES, feature_keys
from kg.weights import Weights

_FORBIDDEN: Final = -(1 << 28)
_LONGEST: Final = 400

_N: Final = len(LABELS)
_ALLOWED: Final = np.array([[may_follow(a, b) for b in range(_N)] for a in range(_N)])
_FIRST: Final = np.array([0 if may_follow(-1, label) else _FORBIDDEN for label in range(_N)], dtype=np.int32)
_LAST: Final = np.array([0 if may_follow(label, -1) else _FORBIDDEN for label in range(_N)], dtype=np.int32)


def tag_sentences(
    channels: Channels, bounds: Sequence[tuple[int, int]], weights: Weights
) -> list[tuple[int, int, str]]:
    """The (start, end, type) spans of a text cut at the given bounds; a span never crosses one."""
    emissions = _emissions(channels, weights)
    pieces = [piece for start, end in bounds for piece in _pieces(start, end)]
    return sorted(
        (start + s, start + e, kind)
        for (start, _), labels in zip(pieces, _best_paths(emissions, pieces, weights), strict=True)
        for s, e, kind in spans_of(labels)
    )


def _emissions(channels: Channels, weights: Weights) -> NDArray[np.int32]:
    scores = np.zeros((len(channels["char"]), len(LABELS)), dtype=np.int32)
    for template, keys, rows in zip(TEMPLATES, weights.keys, weights.rows, strict=True):
        if not len(keys):
            continue
        wanted = feature_keys(channels, template)
        index = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        known = np.flatnonzero(keys[index] == wanted)
        scores[known] += rows[index[known]]
    return scores


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    """A sentence nobody ever ends (a megabyte on one line) is read piece by piece."""
    return [(s, min(s + _LONGEST, end)) for s in range(start, end, _LONGEST)]


def _best_paths(emissions: NDArray[np.int32], pieces: Sequence[tuple[int, int]], weights: Weights) -> list[list[int]]:
    """Viterbi over all pieces at once, the longest first, so that each step works on one slice."""
    order = sorted(range(len(pieces)), key=lambda i: (pieces[i][0] - pieces[i][1], i))
    lengths = np.array([pieces[i][1] - pieces[i][0] for i in order], dtype=np.int64)
    starts = np.array([pieces[i][0] for i in order], dtype=np.int64)
    paths: list[list[int]] = [[] for _ in pieces]
    transitions = np.where(_ALLOWED, weights.transitions, _FORBIDDEN).astype(np.int32)
    if not len(order):
        return paths
    score = emissions[starts] + _FIRST
    final = np.zeros_like(score)
    back: list[NDArray[np.int8]] = []
    ended = np.flatnonzero(lengths == 1)
    final[ended] = score[ended]
    for step in range(1, int(lengths[0])):
        active = int(np.searchsorted(-lengths, -step))  # pieces longer than `step`
        through = score[:active, :, None] + transitions[None, :, :]
        best = through.argmax(axis=1)
        score = np.take_along_axis(through, best[:, None, :], axis=1)[:, 0, :] + emissions[starts[:active] + step]
        back.append(best.astype(np.int8))
        ended = np.flatnonzero(lengths[:active] == step + 1)
        final[ended] = score[ended]
    last = (final + _LAST).argmax(axis=1)
    for row, piece in enumerate(order):
        label = int(last[row])
        path = [label]
        for step in range(int(lengths[row]) - 2, -1, -1):
            label = int(back[step][row, label])
            path.append(label)
        paths[piece] = path[::-1]
    return paths
