"""Links -> a position for each node, the same on every run.

Each connected part is laid out by igraph from a fixed seed; the parts are then packed, the largest in the middle.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import cos, hypot, pi, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.unneeded import without

# igraph draws with the one and measures tables with the other, where they are there: half a second to load.
with without("matplotlib", "wcwidth"):
    import igraph

SEED = 20
TIE = 105.0
SMALL = 400
GAP = 14.0
WIDE = 1.25
CLOSE = 120

# Jacobi steps answer many pushes at once; at full strength they would overshoot.
CALM = 0.7
CROWD = 12.0

Point = tuple[float, float]
Numbers = NDArray[np.int64]
Places = NDArray[np.float64]


class Link(NamedTuple):
    """An edge of the picture: two node numbers, how strongly it pulls, and whether articles say it."""

    subject: int
    object: int
    weight: float
    fact: bool


def place_nodes(count: int, links: Sequence[Link], radii: Sequence[int]) -> list[tuple[int, int]]:
    """Whole-number positions, one a node."""
    whole = igraph.Graph(n=count, edges=[(link.subject, link.object) for link in links])
    whole.es["weight"] = [link.weight for link in links]
    parts = sorted(whole.connected_components(), key=lambda part: (-len(part), part[0]))
    discs = [_part(whole.induced_subgraph(part), [radii[n] for n in part]) for part in parts]
    positions = [(0, 0)] * count
    for part, points, (x, y) in zip(parts, discs, _pack([_extent(p) for p in discs]), strict=True):
        for node, (dx, dy) in zip(part, points, strict=True):
            positions[node] = (round(x + dx), round(y + dy))
    return positions


def _part(part: igraph.Graph, radii: Sequence[int]) -> list[Point]:
    if part.vcount() == 1:
        return [(0.0, 0.0)]
    simple = part.simplify(combine_edges="max")
    igraph.set_random_number_generator(random.Random(SEED))
    try:
        layout = _small(simple) if simple.vcount() <= SMALL else _large(simple)
    finally:
        igraph.set_random_number_generator(random)
    layout.center(0, 0)
    return _spread([(x, y) for x, y in layout], radii)


def _small(part: igraph.Graph) -> igraph.Layout:
    """Kamada–Kawai: ties about equally long, longer around hubs, so that leaves do not crowd; slow for many."""
    degrees = part.degree()
    lengths = [max(1.0, sqrt(max(degrees[a], degrees[b])) / 3.2) for a, b in part.get_edgelist()]
    layout = part.layout_kamada_kawai(seed=part.layout_circle(), maxiter=20 * part.vcount(), weights=lengths)
    layout.scale(TIE)
    return layout


def _large(part: igraph.Graph) -> igraph.Layout:
    layout = part.layout_fruchterman_reingold(niter=500, weights="weight", grid="auto")
    layout.scale(TIE / 2)
    return layout


def _spread(points: list[Point], radii: Sequence[int], *, most: int = 400_000) -> list[Point]:
    """The points pushed apart until no two discs overlap, or `most` pushes of a point are over."""
    at, sizes = np.array(points, dtype=float), np.array(radii, dtype=float)
    reach = 2 * sizes.max() + GAP
    for _ in range(40):
        if _crowding(at, reach) <= CROWD:
            break
        at *= 1.3
    for _ in range(max(12, min(60, most // len(points)))):
        one, other = _near_pairs(np.floor(at / reach).astype(np.int64))
        way = at[other] - at[one]
        distance = np.sqrt((way**2).sum(axis=1))
        lack = sizes[one] + sizes[other] + GAP - distance
        close = lack > 0.5
        if not close.any():
            break
        one, other, way, distance, lack = one[close], other[close], way[close], distance[close], lack[close]
        same = distance < 1e-9
        way[same], distance[same] = np.stack([np.cos(other[same]), np.sin(other[same])], axis=1), 1.0
        push = way * (lack / distance * 0.5)[:, None]
        np.add.at(at, other, push * CALM)
        np.add.at(at, one, -push * CALM)
    return [(float(x), float(y)) for x, y in at]


def _crowding(at: Places, reach: float) -> float:
    """How many others share a cell with a point, on average: pairs, and with them memory, grow with it."""
    _, counts = np.unique(np.floor(at / reach), axis=0, return_counts=True)
    return float((counts**2).sum() / counts.sum())


def _near_pairs(cells: Numbers) -> tuple[Numbers, Numbers]:
    """All pairs of points in the same cell or in cells that touch, each pair once."""
    cells = cells - cells.min(axis=0) + 1
    stride = int(cells[:, 1].max()) + 2
    keys = cells[:, 0] * stride + cells[:, 1]
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    ones, others = [], []
    for step in (0, 1, stride - 1, stride, stride + 1):
        first = np.searchsorted(ordered, ordered + step, "left")
        last = np.searchsorted(ordered, ordered + step, "right")
        if step == 0:
            first = np.arange(len(ordered)) + 1
        count = np.maximum(last - first, 0)
        one = np.repeat(np.arange(len(ordered)), count)
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        ones.append(order[one])
        others.append(order[np.repeat(first, count) + within])
    return np.concatenate(ones), np.concatenate(others)


def _extent(points: Sequence[Point]) -> float:
    return max(sqrt(x * x + y * y) for x, y in points) + 30


def _pack(extents: Sequence[float]) -> list[Point]:
    """The middles of discs that do not overlap, the first in the middle; wider than high, as screens are."""
    packed: list[tuple[float, float, float]] = []
    turn = 0.0
    for extent in extents:
        if len(packed) >= CLOSE:
            break
        turn = _free_turn(extent, packed, max(0.0, turn * 0.5))
        packed.append((*_spiral(turn), extent))
    middles = [(x, y) for x, y, _ in packed]
    return middles + _rings(extents[len(packed) :], max((sqrt(x * x + y * y) + r for x, y, r in packed), default=0.0))


def _spiral(turn: float) -> Point:
    return 9.0 * turn * cos(turn) * WIDE, 9.0 * turn * sin(turn) / WIDE


def _free_turn(extent: float, packed: Sequence[tuple[float, float, float]], turn: float) -> float:
    """The next turn of the spiral where a disc is free; the first disc is in its middle, and often larger than all."""
    if packed:
        turn = max(turn, (extent + packed[0][2]) / (9.0 * WIDE))
    while True:
        x, y = _spiral(turn)
        for u, v, r in packed:
            lack = extent + r - hypot(x - u, y - v)
            if lack > 0:
                break
        else:
            return turn
        # No less than a small step, no more than brings the disc so far as it lacks.
        turn += max(0.5 / (1 + 0.05 * turn), lack / (9.0 * WIDE * (1 + turn)))


def _rings(extents: Sequence[float], inner: float) -> list[Point]:
    """Many small parts: quicker in rings around all that came before."""
    middles: list[Point] = []
    while len(middles) < len(extents):
        extent = extents[len(middles)]
        ring = inner + extent
        room = max(1, int(pi / max(0.002, extent / ring)))
        members = min(room, len(extents) - len(middles))
        middles += [(ring * cos(2 * pi * k / room), ring * sin(2 * pi * k / room)) for k in range(members)]
        inner = ring + extent
    return middles
