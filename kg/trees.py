"""seeds/weights/relations.npz -> gradient-boosted symmetric trees with whole-number leaves.

A symmetric tree asks the same question at every node of a level, so that a whole forest is a few array operations.
The sum of whole-number leaves is the same on every machine.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.errors import KnowledgeError

SCALE: Final = 1 << 16
_MOST: Final = 32767
_AT_ONCE: Final = 512


@dataclass(frozen=True, eq=False)
class Forest:
    """Symmetric trees: the feature that each level asks about, its border, and the leaves' log-odds × SCALE."""

    features: NDArray[np.int16]
    borders: NDArray[np.float32]
    leaves: NDArray[np.int32]
    bias: int
    threshold: float

    def log_odds(self, rows: NDArray[np.int16] | Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """Log-odds of each row of features; quickest where `rows.T` lies in one piece."""
        columns = np.asarray(rows, dtype=np.int16).T
        depth = self.features.shape[1]
        features, borders, asked = self._questions
        total = np.empty(columns.shape[1], dtype=np.int64)
        for at in range(0, len(total), _AT_ONCE):
            answers = (columns[features, at : at + _AT_ONCE] > borders).view(np.uint8)
            index = answers[asked[0]]
            for level in range(1, depth):
                index |= answers[asked[level]] << np.uint8(level)
            leaves = self.leaves.take(index + self._offsets)
            leaves.sum(axis=0, dtype=np.int64, out=total[at : at + _AT_ONCE])
        result: NDArray[np.float64] = (total + self.bias) / SCALE
        return result

    @cached_property
    def _questions(self) -> tuple[NDArray[np.int64], NDArray[np.int16], NDArray[np.int64]]:
        """Each question once, as feature and border (features are whole: so is the border), and who asks it."""
        borders = np.clip(np.floor(self.borders), -_MOST, _MOST).astype(np.int64)
        codes, asked = np.unique(self.features.astype(np.int64) << 17 | (borders + _MOST), return_inverse=True)
        own = (codes & ((1 << 17) - 1)) - _MOST
        return codes >> 17, own.astype(np.int16)[:, None], asked.reshape(self.features.shape).T.copy()

    @cached_property
    def _offsets(self) -> NDArray[np.int32]:
        """Where the leaves of each tree begin."""
        trees, leaves = self.leaves.shape
        return np.arange(0, trees * leaves, leaves, dtype=np.int32)[:, None]


def load_forests(file: Path) -> Mapping[str, Forest]:
    """The forests of a file by relation. Raises KnowledgeError if it holds none."""
    try:
        with np.load(file, allow_pickle=False) as stored:
            return {
                str(name): Forest(
                    features=stored[f"{name}.features"],
                    borders=stored[f"{name}.borders"],
                    leaves=stored[f"{name}.leaves"],
                    bias=int(stored[f"{name}.bias"]),
                    threshold=float(stored[f"{name}.threshold"]),
                )
                for name in stored["names"]
            }
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise KnowledgeError(file, None, f"no forests: {error}") from error


def save_forests(file: Path, forests: Mapping[str, Forest]) -> None:
    """Write forests so that `load_forests` gives them back."""
    stored: dict[str, NDArray[np.generic]] = {"names": np.array(sorted(forests))}
    for name, forest in sorted(forests.items()):
        stored[f"{name}.features"] = forest.features
        stored[f"{name}.borders"] = forest.borders
        stored[f"{name}.leaves"] = forest.leaves
        stored[f"{name}.bias"] = np.array(forest.bias)
        stored[f"{name}.threshold"] = np.array(forest.threshold)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        np.savez_compressed(out, allow_pickle=False, **stored)
