"""Arrays by name in one file (.npz), and the layout that they were made for.

Weights are found by position: which number of a row, which bit of a key. The layout tells, position by position, what
stood there when they were learnt, so that it can be seen when something else does.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.errors import KnowledgeError

Stored = np.lib.npyio.NpzFile
Layout = tuple[str, ...]
_LAYOUT: Final = "layout"


@contextmanager
def open_arrays(file: Path) -> Iterator[Stored]:
    """The arrays of a file, as long as they are asked for. Raises KnowledgeError if it lacks one or holds none."""
    try:
        with np.load(file, allow_pickle=False) as stored:
            yield stored
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise KnowledgeError(file, None, f"no weights: {error}") from error


def load_layout(file: Path) -> Layout:
    """The layout that the arrays of a file were made for; empty if it does not tell."""
    with open_arrays(file) as stored:
        return tuple(map(str, stored[_LAYOUT])) if _LAYOUT in stored else ()


def save_arrays(file: Path, arrays: Mapping[str, NDArray[np.generic]], layout: Layout) -> None:
    """Write arrays and their layout, so that `open_arrays` and `load_layout` give them back."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        np.savez_compressed(out, allow_pickle=False, **{_LAYOUT: np.array(layout)}, **arrays)
