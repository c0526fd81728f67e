"""Log-odds of all pairs -> how those of one scene speak for and against each other, columns for the second forest.

A relation's log-odds stand by cell, in eighths, from LEAST to MOST.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.relate.pairs.lending import LEAST, OF_OWN, find_tops, lend
from kg.relate.pairs.rows import Columns, Flags, Longs
from kg.relate.pairs.squares import Squares
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


def to_eighths(log_odds: NDArray[np.float64]) -> Columns:
    """Log-odds as cells hold them; they are whole in units of 1/SCALE, so that every machine rounds alike."""
    return sums_to_eighths(np.rint(log_odds * SCALE).astype(np.int64))


def sums_to_eighths(sums: Longs) -> Columns:
    """Log-odds × SCALE as cells hold them."""
    return np.minimum(np.maximum(sums // (SCALE // _PER_UNIT), LEAST), MOST).astype(np.int16)


class Support:
    """The odds of scenes, by relation and cell, and what they lend to pairs. `below` is whether the first place lies in
    the second, `seats` whether the first is a body of the second place, `peers` whether one list names both."""

    def __init__(self, odds: Mapping[str, Columns], squares: Squares, below: Flags, seats: Flags, peers: Flags) -> None:
        self._squares, self._below, self._peers = squares, below, peers
        self._steps = np.empty((len(_STEPS), len(below)), dtype=np.int16)
        for step, name in enumerate(_RELATIONS):
            self._steps[step] = odds[name]
        for name in SYMMETRIC:
            np.maximum(odds[name], odds[name][squares.turned()], out=self._steps[_RELATIONS.index(name)])
        inside, seat = self._steps[_STEPS.index("inside")], self._steps[_STEPS.index("seat")]
        inside[:], seat[:] = np.where(below, _SURE, np.int16(LEAST)), np.where(seats, _SURE, np.int16(LEAST))
        np.maximum(inside, odds["locatedIn"], out=inside)
        self._tops = np.empty((2, len(_STEPS), len(squares.rows)), dtype=np.int16)
        find_tops(squares.first, squares.last, squares.rows, self._steps, self._tops)

    def columns(self, predicate: str, s: Longs, o: Longs) -> Columns:
        """One column of numbers for each pair of a relation; the pairs of a scene stand together."""
        others, paths = _plan(predicate)
        result = np.empty((len(OF_OWN) + 3 * len(others) + len(paths), len(s)), dtype=np.int16)
        own, subsidiary = _RELATIONS.index(predicate), _RELATIONS.index("subsidiaryOf")
        squares = self._squares
        # fmt: off
        lend(
            squares.first, squares.last, squares.rows, self._steps, self._tops, own, subsidiary, self._below,
            self._peers, others, paths, s, o, result,
        )
        # fmt: on
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
