"""Weights of the recognizer: what is saved is what is loaded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.arrays import load_layout
from kg.errors import KnowledgeError
from kg.weights import Weights, load_weights, save_weights


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    weights = Weights(
        labels=("O", "S-City"),
        keys=(np.array([3, 9, 1 << 40]), np.array([], dtype=np.int64)),
        rows=(np.array([[1, 0], [0, -7], [300, 4]], dtype=np.int16), np.zeros((0, 2), dtype=np.int16)),
        transitions=np.array([[0, 5], [-6, 1]], dtype=np.int32),
    )
    save_weights(tmp_path / "names.npz", weights, ("label O", "label S-City"))
    assert load_layout(tmp_path / "names.npz") == ("label O", "label S-City")
    loaded = load_weights(tmp_path / "names.npz")
    assert loaded.labels == weights.labels
    assert [keys.tolist() for keys in loaded.keys] == [keys.tolist() for keys in weights.keys]
    assert [rows.tolist() for rows in loaded.rows] == [rows.tolist() for rows in weights.rows]
    assert loaded.transitions.tolist() == weights.transitions.tolist()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off"])
def test_a_file_without_weights_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "names.npz").write_bytes(content)
    with pytest.raises(KnowledgeError, match=r"names\.npz"):
        load_weights(tmp_path / "names.npz")
