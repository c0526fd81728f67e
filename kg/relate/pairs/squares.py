"""The entities of several scenes -> the cells for each two of one scene, all in one row of cells.

A scene of so many entities has a square of cells, one for each subject and object; the squares of several scenes stand
one after the other, and so do their entities. Two entities of two scenes have no cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.relate.pairs.rows import Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Squares:
    """By entity the number of its scene, the first entity of that, the one behind the last, and its row: the cell of
    subject and object is `rows[subject] + object`. By cell its subject and its object."""

    scenes: Longs
    first: Longs
    last: Longs
    rows: Longs
    subjects: Longs
    objects: Longs

    @classmethod
    def of(cls, sizes: Sequence[int]) -> Squares:
        """The squares of scenes with so many entities each."""
        counts = np.array(sizes, dtype=np.int64)
        ends, cell_ends = np.cumsum(counts), np.cumsum(counts * counts)
        own = np.repeat(counts, counts)  # by entity how many its scene has
        first, numbers = np.repeat(ends - counts, counts), np.arange(len(own))
        rows = np.repeat(cell_ends - counts * counts, counts) + (numbers - first) * own - first
        subjects = np.repeat(numbers, own)
        objects = np.arange(len(subjects)) - rows[subjects]
        return cls(
            scenes=np.repeat(np.arange(len(counts)), counts),
            first=first,
            last=np.repeat(ends, counts),
            rows=rows,
            subjects=subjects,
            objects=objects,
        )

    def turned(self) -> Longs:
        """By cell the one in which subject and object have changed places."""
        turned: Longs = self.rows[self.objects] + self.subjects
        return turned
