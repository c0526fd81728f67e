"""Arrays that the features of pairs are made of, and rows of them by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Columns: TypeAlias = NDArray[np.int16]
"""Small numbers: a row for each name, a column for each mention, entity or pair."""
Grid: TypeAlias = NDArray[np.int16]
"""Small numbers by entity and other entity."""
Longs: TypeAlias = NDArray[np.int64]
"""Offsets in the text, and numbers of entities, mentions, sentences, lines."""
Flags: TypeAlias = NDArray[np.bool_]
NONE: Final = -1
"""Stands in place of the number of an entity or a line."""


def numbers_of(names: Sequence[str], *wanted: str) -> tuple[int, ...]:
    """Where rows stand among all that have a name, as kernels need it."""
    return tuple(names.index(name) for name in wanted)


def stack_rows(names: Sequence[str], found: Mapping[str, ArrayLike], size: int) -> Columns:
    """The rows of so many columns in the order of their names; one number stands for a row of it."""
    assert len(found) == len(names)
    table = np.empty((len(names), size), dtype=np.int16)
    for row, name in zip(table, names, strict=True):
        row[:] = found[name]
    return table
