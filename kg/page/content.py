"""Property graph -> what the page knows, as plain lists that become JSON.

Rows are short lists, not records, since the page carries tens of thousands of them; `js/data.js` names their parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2, sqrt
from typing import TYPE_CHECKING, Any

import networkx as nx
from pypinyin import lazy_pinyin

from kg.model import Article, Attribute, Evidence, Span
from kg.page.fold import nearest_places
from kg.page.grow import grow_picture
from kg.page.layout import Link, place_nodes

if TYPE_CHECKING:
    from kg.ontology import Ontology

Row = list[Any]

LANGUAGES = ("zh", "en")
HAN = re.compile(r"[㐀-鿿𠀀-𲎯]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page holds. Whatever is over a limit is counted, and the page says so."""

    nodes: int = 50_000
    start: int = 120
    hubs: int = 10
    visible: int = 1_500
    evidence: int = 40
    text: int = 20_000_000


def page_content(graph: nx.MultiDiGraph[str], ontology: Ontology, *, limits: Limits | None = None) -> dict[str, Any]:
    """All that the page shows; equal graphs give equal content."""
    limits = limits or Limits()
    strength = _strengths(graph)
    kept = _strongest(graph, strength, limits.nodes)
    index = {node: number for number, node in enumerate(kept)}
    edges = sorted((index[s], index[o], p, d) for s, o, p, d in _edges(graph) if s in index and o in index)
    links = [_link(s, o, d) for s, o, _, d in edges]
    sources = _Sources.of(graph.graph.get("articles", {}), limits.text)
    radii = [_radius(strength[node]) for node in kept]
    places = {number for node, number in index.items() if _is_place(graph.nodes[node])}
    places |= {end for s, o, _, d in edges if not d["evidence"] for end in (s, o)}
    positions = place_nodes(len(kept), links, radii)
    anchors = nearest_places(len(kept), links, places, [strength[node] for node in kept])
    classes = _terms(ontology, [c for c in ontology.classes if c in {d["type"] for _, d in graph.nodes(data=True)}])
    for term in classes:
        term |= {"colour": ontology.colour(term["name"]), "shape": ontology.shape(term["name"])}
    predicates = _terms(ontology, sorted({p for _, _, p, _ in edges}, key=_order(ontology.properties)))
    for term in predicates:
        term["symmetric"] = term["name"] in ontology.symmetric
    nodes = [
        [*_node_row(node, graph.nodes[node], sources), radii[n], *positions[n], anchors[n], round(strength[node], 2)]
        for node, n in index.items()
    ]
    return {
        "classes": classes,
        "predicates": predicates,
        "properties": _terms(ontology, sorted({a.property for a in _attributes(graph, kept)})),
        "articles": sources.rows,
        "rules": sources.rules,
        "nodes": nodes,
        "edges": [
            [s, o, p, d["confidence"], len(d["evidence"]), sources.evidence(d["evidence"][: limits.evidence])]
            for s, o, p, d in edges
        ],
        "start": _start([strength[node] for node in kept], links, radii, limits),
        "limits": {
            "visible": limits.visible,
            "start": limits.start,
            "hubs": limits.hubs,
            "evidence": limits.evidence,
            "nodesLeftOut": graph.number_of_nodes() - len(kept),
            "edgesLeftOut": graph.number_of_edges() - len(edges),
            "textsLeftOut": sources.texts_left_out,
            "evidenceLeftOut": sum(max(0, len(d["evidence"]) - limits.evidence) for _, _, _, d in edges),
        },
    }


def _edges(graph: nx.MultiDiGraph[str]) -> Iterable[tuple[str, str, str, dict[str, Any]]]:
    for subject, object_, predicate, data in graph.edges(keys=True, data=True):
        yield subject, object_, str(predicate), data


def _link(subject: int, object_: int, data: Mapping[str, Any]) -> Link:
    # Containment holds the picture together only loosely: what the articles say shapes it.
    return Link(subject, object_, data["confidence"] if data["evidence"] else 0.2, bool(data["evidence"]))


