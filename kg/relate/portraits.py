"""Scene -> what the article says of each entity as a whole, and of each two; arrays by entity, in order of id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.relate.alike import Grid, compare_names
from kg.relate.scene import Scene

TYPES: Final = ("City", "Province", "Enterprise", "Park", "Policy", "Project", "Organization")
UNRANKED: Final = 20
_FAR: Final = 1 << 30
_MOST: Final = 32767  # counts end here: no border of a forest lies that high
_BLOCK: Final = 1 << 21  # numbers in one array at once


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of a scene as arrays, in order of text; `of` is the number of the entity."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    of: NDArray[np.int64]
    sentence: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Portraits:
    """By entity: columns of numbers. By two entities: grids. `best` holds the mentions that stand best for two."""

    entities: tuple[str, ...]
    kinds: NDArray[np.int64]
    counts: NDArray[np.int64]
    columns: NDArray[np.int16]
    grids: NDArray[np.int16]
    best: NDArray[np.int64]


# What `columns` and `grids` hold, in order.
COLUMNS: Final = ("in_title", "is_main", "around_main", "in_main", "count9", "count20", "of_type", "length", "limited")
GRIDS: Final = ("together", "rank", "inner", "governed", "first", "below_first", "holds", "begins", "shares")


def draw_portraits(scene: Scene, entities: tuple[str, ...], mentions: Mentions) -> Portraits:
    """The portraits of a scene's entities."""
    kinds = np.array([TYPES.index(scene.types[e]) for e in entities], dtype=np.int64)
    counts = np.bincount(mentions.of, minlength=len(entities))
    order = np.argsort(mentions.of, kind="stable")  # mentions by entity, each entity's in order of text
    firsts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    below = _below(scene, entities)
    nearest, governors = _governors(scene, entities, mentions, order, firsts)
    rank = _ranks(nearest)
    inner = np.full_like(rank, UNRANKED + 5)
    for at in np.flatnonzero(below.any(axis=0)):
        inner[:, at] = rank[:, below[:, at]].min(axis=1)
    governed = np.zeros_like(rank)
    first = np.zeros_like(rank)
    below_first = np.zeros_like(rank)
    if (governors >= 0).any():
        known = governors >= 0
        np.add.at(governed, (mentions.of[known], governors[known]), 1)
        leading = governors[order[firsts]]
        led = np.flatnonzero(leading >= 0)
        first[led, leading[led]] = 1
        below_first[led] = below[leading[led]]
    holds, begins, shares = compare_names([scene.forms[e] for e in entities])
    together = _together(mentions, len(entities), len(scene.sentences))
    grids = (together, rank, inner, np.minimum(governed, _MOST), first, below_first, holds, begins, shares)
    return Portraits(
        entities,
        kinds,
        counts,
        _columns(scene, entities, kinds, counts),
        np.stack([grid.astype(np.int16).ravel() for grid in grids]),
        _best_mentions(mentions, order, firsts),
    )


def _columns(
    scene: Scene, entities: Sequence[str], kinds: NDArray[np.int64], counts: NDArray[np.int64]
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
        )
        for e, count in zip(entities, counts.tolist(), strict=True)
    ]
    columns = np.array(rows, dtype=np.int16).T.copy()
    columns[COLUMNS.index("of_type")] = np.minimum(np.bincount(kinds, minlength=len(TYPES)), _MOST)[kinds]
    return columns


def _below(scene: Scene, entities: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the first place lies in the second."""
    numbers = {entity: number for number, entity in enumerate(entities)}
    result = np.zeros((len(entities), len(entities)), dtype=np.bool_)
    for place, inside in scene.below.items():
        for inner in inside:
            result[numbers[inner], numbers[place]] = True
    return result


def _governors(
    scene: Scene,
    entities: Sequence[str],
    mentions: Mentions,
    order: NDArray[np.int64],
    firsts: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How near each entity comes to each place, and the place nearest to each mention (-1: none).

    In other sentences, what comes before counts as nearer than what comes after.
    """
    size, total = len(entities), len(mentions.start)
    nearest = np.full((size, size), _FAR, dtype=np.int64)
    governors = np.full(total, -1, dtype=np.int64)
    numbers = {entity: number for number, entity in enumerate(entities)}
    if not scene.containers:
        return nearest, governors
    start = np.array([place.start for place in scene.containers], dtype=np.int64)
    sentence = np.array([place.sentence for place in scene.containers], dtype=np.int64)
    of = np.array([numbers[place.entity] for place in scene.containers], dtype=np.int64)
    by_place = np.argsort(of, kind="stable")
    edges = np.flatnonzero(np.diff(of[by_place], prepend=-1))
    places = of[by_place][edges]
    step = max(1, _BLOCK // len(of))
    near_places = np.empty((total, len(places)), dtype=np.int64)
    for at in range(0, total, step):
        block = order[at : at + step]
        apart = sentence[None, :] - mentions.sentence[block, None]
        ahead = start[None, :] - mentions.start[block, None]
        reach = np.where(apart == 0, np.abs(ahead), np.where(ahead < 0, 50 - 200 * apart, 100 + 400 * apart))
        reach[of[None, :] == mentions.of[block, None]] = _FAR
        choice = reach.argmin(axis=1)
        some = reach[np.arange(len(block)), choice] < _FAR
        governors[block[some]] = of[choice[some]]
        near_places[at : at + step] = np.minimum.reduceat(reach[:, by_place], edges, axis=1)
    nearest[:, places] = np.minimum.reduceat(near_places, firsts, axis=0)
    return nearest, governors


def _ranks(nearest: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places from nearest to farthest, for each entity; equally near ones in order of id."""
    ranks = np.empty_like(nearest)
    np.put_along_axis(ranks, nearest.argsort(axis=1, kind="stable"), np.arange(len(nearest))[None, :], axis=1)
    return np.where(nearest < _FAR, np.minimum(ranks, UNRANKED), UNRANKED)


def _together(mentions: Mentions, size: int, sentences: int) -> Grid:
    """In how many sentences two entities both stand, up to 5."""
    stands = np.zeros((sentences, size), dtype=np.float32)
    stands[mentions.sentence, mentions.of] = 1
    result: Grid = np.minimum(stands.T @ stands, 5).astype(np.int16)
    return result


def _best_mentions(mentions: Mentions, order: NDArray[np.int64], firsts: NDArray[np.int64]) -> NDArray[np.int64]:
    """For two entities the mentions nearest to each other, one sentence before all.

    One number tells both: first × number of mentions + second.
    """
    total = len(order)
    place = np.empty(total, dtype=np.int64)  # in order of start, however the mentions are ordered
    by_start = np.argsort(mentions.start, kind="stable")
    place[by_start] = np.arange(total)
    start, end, sentence = mentions.start[order], mentions.end[order], mentions.sentence[order]
    rows = np.empty((total, len(firsts)), dtype=np.int64)
    step = max(1, _BLOCK // total)
    for at in range(0, total, step):
        here = slice(at, at + step)
        a_start, a_end = start[here, None], end[here, None]
        gap = np.where(start[None, :] >= a_end, start[None, :] - a_end, a_start - end[None, :])
        cost = 1000 * np.abs(sentence[here, None] - sentence[None, :]) + gap
        cost = (cost * total + place[order[here], None]) * total + place[order][None, :]
        rows[here] = np.minimum.reduceat(cost, firsts, axis=1)
    best = np.minimum.reduceat(rows, firsts, axis=0)
    first, second = best // total % total, best % total
    result: NDArray[np.int64] = by_start[first] * total + by_start[second]
    return result
