"""Entities -> rows of nodes, edges, articles: what a page holds, and what a server sends piece by piece.

Rows are short lists, not records, since the page carries tens of thousands of them; `js/data.js` names their parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.page.evidence import Row
from kg.page.seen import EVENT, Fact, Seen, article_row, see_entity

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
        inside = [(at, fact.predicate, fact) for fact in node.facts if (at := index.get(fact.object)) is not None]
        if len(inside) > 1:
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
        see_entity(graph, node, evidence, quoted=True)
        for node, kind in graph.nodes(data="type")
        if kind == EVENT or node in spots
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
    numbers = {row[0]: number for number, row in enumerate(listed)}
    happened = sorted(
        (entity for entity in found.values() if entity.happened),
        key=lambda e: (not (date := e.happened.date if e.happened else ""), date, e.id),  # those without a date last
    )
    nodes = [_node_row(found[node], spot, numbers) for node, spot in spots.items()]
    ids = list(spots)
    rows = [
        [
            s, o, fact.predicate, fact.confidence,
            said.get((ids[s], fact.predicate, fact.object), fact.sentences) if said else fact.sentences,
            fact.evidence,
        ]
        for s, o, fact in edges
    ]  # fmt: skip
    events = [row for event in happened if (row := _event_row(event, index, numbers)) is not None]
    return {"articles": listed, "nodes": nodes, "edges": rows, "events": events}


def _event_row(event: Seen, index: Mapping[str, int], articles: Mapping[str, int]) -> Row | None:
    """Id, kind, title, date, numbers of participants, of what it concerns and of places, amounts, evidence, sources.

    None where nothing of it is among the nodes.
    """
    ends: dict[str, list[int]] = {role: [] for role in _ROLES}
    for fact in event.facts:
        if fact.object in index:
            ends[fact.predicate].append(index[fact.object])
    happened = event.happened
    if happened is None or not any(ends.values()):
        return None
    return [
        event.id,
        happened.kind,
        event.name,
        happened.date or None,
        *(sorted(ends[role]) for role in _ROLES),
        happened.amounts,
        happened.said,
        [articles[name] for name in event.sources],
    ]


def _node_row(entity: Seen, spot: Spot, articles: Mapping[str, int]) -> Row:
    return [
        entity.id,
        entity.type,
        entity.name,
        entity.aliases,
        entity.sounds,
        [articles[name] for name in entity.articles],
        entity.attributes,
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
        [articles[name] for name in entity.sources],
    ]
