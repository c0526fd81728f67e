"""Names -> which entity's names hold, begin with or share the beginning of another's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.int16]


def compare_names(forms: Sequence[Sequence[str]]) -> tuple[Grid, Grid, Grid]:
    """Three grids by (entity, other), from the forms of each entity, the longest first.

    A form of the other stands in one of the entity's; the longest form begins with one of the other's; a form is no
    more than two characters away from it: both are longer than two, and the other's first two stand in the entity's.
    All forms are looked up in one text, so that a form costs one search and not one for each other form.
    """
    entries = [(entity, form, first == 0) for entity, known in enumerate(forms) for first, form in enumerate(known)]
    text = "\0".join(form for _, form, _ in entries)
    starts: list[int] = []
    at = 0
    for _, form, _ in entries:
        starts.append(at)
        at += len(form) + 1
    holds, begins, shares = (np.zeros((len(forms), len(forms)), dtype=np.int16) for _ in range(3))
    for other, form, _ in entries:
        for at in _places(text, form):
            index = bisect_right(starts, at) - 1
            entity, whole, longest = entries[index]
            if at + len(form) > starts[index] + len(whole):
                continue
            holds[entity, other] = 1
            if longest and at == starts[index]:
                begins[entity, other] = 1
        if len(form) <= 2:
            continue
        for at in _places(text, form[:2]):
            index = bisect_right(starts, at) - 1
            entity, whole, _ = entries[index]
            if len(whole) > 2 and at + 2 <= starts[index] + len(whole):
                shares[entity, other] = 1
    return holds, begins, shares


def _places(text: str, form: str) -> Iterator[int]:
    at = text.find(form)
    while at >= 0:
        yield at
        at = text.find(form, at + 1)
