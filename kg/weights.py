"""seeds/weights/*.npz -> whole-number weights of the statistical models."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.arrays import Layout, Stored, open_arrays, save_arrays


@dataclass(frozen=True, eq=False)
class Weights:
    """A linear-chain CRF: for each feature template sorted keys with one row of label scores each; transitions.

    Scores are whole numbers, so that every machine computes the same.
    """

    labels: tuple[str, ...]
    keys: tuple[NDArray[np.int64], ...]
    rows: tuple[NDArray[np.int16], ...]
    transitions: NDArray[np.int32]
    digest: str = ""  # of the file, if they come from one

    @classmethod
    def none(cls) -> Weights:
        """What stands for weights that are still to be learnt."""
        return cls(labels=(), keys=(), rows=(), transitions=np.zeros((0, 0), dtype=np.int32))


def load_weights(file: Path) -> Weights:
    """The weights of a file. Raises KnowledgeError if it holds none."""
    with open_arrays(file) as stored:
        labels = tuple(str(label) for label in stored["labels"])
        templates = int(stored["templates"])
        keys = tuple(np.cumsum(stored[f"k{i}"]) for i in range(templates))
        rows = tuple(_dense(stored, i, len(keys[i]), len(labels)) for i in range(templates))
        transitions = stored["transitions"].astype(np.int32)
        return Weights(labels, keys, rows, transitions, digest=sha256(file.read_bytes()).hexdigest())


def _dense(stored: Stored, template: int, height: int, width: int) -> NDArray[np.int16]:
    rows = np.zeros((height, width), dtype=np.int16)
    rows[stored[f"r{template}"], stored[f"l{template}"]] = stored[f"w{template}"]
    return rows


def save_weights(file: Path, weights: Weights, layout: Layout) -> None:
    """Write weights so that `load_weights` gives them back; keys as differences and scores sparse, for size."""
    stored: dict[str, NDArray[np.generic]] = {
        "labels": np.array(weights.labels),
        "templates": np.array(len(weights.keys)),
        "transitions": weights.transitions,
    }
    for i, (keys, rows) in enumerate(zip(weights.keys, weights.rows, strict=True)):
        height, width = np.nonzero(rows)
        stored[f"k{i}"] = np.diff(keys, prepend=np.int64(0))
        stored[f"r{i}"] = height.astype(np.int32)
        stored[f"l{i}"] = width.astype(np.int8)
        stored[f"w{i}"] = rows[height, width]
    save_arrays(file, stored, layout)
