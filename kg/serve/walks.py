"""Skeleton -> the nodes that a question is about: neighbourhoods, paths, ways from enterprises to cities, areas."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.serve.skeleton import Edge, Skeleton

WAY: Final = 3  # facts from an enterprise to a city, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Which edges and nodes the reader lets through."""

    classes_off: frozenset[str] = frozenset()
    predicates_off: frozenset[str] = frozenset()
    confidence: float = 0.0
    sentences: int = 1
    since: str = ""
    until: str = ""

    def lets(self, edge: Edge) -> bool:
        if edge.predicate in self.predicates_off or edge.confidence < self.confidence:
            return False
        return not edge.sentences or (edge.sentences >= self.sentences and self._is_in_time(edge))

    def _is_in_time(self, edge: Edge) -> bool:
        if not self.since and not self.until:
            return True
        return any(self.since <= year <= (self.until or "9999") for year in edge.years)


def around(skeleton: Skeleton, centres: Iterable[int], hops: int, most: int) -> list[int]:
    """The centres, then what is near them, near before far, strong before weak.

    Containment leads upwards, and downwards only from a centre: a province does not bring all its cities.
    """
    seen = dict.fromkeys(centres)
    ring = list(seen)
    for hop in range(hops):
        found: set[int] = set()
        for node in ring:
            for edge in (skeleton.edges[e] for e in skeleton.near[node]):
                if edge.sentences or edge.subject == node or hop == 0:
                    found.add(edge.other(node))
        # Numbers are in order of strength.
        ring = [node for node in sorted(found) if node not in seen]
        seen |= dict.fromkeys(islice(ring, max(0, most - len(seen))))
        if len(seen) >= most:
            break
    return list(seen)


def path(skeleton: Skeleton, start: int, end: int, sieve: Sieve) -> list[int]:
    """A shortest path, facts before containment, sure before doubtful; empty if there is none."""
    before = {start: start}
    ring = [start]
    while ring and end not in before:
        following = []
        for node in ring:
            edges = sorted(
                (edge for e in skeleton.near[node] if sieve.lets(edge := skeleton.edges[e])),
                key=lambda edge: (not edge.sentences, -edge.confidence),
            )
            for edge in edges:
                other = edge.other(node)
                if other not in before:
                    before[other] = node
                    following.append(other)
        ring = following
    if end not in before:
        return []
    found = [end]
    while found[-1] != start:
        found.append(before[found[-1]])
    return found[::-1]


def ways(skeleton: Skeleton, of: int | None, most: int) -> list[int]:
    """The nodes on ways from enterprises to cities, up to about `most`: all, or those that touch one node.

    As in `kg.connections`, an enterprise shares the ways of its subsidiaries, not those of its parent.
    """
    found: dict[int, None] = {}
    for enterprise in _enterprises(skeleton, of):
        for way in _ways_of(skeleton, enterprise):
            if of is None or of in way or of in skeleton.above(way[-1]):
                found |= dict.fromkeys(way)
        if len(found) >= most:
            break
    return list(found)


def _enterprises(skeleton: Skeleton, of: int | None) -> list[int]:
    if of is None:
        return [n for n, cls in enumerate(skeleton.types) if cls == "Enterprise" and skeleton.facts[n]]
    if skeleton.types[of] == "Enterprise":
        return [of]
    seen, ring = {of}, [of]
    for _ in range(WAY):
        following = []
        for node in ring:
            if node != of and skeleton.types[node] in ("City", "Province"):
                continue
            for edge in (skeleton.edges[e] for e in skeleton.near[node]):
                other = edge.other(node)
                if (edge.sentences or node == of) and other not in seen:
                    seen.add(other)
                    following.append(other)
        ring = following
    return sorted(node for node in seen if skeleton.types[node] == "Enterprise")


def _ways_of(skeleton: Skeleton, enterprise: int) -> list[list[int]]:
    found: list[list[int]] = []
    todo = [[enterprise]]
    while todo:
        way = todo.pop(0)
        last = way[-1]
        for edge in (skeleton.edges[e] for e in skeleton.near[last]):
            other = edge.other(last)
            if not edge.sentences or other in way:
                continue
            cls = skeleton.types[other]
            if cls == "City":
                if edge.subject == last:
                    found.append([*way, other])
            elif len(way) < WAY and _leads_on(skeleton, edge, last, cls):
                todo.append([*way, other])
    return found


def _leads_on(skeleton: Skeleton, edge: Edge, last: int, cls: str) -> bool:
    if cls == "Enterprise":
        return edge.predicate == "subsidiaryOf" and edge.object == last
    return edge.subject == last and cls != "Province"


def strongest(skeleton: Skeleton, most: int, sieve: Sieve, is_wanted: Callable[[int], bool]) -> list[int]:
    """The strongest nodes of a part of the graph that have a fact there."""
    nodes = (
        node
        for node in range(len(skeleton.ids))
        if is_wanted(node)
        and any(edge.sentences and sieve.lets(edge) for edge in (skeleton.edges[e] for e in skeleton.near[node]))
    )
    return list(islice(nodes, most))
