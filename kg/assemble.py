"""Annotations -> property graph. The only place that writes the graph's keys.

Node: key = entity id; `type`, `name`, `aliases`, `articles` (sorted ids of those that name it), `attributes`.
      Places also carry `level`, `lon`, `lat`, `geonames` where known, industries `english` and
      `broader`, the industry above.
      An event is a node: its roles are edges, its kind, dates and amounts attributes.
Edge: key = predicate; `evidence` (sorted tuple of Evidence), `confidence`.
      What lies in which place (`partOf`) is the lexicon's, of places and parks, and has no evidence.
Graph: `articles` = {article id: Article}, in order of id; `alike` = {id of an article: id of the one whose news it
       repeats}; where it is a part only, how many `nodes` and `edges` there
       are in all.

Merging is a union of evidence: neither the order of articles nor building twice changes anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from kg.events import express_events
from kg.lexicon import INDUSTRY, PLACES, Lexicon
from kg.model import Annotation, Article, Attribute, Evidence

# Lower entity, predicate, upper entity and its type.
Containment = tuple[str, str, str, str]


def assemble_graph(
    annotations: Iterable[Annotation],
    lexicon: Lexicon,
    *,
    also: Iterable[str] = (),
    alike: Mapping[str, str] | None = None,
) -> nx.MultiDiGraph:
    """The graph of all entities, facts and articles, with the places above each place and park.

    `also` names entities of the lexicon that belong to it though no article says so; `alike` tells of articles which
    one they repeat.
    """
    types: dict[str, str] = {}
    # Of each entity each form, with the articles that write it so: a set, for an article may come twice.
    forms: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    attributes: defaultdict[str, set[Attribute]] = defaultdict(set)
    facts: defaultdict[tuple[str, str, str], set[Evidence]] = defaultdict(set)
    articles: dict[str, Article] = {}
    for annotation in map(express_events, annotations):
        articles[annotation.article.id] = annotation.article
        for entity in annotation.entities:
            types[entity.id] = entity.type
            for form in (entity.name, *entity.aliases):
                forms[entity.id][form].add(annotation.article.id)
        for attribute in annotation.attributes:
            attributes[attribute.subject].add(attribute)
        for relation in annotation.relations:
            facts[relation.subject, relation.predicate, relation.object].update(relation.evidence)

    graph = nx.MultiDiGraph()
    graph.graph["articles"] = dict(sorted(articles.items()))
    graph.graph["alike"] = {
        article: alike[article] for article in graph.graph["articles"] if alike and article in alike
    }
    for node in sorted(with_parents((*types, *also), lexicon)):
        entry = lexicon.entry(node)
        names = forms[node]
        # The lexicon's name; else the fullest, and of equally long ones the one that most articles use.
        name = entry.name if entry else max(sorted(names), key=lambda form: (len(form), len(names[form])))
        graph.add_node(
            node,
            type=entry.type if entry else types[node],
            name=name,
            aliases=tuple(sorted({*names, *lexicon.names(node)} - {name})),
            articles=tuple(sorted(set().union(*names.values()))),
            attributes=tuple(sorted(attributes[node], key=attribute_order)),
            **_position(node, lexicon),
            **_industry(node, lexicon),
        )
    for (subject, predicate, object_), evidence in sorted(facts.items()):
        ordered = tuple(sorted(evidence, key=evidence_order))
        graph.add_edge(subject, object_, key=predicate, evidence=ordered, confidence=max(e.confidence for e in ordered))
    for node in sorted(graph):
        if (upper := lexicon.upper(node)) is not None:
            graph.add_edge(node, upper, key="partOf", evidence=(), confidence=1.0)
    return graph


def add_containment(graph: nx.MultiDiGraph, containment: Iterable[Containment]) -> None:
    """Adds what is known of the way up from an entity, where the graph is only a part and does not say it itself."""
    for lower, predicate, upper, type_ in containment:
        if upper not in graph:
            graph.add_node(upper, type=type_, name=upper, aliases=(), articles=(), attributes=())
        if not graph.has_edge(lower, upper, predicate):
            graph.add_edge(lower, upper, key=predicate, evidence=(), confidence=1.0)


def count_sentences(edge: Mapping[str, Any]) -> int:
    """In how many sentences a fact is said."""
    return len(edge["evidence"])


def count_told(edge: Mapping[str, Any], alike: Mapping[str, str]) -> int:
    """How often a fact is told: what repeats the news of another article says nothing more."""
    return len({(alike.get(e.article, e.article), e.passage.text, e.rule) for e in edge["evidence"]})


def evidence_order(evidence: Evidence) -> tuple[object, ...]:
    """Evidence in order of article, place in it, rule and what it names."""
    spans = (evidence.subject, evidence.object, evidence.trigger)
    return (
        evidence.article,
        evidence.passage.start,
        evidence.passage.end,
        evidence.rule,
        evidence.modality.value,
        *((span.start, span.end) if span else (-1, -1) for span in spans),
    )


def attribute_order(attribute: Attribute) -> tuple[object, ...]:
    """What attributes of an entity are sorted by."""
    return (
        attribute.property,
        attribute.value,
        attribute.unit,
        attribute.span.start,
        *evidence_order(attribute.evidence),
    )


def with_parents(entities: Iterable[str], lexicon: Lexicon) -> set[str]:
    """The entities and whatever the lexicon puts above them."""
    return {above for entity in entities for above in (entity, *lexicon.ancestors(entity), *lexicon.broader_of(entity))}


def _industry(entity: str, lexicon: Lexicon) -> dict[str, str]:
    entry = lexicon.entry(entity)
    if entry is None or entry.type != INDUSTRY:
        return {}
    return ({"english": entry.english} if entry.english else {}) | ({"broader": entry.parent} if entry.parent else {})


def _position(entity: str, lexicon: Lexicon) -> dict[str, str | float]:
    entry = lexicon.entries.get(entity)
    if entry is None or entry.type not in PLACES:
        return {}
    known = {"level": entry.level, "lon": entry.lon, "lat": entry.lat, "geonames": entry.geonames}
    return {name: value for name, value in known.items() if value is not None}
