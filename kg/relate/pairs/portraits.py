"""Scene -> what the article says of each entity as a whole, and of each two; arrays by entity, in order of id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.model import TYPES
from kg.relate.pairs.alike import Grid, compare_names
from kg.relate.pairs.homes import THERE
from kg.relate.pairs.kin import find_kin
from kg.relate.pairs.nearness import NEARNESS, measure
from kg.relate.pairs.scene import Scene
from kg.trees import MOST

ENDINGS: Final = "市县区州旗盟省园城谷港镇局委院会府所司团行目程地线厂站心部法案见划施制"


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of a scene as arrays, in order of text; `of` is the number of the entity."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    of: NDArray[np.int64]
    sentence: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Portraits:
    """By entity: columns of numbers. By two entities: grids. `best` holds the mentions that stand best for
    two, `below` whether the first lies in the second, `seats` whether the first is a body of the second."""

    entities: tuple[str, ...]
    kinds: NDArray[np.int64]
    counts: NDArray[np.int64]
    columns: NDArray[np.int16]
    grids: NDArray[np.int16]
    best: NDArray[np.int64]
    below: NDArray[np.bool_]
    seats: NDArray[np.bool_]


# What `columns` and `grids` hold, in order.
COLUMNS: Final = (
    *("in_title", "is_main", "around_main", "in_main", "count9", "count20", "of_type", "length", "limited"),
    *("ending", "named_after"),
)
GRIDS: Final = (*NEARNESS, "holds", "begins", "shares", "kin", "home")


def draw_portraits(scene: Scene, entities: tuple[str, ...], mentions: Mentions) -> Portraits:
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
    grids[len(NEARNESS) :] = holds, begins, shares, find_kin(entities, scene.brands), homes
    return Portraits(
        entities,
        kinds,
        counts,
        _columns(scene, entities, kinds, counts, holds),
        grids.reshape(len(GRIDS), -1),
        best,
        below,
        (kinds == TYPES.index("Organization"))[:, None] & ((begins > 0) | (homes == THERE)),
    )


def _columns(
    scene: Scene, entities: Sequence[str], kinds: NDArray[np.int64], counts: NDArray[np.int64], holds: Grid
) -> NDArray[np.int16]:
    title, main = len(scene.article.title), scene.main
    over_main = scene.above.get(main, ()) if main is not None else ()
    rows = [
        (
            scene.of[e][0].start < title,
            e == main,
            e in over_main,
            main is not None and main in scene.above.get(e, ()),
            min(count, 9),
            min(count, 20),
            0,
            min(len(scene.forms[e][0]), 30),
            "有限公司" in scene.forms[e][0],
            ENDINGS.find(scene.forms[e][0][-1]) + 1,
            0,
        )
        for e, count in zip(entities, counts.tolist(), strict=True)
    ]
    columns = np.array(rows, dtype=np.int16).T.copy()
    columns[COLUMNS.index("of_type")] = np.minimum(np.bincount(kinds, minlength=len(TYPES)), MOST)[kinds]
    enterprise = kinds == TYPES.index("Enterprise")
    columns[COLUMNS.index("named_after")] = (holds * enterprise[None, :] * ~np.eye(len(entities), dtype=np.bool_)).any(
        axis=1
    )
    return columns


def _homes(scene: Scene, entities: Sequence[str]) -> Grid:
    """What the name of each entity says of each place."""
    numbers = {entity: number for number, entity in enumerate(entities)}
    grid = np.zeros((len(entities), len(entities)), dtype=np.int16)
    for (entity, place), said in scene.homes.items():
        grid[numbers[entity], numbers[place]] = said
    return grid


def _below(scene: Scene, entities: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the first place lies in the second."""
    numbers = {entity: number for number, entity in enumerate(entities)}
    result = np.zeros((len(entities), len(entities)), dtype=np.bool_)
    for place, inside in scene.below.items():
        for inner in inside:
            result[numbers[inner], numbers[place]] = True
    return result
