"""Log-odds of all pairs of a scene -> how the pairs speak for and against each other, columns for the second forest.

A grid holds a relation's log-odds by (subject, object), in eighths, from LEAST to MOST.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import Int, kernel
from kg.relations import SYMMETRIC
from kg.trees import SCALE

Grid = NDArray[np.int16]
LEAST: Final = -64
MOST: Final = 72
_PER_UNIT: Final = 8
# Below these odds a pair is neither asked about again nor lends support.
NEAR: Final = -36
_LENDS: Final = -24
_SURE: Final = np.int16(6 * _PER_UNIT)  # of what names say
_ALONE: Final = -72  # where a mention has no peers
# The columns of a relation's own grid.
_OF_OWN: Final = (
    *("own", "best_of_row", "best_of_column", "better_in_row", "better_in_column", "above_in_row", "above_in_column"),
    *("best_inside", "best_around", "over_a_place", "subject_peers", "object_peers"),
)
_OWN: Final = len(_OF_OWN)
_OVER: Final = _OF_OWN.index("over_a_place")
_RELATIONS: Final = ("locatedIn", "operatesIn", "investsIn", "issuedBy", "appliesTo", "subsidiaryOf", "partnerOf")
# What leads from a pair's subject over a third thing to its object; ~ is the relation read backwards.
_PATHS: Final = {
    "operatesIn": (
        ("investsIn", "locatedIn"),
        ("operatesIn", "inside"),
        ("partnerOf", "operatesIn"),
        ("partnerOf", "seat"),
        ("subsidiaryOf", "operatesIn"),
        ("~subsidiaryOf", "operatesIn"),
    ),
    "investsIn": (
        ("operatesIn", "~locatedIn"),
        ("partnerOf", "investsIn"),
        ("subsidiaryOf", "investsIn"),
        ("~subsidiaryOf", "investsIn"),
    ),
    "locatedIn": (("~investsIn", "operatesIn"), ("locatedIn", "inside")),
    "issuedBy": (("appliesTo", "~locatedIn"), ("issuedBy", "locatedIn")),
    "appliesTo": (("issuedBy", "locatedIn"), ("issuedBy", "~locatedIn")),
    "subsidiaryOf": (("investsIn", "~investsIn"), ("operatesIn", "~operatesIn")),
    "partnerOf": (("investsIn", "~investsIn"), ("operatesIn", "~operatesIn"), ("partnerOf", "partnerOf")),
}
_STEPS: Final = (*_RELATIONS, "inside", "seat")


def to_eighths(log_odds: NDArray[np.float64]) -> Grid:
    """Log-odds as a grid holds them; they are whole in units of 1/SCALE, so that every machine rounds alike."""
    return sums_to_eighths(np.rint(log_odds * SCALE).astype(np.int64))


def sums_to_eighths(sums: NDArray[np.int64]) -> Grid:
    """Log-odds × SCALE as a grid holds them."""
    return np.minimum(np.maximum(sums // (SCALE // _PER_UNIT), LEAST), MOST).astype(np.int16)


class Support:
    """The grids of a scene, and what they lend to its pairs. `below` is whether the first place lies in the second,
    `seats` whether the first is a body of the second place."""

    def __init__(
        self,
        grids: Mapping[str, Grid],
        below: NDArray[np.bool_],
        groups: Sequence[NDArray[np.int64]],
        seats: NDArray[np.bool_],
    ) -> None:
        self._below = below
        self._steps = np.empty((len(_STEPS), *below.shape), dtype=np.int16)
        for step, name in enumerate(_RELATIONS):
            self._steps[step] = grids[name]
        for name in SYMMETRIC:
            np.maximum(grids[name], grids[name].T, out=self._steps[_RELATIONS.index(name)])
        self._steps[-2] = np.where(below, _SURE, np.int16(LEAST))
        np.maximum(self._steps[-2], grids["locatedIn"], out=self._steps[-2])
        self._steps[-1] = np.where(seats, _SURE, np.int16(LEAST))
        # The best of each column and of each row, by step.
        self._tops = np.stack([self._steps.max(axis=1), self._steps.max(axis=2)])
        self._peers = np.zeros(below.shape, dtype=np.bool_)
        for group in groups:
            self._peers[np.ix_(group, group)] = True
        np.fill_diagonal(self._peers, False)

    def columns(self, predicate: str, s: NDArray[np.int64], o: NDArray[np.int64]) -> NDArray[np.int16]:
        """One column of numbers for each pair of a relation."""
        others, paths = _plan(predicate)
        result = np.empty((_OWN + 3 * len(others) + len(paths), len(s)), dtype=np.int16)
        own = _RELATIONS.index(predicate)
        subsidiary = _RELATIONS.index("subsidiaryOf")
        lend(self._steps, self._tops, own, subsidiary, self._below, self._peers, others, paths, s, o, result)
        return result


def lent_names(predicate: str) -> tuple[str, ...]:
    """What the columns of a relation's pairs hold, in order."""
    others = [name for name in _RELATIONS if name != predicate]
    return (
        *_OF_OWN,
        *others,
        "~subsidiaryOf",
        *("/".join(path) for path in _PATHS[predicate]),
        *(f"row.{name}" for name in others),
        *(f"column.{name}" for name in others),
    )


