"""seeds/weights/relations.npz, spans.npz -> gradient-boosted symmetric trees with whole-number leaves.

A symmetric tree asks the same question at every node of a level, so that a whole forest is a few array operations.
The sum of whole-number leaves is the same on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.arrays import Layout, Stored, open_arrays, save_arrays
from kg.compiled import Int, kernel, part

SCALE: Final = 1 << 16
MOST: Final = 32767  # what forests are asked about ends here, so that it fits 16 bits; no border lies that high
_AT_ONCE: Final = 512
_SIDE_BY_SIDE: Final = 64  # columns of which a machine asks one question in a few steps
_FEW: Final = 3 * _SIDE_BY_SIDE
_AWAY: Final = 1e-6  # more than what is lost by rounding


@dataclass(frozen=True, eq=False)
class Forest:
    """Symmetric trees of at most eight levels: the feature that each level asks about, its border, and the leaves'
    log-odds × SCALE."""

    features: NDArray[np.int16]
    borders: NDArray[np.float32]
    leaves: NDArray[np.int32]
    bias: int

    @classmethod
    def none(cls) -> Forest:
        """No trees: even odds for everything."""
        features, borders = np.zeros((0, 0), dtype=np.int16), np.zeros((0, 0), dtype=np.float32)
        return cls(features=features, borders=borders, leaves=np.zeros((0, 1), dtype=np.int32), bias=0)

    def log_odds(self, rows: NDArray[np.int16] | Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """Log-odds of each row of features; quickest where `rows.T` lies in one piece."""
        return self.sums(np.asarray(rows, dtype=np.int16).T) / SCALE

    def sums(self, columns: NDArray[np.int16], low: int = 0, high: int | None = None) -> NDArray[np.int64]:
        """Log-odds × SCALE of each column of features, or of those from `low` to before `high`."""
        columns = np.ascontiguousarray(columns)
        high = high if high is not None else columns.shape[1] if columns.ndim > 1 else 0
        total = np.full(high - low, self.bias, dtype=np.int64)
        if len(total):
            add_leaves(columns, low, self.features, self._borders, self.leaves, total)
        return total

    @cached_property
    def _borders(self) -> NDArray[np.int16]:
        """The borders as whole numbers, since features are whole."""
        return np.clip(np.floor(self.borders), -MOST, MOST).astype(np.int16)


@kernel("void(int16[:, ::1], int64, int16[:, ::1], int16[:, ::1], int32[:, ::1], int64[::1])")
def add_leaves(
    columns: NDArray[np.int16],
    low: int,
    features: NDArray[np.int16],
    borders: NDArray[np.int16],
    leaves: NDArray[np.int32],
    total: NDArray[np.int64],
) -> None:
    """Add up the leaves that each column of features from `low` on comes to."""
    if len(total) <= _FEW:
        _add_of_few(columns, low, features, borders, leaves, total)
    else:
        _add_of_many(columns, low, features, borders, leaves, total)


@part
def _add_of_many(columns: Int, low: Int, features: Int, borders: Int, leaves: Int, total: Int) -> Int:
    room = np.empty(_AT_ONCE, np.uint8)  # the leaves of a stretch of columns
    for start in range(0, len(total), _AT_ONCE):
        size = min(_AT_ONCE, len(total) - start)
        for tree in range(len(features)):
            for i in range(size):
                room[i] = 0
            for level in range(features.shape[1]):
                values = columns[np.uint64(features[tree, level]), low + start : low + start + size]
                border, bit = borders[tree, level], np.uint8(1 << level)
                for i in range(size):  # a choice of bytes: a shift would be worked out in eight times the width
                    room[i] |= bit if values[i] > border else np.uint8(0)
            own = leaves[tree]
            for i in range(size):
                total[start + i] += own[np.uint64(room[i])]
    return 0


@part
def _add_of_few(columns: Int, low: Int, features: Int, borders: Int, leaves: Int, total: Int) -> Int:
    """The same; beside the columns stand as many empty ones as are asked at once, since loops of a length known
    beforehand are several times quicker than those that end somewhere."""
    room = np.empty(_SIDE_BY_SIDE, np.uint8)
    beside = np.zeros((len(columns), _SIDE_BY_SIDE), np.int16)
    for start in range(0, len(total), _SIDE_BY_SIDE):
        size = min(_SIDE_BY_SIDE, len(total) - start)
        for row in range(len(columns)):
            for i in range(size):
                beside[row, i] = columns[row, low + start + i]
        for tree in range(len(features)):
            for i in range(_SIDE_BY_SIDE):
                room[i] = 0
            for level in range(features.shape[1]):
                values = beside[np.uint64(features[tree, level])]
                border, bit = borders[tree, level], np.uint8(1 << level)
                for i in range(_SIDE_BY_SIDE):
                    room[i] |= bit if values[i] > border else np.uint8(0)
            own = leaves[tree]
            for i in range(size):
                total[start + i] += own[np.uint64(room[i])]
    return 0


@dataclass(frozen=True, eq=False)
class Judge:
    """Two forests of a relation: one weighs each pair alone, one again with what the others lend it and with what
    its wording comes to: `wording` holds the weights of runs of characters around a pair, by number
    (`kg.relate.pairs.wording`), `roles` those around a name alone, as the relation's subject and as its object.

    A pair's chance is the share of such pairs that was right in articles left out of the training: the logistic
    function of slope × log-odds + offset, both in thousandths. From the threshold on it is believed.
    """

    alone: Forest
    together: Forest
    wording: NDArray[np.int16]
    roles: NDArray[np.int16]
    slope: int
    offset: int
    threshold: float

    def chances(self, rows: NDArray[np.int16], least: float = 0) -> NDArray[np.float64]:
        """The chance of each row of the second forest's features; 0 may stand for what is not above `least`."""
        exponents = -(self.slope * self.together.log_odds(rows) + self.offset) / 1000
        chances = np.zeros(len(exponents))
        # Each by itself, since powers of whole arrays are not the same on every machine.
        for row in np.flatnonzero(exponents < _exponent(least) + _AWAY).tolist():
            chances[row] = 1 / (1 + math.exp(exponents[row]))
        return chances


