"""Entities -> rows of nodes, edges, articles: what a page holds, and what a server sends piece by piece.

Rows are short lists, not records, since the page carries tens of thousands of them; `js/data.js` names their parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.page.seen import EVENT, Fact, Row, Seen, article_row, see_entity, shorten_texts

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
    articles = shorten_texts(map(article_row, graph.graph.get("articles", {}).values()), 0)
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
    nodes = list(spots)
    index = {node: number for number, node in enumerate(nodes)}
    sources = _Sources.of(articles)
    counts = said or {}
    events = sorted(
        (entity for entity in found.values() if entity.happened),
        key=lambda e: (not (date := e.happened.date if e.happened else ""), date, e.id),  # those without a date last
    )
    return {
        "articles": sources.rows,
        "rules": sources.rules,
        "nodes": [_node_row(found[node], spot, sources) for node, spot in spots.items()],
        "edges": [
            [
                s, o, fact.predicate, fact.confidence,
                counts.get((nodes[s], fact.predicate, fact.object), fact.sentences) if counts else fact.sentences,
                sources.evidence(fact.evidence),
            ]
            for s, o, fact in edges
        ],
        "events": [row for event in events if (row := _event_row(event, index, sources)) is not None],
    }  # fmt: skip


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
        [[*row[:-1], sources.one(row[-1])] for row in entity.attributes],
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
    """The articles and rules, numbered; evidence refers to them by number."""

    articles: Mapping[str, int]
    rows: list[Row]
    rules: list[str] = field(default_factory=list)
    numbered: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, articles: Iterable[Row]) -> _Sources:
        rows = list(articles)
        return cls({row[0]: number for number, row in enumerate(rows)}, rows)

    def numbers(self, articles: Iterable[str]) -> list[int]:
        return [self.articles[article] for article in articles]

    def rule(self, rule: str) -> int:
        if rule not in self.numbered:
            self.numbered[rule] = len(self.rules)
            self.rules.append(rule)
        return self.numbered[rule]

    def evidence(self, rows: Sequence[Row]) -> list[Row]:
        return [self.one(row) for row in rows]

    def one(self, row: Row) -> Row:
        number = self.articles[row[0]]
        # The passage itself travels only where the article's text does not.
        numbered = row[:] if self.rows[number][4] is None else row[:-1]
        numbered[0], numbered[3] = number, self.rule(row[3])
        return numbered
