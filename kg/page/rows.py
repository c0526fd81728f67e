"""Entities -> rows of nodes, edges, articles: what a page holds, and what a server sends piece by piece.

Rows are short lists, not records, since the page carries tens of thousands of them; `js/data.js` names their parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.page.seen import EVENT, Fact, Row, Seen, article_row, see_entity

if TYPE_CHECKING:
    import networkx as nx

_ROLES = ("involves", "concerns", "heldIn")


class Spot(NamedTuple):
    """What a node is in the picture: its size, its place if it has one, what it hangs on, and how much is said of it.

    `anchor` is the number of another node or -1; `facts` counts all, also those that are not among the rows.
    """

    radius: int
    strength: float
    facts: int
    anchor: int = -1
    x: int | None = None
    y: int | None = None


class Edge(NamedTuple):
    """A fact between two nodes, by their numbers."""

    subject: int
    object: int
    fact: Fact


def edges_between(nodes: Iterable[Seen], index: Mapping[str, int]) -> Iterator[Edge]:
    """The facts between nodes, which come in order of their numbers, in order of subject, object and predicate."""
    for number, node in enumerate(nodes):
        inside = [(index[fact.object], fact.predicate, fact) for fact in node.facts if fact.object in index]
        inside.sort()
        for object_, _, fact in inside:
            yield Edge(number, object_, fact)


def graph_rows(
    graph: nx.MultiDiGraph[str],
    spots: Mapping[str, Spot],
    *,
    evidence: int,
    said: Mapping[tuple[str, str, str], int],
) -> dict[str, Any]:
    """The rows of a graph's nodes and events, without the text of articles; see `entity_rows`."""
    entities = [
        see_entity(graph, node, evidence) for node, kind in graph.nodes(data="type") if kind == EVENT or node in spots
    ]
    articles = ([*article_row(article)[:-1], None] for article in graph.graph.get("articles", {}).values())
    found = {entity.id: entity for entity in entities}
    index = {node: number for number, node in enumerate(spots)}
    edges = edges_between((found[node] for node in spots), index)
    return entity_rows(found, spots, edges, articles, said=said)


def entity_rows(
    found: Mapping[str, Seen],
    spots: Mapping[str, Spot],
    edges: Iterable[Edge],
    articles: Iterable[Row],
    *,
    said: Mapping[tuple[str, str, str], int] | None = None,
) -> dict[str, Any]:
    """The nodes that have a spot, in that order, the edges between them, the events by date, and the articles.

    `said` has the number of sentences of each fact where that is more than the entities hold.
    """
    index = {node: number for number, node in enumerate(spots)}
    listed = list(articles)
    sources = _Sources({row[0]: number for number, row in enumerate(listed)})
    happened = sorted(
        (entity for entity in found.values() if entity.happened),
        key=lambda e: (not (date := e.happened.date if e.happened else ""), date, e.id),  # those without a date last
    )
    nodes = [_node_row(found[node], spot, sources) for node, spot in spots.items()]
    ids = list(spots)
    rows = [
        [
            s, o, fact.predicate, fact.confidence,
            said.get((ids[s], fact.predicate, fact.object), fact.sentences) if said else fact.sentences,
            sources.evidence(fact.evidence),
        ]
        for s, o, fact in edges
    ]  # fmt: skip
    events = [row for event in happened if (row := _event_row(event, index, sources)) is not None]
    return {"articles": listed, "rules": list(sources.rules), "nodes": nodes, "edges": rows, "events": events}


def _event_row(event: Seen, index: Mapping[str, int], sources: _Sources) -> Row | None:
    """Id, kind, title, date, numbers of participants, of what it concerns and of places, amounts, sentences.

    None where nothing of it is among the nodes.
    """
    ends: dict[str, list[int]] = {role: [] for role in _ROLES}
    for fact in event.facts:
        if fact.object in index:
            ends[fact.predicate].append(index[fact.object])
    happened = event.happened
    if happened is None or not any(ends.values()):
        return None
    numbers = (sorted(ends[role]) for role in _ROLES)
    said = sources.evidence(happened.said)
    return [event.id, happened.kind, event.name, happened.date or None, *numbers, happened.amounts, said]


def _node_row(entity: Seen, spot: Spot, sources: _Sources) -> Row:
    return [
        entity.id,
        entity.type,
        entity.name,
        entity.aliases,
        entity.sounds,
        sources.numbers(entity.articles),
        [[*row[:-1], *sources.evidence(row[-1:])] for row in entity.attributes],
        entity.level,
        entity.lon,
        entity.lat,
        spot.radius,
        spot.x,
        spot.y,
        spot.anchor,
        round(spot.strength, 2),
        spot.facts,
        entity.broader,
    ]


@dataclass(frozen=True, slots=True)
class _Sources:
    """The numbers of articles and rules, by which evidence refers to them; rules are numbered as they come."""

    articles: Mapping[str, int]
    rules: defaultdict[str, int] = field(default_factory=lambda: defaultdict(count().__next__))

    def numbers(self, articles: Iterable[str]) -> list[int]:
        return list(map(self.articles.__getitem__, articles))

    def evidence(self, rows: Iterable[Row]) -> list[Row]:
        articles, rules = self.articles, self.rules
        return [[articles[article], start, end, rules[rule], *more] for article, start, end, rule, *more in rows]
