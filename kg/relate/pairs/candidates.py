"""Pair table -> the pairs that the types of a relation allow, and the features of pairs."""

from __future__ import annotations

from typing import Final

import numpy as np

from kg.compiled import kernel
from kg.model import CONTAINERS, TYPES
from kg.relate.pairs.columns import copy_rows, plan_columns
from kg.relate.pairs.features import compare_mentions
from kg.relate.pairs.rows import Columns, Flags, Longs
from kg.relate.pairs.table import PairTable
from kg.relations import SIGNATURES, SYMMETRIC

FITTING: Final = {
    predicate: np.array([[kind in kinds for kind in TYPES] for kinds in signature])
    for predicate, signature in SIGNATURES.items()
}
"""By relation whether each type may be its subject, and its object."""
_HOLDS: Final = np.array([kind in CONTAINERS for kind in TYPES])


def allowed_cells(table: PairTable, predicate: str) -> Longs:
    """The cells of the pairs that a relation's types allow, in order."""
    first, second = FITTING[predicate]
    once, apart = predicate in SYMMETRIC, predicate == "locatedIn"
    squares, best, lists = table.joined.squares, table.portraits.best, table.around.list_start
    room = np.empty(len(best), dtype=np.int64)
    # fmt: off
    count = allow_cells(
        squares.first, squares.last, squares.rows, table.joined.kinds, first, second, once, apart, best, lists, room,
    )
    # fmt: on
    return room[:count]


def features_of(table: PairTable, cells: Longs) -> Columns:
    """One column of features for each cell."""
    portraits, cues, squares = table.portraits, table.cues, table.joined.squares
    plan, rows = plan_columns(cues.sums.shape[1])
    a, b = table.mentions_of(cells)
    s, o = table.ends(cells)
    features = np.empty((rows, len(cells)), dtype=np.int16)
    copy_rows(table.told, a, plan["a"], features)
    copy_rows(table.told, b, plan["b"], features)
    copy_rows(portraits.grids, cells, plan["grid"], features)
    copy_rows(portraits.grids, squares.rows[o] + s, plan["back"], features)
    # fmt: off
    compare_mentions(
        table.positions, a, b, portraits.counts, _HOLDS, squares.rows, portraits.below,
        portraits.grid("rank"), portraits.grid("inner"), portraits.grid("governed"), table.on_line, table.lines,
        table.marks.sums, cues.starts, cues.ends, cues.sums, features,
    )
    # fmt: on
    return features


@kernel(
    "int64(int64[::1], int64[::1], int64[::1], int64[::1], boolean[::1], boolean[::1], boolean, boolean, int64[::1],"
    "int64[::1], int64[::1])",
)
def allow_cells(
    from_: Longs,
    to: Longs,
    rows: Longs,
    kinds: Longs,
    first: Flags,
    second: Flags,
    once: bool,
    apart: bool,
    best: Longs,
    lists: Longs,
    cells: Longs,
) -> int:
    """Fill `cells` with those whose types may be first and second, of entities each with those `from_` the first of its
    scene to before another; gives how many. `once`: what could stand either way stands once; `apart`: what one list
    names stands side by side, by the mentions that stand best for the two."""
    count = 0
    for one in range(len(kinds)):
        if not first[kinds[one]]:
            continue
        for two in range(from_[one], to[one]):
            if one == two or not second[kinds[two]]:
                continue
            if once and two < one and second[kinds[one]] and first[kinds[two]]:
                continue
            cell = rows[one] + two
            if apart and lists[best[cell] // len(lists)] == lists[best[cell] % len(lists)]:
                continue
            cells[count] = cell
            count += 1
    return count
