"""Property graph -> RDF resources, in order of their IRIs.

Terms are strings in N-Triples form (`<iri>`, `"text"@zh`): the cheapest value that can be sorted, compared and written.
No blank nodes. Each fact is one direct triple, and one `Claim` for each passage that states it:

    claim ─ rdf:subject, rdf:predicate, rdf:object ─ the fact
      ├─ prov:wasDerivedFrom ─ article
      ├─ oa:hasTarget ─ passage ─ oa:hasSource, oa:hasSelector ─ quote and position
      └─ rule, confidence, modality, selectors of subject, object and trigger

An event's period is an interval of OWL-Time with its first and last day; industries are one SKOS scheme.

An article that repeats the news of another one is its `prov:alternateOf`.

A fact that is only denied has claims and no direct triple. What follows from containment is said by the inferred
property `within` alone, and stands in a named graph of its own where the format has named graphs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.events import EVENT
from kg.ontology import Ontology
from kg.rdf.claims import plan_claim
from kg.rdf.entities import (
    INDUSTRY,
    describe_amount,
    describe_article,
    describe_entity,
    describe_scheme,
)
from kg.rdf.literals import date_literal, iri, literal, name_literal
from kg.rdf.periods import plan_period
from kg.rdf.words import Resource, Statement, Todo, Words

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Resource",
    "Statement",
    "date_literal",
    "describe_entities",
    "describe_graph",
    "iri",
    "literal",
    "name_literal",
    "triples",
]


def triples(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[tuple[str, str, str]]:
    """All triples of a graph, sorted."""
    for subject, statements in describe_graph(graph, ontology):
        for predicate, object_, _ in statements:
            yield subject, predicate, object_


def describe_graph(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[Resource]:
    """Every entity, article, claim, passage, selector and amount, in order of IRI."""
    words = Words(ontology, graph)
    todo: Todo = {}
    mentions: dict[str, list[str]] = defaultdict(list)
    for node, data in graph.nodes(data=True):
        todo[words.entity(node)] = (describe_entity, (node, data))
        for article in data.get("articles", ()):
            mentions[article].append(words.entity(node))
        for attribute in data.get("attributes", ()):
            if attribute.property == "amount":
                todo[words.amount(attribute)] = (describe_amount, (attribute,))
            if attribute.property == "date" and data["type"] == EVENT and words.is_date(attribute.value):
                plan_period(words, todo, attribute.value)
            fact = (words.entity(node), words.name(attribute.property), words.value(attribute))
            plan_claim(words, todo, fact, attribute.evidence, attribute.span)
    for subject, object_, predicate, evidences in graph.edges(keys=True, data="evidence"):
        fact = (words.entity(subject), words.name(predicate), words.entity(object_))
        for evidence in evidences or ():
            plan_claim(words, todo, fact, evidence)
    for article in words.articles.values():
        todo[words.article(article.id)] = (describe_article, (article, mentions[article.id]))
    if any(data["type"] == INDUSTRY for _, data in graph.nodes(data=True)):
        todo[words.made("scheme", INDUSTRY.lower())] = (describe_scheme, ())
    for subject in sorted(todo):
        describe, arguments = todo[subject]
        yield subject, _merge(sorted(describe(words, *arguments)))


def describe_entities(
    graph: nx.MultiDiGraph, ontology: Ontology, nodes: Iterable[str]
) -> Iterator[tuple[str, Resource]]:
    """Some entities of a graph, each with its id; of the graph only they, their facts and what is above them count."""
    words = Words(ontology, graph)
    for node in nodes:
        yield node, (words.entity(node), _merge(sorted(describe_entity(words, node, graph.nodes[node]))))


def _merge(statements: list[Statement]) -> list[Statement]:
    """The same, with what several articles say once, in the graphs of all."""
    if all(one[:2] != other[:2] for one, other in pairwise(statements)):
        return statements
    merged: dict[tuple[str, str], set[str]] = {}
    for predicate, object_, graphs in statements:
        merged.setdefault((predicate, object_), set()).update(graphs)
    return [(*key, tuple(sorted(graphs))) for key, graphs in merged.items()]
