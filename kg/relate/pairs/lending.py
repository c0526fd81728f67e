"""Grids of log-odds -> what they lend to each pair of a relation, in machine code."""

from __future__ import annotations

from typing import Final

import numpy as np

from kg.compiled import Int, kernel
from kg.relate.pairs.rows import Columns, Flags, Grid, Longs, numbers_of

LEAST: Final = -64
_LENDS: Final = -24  # below these odds a pair lends no support
_ALONE: Final = -72  # where an entity has no peers
# The columns of a relation's own grid, in order.
OF_OWN: Final = (
    *("own", "best_of_row", "best_of_column", "better_in_row", "better_in_column", "above_in_row", "above_in_column"),
    *("best_inside", "best_around", "over_a_place", "subject_peers", "object_peers"),
)
_SELF, _OVER_A_PLACE = numbers_of(OF_OWN, "own", "over_a_place")
_BEST_OF_ROW, _BEST_OF_COLUMN = numbers_of(OF_OWN, "best_of_row", "best_of_column")
_BETTER_IN_ROW, _BETTER_IN_COLUMN = numbers_of(OF_OWN, "better_in_row", "better_in_column")
_ABOVE_IN_ROW, _ABOVE_IN_COLUMN = numbers_of(OF_OWN, "above_in_row", "above_in_column")
_BEST_INSIDE, _BEST_AROUND = numbers_of(OF_OWN, "best_inside", "best_around")
_SUBJECT_PEERS, _OBJECT_PEERS = numbers_of(OF_OWN, "subject_peers", "object_peers")
_OTHERS: Final = len(OF_OWN)
_OF_COLUMN, _OF_ROW = range(2)  # of the tops


@kernel(
    "void(int16[:, :, ::1], int16[:, :, ::1], int64, int64, boolean[:, ::1], boolean[:, ::1], int64[::1],"
    "int64[:, ::1], int64[::1], int64[::1], int16[:, ::1])"
)
def lend(
    steps: Grid,
    tops: Grid,
    number: Int,
    subsidiary: Int,
    below: Flags,
    peers: Flags,
    others: Longs,
    paths: Longs,
    s: Longs,
    o: Longs,
    result: Columns,
) -> None:
    """Fill the columns of the pairs of the relation of that number; tops: the best of each column and of each row.

    Of its own grid: the pair itself; the best of its row and of its column, without itself; how many of the row, and
    of the column, are better; how many there lie above even odds; the best with a place inside the object, and with
    one around it; the object over a place; the means of the subject's peers with the object and of the subject with
    the object's, rounded down. Then the pair in the other grids and as a subsidiary backwards, the paths, and the best
    of its row and of its column in the other grids. A path's worth is of its weaker step, over the best of the middles.
    """
    own, size = steps[number], steps.shape[1]
    for i in range(len(s)):
        one, two = s[i], o[i]
        value = own[one, two]
        in_row: Int = np.int64(LEAST)
        in_column: Int = np.int64(LEAST)
        inner: Int = np.int64(LEAST)
        outer: Int = np.int64(LEAST)
        better_row: Int = 0
        better_column: Int = 0
        row_above: Int = 0
        column_above: Int = 0
        subject_peers: Int = 0
        subject_sum: Int = 0
        object_peers: Int = 0
        object_sum: Int = 0
        for other in range(size):
            across, along = own[one, other], own[other, two]
            better_row += across > value
            better_column += along > value
            row_above += across > 0
            column_above += along > 0
            if other != two:
                in_row = max(in_row, np.int64(across))
            if other != one:
                in_column = max(in_column, np.int64(along))
            if below[other, two]:
                inner = max(inner, np.int64(across))
            if below[two, other]:
                outer = max(outer, np.int64(across))
            if peers[one, other]:
                subject_peers += 1
                subject_sum += along
            if peers[two, other]:
                object_peers += 1
                object_sum += across
        result[_SELF, i] = value
        result[_BEST_OF_ROW, i] = in_row
        result[_BEST_OF_COLUMN, i] = in_column
        result[_BETTER_IN_ROW, i] = better_row
        result[_BETTER_IN_COLUMN, i] = better_column
        result[_ABOVE_IN_ROW, i] = row_above
        result[_ABOVE_IN_COLUMN, i] = column_above
        result[_BEST_INSIDE, i] = inner
        result[_BEST_AROUND, i] = outer
        result[_SUBJECT_PEERS, i] = subject_sum // subject_peers if subject_peers else _ALONE
        result[_OBJECT_PEERS, i] = object_sum // object_peers if object_peers else _ALONE
        at: Int = np.int64(_OTHERS)
        for other in others:
            result[at, i] = steps[other, one, two]
            at += 1
        result[at, i] = steps[subsidiary, two, one]
        at += len(paths)
        for other in others:
            result[at, i] = tops[_OF_ROW, other, one]
            result[at + len(others), i] = tops[_OF_COLUMN, other, two]
            at += 1
    middles = np.empty(size, dtype=np.int64)
    for path in range(len(paths)):
        first, first_back, second, second_back = paths[path]
        into = tops[_OF_ROW if first_back else _OF_COLUMN, first]
        out_of = tops[_OF_COLUMN if second_back else _OF_ROW, second]
        count: Int = 0
        for middle in range(size):
            if into[middle] > _LENDS and out_of[middle] > _LENDS:
                middles[count] = middle
                count += 1
        row: Int = np.int64(_OTHERS + len(others)) + path if path else np.int64(_OVER_A_PLACE)
        for i in range(len(s)):
            best: Int = np.int64(LEAST)
            for middle in middles[:count]:
                there = steps[first, middle, s[i]] if first_back else steps[first, s[i], middle]
                on = steps[second, o[i], middle] if second_back else steps[second, middle, o[i]]
                best = max(best, np.int64(min(there, on)))
            result[row, i] = best