def _exponent(chance: float) -> float:
    """That of the power beside one in the logistic function, where it gives this chance."""
    return math.log(1 / chance - 1) if chance > 0 else math.inf


def load_judges(file: Path) -> Mapping[str, Judge]:
    """The judges of a file by relation. Raises KnowledgeError if it holds none."""
    with open_arrays(file) as stored:
        return {
            str(name): Judge(
                alone=_forest(stored, f"{name}.alone"),
                together=_forest(stored, f"{name}.together"),
                wording=stored[f"{name}.wording"],
                roles=stored[f"{name}.roles"],
                slope=int(stored[f"{name}.slope"]),
                offset=int(stored[f"{name}.offset"]),
                threshold=float(stored[f"{name}.threshold"]),
            )
            for name in stored["names"]
        }


def _forest(stored: Stored, name: str) -> Forest:
    return Forest(
        features=stored[f"{name}.features"],
        borders=stored[f"{name}.borders"],
        leaves=stored[f"{name}.leaves"],
        bias=int(stored[f"{name}.bias"]),
    )


def save_judges(file: Path, judges: Mapping[str, Judge], layout: Layout) -> None:
    """Write judges so that `load_judges` gives them back."""
    stored: dict[str, NDArray[np.generic]] = {"names": np.array(sorted(judges))}
    for name, judge in sorted(judges.items()):
        stored |= _stored(f"{name}.alone", judge.alone) | _stored(f"{name}.together", judge.together)
        stored[f"{name}.wording"] = judge.wording
        stored[f"{name}.roles"] = judge.roles
        stored[f"{name}.slope"] = np.array(judge.slope)
        stored[f"{name}.offset"] = np.array(judge.offset)
        stored[f"{name}.threshold"] = np.array(judge.threshold)
    save_arrays(file, stored, layout)


def load_forest(file: Path) -> Forest:
    """The one forest of a file. Raises KnowledgeError if it holds none."""
    with open_arrays(file) as stored:
        return _forest(stored, "forest")


def save_forest(file: Path, forest: Forest, layout: Layout) -> None:
    """Write a forest so that `load_forest` gives it back."""
    save_arrays(file, _stored("forest", forest), layout)


def _stored(name: str, forest: Forest) -> dict[str, NDArray[np.generic]]:
    return {
        f"{name}.features": forest.features,
        f"{name}.borders": forest.borders,
        f"{name}.leaves": forest.leaves,
        f"{name}.bias": np.array(forest.bias),
    }
