"""Rows of whole numbers and answers -> a forest of symmetric trees, by CatBoost (extra `train`), in whole numbers."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from kg.trees import SCALE, Forest


def grow_forest(
    rows: NDArray[np.int16], answers: NDArray[np.int64], worth: NDArray[np.float64], settings: Mapping[str, object]
) -> Forest:
    """A forest that tells rows whose answer is 1 from those whose answer is 0, each of its worth."""
    model = CatBoostClassifier(**settings)
    model.fit(rows, answers, sample_weight=worth)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.json"
        model.save_model(str(file), format="json")
        return _whole_number_forest(json.loads(file.read_text("utf-8")))


def _whole_number_forest(model: dict[str, Any]) -> Forest:
    """CatBoost's trees as arrays; a tree of less depth gets questions whose answer is always no."""
    trees = model["oblivious_trees"]
    depth = max(len(tree["splits"]) for tree in trees)
    features = np.zeros((len(trees), depth), dtype=np.int16)
    borders = np.full((len(trees), depth), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), 1 << depth), dtype=np.int32)
    scale, bias = model["scale_and_bias"]
    for i, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            features[i, level], borders[i, level] = split["float_feature_index"], split["border"]
        leaves[i, : len(tree["leaf_values"])] = [round(value * scale * SCALE) for value in tree["leaf_values"]]
    offset = bias[0] if isinstance(bias, list) else bias
    return Forest(features=features, borders=borders, leaves=leaves, bias=round(offset * SCALE))
