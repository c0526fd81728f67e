"""Mentions -> how near two entities come to each other, in machine code: for each two of them a few numbers."""

from __future__ import annotations

from typing import Final

import numpy as np

from kg.compiled import Int, kernel, part
from kg.relate.pairs.rows import Columns, Flags, Grid, Longs, numbers_of
from kg.trees import MOST

UNRANKED: Final = 20
_FAR: Final = 1 << 30
_OFTEN: Final = 5

# The grids that `measure` fills, in order.
NEARNESS: Final = ("together", "rank", "inner", "governed", "first", "below_first")
_TOGETHER, _RANK, _INNER = numbers_of(NEARNESS, "together", "rank", "inner")
_GOVERNED, _FIRST, _BELOW_FIRST = numbers_of(NEARNESS, "governed", "first", "below_first")


@kernel(
    "void(int64[::1], int64[::1], int64[::1], int64[::1], boolean[::1], int64[::1], boolean[::1], int64[::1],"
    "int16[:, ::1])"
)
def measure(
    start: Longs,
    end: Longs,
    of: Longs,
    sentence: Longs,
    holds: Flags,
    firsts: Longs,
    below: Flags,
    best: Longs,
    grids: Columns,
) -> None:
    """Fill `best` and `grids` (of zeros) by cell, from mentions in order of text; `firsts` tells the first mention of
    each scene, and how many there are; `holds` by mention whether it names a place or park.

    best: the mentions of two entities that stand nearest to each other, one sentence before all, as first × number of
    mentions + second. rank: the places from nearest to farthest; in other sentences, what comes before counts as
    nearer than what comes after. inner: the rank of the nearest place within a place. governed: for how many of an
    entity's mentions the place is the nearest one; first, below_first: for its first. together: in how many sentences
    both stand.
    """
    at, known = 0, 0  # the first cell and the first entity of a scene
    for scene in range(len(firsts) - 1):
        low, high = firsts[scene], firsts[scene + 1]
        own, theirs = of[low:high] - known, sentence[low:high]
        size = own.max() + 1
        _find_best(start[low:high], end[low:high], own, theirs, low, len(of), _square(best, at, size))
        _rank_places(
            start[low:high],
            own,
            theirs,
            holds[low:high],
            _square(below, at, size),
            _square(grids[_RANK], at, size),
            _square(grids[_INNER], at, size),
            _square(grids[_GOVERNED], at, size),
            _square(grids[_FIRST], at, size),
            _square(grids[_BELOW_FIRST], at, size),
        )
        _count_together(own, theirs, _square(grids[_TOGETHER], at, size))
        at, known = at + size * size, known + size


@part
def _square(row: Int, at: Int, size: Int) -> Int:
    """The cells of one scene, which begin at a place, as a grid."""
    return row[at : at + size * size].reshape(size, size)


@part
def _find_best(start: Longs, end: Longs, of: Longs, sentence: Longs, low: Int, total: Int, best: Longs) -> None:
    cost = np.full(best.shape, np.int64(1) << 60)
    for a in range(len(of)):
        for b in range(len(of)):
            gap = start[b] - end[a] if start[b] >= end[a] else start[a] - end[b]
            here = 1000 * abs(sentence[a] - sentence[b]) + gap
            if here < cost[of[a], of[b]]:
                cost[of[a], of[b]] = here
                best[of[a], of[b]] = (low + a) * total + low + b


@part
def _rank_places(
    start: Longs,
    of: Longs,
    sentence: Longs,
    holds: Flags,
    below: Flags,
    rank: Grid,
    inner: Grid,
    governed: Grid,
    first: Grid,
    below_first: Grid,
) -> None:
    size = len(below)
    nearest, once = np.full((size, size), np.int64(_FAR)), np.ones(size, np.bool_)
    rank[:], inner[:] = UNRANKED, UNRANKED + 5
    for a in range(len(of)):
        entity, governor, reach = of[a], np.int64(-1), np.int64(_FAR)
        for c in range(len(of)):
            if not holds[c] or of[c] == entity:
                continue
            apart, ahead = sentence[c] - sentence[a], start[c] - start[a]
            here = abs(ahead) if apart == 0 else 50 - 200 * apart if ahead < 0 else 100 + 400 * apart
            nearest[entity, of[c]] = min(nearest[entity, of[c]], here)
            if here < reach:
                governor, reach = of[c], here
        if governor >= 0:
            governed[entity, governor] = min(governed[entity, governor] + 1, MOST)
            if once[entity]:
                first[entity, governor] = 1
                for place in range(size):
                    below_first[entity, place] = below[governor, place]
        once[entity] = False
    for entity in range(size):
        for place_rank in range(UNRANKED):
            chosen = np.int64(-1)
            for place in range(size):
                waits = nearest[entity, place] < _FAR and rank[entity, place] == UNRANKED
                if waits and (chosen < 0 or nearest[entity, place] < nearest[entity, chosen]):
                    chosen = np.int64(place)
            if chosen < 0:
                break
            rank[entity, chosen] = place_rank
    for within in range(size):
        for place in range(size):
            if below[within, place]:
                for entity in range(size):
                    inner[entity, place] = min(inner[entity, place], rank[entity, within])


@part
def _count_together(of: Longs, sentence: Longs, together: Grid) -> None:
    once = np.empty(len(of), np.bool_)
    low = 0
    for high in range(1, len(of) + 1):  # mentions by sentence; of an entity the first in each counts
        if high < len(of) and sentence[high] == sentence[low]:
            continue
        for a in range(low, high):
            once[a] = True
            for b in range(low, a):
                once[a] &= of[b] != of[a]
        for a in range(low, high):
            for b in range(low, high):
                if once[a] and once[b]:
                    together[of[a], of[b]] = min(together[of[a], of[b]] + 1, _OFTEN)
        low = high
