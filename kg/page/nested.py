"""Links and what each node hangs on -> positions for more nodes than a layout by forces can take.

What hangs on a place stands around it, and the places that lie in a place stand around that: a county's firms
in the county, the county in its city. Whatever changes somewhere so costs no layout of the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt
from typing import Final

from kg.page.layout import Link, Point

GOLDEN: Final = pi * (3 - sqrt(5))  # the angle between the seeds of a sunflower
STEP: Final = 12.0
GAP: Final = 8.0
DENSITY: Final = 0.6  # share of the room that discs take: seeds of one size touch at 0.8
ALONE: Final = -1  # what nodes hang on that hang on nothing

Offsets = dict[int, Point]


def place_around(anchors: Sequence[int], links: Sequence[Link], radii: Sequence[int]) -> list[tuple[int, int]]:
    """Whole-number positions, one a node; containment is a link that is no fact, from the lower to the upper place."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for node, anchor in enumerate(anchors):
        if node != anchor:
            members[anchor].append(node)
    discs = sorted({anchor for anchor in anchors})
    above = find_above(discs, links)
    below: defaultdict[int | None, list[int]] = defaultdict(list)
    for disc in discs:
        below[above.get(disc)].append(disc)
    extents: dict[int, float] = {}
    inside: Offsets = {}  # of each disc, from the middle of the one above
    for disc in reversed(from_the_top(below)):
        inner = (radii[disc] if disc >= 0 else 0.0) + STEP * (2 + sqrt(len(members[disc])))
        children = sorted(below[disc], key=lambda child: (-extents[child], child))
        extents[disc] = spread_around(children, extents, inner, inside) + GAP
    roots = sorted(below[None], key=lambda disc: (-extents[disc], disc))
    spread_around(roots, extents, 0.0, inside)
    middles: Offsets = {}
    for disc in from_the_top(below):
        x, y = middles.get(above.get(disc, ALONE - 1), (0.0, 0.0))
        middles[disc] = x + inside[disc][0], y + inside[disc][1]
    positions = [(0, 0)] * len(anchors)
    for disc, (x, y) in middles.items():
        if disc >= 0:
            positions[disc] = round(x), round(y)
        first = (radii[disc] if disc >= 0 else 0) + STEP
        for k, node in enumerate(members[disc]):
            reach, turn = first + STEP * sqrt(k), k * GOLDEN
            positions[node] = round(x + reach * cos(turn)), round(y + reach * sin(turn))
    return positions


def find_above(discs: Sequence[int], links: Sequence[Link]) -> dict[int, int]:
    """The disc in which each one lies, if in any; none lies in itself, however far up."""
    known, above = set(discs), dict[int, int]()
    for link in sorted(link for link in links if not link.fact):
        if link.subject in known and link.object in known and link.subject not in above:
            top: int | None = link.object
            while top is not None and top != link.subject:
                top = above.get(top)
            if top is None:
                above[link.subject] = link.object
    return above


def from_the_top(below: Mapping[int | None, Sequence[int]]) -> list[int]:
    """All discs, each after the one in which it lies."""
    order = list(below.get(None, ()))
    for disc in order:
        order += below.get(disc, ())
    return order


def spread_around(children: Sequence[int], extents: Mapping[int, float], inner: float, inside: Offsets) -> float:
    """Put discs, the largest first, around a middle like the seeds of a sunflower; gives how far they reach with it."""
    area, reach = inner**2, inner
    for k, child in enumerate(children):
        extent = extents[child]
        area += extent**2
        away, turn = max(inner + extent, sqrt(area / DENSITY)), k * GOLDEN
        inside[child] = away * cos(turn), away * sin(turn)
        reach = max(reach, away + extent)
    return reach
