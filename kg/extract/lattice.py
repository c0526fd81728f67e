"""Scores of labels -> how near to the best each label and each span is.

The best labels of a piece of text are those with the highest sum of scores and transitions. What is asked of every
other way to label it is by how much it falls short of them: 0 for the best itself, less for all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import kernel
from kg.extract.labels import LABELS
from kg.model import TYPES
from kg.trie import Numbers

WIDTH: Final = 32  # labels, filled up to a power of two
_N: Final = len(LABELS)
_T: Final = len(TYPES)
# Labels by what may follow them: ends, outside, singles; then begins, insides. Only outside, singles and begins follow
# the first three, only the same type's insides and ends the others.
ORDER: Final = np.array(
    [*(4 * t + 3 for t in range(_T)), 0, *(4 * t + 4 for t in range(_T)), *(4 * t + 1 for t in range(_T))]
    + [4 * t + 2 for t in range(_T)]
)
OUTSIDE_ROW: Final = _T
SINGLE_ROWS: Final = _T + 1
BEGIN_ROWS: Final = 2 * _T + 1
INSIDE_ROWS: Final = 3 * _T + 1
IMPOSSIBLE: Final = -(1 << 29)
NONE: Final = -9999  # shorter than any candidate falls
# Spans that fall short by more than five units of log-odds are hardly ever names; nor are longer ones.
FAR: Final = -5 * 256
LONGEST: Final = 120
_LEAST_ROOM: Final = 1 << 10


@dataclass(frozen=True, eq=False)
class Lattice:
    """short: by character and row of `ORDER`, how far the best labels with that one fall short, at most 0. spans: by
    column a candidate's start, end, type and how far its best labels fall short, in order of start."""

    short: Numbers
    spans: Numbers


def lay_lattice(scores: Numbers, pieces: Sequence[tuple[int, int]], transitions: NDArray[np.int32]) -> Lattice:
    """The lattice of pieces of text. Scores have a column for each label, in order of `ORDER`, `WIDTH` in all."""
    bounds = np.array(pieces, dtype=np.int64).reshape(-1, 2)
    moves = np.full((_N, WIDTH), IMPOSSIBLE, dtype=np.int32)
    moves[:, :_N] = transitions[ORDER][:, ORDER]
    before = np.full((len(scores), WIDTH), IMPOSSIBLE, dtype=np.int32)
    short = np.full((len(scores), WIDTH), IMPOSSIBLE, dtype=np.int32)
    best = np.zeros(len(scores), dtype=np.int32)
    weigh_labels(scores, bounds, moves, before, short, best)
    room = max(_LEAST_ROOM, len(scores) // 2)
    while True:
        spans = np.empty((4, room), dtype=np.int32)
        count = list_spans(scores, bounds, moves, before, short, best, spans)
        if count <= room:
            return Lattice(short, spans[:, :count])
        room = count


@kernel("void(int32[:, ::1], int64[:, ::1], int32[:, ::1], int32[:, ::1], int32[:, ::1], int32[::1])")
def weigh_labels(
    scores: Numbers, pieces: NDArray[np.int64], moves: Numbers, before: Numbers, short: Numbers, best: Numbers
) -> None:
    """Fill `before` with the best sum up to each label, `short` with how far it falls short, `best` with the best sum
    of the piece. All of `before` and `short` is impossible at first."""
    behind = np.zeros(WIDTH, dtype=np.int32)
    own = np.zeros(WIDTH, dtype=np.int32)
    for piece in range(len(pieces)):
        start, end = pieces[piece]
        for row in range(OUTSIDE_ROW, INSIDE_ROWS):
            before[start, row] = scores[start, row]
        for at in range(start + 1, end):
            new, old = before[at], before[at - 1]
            for row in range(BEGIN_ROWS):
                sum_before, move = old[row], moves[row]
                for free in range(OUTSIDE_ROW, INSIDE_ROWS):
                    new[free] = max(new[free], sum_before + move[free])
            for kind in range(_T):
                begin, inside = BEGIN_ROWS + kind, INSIDE_ROWS + kind
                new[inside] = max(old[begin] + moves[begin, inside], old[inside] + moves[inside, inside])
                new[kind] = max(old[begin] + moves[begin, kind], old[inside] + moves[inside, kind])
            for row in range(_N):
                new[row] = max(new[row] + scores[at, row], IMPOSSIBLE)
        top = np.int32(IMPOSSIBLE)
        for row in range(BEGIN_ROWS):
            top = max(top, before[end - 1, row])
        for row in range(_N):
            behind[row] = 0 if row < BEGIN_ROWS else IMPOSSIBLE
        for at in range(end - 1, start - 1, -1):
            best[at] = top
            for row in range(_N):
                short[at, row] = max(before[at, row] + behind[row] - top, IMPOSSIBLE)
                own[row] = max(scores[at, row] + behind[row], IMPOSSIBLE)
            for row in range(BEGIN_ROWS):
                sum_behind, move = np.int32(IMPOSSIBLE), moves[row]
                for free in range(OUTSIDE_ROW, INSIDE_ROWS):
                    sum_behind = max(sum_behind, move[free] + own[free])
                behind[row] = sum_behind
            for kind in range(_T):
                begin, inside = BEGIN_ROWS + kind, INSIDE_ROWS + kind
                on_begin = max(moves[begin, inside] + own[inside], moves[begin, kind] + own[kind])
                on_inside = max(moves[inside, inside] + own[inside], moves[inside, kind] + own[kind])
                behind[begin], behind[inside] = on_begin, on_inside


@kernel("int64(int32[:, ::1], int64[:, ::1], int32[:, ::1], int32[:, ::1], int32[:, ::1], int32[::1], int32[:, ::1])")
def list_spans(
    scores: Numbers,
    pieces: NDArray[np.int64],
    moves: Numbers,
    before: Numbers,
    short: Numbers,
    best: Numbers,
    spans: Numbers,
) -> int:
    """Fill `spans` as far as it reaches with those that are not FAR; gives how many there are."""
    count = 0
    for piece in range(len(pieces)):
        start, end = pieces[piece]
        for at in range(start, end):
            for kind in range(_T):
                single = short[at, SINGLE_ROWS + kind]
                if single >= FAR:
                    if count < spans.shape[1]:
                        spans[0, count], spans[1, count], spans[2, count], spans[3, count] = at, at + 1, kind, single
                    count += 1
                row, inside = BEGIN_ROWS + kind, INSIDE_ROWS + kind
                if short[at, row] < FAR:
                    continue
                reached = before[at, row]
                for last in range(at + 1, min(end, at + LONGEST)):
                    # what is behind `last` is the same whatever was before it
                    whole = reached + moves[row, kind] + scores[last, kind] + short[last, kind] - before[last, kind]
                    if whole >= FAR:
                        if count < spans.shape[1]:
                            spans[0, count], spans[1, count] = at, last + 1
                            spans[2, count], spans[3, count] = kind, whole
                        count += 1
                    reached += moves[row, inside] + scores[last, inside]
                    row = inside
                    if reached + short[last, inside] - before[last, inside] < FAR:
                        break
    return count
