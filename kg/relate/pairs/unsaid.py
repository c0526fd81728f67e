"""Chances of pairs -> the things that are where the others are, though the article does not say so of each.

In news about one place most firms and projects are there. One that the article puts nowhere else is believed to be
there for less than what it takes to put it anywhere, and so is one that a list names beside another that is there.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.relate.pairs.joined import Joined
from kg.relate.pairs.rows import Flags, Longs

PLACING: Final = frozenset({"operatesIn", "locatedIn"})
LEAST: Final = 0.2  # most of such pairs with a chance between this and the threshold are right: beside another
_AT_HOME: Final = 0.25  # and where the article is at home
_OTHERS: Final = 2  # that are put somewhere, and most of them there


def left_unsaid(
    subjects: Longs,
    objects: Longs,
    chances: NDArray[np.float64],
    believed: Flags,
    homes: Flags,
    scenes: Longs,
    lists: tuple[Longs, Longs],
) -> list[int]:
    """The numbers of the pairs of a relation that places things whose subject none of those believed places, and whose
    object, likelier than all others, is where one that a list names beside it is, or the home of the article, and where
    most of what they place is. `homes` and `scenes` are by entity, `lists` are the entities of all mentions and the
    list that each stands in."""
    placed = np.unique(subjects[believed])
    there = np.bincount(objects[believed], minlength=len(scenes))
    in_all = np.bincount(scenes[placed], minlength=scenes.max(initial=0) + 1)
    best: dict[int, int] = {}
    for pair in np.flatnonzero((chances > LEAST) & ~np.isin(subjects, placed)).tolist():
        subject = int(subjects[pair])
        if subject not in best or chances[pair] > chances[best[subject]]:
            best[subject] = pair
    return sorted(
        pair
        for subject, pair in best.items()
        if (
            homes[objects[pair]]
            and chances[pair] > _AT_HOME
            and 2 * there[objects[pair]] > in_all[scenes[subject]] >= _OTHERS
        )
        or np.isin(subjects[believed & (objects == objects[pair])], _beside(subject, *lists)).any()
    )


def _beside(entity: int, of: Longs, lists: Longs) -> Longs:
    """The entities that some list names beside this one, and itself."""
    return of[np.isin(lists, lists[of == entity])]


def find_articles_homes(joined: Joined) -> Flags:
    """By entity whether it is the division or the park that its article is about."""
    homes = np.zeros(len(joined.entities), dtype=np.bool_)
    for scene, numbers in zip(joined.scenes, joined.numbers, strict=True):
        for place in (scene.main, scene.theme):
            if place is not None and place in numbers:
                homes[numbers[place]] = True
    return homes
