"""Skeleton -> the nodes that a question is about: neighbourhoods, paths, ways from enterprises to cities, areas."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.facts import FACTS
from kg.serve.skeleton import Edge, Skeleton
from kg.terms import CONTAINMENT

_FAMILY: Final = ("subsidiaryOf",)


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
    """The ways between an enterprise and a city, then a shortest path; empty if there is none. The page chooses."""
    return list(dict.fromkeys((*_between(skeleton, start, end), *_shortest(skeleton, start, end, sieve))))


def _between(skeleton: Skeleton, start: int, end: int) -> Iterator[int]:
    """The nodes on the ways from an enterprise to a city, if the ends are that."""
    firm, city = (start, end) if skeleton.types[start] == "Enterprise" else (end, start)
    if (skeleton.types[firm], skeleton.types[city]) == ("Enterprise", "City"):
        for way in _ways_of(skeleton, firm):
            if way[-1] == city:
                yield from way


def _shortest(skeleton: Skeleton, start: int, end: int, sieve: Sieve) -> list[int]:
    """A shortest path, facts before containment, sure before doubtful."""
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
    """The nodes on ways from enterprises to cities, up to about `most`: all, or those that touch one node."""
    found: dict[int, None] = {}
    for enterprise in _enterprises(skeleton, of):
        for way in _ways_of(skeleton, enterprise):
            if of is None or of in way or of in skeleton.above(way[-1]):
                found |= dict.fromkeys(way)
        if len(found) >= most:
            break
    return list(found)


def _enterprises(skeleton: Skeleton, of: int | None) -> list[int]:
    """All that have facts; an enterprise itself; of anything else those that do something there, and their parents."""
    if of is None:
        return [n for n, cls in enumerate(skeleton.types) if cls == "Enterprise" and skeleton.facts[n]]
    if skeleton.types[of] == "Enterprise":
        return [of]
    inside = (way[-1] for way in _follow(skeleton, of, CONTAINMENT, upwards=False))
    doers = {edge.subject for node in inside for edge in _edges(skeleton, node, FACTS, upwards=False)}
    return sorted({way[-1] for doer in doers for way in _follow(skeleton, doer, _FAMILY, upwards=True)})


def _ways_of(skeleton: Skeleton, enterprise: int) -> Iterator[list[int]]:
    """The ways of `kg.connections`: what it or a subsidiary does somewhere, and from there up to each city."""
    for lead in _follow(skeleton, enterprise, _FAMILY, upwards=False):
        for fact in _edges(skeleton, lead[-1], FACTS, upwards=True):
            for climb in _follow(skeleton, fact.object, CONTAINMENT, upwards=True):
                if skeleton.types[climb[-1]] == "City":
                    yield [*lead, *climb]


def _follow(skeleton: Skeleton, start: int, predicates: Collection[str], *, upwards: bool) -> list[list[int]]:
    """A node and all that such edges lead to, each by a shortest way."""
    reached = {start: [start]}
    todo = [start]
    for node in todo:
        for edge in _edges(skeleton, node, predicates, upwards=upwards):
            if (other := edge.other(node)) not in reached:
                reached[other] = [*reached[node], other]
                todo.append(other)
    return list(reached.values())


def _edges(skeleton: Skeleton, node: int, predicates: Collection[str], *, upwards: bool) -> Iterator[Edge]:
    """The edges of these predicates of which a node is the subject; downwards, the object."""
    for edge in (skeleton.edges[e] for e in skeleton.near[node]):
        if edge.predicate in predicates and node == (edge.subject if upwards else edge.object):
            yield edge


def strongest(skeleton: Skeleton, most: int, sieve: Sieve, is_wanted: Callable[[int], bool]) -> list[int]:
    """The strongest nodes of a part of the graph that have a fact there."""
    nodes = (
        node
        for node in range(len(skeleton.ids))
        if is_wanted(node)
        and any(edge.sentences and sieve.lets(edge) for edge in (skeleton.edges[e] for e in skeleton.near[node]))
    )
    return list(islice(nodes, most))
