"""Log-odds by relation and cell -> what they lend to each pair of a relation, in machine code."""

from __future__ import annotations

from typing import Final

import numpy as np

from kg.compiled import Int, kernel, part
from kg.relate.pairs.rows import Columns, Flags, Longs, numbers_of

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


@kernel("void(int64[::1], int64[::1], int64[::1], int16[:, ::1], int16[:, :, ::1])")
def find_tops(first: Longs, last: Longs, rows: Longs, steps: Columns, tops: Columns) -> None:
    """Fill by step and entity the best cell of its column and of its row."""
    for step in range(len(steps)):
        odds, of_column, of_row = steps[step], tops[_OF_COLUMN, step], tops[_OF_ROW, step]
        of_column[:], of_row[:] = LEAST, LEAST
        for one in range(len(rows)):
            for two in range(first[one], last[one]):
                here = odds[rows[one] + two]
                of_row[one] = max(of_row[one], here)
                of_column[two] = max(of_column[two], here)


@kernel("void(int64[::1], int64[::1], int64[::1], int64[::1], boolean[::1])")
def mark_peers(starts: Longs, ends: Longs, of: Longs, rows: Longs, peers: Flags) -> None:
    """Mark the cells of each two entities that one list names; `starts` and `ends` tell the list of each mention."""
    for one in range(len(of)):
        for two in range(one + 1, len(of)):
            if starts[two] != starts[one]:  # lists come in order of text
                break
            if ends[two] == ends[one] and of[two] != of[one]:
                peers[rows[of[one]] + of[two]] = True
                peers[rows[of[two]] + of[one]] = True


@kernel(
    "void(int64[::1], int64[::1], int64[::1], int16[:, ::1], int16[:, :, ::1], int64, int64, boolean[::1],"
    "boolean[::1], int64[::1], int64[:, ::1], int64[::1], int64[::1], int16[:, ::1])"
)
def lend(
    first: Longs,
    last: Longs,
    rows: Longs,
    steps: Columns,
    tops: Columns,
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

    Of its own odds: the pair itself; the best of its row and of its column, without itself; how many of the row, and
    of the column, are better; how many there lie above even odds; the best with a place inside the object, and with
    one around it; the object over a place; the means of the subject's peers with the object and of the subject with
    the object's, rounded down. Then the pair in the other odds and as a subsidiary backwards, the paths, and the best
    of its row and of its column in the other odds. A path's worth is of its weaker step, over the best of the middles.
    """
    own = steps[number]
    for i in range(len(s)):
        one, two = s[i], o[i]
        value = own[rows[one] + two]
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
        for other in range(first[one], last[one]):
            across, along = own[rows[one] + other], own[rows[other] + two]
            better_row += across > value
            better_column += along > value
            row_above += across > 0
            column_above += along > 0
            if other != two:
                in_row = max(in_row, np.int64(across))
            if other != one:
                in_column = max(in_column, np.int64(along))
            if below[rows[other] + two]:
                inner = max(inner, np.int64(across))
            if below[rows[two] + other]:
                outer = max(outer, np.int64(across))
            if peers[rows[one] + other]:
                subject_peers += 1
                subject_sum += along
            if peers[rows[two] + other]:
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
            result[at, i] = steps[other, rows[one] + two]
            at += 1
        result[at, i] = steps[subsidiary, rows[two] + one]
        at += len(paths)
        for other in others:
            result[at, i] = tops[_OF_ROW, other, one]
            result[at + len(others), i] = tops[_OF_COLUMN, other, two]
            at += 1
    middles = np.empty(len(rows), dtype=np.int64)
    for path in range(len(paths)):
        step, step_back, next_step, next_back = paths[path]
        into = tops[_OF_ROW if step_back else _OF_COLUMN, step]
        out_of = tops[_OF_COLUMN if next_back else _OF_ROW, next_step]
        row: Int = np.int64(_OTHERS + len(others)) + path if path else np.int64(_OVER_A_PLACE)
        known: Int = np.int64(-1)  # the scene of which the middles are, by its first entity
        count: Int = 0
        for i in range(len(s)):
            one, two = s[i], o[i]
            if first[one] != known:
                known = first[one]
                count = _find_middles(into, out_of, known, last[one], middles)
            best: Int = np.int64(LEAST)
            for middle in middles[:count]:
                there = steps[step, rows[middle] + one if step_back else rows[one] + middle]
                on = steps[next_step, rows[two] + middle if next_back else rows[middle] + two]
                best = max(best, np.int64(min(there, on)))
            result[row, i] = best


@part
def _find_middles(into: Columns, out_of: Columns, low: Int, high: Int, middles: Longs) -> Int:
    """Fill `middles` with the entities of a scene over which a path may lead; gives how many."""
    count: Int = 0
    for middle in range(low, high):
        if into[middle] > _LENDS and out_of[middle] > _LENDS:
            middles[count] = middle
            count += 1
    return count
