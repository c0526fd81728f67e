"""Links -> the place that each node hangs on, which it folds into and stands beside on the map."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence

from kg.page.layout import Link


def nearest_places(count: int, links: Sequence[Link], places: Collection[int], strengths: Sequence[float]) -> list[int]:
    """For each node the nearest place over facts; in parts without one the strongest node; -1 for a node alone.

    A park lies in its division though no article says so.
    """
    near: list[list[int]] = [[] for _ in range(count)]
    for subject, object_, _, is_fact in links:
        if is_fact or subject not in places:
            near[subject].append(object_)
            near[object_].append(subject)
    anchors = [-1] * count
    by_strength = sorted(range(count), key=strengths.__getitem__, reverse=True)
    _reach([node for node in by_strength if node in places], near, anchors)
    for node in by_strength:
        if anchors[node] < 0 and near[node]:
            _reach([node], near, anchors)
    return anchors


def _reach(starts: Sequence[int], near: Sequence[Sequence[int]], anchors: list[int]) -> None:
    queue = deque(starts)
    for start in starts:
        anchors[start] = start
    while queue:
        node = queue.popleft()
        for other in sorted(near[node]):
            if anchors[other] < 0:
                anchors[other] = anchors[node]
                queue.append(other)
