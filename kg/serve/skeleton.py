"""Outline of a build -> who is tied to whom: the whole graph as numbers, held while the build is served."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from kg.page.content import link_of, strengths_of
from kg.page.fold import nearest_places
from kg.page.layout import Link
from kg.page.outline import ENTITY, RELATION
from kg.serve.once import made_once

GROUPS: Final = 300
LIFTS: Final = 2


class Edge(NamedTuple):
    """A relation between two nodes, by their numbers; without sentences it is the lexicon's.

    It is told as often as it has sentences that do not repeat the news of another article.
    """

    subject: int
    object: int
    predicate: str
    sentences: int
    told: int
    confidence: float
    years: tuple[str, ...] = ()

    def other(self, node: int) -> int:
        return self.object if self.subject == node else self.subject


@dataclass(frozen=True)
class Skeleton:
    """Nodes in order of strength, with the numbers of the edges at each."""

    ids: tuple[str, ...]
    types: tuple[str, ...]
    strengths: tuple[float, ...]
    edges: tuple[Edge, ...]
    near: tuple[tuple[int, ...], ...]

    @made_once
    def index(self) -> dict[str, int]:
        return {entity: number for number, entity in enumerate(self.ids)}

    @made_once
    def facts(self) -> tuple[int, ...]:
        """How many facts each node has."""
        return tuple(sum(self.edges[e].sentences > 0 for e in near) for near in self.near)

    @made_once
    def links(self) -> list[Link]:
        return [link_of(e.subject, e.object, e.confidence, e.sentences > 0) for e in self.edges]

    @made_once
    def parents(self) -> dict[int, int]:
        """The place right above each place, and the one that a park lies in."""
        return {e.subject: e.object for e in self.edges if e.predicate == "partOf"}

    @made_once
    def anchors(self) -> list[int]:
        """The place that each node hangs on."""
        places = set(self.parents.values())
        places |= {number for number, cls in enumerate(self.types) if cls in ("City", "Province")}
        return nearest_places(len(self.ids), self.links, places, self.strengths)

    @made_once
    def groups(self) -> dict[int, list[int]]:
        """Nodes by the place that they fold into, lifted towards the province until there are few enough; -1: the rest.

        Nodes that no article says anything about are in none.
        """
        told = [n for n in range(len(self.ids)) if self.facts[n]]
        for lift in range(LIFTS + 1):
            groups: dict[int, list[int]] = defaultdict(list)
            for node in told:
                groups[self.lifted(node, lift)].append(node)
            if len(groups) <= GROUPS:
                return dict(groups)
        kept = sorted(groups, key=lambda anchor: (-len(groups[anchor]), anchor))[: GROUPS - 1]
        rest = [node for anchor in sorted(groups) if anchor not in kept or anchor < 0 for node in groups[anchor]]
        return {anchor: groups[anchor] for anchor in kept if anchor >= 0} | ({-1: sorted(rest)} if rest else {})

    def lifted(self, node: int, lift: int) -> int:
        anchor = self.anchors[node]
        if anchor < 0 and node in self.parents:
            anchor = node
        for _ in range(lift):
            anchor = self.parents.get(anchor, anchor)
        return anchor

    def above(self, node: int) -> list[int]:
        """The place that a node hangs on and all above it, nearest first."""
        found: list[int] = []
        place = node if node in self.parents else self.anchors[node]
        while place >= 0 and place not in found:
            found.append(place)
            place = self.parents.get(place, -1)
        return found


def read_skeleton(outline: Mapping[str, Iterable[Sequence[Any]]]) -> Skeleton:
    """The entities of an outline and the relations between them."""
    types = {entity[0]: entity[1] for entity in outline[ENTITY]}
    relations = list(outline[RELATION])
    strengths = strengths_of(types, ((s, o, sure, told) for s, o, _, _, told, sure, _ in relations))
    ids = tuple(sorted(types, key=lambda entity: (-round(strengths[entity], 6), entity)))
    index = {entity: number for number, entity in enumerate(ids)}
    edges = tuple(
        sorted(
            Edge(index[s], index[o], p, sentences, told, sure, tuple(years))
            for s, o, p, sentences, told, sure, years in relations
        )
    )
    near: list[list[int]] = [[] for _ in ids]
    for number, edge in enumerate(edges):
        for node in {edge.subject, edge.object}:
            near[node].append(number)
    return Skeleton(
        ids=ids,
        types=tuple(types[entity] for entity in ids),
        strengths=tuple(strengths[entity] for entity in ids),
        edges=edges,
        near=tuple(map(tuple, near)),
    )
