"""Joined scenes -> what its article says of each entity as a whole, and of each two; arrays by entity and by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from kg.model import TYPES
from kg.relate.pairs.alike import compare_names
from kg.relate.pairs.homes import THERE
from kg.relate.pairs.joined import Joined
from kg.relate.pairs.kin import find_kin
from kg.relate.pairs.nearness import NEARNESS, measure
from kg.relate.pairs.rows import Columns, Flags, Longs, stack_rows
from kg.trees import MOST

ENDINGS: Final = "市县区州旗盟省园城谷港镇局委院会府所司团行目程地线厂站心部法案见划施制"


# What `columns` and `grids` hold, in order.
COLUMNS: Final = (
    *("in_title", "is_main", "around_main", "in_main", "count9", "count20", "of_type", "length", "limited"),
    *("ending", "named_after"),
)
_BY_NAME: Final = ("holds", "begins", "shares", "kin", "home")
GRIDS: Final = (*NEARNESS, *_BY_NAME)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Portraits:
    """By entity: how often it is named, and columns of numbers. By cell: rows of numbers. `best` holds the mentions
    that stand best for two, `below` whether the first lies in the second, `seats` whether the first is a body of the
    second."""

    counts: Longs
    columns: Columns
    grids: Columns
    best: Longs
    below: Flags
    seats: Flags

    def grid(self, name: str) -> Columns:
        """What one row holds, by cell."""
        row: Columns = self.grids[GRIDS.index(name)]
        return row


def draw_portraits(joined: Joined) -> Portraits:
    """The portraits of the entities of all scenes."""
    mentions, squares, kinds = joined.mentions, joined.squares, joined.kinds
    counts = np.bincount(mentions.of, minlength=len(joined.entities))
    below = np.zeros(len(squares.subjects), dtype=np.bool_)
    below[list(_inside(joined))] = True
    best = np.empty(len(below), dtype=np.int64)
    grids = np.zeros((len(GRIDS), len(below)), dtype=np.int16)
    # fmt: off
    measure(
        mentions.start, mentions.end, mentions.of, mentions.sentence, mentions.holds, joined.firsts, below, best, grids,
    )
    # fmt: on
    forms = [scene.forms[e] for scene, own in zip(joined.scenes, joined.numbers, strict=True) for e in own]
    by_name = dict(zip(_BY_NAME, grids[len(NEARNESS) :], strict=True))
    by_name["holds"][:], by_name["begins"][:], by_name["shares"][:] = compare_names(forms, squares)
    for name, told in (("kin", _kin(joined)), ("home", _homes(joined))):
        cells, values = np.fromiter(chain.from_iterable(told), dtype=np.int64).reshape(-1, 2).T
        by_name[name][cells] = values
    bodies = kinds[squares.subjects] == TYPES.index("Organization")
    return Portraits(
        counts=counts,
        columns=_columns(joined, [own[0] for own in forms], counts, by_name["holds"]),
        grids=grids,
        best=best,
        below=below,
        seats=bodies & ((by_name["begins"] > 0) | (by_name["home"] == THERE)),
    )


def _columns(joined: Joined, longest: list[str], counts: Longs, holds: Columns) -> Columns:
    kinds, scene = joined.kinds, joined.squares.scenes
    subjects, objects = joined.squares.subjects, joined.squares.objects
    start = np.empty(len(kinds), dtype=np.int64)
    start[joined.mentions.of[::-1]] = joined.mentions.start[::-1]  # the first mention comes last, and stays
    titles = np.array([len(one.article.title) for one in joined.scenes], dtype=np.int64)
    of_type = np.bincount(scene * len(TYPES) + kinds, minlength=len(joined.scenes) * len(TYPES))
    firms = (holds > 0) & (subjects != objects) & (kinds[objects] == TYPES.index("Enterprise"))
    about_main = chain.from_iterable(_about_main(joined))
    is_main, around_main, in_main = np.fromiter(about_main, dtype=np.int16).reshape(-1, 3).T
    found = {
        "in_title": start - joined.texts[scene] < titles[scene],
        "is_main": is_main,
        "around_main": around_main,
        "in_main": in_main,
        "count9": np.minimum(counts, 9),
        "count20": np.minimum(counts, 20),
        "of_type": np.minimum(of_type, MOST)[scene * len(TYPES) + kinds],
        "length": [min(len(form), 30) for form in longest],
        "limited": ["有限公司" in form for form in longest],
        "ending": [ENDINGS.find(form[-1]) + 1 for form in longest],
        "named_after": np.bincount(subjects[firms], minlength=len(kinds)) > 0,
    }
    return stack_rows(COLUMNS, found, len(kinds))


def _about_main(joined: Joined) -> Iterator[tuple[bool, bool, bool]]:
    """By entity whether it is the division that its article is about, lies around it, or in it."""
    for scene, own in zip(joined.scenes, joined.numbers, strict=True):
        main = scene.main
        over_main = scene.above.get(main, ()) if main is not None else ()
        for entity in own:
            yield entity == main, entity in over_main, main is not None and main in scene.above.get(entity, ())


def _inside(joined: Joined) -> Iterator[int]:
    """The cells of places that lie in another."""
    for scene, numbers in zip(joined.scenes, joined.numbers, strict=True):
        for place, inside in scene.below.items():
            for inner in inside:
                yield joined.squares.rows[numbers[inner]] + numbers[place]


def _kin(joined: Joined) -> Iterator[tuple[int, int]]:
    """The cells of firms whose name begins with the brand of the other, and how long that is."""
    for scene, numbers in zip(joined.scenes, joined.numbers, strict=True):
        for (entity, other), length in find_kin(scene.brands).items():
            yield joined.squares.rows[numbers[entity]] + numbers[other], length


def _homes(joined: Joined) -> Iterator[tuple[int, int]]:
    """The cells of names that say something of a place, and what."""
    for scene, numbers in zip(joined.scenes, joined.numbers, strict=True):
        for (entity, place), said in scene.homes.items():
            yield joined.squares.rows[numbers[entity]] + numbers[place], said
