"""Strengths and links -> the nodes that the reader sees first.

Taken alone, the strongest nodes of many articles hardly touch each other. So the picture grows from a few of them
along the strongest links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from kg.page.layout import Link


def grow_picture(strengths: Sequence[float], links: Sequence[Link], hubs: int, limit: int) -> list[int]:
    """Up to `limit` node numbers, each tied to another one; hubs take turns, so that none crowds out the others."""
    order = sorted((n for n in range(len(strengths)) if strengths[n] > 0), key=strengths.__getitem__, reverse=True)
    shown: set[int] = set()
    # Of most nodes nobody asks what they are tied to: of the hubs, and of what hangs on one of them.
    ties = ties_of(links, set(order[:hubs]))
    ties |= ties_of(links, {node for tied in ties.values() for node in tied})
    fronts = [_Front(hub, ties, strengths) for hub in order[:hubs]]
    while fronts and len(shown) < limit:
        for front in fronts:
            if len(shown) < limit:
                front.take(shown)
        fronts = [front for front in fronts if front.waiting]
    # A small graph fits as a whole, also what no hub reaches.
    shown.update([node for node in order if node not in shown][: limit - len(shown)])
    inside = [link[:2] for link in links if link[0] in shown and link[1] in shown]
    return sorted({end for ends in inside for end in ends})


def ties_of(links: Iterable[Link], nodes: Container[int]) -> defaultdict[int, dict[int, float]]:
    """For each of some nodes what it is tied to, and how strongly."""
    ties: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for subject, object_, weight, _ in [link for link in links if link[0] in nodes or link[1] in nodes]:
        if subject in nodes:
            ties[subject][object_] = max(weight, ties[subject].get(object_, 0.0))
        if object_ in nodes:
            ties[object_][subject] = max(weight, ties[object_].get(subject, 0.0))
    return ties


class _Front:
    """What one hub reaches next: near before far, strongly tied before weakly."""

    def __init__(self, hub: int, ties: Mapping[int, Mapping[int, float]], strengths: Sequence[float]) -> None:
        self.ties = ties
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
        for other, weight in sorted(self.ties.get(node, {}).items()):
            if other not in self.seen:
                self.seen.add(other)
                heappush(self.waiting, (hops + 1, -weight * (1 + self.strengths[other]), other))
