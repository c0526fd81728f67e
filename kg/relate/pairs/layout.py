"""Grammar -> what each number stands for that the weights of relations know: the features of a pair, in order, and the
codes that they hold."""

from __future__ import annotations

from kg.arrays import Layout
from kg.grammar import Grammar
from kg.model import TYPES
from kg.relate.pairs.columns import column_names
from kg.relate.pairs.judging import ALONE
from kg.relate.pairs.portraits import ENDINGS
from kg.relate.pairs.support import lent_names
from kg.relate.pairs.surroundings import EDGES
from kg.relate.pairs.wording import SIGNS, SIZE
from kg.relations import SIGNATURES


def relations_layout(grammar: Grammar) -> Layout:
    """Of the forests of all relations, and of the weights of wording and roles."""
    return (
        *(f"feature {name}" for name in column_names(grammar.triggers.names)),
        *(f"{predicate} {name}" for predicate in sorted(SIGNATURES) for name in before_features(predicate)),
        *(f"type {name}" for name in TYPES),
        *(f"edge {char!r}" for char in EDGES),
        *(f"ending {char}" for char in ENDINGS),
        *(f"sign {name} {sign}" for name, sign in SIGNS.items()),
        f"runs {SIZE}",
    )


def before_features(predicate: str) -> Layout:
    """What the second forest of a relation asks about before the features of the first."""
    return (*lent_names(predicate), "wording", *ALONE)
