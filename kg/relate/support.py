"""Log-odds of all pairs of a scene -> how the pairs speak for and against each other, columns for the second forest.

A grid holds a relation's log-odds by (subject, object), in eighths, from LEAST to MOST.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import kernel
from kg.trees import SCALE

Grid = NDArray[np.int16]
LEAST: Final = -64
MOST: Final = 72
_PER_UNIT: Final = 8
# Below these odds a pair is neither asked about again nor lends support.
NEAR: Final = -36
_LENDS: Final = -24
_BLOCK: Final = 1 << 22  # numbers in one array at once
_ALONE: Final = -72  # where a mention has no peers
_RELATIONS: Final = ("locatedIn", "operatesIn", "investsIn", "issuedBy", "appliesTo", "subsidiaryOf", "partnerOf")
# What leads from a pair's subject over a third thing to its object; ~ is the relation read backwards.
_PATHS: Final = {
    "operatesIn": (
        ("investsIn", "locatedIn"),
        ("operatesIn", "inside"),
        ("partnerOf", "operatesIn"),
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


def to_eighths(log_odds: NDArray[np.float64]) -> Grid:
    """Log-odds as a grid holds them; they are whole in units of 1/SCALE, so that every machine rounds alike."""
    whole = np.rint(log_odds * SCALE).astype(np.int64) // (SCALE // _PER_UNIT)
    return np.clip(whole, LEAST, MOST).astype(np.int16)


class Support:
    """The grids of a scene, and what they lend to its pairs. `below` is whether the first place lies in the second."""

    def __init__(
        self, grids: Mapping[str, Grid], below: NDArray[np.bool_], groups: Sequence[NDArray[np.int64]]
    ) -> None:
        both = np.maximum(grids["partnerOf"], grids["partnerOf"].T)
        self._grids = {**grids, "partnerOf": both}
        self._below = below
        inside = np.where(below, np.int16(6 * _PER_UNIT), np.int16(LEAST))
        self._steps = {**self._grids, "inside": np.maximum(inside, self._grids["locatedIn"])}
        self._tops = {name: (grid.max(axis=0), grid.max(axis=1)) for name, grid in self._steps.items()}
        self._peers = np.zeros(below.shape, dtype=np.bool_)
        for group in groups:
            self._peers[np.ix_(group, group)] = True
        np.fill_diagonal(self._peers, False)

    def columns(self, predicate: str, s: NDArray[np.int64], o: NDArray[np.int64]) -> NDArray[np.int16]:
        """One column of numbers for each pair of a relation."""
        own = self._grids[predicate]
        others = [self._grids[name] for name in _RELATIONS if name != predicate]
        rows = [
            own[s, o],
            _best_but(own, 1)[s, o],
            _best_but(own, 0)[s, o],
            _better(own, s, o),
            _better(own.T, o, s),
            (own > 0).sum(axis=1)[s],
            (own > 0).sum(axis=0)[o],
            self._inner(own)[s, o],
            self._outer(own)[s, o],
            self._lead(predicate, "locatedIn", s, o),
            _mean(own, self._peers, s, o),
            _mean(own.T, self._peers, o, s),
            *(grid[s, o] for grid in others),
            self._grids["subsidiaryOf"][o, s],
            *(self._lead(one, two, s, o) for one, two in _PATHS[predicate]),
            *(self._tops[name][1][s] for name in _RELATIONS if name != predicate),
            *(self._tops[name][0][o] for name in _RELATIONS if name != predicate),
        ]
        return np.stack([row.astype(np.int16) for row in rows])

    def _lead(self, first: str, second: str, s: NDArray[np.int64], o: NDArray[np.int64]) -> Grid:
        """How well two steps lead from subjects to objects, over a third thing that both of them reach."""
        (one, (into, _)), (two, (_, out_of)) = self._step(first), self._step(second)
        result: Grid = np.full(len(s), LEAST, dtype=np.int16)
        lead(one, two, np.flatnonzero((into > _LENDS) & (out_of > _LENDS)), s, o, result)
        return result

    def _step(self, name: str) -> tuple[Grid, tuple[Grid, Grid]]:
        """The grid of a step and its best by column and by row."""
        grid, (by_column, by_row) = self._steps[name.removeprefix("~")], self._tops[name.removeprefix("~")]
        return (grid.T, (by_row, by_column)) if name.startswith("~") else (grid, (by_column, by_row))

    def _inner(self, own: Grid) -> Grid:
        """The best log-odds of a subject with a place that lies in the object."""
        result = np.full_like(own, LEAST)
        for outer in np.flatnonzero(self._below.any(axis=0)):
            result[:, outer] = own[:, self._below[:, outer]].max(axis=1)
        return result

    def _outer(self, own: Grid) -> Grid:
        """The best log-odds of a subject with a place that the object lies in."""
        result = np.full_like(own, LEAST)
        for inner in np.flatnonzero(self._below.any(axis=1)):
            result[:, inner] = own[:, self._below[inner]].max(axis=1)
        return result


def _best_but(grid: Grid, axis: int) -> Grid:
    """The best of the row (or column) of each cell, without the cell itself."""
    if grid.shape[axis] == 1:
        return np.full_like(grid, LEAST)
    two = np.partition(grid, -2, axis=axis)
    best, second = (two.take([at], axis=axis) for at in (-1, -2))
    result: Grid = np.where(grid >= best, second, best)
    return result


def _better(grid: Grid, s: NDArray[np.int64], o: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many cells of its row are better than each cell."""
    result = np.empty(len(s), dtype=np.int64)
    step = max(1, _BLOCK // len(grid))
    for at in range(0, len(s), step):
        one, two = s[at : at + step], o[at : at + step]
        result[at : at + step] = (grid[one] > grid[one, two][:, None]).sum(axis=1)
    return result


@kernel("void(int16[:, :], int16[:, :], int64[::1], int64[:], int64[:], int16[::1])")
def lead(
    one: Grid, two: Grid, middles: NDArray[np.int64], s: NDArray[np.int64], o: NDArray[np.int64], best: Grid
) -> None:
    """Over which of the middles two steps lead best from subjects to objects: of the weaker step the largest."""
    for i in range(len(s)):
        for middle in middles:
            best[i] = max(best[i], min(one[s[i], middle], two[middle, o[i]]))


def _mean(grid: Grid, peers: NDArray[np.bool_], s: NDArray[np.int64], o: NDArray[np.int64]) -> NDArray[np.int64]:
    """The mean of the subject's peers with the object, rounded down."""
    counts = peers.sum(axis=1)
    sums = np.zeros(len(s), dtype=np.int64)
    for subject in np.unique(s[counts[s] > 0]):
        mine = s == subject
        sums[mine] = grid[peers[subject]].sum(axis=0, dtype=np.int64)[o[mine]]
    result: NDArray[np.int64] = np.where(counts[s] > 0, sums // np.maximum(counts[s], 1), _ALONE)
    return result
