"""Scores of labels -> the best well-formed labels of each piece of text, all pieces at once.

Scores are kept 32-fold and the five bits below hold the label before: one maximum finds both. Of equally good labels
the one with the smallest number wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.extract.labels import LABELS, TAGGED_TYPES

_N: Final = len(LABELS)
_T: Final = len(TAGGED_TYPES)
# Labels by what may follow them: ends, outside, singles; then begins, insides. Only O, singles and begins follow the
# first three, only the same type's insides and ends the others.
ORDER: Final = np.array(
    [*(4 * t + 3 for t in range(_T)), 0, *(4 * t + 4 for t in range(_T)), *(4 * t + 1 for t in range(_T))]
    + [4 * t + 2 for t in range(_T)]
)
_ROW: Final = np.argsort(ORDER)
_CLOSED: Final = slice(0, 2 * _T + 1)
_FREE: Final = slice(_T, 3 * _T + 1)
_ENDS: Final = slice(0, _T)
_BEGINS: Final = slice(2 * _T + 1, 3 * _T + 1)
_INSIDES: Final = slice(3 * _T + 1, _N)
_OPEN: Final = slice(2 * _T + 1, _N)
_BEFORE: Final = 31
_ROW_BEFORE: Final = np.concatenate((np.zeros(_BEFORE + 1 - _N, dtype=np.int64), _ROW[::-1]))
_AT_ONCE: Final = 512


def best_labels(
    scores: NDArray[np.signedinteger],
    pieces: Sequence[tuple[int, int]],
    transitions: NDArray[np.int32],
    most: int,
) -> NDArray[np.int8]:
    """The label of each character; outside the pieces 0.

    Scores have a column for each label, in the order of `ORDER`; none lies beyond ± `most`.
    """
    result = np.zeros(len(scores), dtype=np.int8)
    bounds = np.array(pieces, dtype=np.int64).reshape(-1, 2)
    lengths = bounds[:, 1] - bounds[:, 0]
    order = np.argsort(-lengths, kind="stable")  # pieces of like length together
    for at in range(0, len(order), _AT_ONCE):
        chosen = order[at : at + _AT_ONCE]
        _label(scores, bounds[chosen, 0], lengths[chosen], transitions, most, result)
    return result


def _label(
    scores: NDArray[np.signedinteger],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    transitions: NDArray[np.int32],
    most: int,
    result: NDArray[np.int8],
) -> None:
    """Label pieces, the longest first, so that each step works on one slice."""
    longest = int(lengths[0])
    most_step = most + int(np.abs(transitions).max())
    number = np.int32 if (longest + 2) * most_step * 2 * (_BEFORE + 1) < 1 << 31 else np.int64
    to_free, to_open = _moves(transitions.astype(number))
    active = (lengths.size - np.searchsorted(lengths[::-1], np.arange(longest + 1), side="right")).tolist()
    # How each step was come to: by row of the new label the label before, as 31 - its number.
    back = np.empty((longest, _N, len(starts)), dtype=np.uint8)
    score = np.multiply(scores.take(starts, axis=0).T[:_N], _BEFORE + 1, dtype=number, order="C")
    score[_INSIDES] = score[_ENDS] = np.iinfo(number).min // 2
    last = np.zeros(len(starts), dtype=np.int64)
    for step in range(1, longest + 1):
        here = active[step]
        if here < score.shape[1]:
            last[here : score.shape[1]] = _best_end(score[:, here:])
            if not here:
                break
            score = score[:, :here]
        new = np.empty((_N, here), dtype=number)
        (score[_CLOSED, None, :] + to_free).max(axis=0, out=new[_FREE])
        through = (score[_OPEN].reshape(1, 2, _T, here) + to_open).max(axis=1)
        new[_INSIDES], new[_ENDS] = through[0], through[1]
        np.bitwise_and(new, _BEFORE, out=back[step, :, :here], casting="unsafe")
        new &= ~_BEFORE
        new += np.multiply(scores.take(starts[:here] + step, axis=0).T[:_N], _BEFORE + 1, dtype=number)
        score = new
    row, columns = _ROW[last], np.arange(len(starts))
    for step in range(longest - 1, -1, -1):
        here = active[step]
        result[starts[:here] + step] = ORDER[row[:here]]
        if step:
            row[:here] = _ROW_BEFORE[back[step, row[:here], columns[:here]]]


def _moves(transitions: NDArray[np.signedinteger]) -> tuple[NDArray[np.signedinteger], NDArray[np.signedinteger]]:
    """Scores of moves, with the label before in the low bits: closed to free, and by inside and end those of a type."""
    packed = transitions * (_BEFORE + 1) + (_BEFORE - np.arange(_N, dtype=transitions.dtype))[:, None]
    packed = packed[ORDER][:, ORDER]
    own = np.arange(_T)
    inside = [[packed[before, after][own, own] for before in (_BEGINS, _INSIDES)] for after in (_INSIDES, _ENDS)]
    return np.ascontiguousarray(packed[_CLOSED, _FREE][:, :, None]), np.array(inside)[:, :, :, None]


def _best_end(score: NDArray[np.signedinteger]) -> NDArray[np.int64]:
    closed = score[_CLOSED] + (_BEFORE - ORDER[_CLOSED]).astype(score.dtype)[:, None]
    result: NDArray[np.int64] = _BEFORE - (closed.max(axis=0) & _BEFORE).astype(np.int64)
    return result
