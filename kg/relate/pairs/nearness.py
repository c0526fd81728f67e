"""Mentions -> how near two entities come to each other, in machine code: for each two of them a few numbers."""

from __future__ import annotations

from typing import Final

import numpy as np

from kg.compiled import kernel
from kg.relate.pairs.rows import Flags, Grid, Longs, numbers_of
from kg.trees import MOST

UNRANKED: Final = 20
_FAR: Final = 1 << 30
_OFTEN: Final = 5

# The grids that `measure` fills, in order.
NEARNESS: Final = ("together", "rank", "inner", "governed", "first", "below_first")
_TOGETHER, _RANK, _INNER = numbers_of(NEARNESS, "together", "rank", "inner")
_GOVERNED, _FIRST, _BELOW_FIRST = numbers_of(NEARNESS, "governed", "first", "below_first")


@kernel(
    "void(int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], boolean[:, ::1], int64[:, ::1],"
    "int64[:, ::1], int64[:, ::1], boolean[::1], int16[:, :, ::1])"
)
def measure(
    start: Longs,
    end: Longs,
    of: Longs,
    sentence: Longs,
    by_start: Longs,
    containers: Longs,
    below: Flags,
    cost: Longs,
    best: Longs,
    nearest: Longs,
    once: Flags,
    grids: Grid,
) -> None:
    """Fill `best` and `grids` (of zeros) from mentions in order of text; `cost`, `nearest` and `once` are room.

    best: the mentions of two entities that stand nearest to each other, one sentence before all, as first × number of
    mentions + second. rank: the places from nearest to farthest; in other sentences, what comes before counts as
    nearer than what comes after. inner: the rank of the nearest place within a place. governed: for how many of an
    entity's mentions the place is the nearest one; first, below_first: for its first. together: in how many sentences
    both stand.
    """
    total, size = len(start), len(cost)
    together, rank, inner = grids[_TOGETHER], grids[_RANK], grids[_INNER]
    governed, first, below_first = grids[_GOVERNED], grids[_FIRST], grids[_BELOW_FIRST]
    for one in range(size):
        for two in range(size):
            cost[one, two] = np.int64(1) << 60
            nearest[one, two] = _FAR
            rank[one, two] = UNRANKED
            inner[one, two] = UNRANKED + 5
    for i in range(total):
        a = by_start[i]
        for j in range(total):
            b = by_start[j]
            gap = start[b] - end[a] if start[b] >= end[a] else start[a] - end[b]
            here = 1000 * abs(sentence[a] - sentence[b]) + gap
            if here < cost[of[a], of[b]]:
                cost[of[a], of[b]] = here
                best[of[a], of[b]] = a * total + b
    for one in range(size):
        once[one] = True
    for a in range(total):
        entity, governor, reach = of[a], np.int64(-1), np.int64(_FAR)
        for c in containers:
            if of[c] == entity:
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
    low = 0
    for high in range(1, total + 1):  # mentions by sentence; of an entity the first in each counts
        if high < total and sentence[high] == sentence[low]:
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