@cache
def _plan(predicate: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of all other relations, and of each path its two steps, each with whether it is read backwards."""
    others = [number for number, name in enumerate(_RELATIONS) if name != predicate]
    paths = [
        [part for name in path for part in (_STEPS.index(name.removeprefix("~")), name.startswith("~"))]
        for path in ((predicate, "locatedIn"), *_PATHS[predicate])
    ]
    return np.array(others, dtype=np.int64), np.array(paths, dtype=np.int64)


@kernel(
    "void(int16[:, :, ::1], int16[:, :, ::1], int64, int64, boolean[:, ::1], boolean[:, ::1], int64[::1],"
    "int64[:, ::1], int64[::1], int64[::1], int16[:, ::1])"
)
def lend(
    steps: Grid,
    tops: Grid,
    number: Int,
    subsidiary: Int,
    below: NDArray[np.bool_],
    peers: NDArray[np.bool_],
    others: NDArray[np.int64],
    paths: NDArray[np.int64],
    s: NDArray[np.int64],
    o: NDArray[np.int64],
    result: NDArray[np.int16],
) -> None:
    """Fill the columns of the pairs of the relation of that number.

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
        result[0, i] = value
        result[1, i] = in_row
        result[2, i] = in_column
        result[3, i] = better_row
        result[4, i] = better_column
        result[5, i] = row_above
        result[6, i] = column_above
        result[7, i] = inner
        result[8, i] = outer
        result[10, i] = subject_sum // subject_peers if subject_peers else _ALONE
        result[11, i] = object_sum // object_peers if object_peers else _ALONE
        at: Int = np.int64(_OWN)
        for other in others:
            result[at, i] = steps[other, one, two]
            at += 1
        result[at, i] = steps[subsidiary, two, one]
        at += len(paths)
        for other in others:
            result[at, i] = tops[1, other, one]
            result[at + len(others), i] = tops[0, other, two]
            at += 1
    middles = np.empty(size, dtype=np.int64)
    for path in range(len(paths)):
        first, first_back, second, second_back = paths[path]
        into, out_of = tops[first_back, first], tops[1 - second_back, second]
        count: Int = 0
        for middle in range(size):
            if into[middle] > _LENDS and out_of[middle] > _LENDS:
                middles[count] = middle
                count += 1
        row: Int = np.int64(_OWN + len(others)) + path if path else np.int64(_OVER)
        for i in range(len(s)):
            best: Int = np.int64(LEAST)
            for middle in middles[:count]:
                there = steps[first, middle, s[i]] if first_back else steps[first, s[i], middle]
                on = steps[second, o[i], middle] if second_back else steps[second, middle, o[i]]
                best = max(best, np.int64(min(there, on)))
            result[row, i] = best