def _strengths(graph: nx.MultiDiGraph[str]) -> dict[str, float]:
    """How much the articles say about a node; a place also counts a little for what lies in it."""
    own = dict.fromkeys(sorted(graph), 0.0)
    above: list[tuple[str, str]] = []
    for subject, object_, _, data in _edges(graph):
        evidence = data["evidence"]
        if not evidence:
            above.append((subject, object_))
            continue
        for node in (subject, object_):
            own[node] += data["confidence"] * (1 + log2(len(evidence)) / 2)
    strength = dict(own)
    for lower, upper in sorted(above):
        strength[upper] += own[lower] * 0.2
    return strength


def _strongest(graph: nx.MultiDiGraph[str], strength: Mapping[str, float], limit: int) -> list[str]:
    """The nodes kept, in order of strength, so that the page need not sort them."""
    return sorted(graph, key=lambda node: (-round(strength[node], 6), node))[:limit]


def _radius(strength: float) -> int:
    return round(min(30.0, 7 + 3.2 * sqrt(strength)))


def _is_place(node: Mapping[str, Any]) -> bool:
    return node.get("level") is not None or node.get("lon") is not None


def _order(names: Iterable[str]) -> Any:
    rank = {name: number for number, name in enumerate(names)}
    return lambda name: (rank.get(name, len(rank)), name)


def _terms(ontology: Ontology, names: Iterable[str]) -> list[dict[str, Any]]:
    return [{"name": n, "label": {lang: ontology.label(n, lang) for lang in LANGUAGES}} for n in names]


def _attributes(graph: nx.MultiDiGraph[str], kept: Iterable[str]) -> Iterable[Attribute]:
    for node in kept:
        yield from graph.nodes[node].get("attributes", ())


def _node_row(node: str, data: Mapping[str, Any], sources: _Sources) -> Row:
    names = (data["name"], *data.get("aliases", ()))
    return [
        node,
        data["type"],
        data["name"],
        list(data.get("aliases", ())),
        [" ".join(lazy_pinyin(name)).lower() if HAN.search(name) else "" for name in names],
        sources.numbers(data.get("articles", ())),
        [sources.attribute(attribute) for attribute in data.get("attributes", ())],
        data.get("level"),
        data.get("lon"),
        data.get("lat"),
    ]


def _start(strengths: Sequence[float], links: Sequence[Link], radii: Sequence[int], limits: Limits) -> list[Row]:
    """The first picture: the strongest nodes and what hangs on them, with a layout of its own."""
    shown = grow_picture(strengths, links, limits.hubs, limits.start)
    index = {node: position for position, node in enumerate(shown)}
    inside = [link for link in links if link.subject in index and link.object in index]
    local = [Link(index[link.subject], index[link.object], link.weight, link.fact) for link in inside]
    positions = place_nodes(len(shown), local, [radii[n] for n in shown])
    return [[node, *positions[index[node]]] for node in shown]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """The articles and rules, numbered; evidence refers to them by number."""

    articles: dict[str, int]
    rows: list[Row]
    rules: list[str]
    texts_left_out: int

    @classmethod
    def of(cls, articles: Mapping[str, Article], limit: int) -> _Sources:
        rows: list[Row] = []
        room, left_out = limit, 0
        for article in articles.values():
            room -= len(article.text)
            left_out += room < 0
            rows.append([article.id, article.title, article.date, article.url, article.text if room >= 0 else None])
        return cls(
            articles={a: number for number, a in enumerate(articles)}, rows=rows, rules=[], texts_left_out=left_out
        )

    def numbers(self, articles: Iterable[str]) -> list[int]:
        return [self.articles[article] for article in articles]

    def rule(self, rule: str) -> int:
        if rule not in self.rules:
            self.rules.append(rule)
        return self.rules.index(rule)

    def evidence(self, all_evidence: Iterable[Evidence]) -> list[Row]:
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
