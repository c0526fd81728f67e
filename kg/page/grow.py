"""Strengths and links -> the nodes that the reader sees first.

Taken alone, the strongest nodes of many articles hardly touch each other. So the picture grows from a few of them
along the strongest links.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from kg.page.layout import Link


def grow_picture(strengths: Sequence[float], links: Sequence[Link], hubs: int, limit: int) -> list[int]:
    """Up to `limit` node numbers, each tied to another one; hubs take turns, so that none crowds out the others."""
    order = sorted((n for n in range(len(strengths)) if strengths[n] > 0), key=strengths.__getitem__, reverse=True)
    shown: set[int] = set()
    ties: list[list[Link]] = [[] for _ in strengths]
    for link in links:
        ties[link[0]].append(link)
        ties[link[1]].append(link)
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


def ties_of(node: int, links: Iterable[Link]) -> dict[int, float]:
    """What a node is tied to by its links, and how strongly."""
    tied: dict[int, float] = {}
    for subject, object_, weight, _ in links:
        other = object_ if subject == node else subject
        tied[other] = max(weight, tied.get(other, 0.0))
    return tied


class _Front:
    """What one hub reaches next: near before far, strongly tied before weakly."""

    def __init__(self, hub: int, ties: Sequence[Sequence[Link]], strengths: Sequence[float]) -> None:
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
        for other, weight in sorted(ties_of(node, self.ties[node]).items()):
            if other not in self.seen:
                self.seen.add(other)
                heappush(self.waiting, (hops + 1, -weight * (1 + self.strengths[other]), other))
