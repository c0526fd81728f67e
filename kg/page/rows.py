"""Property graph -> rows of nodes, edges, articles: what a page holds, and what a server sends piece by piece.

Rows are short lists, not records, since the page carries tens of thousands of them; `js/data.js` names their parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.assemble import count_sentences
from kg.model import Article, Attribute, Evidence, Span
from kg.page.sounds import sound_of
from kg.periods import length

Row = list[Any]
EVENT = "Event"
_ROLES = ("involves", "concerns", "heldIn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What a node is in the picture: its size, its place if it has one, what it hangs on, and how much is said of it.

    `anchor` is the number of another node or -1; `facts` counts all, also those that are not among the rows.
    """

    radius: int
    strength: float
    facts: int
    anchor: int = -1
    x: int | None = None
    y: int | None = None


def graph_rows(
    graph: nx.MultiDiGraph[str],
    spots: Mapping[str, Spot],
    *,
    evidence: int,
    text: int,
    said: Mapping[tuple[str, str, str], int] | None = None,
) -> dict[str, Any]:
    """The nodes that have a spot, in that order, the edges between them, their events by date, and their articles.

    An edge carries up to `evidence` sentences, all articles together up to `text` code points of full text. `said` has
    the number of sentences of each fact where the graph holds only some. The graph's `sounds` are the pinyin of names
    for which it need not be looked up.
    """
    index = {node: number for number, node in enumerate(spots)}
    edges = sorted(
        (index[s], index[o], str(p), d) for s, o, p, d in graph.edges(keys=True, data=True) if s in index and o in index
    )
    sources = _Sources.of(graph.graph.get("articles", {}), text)
    sounds: Mapping[str, str] = graph.graph.get("sounds", {})
    names = tuple(spots)

    def total(subject: int, object_: int, predicate: str, found: int) -> int:
        return (said or {}).get((names[subject], predicate, names[object_]), found)

    return {
        "articles": sources.rows,
        "rules": sources.rules,
        "nodes": [_node_row(node, graph.nodes[node], spot, sources, sounds) for node, spot in spots.items()],
        "edges": [
            [s, o, p, d["confidence"], total(s, o, p, count_sentences(d)), sources.evidence(d["evidence"][:evidence])]
            for s, o, p, d in edges
        ],
        "events": [row for event in _events(graph) if (row := _event_row(event, graph, index, sources)) is not None],
    }


def _events(graph: nx.MultiDiGraph[str]) -> list[str]:
    """Events by date, those without one last."""
    events = [node for node, kind in graph.nodes(data="type") if kind == EVENT]
    return sorted(events, key=lambda event: (not (date := event_date(graph.nodes[event])), date, event))


def event_date(data: Mapping[str, Any]) -> str:
    """The most precise date that is told of an event; empty for none."""
    dates = (a.value for a in data["attributes"] if a.property == "date")
    return max(dates, key=lambda date: (-length(date), date), default="")


def _event_row(event: str, graph: nx.MultiDiGraph[str], index: Mapping[str, int], sources: _Sources) -> Row | None:
    """Id, kind, title, date, numbers of participants, of what it concerns and of places, amounts, sentences.

    None where nothing of it is among the nodes.
    """
    data = graph.nodes[event]
    ends: dict[str, list[int]] = {role: [] for role in _ROLES}
    for _, end, predicate in graph.out_edges(event, keys=True):
        if end in index:
            ends[str(predicate)].append(index[end])
    if not any(ends.values()):
        return None
    told = [a for a in data["attributes"] if a.property == "eventKind"]
    amounts = sorted({(a.value, a.unit, a.span.text) for a in data["attributes"] if a.property == "amount"})
    return [
        event,
        told[0].value,
        data["name"],
        event_date(data) or None,
        *(sorted(numbers) for numbers in ends.values()),
        [list(amount) for amount in amounts],
        sources.evidence([a.evidence for a in told]),
    ]


def _node_row(node: str, data: Mapping[str, Any], spot: Spot, sources: _Sources, sounds: Mapping[str, str]) -> Row:
    names = (data["name"], *data.get("aliases", ()))
    return [
        node,
        data["type"],
        data["name"],
        list(data.get("aliases", ())),
        [sounds[name] if name in sounds else sound_of(name) for name in names],
        sources.numbers(data.get("articles", ())),
        [sources.attribute(attribute) for attribute in data.get("attributes", ())],
        data.get("level"),
        data.get("lon"),
        data.get("lat"),
        spot.radius,
        spot.x,
        spot.y,
        spot.anchor,
        round(spot.strength, 2),
        spot.facts,
        data.get("broader"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """The articles and rules, numbered; evidence refers to them by number."""

    articles: dict[str, int]
    rows: list[Row]
    rules: list[str]
    numbered: dict[str, int]

    @classmethod
    def of(cls, articles: Mapping[str, Article], limit: int) -> _Sources:
        rows: list[Row] = []
        room = limit
        for article in articles.values():
            room -= len(article.text)
            rows.append([article.id, article.title, article.date, article.url, article.text if room >= 0 else None])
        return cls(articles={a: number for number, a in enumerate(articles)}, rows=rows, rules=[], numbered={})

    def numbers(self, articles: Iterable[str]) -> list[int]:
        return [self.articles[article] for article in articles]

    def rule(self, rule: str) -> int:
        if rule not in self.numbered:
            self.numbered[rule] = len(self.rules)
            self.rules.append(rule)
        return self.numbered[rule]

    def evidence(self, all_evidence: Sequence[Evidence]) -> list[Row]:
        return [self._evidence(evidence) for evidence in all_evidence]

    def _evidence(self, evidence: Evidence) -> Row:
        number = self.articles[evidence.article]
        row = [
            number,
            evidence.passage.start,
            evidence.passage.end,
            self.rule(evidence.rule),
            round(evidence.confidence, 4),
            str(evidence.modality),
            *_ends(evidence.subject),
            *_ends(evidence.object),
            *_ends(evidence.trigger),
        ]
        # The passage itself travels only where the article's text does not.
        return row if self.rows[number][4] is not None else [*row, evidence.passage.text]

    def attribute(self, attribute: Attribute) -> Row:
        return [
            attribute.property,
            attribute.value,
            attribute.unit,
            attribute.span.text,
            attribute.span.start,
            attribute.span.end,
            self._evidence(attribute.evidence),
        ]


def _ends(span: Span | None) -> tuple[int, int]:
    return (span.start, span.end) if span else (-1, -1)
