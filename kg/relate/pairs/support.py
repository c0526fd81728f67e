"""Log-odds of all pairs of a scene -> how the pairs speak for and against each other, columns for the second forest.

A grid holds a relation's log-odds by (subject, object), in eighths, from LEAST to MOST.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.relate.pairs.lending import LEAST, OF_OWN, lend
from kg.relate.pairs.rows import Columns, Flags, Grid, Longs
from kg.relations import SYMMETRIC
from kg.trees import SCALE

MOST: Final = 72
_PER_UNIT: Final = 8
# Below these odds a pair is neither asked about again nor lends support.
NEAR: Final = -36
_SURE: Final = np.int16(6 * _PER_UNIT)  # of what names say
_RELATIONS: Final = ("locatedIn", "operatesIn", "investsIn", "issuedBy", "appliesTo", "subsidiaryOf", "partnerOf")
# What leads from a pair's subject over a third thing to its object; ~ is the relation read backwards.
_PATHS: Final = {
    "operatesIn": (
        ("investsIn", "locatedIn"),
        ("operatesIn", "inside"),
        ("partnerOf", "operatesIn"),
        ("partnerOf", "seat"),
        ("subsidiaryOf", "operatesIn"),
        ("~subsidiaryOf", "operatesIn"),
    ),
    "investsIn": (
        ("operatesIn", "~locatedIn"),
        ("partnerOf", "investsIn"),
        ("subsidiaryOf", "investsIn"),
        ("~subsidiaryOf", "investsIn"),
    ),
    "locatedIn": (("~investsIn", "operatesIn"), ("locatedIn", "inside")),
    "issuedBy": (("appliesTo", "~locatedIn"), ("issuedBy", "locatedIn")),
    "appliesTo": (("issuedBy", "locatedIn"), ("issuedBy", "~locatedIn")),
    "subsidiaryOf": (("investsIn", "~investsIn"), ("operatesIn", "~operatesIn")),
    "partnerOf": (("investsIn", "~investsIn"), ("operatesIn", "~operatesIn"), ("partnerOf", "partnerOf")),
}
_STEPS: Final = (*_RELATIONS, "inside", "seat")


def to_eighths(log_odds: NDArray[np.float64]) -> Grid:
    """Log-odds as a grid holds them; they are whole in units of 1/SCALE, so that every machine rounds alike."""
    return sums_to_eighths(np.rint(log_odds * SCALE).astype(np.int64))


def sums_to_eighths(sums: Longs) -> Grid:
    """Log-odds × SCALE as a grid holds them."""
    return np.minimum(np.maximum(sums // (SCALE // _PER_UNIT), LEAST), MOST).astype(np.int16)


class Support:
    """The grids of a scene, and what they lend to its pairs. `below` is whether the first place lies in the second,
    `seats` whether the first is a body of the second place."""

    def __init__(self, grids: Mapping[str, Grid], below: Flags, groups: Sequence[Longs], seats: Flags) -> None:
        self._below = below
        self._steps = np.empty((len(_STEPS), *below.shape), dtype=np.int16)
        for step, name in enumerate(_RELATIONS):
            self._steps[step] = grids[name]
        for name in SYMMETRIC:
            np.maximum(grids[name], grids[name].T, out=self._steps[_RELATIONS.index(name)])
        inside, seat = self._steps[_STEPS.index("inside")], self._steps[_STEPS.index("seat")]
        inside[:], seat[:] = np.where(below, _SURE, np.int16(LEAST)), np.where(seats, _SURE, np.int16(LEAST))
        np.maximum(inside, grids["locatedIn"], out=inside)
        self._tops = np.stack([self._steps.max(axis=1), self._steps.max(axis=2)])
        self._peers = np.zeros(below.shape, dtype=np.bool_)
        for group in groups:
            self._peers[np.ix_(group, group)] = True
        np.fill_diagonal(self._peers, False)

    def columns(self, predicate: str, s: Longs, o: Longs) -> Columns:
        """One column of numbers for each pair of a relation."""
        others, paths = _plan(predicate)
        result = np.empty((len(OF_OWN) + 3 * len(others) + len(paths), len(s)), dtype=np.int16)
        own = _RELATIONS.index(predicate)
        subsidiary = _RELATIONS.index("subsidiaryOf")
        lend(self._steps, self._tops, own, subsidiary, self._below, self._peers, others, paths, s, o, result)
        return result


def lent_names(predicate: str) -> tuple[str, ...]:
    """What the columns of a relation's pairs hold, in order."""
    others = [name for name in _RELATIONS if name != predicate]
    return (
        *OF_OWN,
        *others,
        "~subsidiaryOf",
        *("/".join(path) for path in _PATHS[predicate]),
        *(f"row.{name}" for name in others),
        *(f"column.{name}" for name in others),
    )


@cache
def _plan(predicate: str) -> tuple[Longs, Longs]:
    """The numbers of all other relations, and of each path its two steps, each with whether it is read backwards."""
    others = [number for number, name in enumerate(_RELATIONS) if name != predicate]
    paths = [
        [part for name in path for part in (_STEPS.index(name.removeprefix("~")), name.startswith("~"))]
        for path in ((predicate, "locatedIn"), *_PATHS[predicate])
    ]
    return np.array(others, dtype=np.int64), np.array(paths, dtype=np.int64)
