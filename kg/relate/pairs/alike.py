"""Names -> which entity's names hold, begin with or share the beginning of another's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.compiled import kernel
from kg.relate.pairs.rows import Grid, Longs
from kg.trie import Codes, code_points

# The grids that `compare` fills, in order.
_HOLDS, _BEGINS, _SHARES = range(3)


def compare_names(forms: Sequence[Sequence[str]]) -> tuple[Grid, Grid, Grid]:
    """Three grids by (entity, other), from the forms of each entity, the longest first.

    A form of the other stands in one of the entity's; the longest form begins with one of the other's; a form is no
    more than two characters away from it: both are longer than two, and the other's first two stand in the entity's.
    """
    entries = [
        (entity, len(form), first == 0) for entity, known in enumerate(forms) for first, form in enumerate(known)
    ]
    entity, length, longest = np.array(entries, dtype=np.int64).reshape(-1, 3).T.copy()
    codes = code_points("".join(form for known in forms for form in known))
    grids = np.zeros((3, len(forms), len(forms)), dtype=np.int16)
    compare(codes, np.cumsum(length) - length, length, entity, longest, grids)
    return grids[_HOLDS], grids[_BEGINS], grids[_SHARES]


@kernel("void(uint32[::1], int64[::1], int64[::1], int64[::1], int64[::1], int16[:, :, ::1])")
def compare(codes: Codes, starts: Longs, lengths: Longs, entities: Longs, longest: Longs, grids: Grid) -> None:
    """Fill the three grids (of zeros) from forms that stand in `codes` one after the other."""
    for whole in range(len(starts)):
        entity = entities[whole]
        for form in range(len(starts)):
            other, size, begin = entities[form], lengths[form], starts[form]
            for at in range(lengths[whole] - min(size, 2) + 1):
                place = starts[whole] + at
                same = 0
                while same < size and at + same < lengths[whole] and codes[place + same] == codes[begin + same]:
                    same += 1
                if same == size:
                    grids[_HOLDS, entity, other] = 1
                    if longest[whole] and at == 0:
                        grids[_BEGINS, entity, other] = 1
                if same >= 2 and size > 2 and lengths[whole] > 2:
                    grids[_SHARES, entity, other] = 1
