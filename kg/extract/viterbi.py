"""Scores of labels -> the best well-formed labels of each piece of text.

Scores are kept 32-fold and the five bits below hold the label before: one maximum finds both. Of equally good labels
the one with the smallest number wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import kernel
from kg.extract.labels import LABELS, TAGGED_TYPES

WIDTH: Final = 32  # labels, filled up to a power of two
_N: Final = len(LABELS)
_T: Final = len(TAGGED_TYPES)
# Labels by what may follow them: ends, outside, singles; then begins, insides. Only O, singles and begins follow the
# first three, only the same type's insides and ends the others.
ORDER: Final = np.array(
    [*(4 * t + 3 for t in range(_T)), 0, *(4 * t + 4 for t in range(_T)), *(4 * t + 1 for t in range(_T))]
    + [4 * t + 2 for t in range(_T)]
)
_ROW: Final = np.argsort(ORDER)
_CLOSED: Final = 2 * _T + 1  # so many rows first: ends, outside, singles
_FREE: Final = _T  # from here: outside, singles, begins
_BEGINS: Final = 2 * _T + 1
_INSIDES: Final = 3 * _T + 1
_BEFORE: Final = WIDTH - 1
_IMPOSSIBLE: Final = -(1 << 60)

Labels = NDArray[np.int8]
Moves = NDArray[np.int64]


def best_labels(scores: NDArray[np.int32], pieces: Sequence[tuple[int, int]], transitions: NDArray[np.int32]) -> Labels:
    """The label of each character; outside the pieces 0. Scores have a column for each label, in order of `ORDER`."""
    result = np.zeros(len(scores), dtype=np.int8)
    bounds = np.array(pieces, dtype=np.int64).reshape(-1, 2)
    longest = int((bounds[:, 1] - bounds[:, 0]).max(initial=0))
    back = np.empty((longest, WIDTH), dtype=np.uint8)
    moves = transitions.astype(np.int64) * WIDTH + (_BEFORE - np.arange(_N))[:, None]
    label_pieces(scores, bounds, moves[ORDER][:, ORDER].copy(), back, np.zeros((2, WIDTH), dtype=np.int64), result)
    return result


@kernel("void(int32[:, ::1], int64[:, ::1], int64[:, ::1], uint8[:, ::1], int64[:, ::1], int8[::1])")
def label_pieces(
    scores: NDArray[np.int32],
    pieces: NDArray[np.int64],
    moves: Moves,
    back: NDArray[np.uint8],
    room: NDArray[np.int64],
    labels: Labels,
) -> None:
    """Label each piece. `back` holds, by step and row, the label before as 31 - its number; `room` two steps."""
    score, new = room[0], room[1]
    for piece in range(len(pieces)):
        start, end = pieces[piece]
        for row in range(_N):
            possible = _FREE <= row < _INSIDES
            score[row] = np.int64(scores[start, row]) * WIDTH if possible else _IMPOSSIBLE
        for at in range(start + 1, end):
            for row in range(_FREE, _INSIDES):
                new[row] = score[0] + moves[0, row]
            for before in range(1, _CLOSED):
                for row in range(_FREE, _INSIDES):
                    new[row] = max(new[row], score[before] + moves[before, row])
            for kind in range(_T):
                begin, inside = _BEGINS + kind, _INSIDES + kind
                new[inside] = max(score[begin] + moves[begin, inside], score[inside] + moves[inside, inside])
                new[kind] = max(score[begin] + moves[begin, kind], score[inside] + moves[inside, kind])
            for row in range(_N):
                back[at - start, row] = new[row] & _BEFORE
                score[row] = (new[row] & ~_BEFORE) + np.int64(scores[at, row]) * WIDTH
        best, label = np.int64(_IMPOSSIBLE) * 2, 0
        for row in range(_CLOSED):
            ending = (score[row] & ~_BEFORE) + _BEFORE - ORDER[row]
            if ending > best:
                best, label = ending, ORDER[row]
        for at in range(end - 1, start - 1, -1):
            labels[at] = label
            label = _BEFORE - back[at - start, _ROW[label]]
