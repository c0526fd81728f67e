"""Chosen entities and relations -> the triples of a store that tell of them, and of nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.ontology import Ontology
from kg.terms import term

DEFAULT: Final = DefaultGraph()
# Attributes of one entity, and articles that name it, that travel at once.
ATTRIBUTES: Final = 40
ARTICLES: Final = 60

Relation = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Quads:
    """A store, its words, and the ids of all its entities."""

    store: Store
    ontology: Ontology
    known: Collection[str]

    def about(
        self, entities: Collection[str], said: Collection[Relation], written: Iterable[Relation], evidence: int
    ) -> Iterator[Quad]:
        """The entities with their values, up to `evidence` claims of each relation that is said, the others plainly."""
        wanted = frozenset(said)
        claims: list[NamedNode] = []
        for entity in entities:
            node = self.node(entity)
            for quad in self.of(node):
                if not self._leads_to_entity(quad):
                    yield quad
            claims += self._claims(node, entity, wanted, evidence)
        for s, p, o in written:
            yield Quad(self.node(s), self.word(p), self.node(o))
        yield from self._described(claims)

    def mentions(self, entities: Iterable[str]) -> Iterator[Quad]:
        """The articles that name each entity, up to a number."""
        for entity in entities:
            found = self.store.quads_for_pattern(None, self.word("mentions"), self.node(entity), DEFAULT)
            for quad in islice(found, ARTICLES):
                yield quad
                if isinstance(quad.subject, NamedNode):
                    yield from self.article(quad.subject)

    def events(self, events: Iterable[str]) -> Iterator[Quad]:
        """Events with their kinds, dates, sums and sentences, and the entities that have to do with them."""
        for event in events:
            node = self.node(event)
            yield from self.of(node)
            yield from self._described(self._claims(node, event, (), 0))

    def article(self, node: NamedNode) -> Iterator[Quad]:
        """An article without what it mentions."""
        return (quad for quad in self.of(node) if quad.predicate != self.word("mentions"))

    def of(self, node: NamedNode) -> Iterator[Quad]:
        return iter(self.store.quads_for_pattern(node, None, None, DEFAULT))

    def node(self, entity: str) -> NamedNode:
        return NamedNode(self.ontology.id_namespace + entity)

    def word(self, name: str) -> NamedNode:
        return NamedNode(term(name) if ":" in name else self.ontology.iri(name))

    def _leads_to_entity(self, quad: Quad) -> bool:
        """Relations come by themselves, those that are wanted."""
        value = str(getattr(quad.object, "value", ""))
        return isinstance(quad.object, NamedNode) and value.removeprefix(self.ontology.id_namespace) in self.known

    def _claims(self, node: NamedNode, entity: str, wanted: Collection[Relation], evidence: int) -> Iterator[NamedNode]:
        counts: Counter[object] = Counter()
        for quad in self.store.quads_for_pattern(None, self.word("rdf:subject"), node, DEFAULT):
            claim = quad.subject
            if not isinstance(claim, NamedNode):
                continue
            predicate, object_ = self._value(claim, "rdf:predicate"), self._value(claim, "rdf:object")
            name = predicate.removeprefix(self.ontology.namespace)
            relation = (entity, name, object_.removeprefix(self.ontology.id_namespace))
            if relation in wanted:
                kind: object
                kind, most = relation, evidence
            elif next(iter(self.store.quads_for_pattern(claim, self.word("quotedValue"), None, DEFAULT)), None):
                kind, most = "value", ATTRIBUTES
            else:
                continue
            counts[kind] += 1
            if counts[kind] <= most:
                yield claim

    def _described(self, claims: Iterable[NamedNode]) -> Iterator[Quad]:
        """Claims with their passages, selectors, amounts and articles, each once."""
        seen: set[NamedNode] = set()
        articles = self.word("prov:wasDerivedFrom")
        parts = {
            self.word(name)
            for name in ("oa:hasTarget", "oa:hasSelector", "subjectSelector", "objectSelector", "triggerSelector")
        }
        todo = list(claims)
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            for quad in self.of(node):
                yield quad
                if not isinstance(quad.object, NamedNode):
                    continue
                if quad.predicate in parts or quad.object.value.startswith(f"{self.ontology.id_namespace}amount/"):
                    todo.append(quad.object)
                elif quad.predicate == articles and quad.object not in seen:
                    seen.add(quad.object)
                    yield from self.article(quad.object)

    def _value(self, node: NamedNode, word: str) -> str:
        quad = next(iter(self.store.quads_for_pattern(node, self.word(word), None, DEFAULT)), None)
        return str(getattr(quad.object, "value", "")) if quad else ""
