"""Names -> which entity's names hold, begin with or share the beginning of another's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.compiled import kernel
from kg.relate.pairs.rows import Columns, Longs
from kg.relate.pairs.squares import Squares
from kg.trie import Codes, code_points

# The rows that `compare` fills, in order.
_HOLDS, _BEGINS, _SHARES = range(3)


def compare_names(forms: Sequence[Sequence[str]], squares: Squares) -> Columns:
    """Three rows of cells, from the forms of each entity, the longest first.

    A form of the other stands in one of the entity's; the longest form begins with one of the other's; a form is no
    more than two characters away from it: both are longer than two, and the other's first two stand in the entity's.
    """
    counts = np.array([0, *map(len, forms)], dtype=np.int64)
    lengths = np.array([len(form) for known in forms for form in known], dtype=np.int64)
    codes = code_points("".join(form for known in forms for form in known))
    found = np.zeros((3, len(squares.subjects)), dtype=np.int16)
    starts = np.cumsum(lengths) - lengths
    compare(codes, starts, lengths, np.cumsum(counts), squares.first, squares.last, squares.rows, found)
    return found


@kernel(
    "void(uint32[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int16[:, ::1])",
)
def compare(
    codes: Codes, starts: Longs, lengths: Longs, own: Longs, first: Longs, last: Longs, rows: Longs, found: Columns
) -> None:
    """Fill the three rows (of zeros) from forms that stand in `codes` one after the other; those of an entity are from
    `own[entity]` to before `own[entity + 1]`."""
    for entity in range(len(rows)):
        for other in range(first[entity], last[entity]):
            cell = rows[entity] + other
            for whole in range(own[entity], own[entity + 1]):
                for form in range(own[other], own[other + 1]):
                    size, begin = lengths[form], starts[form]
                    for at in range(lengths[whole] - min(size, 2) + 1):
                        place = starts[whole] + at
                        same = 0
                        while same < size and at + same < lengths[whole] and codes[place + same] == codes[begin + same]:
                            same += 1
                        if same == size:
                            found[_HOLDS, cell] = 1
                            if whole == own[entity] and at == 0:
                                found[_BEGINS, cell] = 1
                        if same >= 2 and size > 2 and lengths[whole] > 2:
                            found[_SHARES, cell] = 1
