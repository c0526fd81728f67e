"""Strengths and links -> the nodes that the reader sees first.

Taken alone, the strongest nodes of many articles hardly touch each other. So the picture grows from a few of them
along the strongest links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from kg.page.layout import Link


def grow_picture(strengths: Sequence[float], links: Sequence[Link], hubs: int, limit: int) -> list[int]:
    """Up to `limit` node numbers, each tied to another one; hubs take turns, so that none crowds out the others."""
    near = _Near.of(links)
    order = sorted((n for n in range(len(strengths)) if strengths[n] > 0), key=lambda n: (-strengths[n], n))
    shown: set[int] = set()
    fronts = [_Front(hub, near, strengths) for hub in order[:hubs]]
    while fronts and len(shown) < limit:
        for front in fronts:
            if len(shown) < limit:
                front.take(shown)
        fronts = [front for front in fronts if front.waiting]
    # A small graph fits as a whole, also what no hub reaches.
    shown.update([node for node in order if node not in shown][: limit - len(shown)])
    return sorted(node for node in shown if any(other in shown for other in near.ties(node)))


class _Near:
    """What each node is tied to; brought together only for nodes that are asked for, which are few."""

    def __init__(self, ends: Mapping[int, Sequence[tuple[int, float]]]) -> None:
        self.ends = ends

    @classmethod
    def of(cls, links: Iterable[Link]) -> _Near:
        ends: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for subject, object_, weight, _ in links:
            ends[subject].append((object_, weight))
            ends[object_].append((subject, weight))
        return cls(ends)

    def ties(self, node: int) -> dict[int, float]:
        """The nodes that a node is tied to, and how strongly."""
        found: dict[int, float] = {}
        for other, weight in self.ends.get(node, ()):
            found[other] = max(weight, found.get(other, 0.0))
        return found


class _Front:
    """What one hub reaches next: near before far, strongly tied before weakly."""

    def __init__(self, hub: int, near: _Near, strengths: Sequence[float]) -> None:
        self.near = near
        self.strengths = strengths
        self.seen = {hub}
        self.waiting: list[tuple[int, float, int]] = [(0, 0.0, hub)]
        heapify(self.waiting)

    def take(self, shown: set[int]) -> None:
        """Shows the next node that is not shown yet."""
        while self.waiting:
            hops, _, node = heappop(self.waiting)
            if hops < 2:
                self._look_around(node, hops)
            if node not in shown:
                shown.add(node)
                return

    def _look_around(self, node: int, hops: int) -> None:
        for other, weight in sorted(self.near.ties(node).items()):
            if other not in self.seen:
                self.seen.add(other)
                heappush(self.waiting, (hops + 1, -weight * (1 + self.strengths[other]), other))
