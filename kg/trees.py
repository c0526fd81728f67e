"""seeds/weights/relations.npz -> gradient-boosted symmetric trees with whole-number leaves.

A symmetric tree asks the same question at every node of a level, so that a whole forest is a few array operations.
The sum of whole-number leaves is the same on every machine.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.errors import KnowledgeError

SCALE: Final = 1 << 16


@dataclass(frozen=True, eq=False)
class Forest:
    """Symmetric trees: the feature that each level asks about, its border, and the leaves' log-odds × SCALE."""

    features: NDArray[np.int16]
    borders: NDArray[np.float32]
    leaves: NDArray[np.int32]
    bias: int
    threshold: float

    def log_odds(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """Log-odds of each row of features."""
        values = np.asarray(rows, dtype=np.float32)
        answers = values[:, self.features] > self.borders
        index = (answers << np.arange(self.features.shape[1])).sum(axis=2)
        total = self.leaves[np.arange(len(self.leaves)), index].sum(axis=1, dtype=np.int64) + self.bias
        result: NDArray[np.float64] = total / SCALE
        return result


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
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
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
