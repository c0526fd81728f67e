"""Ontology + graph -> the terms that statements are made of, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from kg.model import Article, Attribute, Modality, Span
from kg.ontology import Ontology
from kg.rdf.literals import date_literal, iri, literal
from kg.terms import CONTAINMENT, term

if TYPE_CHECKING:
    import networkx as nx

_LISTS: Final = {"status": "Status", "eventKind": "EventKind"}

# Predicate, object, and the named graphs that say so (none: the default graph). Plain tuples: a million are made.
Statement = tuple[str, str, tuple[str, ...]]
# A subject and all its statements, sorted, without repeats.
Resource = tuple[str, list[Statement]]
# By subject, what describes it and with which arguments.
Todo = dict[str, tuple[Callable[..., Iterable[Statement]], tuple[Any, ...]]]


class Words:
    """The ontology and the graph at hand, with every term that is written often made once."""

    def __init__(self, ontology: Ontology, graph: nx.MultiDiGraph) -> None:
        self.ontology = ontology
        self.graph = graph
        self.articles: dict[str, Article] = graph.graph.get("articles", {})
        self.names: dict[str, str] = {}
        self.entities: dict[str, str] = {}
        self.values: dict[tuple[str, str], str] = {}
        self.locals: dict[str, str] = {}
        self.above: dict[str, frozenset[str]] = {}
        self.base = ontology.id_namespace
        self.inferred_graph = iri(self.base + "graph/inferred")

    def name(self, name: str) -> str:
        if name not in self.names:
            self.names[name] = iri(term(name) if ":" in name else self.ontology.iri(name))
        return self.names[name]

    def entity(self, entity: str) -> str:
        if entity not in self.entities:
            self.entities[entity] = iri(self.ontology.entity_iri(entity))
        return self.entities[entity]

    def listed(self, cls: str, notation: str) -> str:
        if (cls, notation) not in self.values:
            self.values[cls, notation] = iri(self.ontology.value(cls, notation))
        return self.values[cls, notation]

    def article(self, article: str) -> str:
        return f"<{self.base}article/{self.local(article)}>"

    def local(self, article: str) -> str:
        if article not in self.locals:
            self.locals[article] = quote(article, safe="-_.")
        return self.locals[article]

    def made(self, kind: str, local: str) -> str:
        return f"<{self.base}{kind}/{local}>"

    def place(self, kind: str, article: str, span: Span) -> str:
        return f"<{self.base}{kind}/{self.local(article)}-{span.start}-{span.end}>"

    def amount(self, attribute: Attribute) -> str:
        return self.made("amount", f"{quote(attribute.unit or 'XXX', safe='')}-{quote(attribute.value, safe='.-')}")

    def value(self, attribute: Attribute) -> str:
        match attribute.property:
            case "amount":
                return self.amount(attribute)
            case "status" | "eventKind" as name:
                return self.listed(_LISTS[name], attribute.value)
            case "date":
                return date_literal(attribute.value)
            case other:
                # Raises when the ontology does not know the property.
                return literal(attribute.value) if self.ontology.iri(other) else ""

    def is_date(self, text: str) -> bool:
        return "^^" in date_literal(text)

    def containers(self, node: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        """Everything above a node by containment; a circle, which would be a mistake upstream, ends."""
        if node in self.above:
            return self.above[node]
        found: set[str] = set()
        for _, parent, predicate, data in self.graph.out_edges(node, keys=True, data=True):
            if predicate in CONTAINMENT and believed(data) and parent not in seen and parent != node:
                found |= {parent, *self.containers(parent, seen | {node})}
        result = frozenset(found - {node})
        if not seen:
            self.above[node] = result
        return result


def believed(edge: dict[str, Any]) -> bool:
    """True unless every passage denies the fact; a fact of the lexicon has none."""
    evidence = edge.get("evidence", ())
    return not evidence or any(e.modality is not Modality.DENIED for e in evidence)
