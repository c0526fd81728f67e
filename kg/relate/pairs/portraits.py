"""Scene -> what the article says of each entity as a whole, and of each two; arrays by entity, in order of id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.model import TYPES
from kg.relate.pairs.alike import compare_names
from kg.relate.pairs.homes import THERE
from kg.relate.pairs.kin import find_kin
from kg.relate.pairs.nearness import NEARNESS, measure
from kg.relate.pairs.rows import Columns, Flags, Grid, Longs, stack_rows
from kg.relate.pairs.scene import Scene
from kg.trees import MOST

ENDINGS: Final = "市县区州旗盟省园城谷港镇局委院会府所司团行目程地线厂站心部法案见划施制"


# What `columns` and `grids` hold, in order.
COLUMNS: Final = (
    *("in_title", "is_main", "around_main", "in_main", "count9", "count20", "of_type", "length", "limited"),
    *("ending", "named_after"),
)
_BY_NAME: Final = ("holds", "begins", "shares", "kin", "home")
GRIDS: Final = (*NEARNESS, *_BY_NAME)


@dataclass(frozen=True, slots=True, eq=False)
class Mentions:
    """The mentions of a scene as arrays, in order of text; `of` is the number of the entity."""

    start: Longs
    end: Longs
    of: Longs
    sentence: Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Portraits:
    """By entity: columns of numbers. By two entities: grids. `best` holds the mentions that stand best for
    two, `below` whether the first lies in the second, `seats` whether the first is a body of the second."""

    kinds: Longs
    counts: Longs
    columns: Columns
    grids: Columns
    best: Longs
    below: Flags
    seats: Flags

    def grid(self, name: str) -> Columns:
        """What one grid holds, row by row."""
        row: Columns = self.grids[GRIDS.index(name)]
        return row


def draw_portraits(scene: Scene, entities: Sequence[str], mentions: Mentions) -> Portraits:
    """The portraits of a scene's entities."""
    kinds = np.array([TYPES.index(scene.types[e]) for e in entities], dtype=np.int64)
    counts = np.bincount(mentions.of, minlength=len(entities))
    below = _below(scene, entities)
    size = len(entities)
    best, cost, nearest = (np.empty((size, size), dtype=np.int64) for _ in range(3))
    grids = np.zeros((len(GRIDS), size, size), dtype=np.int16)
    measure(
        mentions.start,
        mentions.end,
        mentions.of,
        mentions.sentence,
        np.argsort(mentions.start, kind="stable"),
        np.array(scene.containers, dtype=np.int64),
        below,
        cost,
        best,
        nearest,
        np.empty(len(mentions.of), dtype=np.bool_),
        grids,
    )
    holds, begins, shares = compare_names([scene.forms[e] for e in entities])
    homes = _homes(scene, entities)
    kin = find_kin(entities, scene.brands)
    by_name = {"holds": holds, "begins": begins, "shares": shares, "kin": kin, "home": homes}
    for name, grid in by_name.items():
        grids[GRIDS.index(name)] = grid
    return Portraits(
        kinds=kinds,
        counts=counts,
        columns=_columns(scene, entities, kinds, counts, holds),
        grids=grids.reshape(len(GRIDS), -1),
        best=best,
        below=below,
        seats=(kinds == TYPES.index("Organization"))[:, None] & ((begins > 0) | (homes == THERE)),
    )


def _columns(scene: Scene, entities: Sequence[str], kinds: Longs, counts: Longs, holds: Grid) -> Columns:
    title, main = len(scene.article.title), scene.main
    over_main = scene.above.get(main, ()) if main is not None else ()
    longest = [scene.forms[e][0] for e in entities]
    firms = (kinds == TYPES.index("Enterprise"))[None, :] & ~np.eye(len(entities), dtype=np.bool_)
    found = {
        "in_title": [scene.of[e][0].start < title for e in entities],
        "is_main": [e == main for e in entities],
        "around_main": [e in over_main for e in entities],
        "in_main": [main is not None and main in scene.above.get(e, ()) for e in entities],
        "count9": np.minimum(counts, 9),
        "count20": np.minimum(counts, 20),
        "of_type": np.minimum(np.bincount(kinds, minlength=len(TYPES)), MOST)[kinds],
        "length": [min(len(form), 30) for form in longest],
        "limited": ["有限公司" in form for form in longest],
        "ending": [ENDINGS.find(form[-1]) + 1 for form in longest],
        "named_after": (holds * firms).any(axis=1),
    }
    return stack_rows(COLUMNS, found, len(entities))


def _homes(scene: Scene, entities: Sequence[str]) -> Grid:
    """What the name of each entity says of each place."""
    numbers = {entity: number for number, entity in enumerate(entities)}
    grid = np.zeros((len(entities), len(entities)), dtype=np.int16)
    for (entity, place), said in scene.homes.items():
        grid[numbers[entity], numbers[place]] = said
    return grid


def _below(scene: Scene, entities: Sequence[str]) -> Flags:
    """Whether the first place lies in the second."""
    numbers = {entity: number for number, entity in enumerate(entities)}
    result = np.zeros((len(entities), len(entities)), dtype=np.bool_)
    for place, inside in scene.below.items():
        for inner in inside:
            result[numbers[inner], numbers[place]] = True
    return result
