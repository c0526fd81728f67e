"""An IRI of a store -> what is said of it, from both sides, as far as one page can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final
from urllib.parse import quote, unquote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from kg.ontology import Ontology
from kg.query import Term
from kg.terms import PREFIXES, term

DEFAULT: Final = DefaultGraph()
# What one page or answer holds; the rest is counted as "more".
LINKS: Final = 500
CLAIMS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence that says so."""

    id: str
    subject: str
    predicate: str
    object: str
    article: str
    title: str
    date: str
    sentence: str
    modality: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A resource: what it says (`out`: predicate, object), who speaks of it (`into`: predicate, subject), claims."""

    iri: str
    id: str
    type: str
    name: str
    out: tuple[tuple[str, Term], ...]
    into: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """A store with the names of its terms."""

    store: Store
    ontology: Ontology

    def thing(self, iri: str) -> Thing | None:
        """All about an IRI; None if nothing is said of it."""
        node = NamedNode(iri)
        out = list(islice(self._quads(node), LINKS + 1))
        if not out:
            return None
        into = list(islice((q for q in self._quads(None, None, node) if not self._is_claim_part(q)), LINKS + 1))
        claims = list(islice(self.claims(node), CLAIMS + 1))
        return Thing(
            iri=iri,
            id=self.id(node),
            type=self.type(node),
            name=self.name(node),
            out=tuple((self.word(quad.predicate), quad.object) for quad in out[:LINKS]),
            into=tuple((self.word(quad.predicate), self.id(quad.subject)) for quad in into[:LINKS]),
            claims=tuple(claims[:CLAIMS]),
            is_cut=len(out) > LINKS or len(into) > LINKS or len(claims) > CLAIMS,
        )

    def triples(self, iri: str) -> tuple[list[Triple], bool]:
        """What is said of an IRI, what refers to it up to a limit, and whether that cut anything."""
        node = NamedNode(iri)
        out = [Triple(q.subject, q.predicate, q.object) for q in self._quads(node)]
        into = [Triple(q.subject, q.predicate, q.object) for q in islice(self._quads(None, None, node), LINKS + 1)]
        return (out + into[:LINKS] if out else []), len(into) > LINKS

    def claims(self, node: NamedNode) -> Iterator[Claim]:
        """The sentences with that subject, then those with that object."""
        for role in ("rdf:subject", "rdf:object"):
            for quad in self._quads(None, self._node(role), node):
                if isinstance(quad.subject, NamedNode):
                    yield self._claim(quad.subject)

    def neighbours(self, iri: str, most: int) -> tuple[list[tuple[str, str, str]], bool]:
        """Facts between an entity and others, by id: subject, predicate, object; and whether there are more."""
        node = NamedNode(iri)
        known = self.ontology
        words = [
            known.iri(name)
            for name in known.properties
            if name in known.object_properties and name not in known.inferred and "Article" not in known.domain(name)
        ]
        both = chain.from_iterable(
            (self._quads(node, NamedNode(word)), self._quads(None, NamedNode(word), node)) for word in words
        )
        facts = (
            (self.id(quad.subject), self.word(quad.predicate), self.id(quad.object))
            for quad in chain.from_iterable(both)
            if self.is_entity(quad.subject) and self.is_entity(quad.object)
        )
        found = list(islice(facts, most + 1))
        return found[:most], len(found) > most

    def said(self, iri: str) -> dict[tuple[str, str, str], int]:
        """How many sentences state each fact about an entity."""
        node = str(NamedNode(iri))
        found = self.store.query(
            "SELECT ?s ?p ?o (COUNT(?c) AS ?n) WHERE { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . "
            f"{{ ?c rdf:subject {node} }} UNION {{ ?c rdf:object {node} }} }} GROUP BY ?s ?p ?o",
            prefixes=PREFIXES,
        )
        assert isinstance(found, QuerySolutions)
        return {
            (self.id(row["s"]), self.word(row["p"]), self.id(row["o"])): int(row["n"].value)
            for row in found
            if isinstance(row["p"], NamedNode)
        }

    def is_entity(self, node: object) -> bool:
        return isinstance(node, NamedNode) and self._value(node, "skos:prefLabel") != ""

    def name(self, node: NamedNode) -> str:
        return self._value(node, "skos:prefLabel") or self._value(node, "dcterms:title") or self.id(node)

    def type(self, node: NamedNode) -> str:
        """The first of our classes that it has."""
        types = (quad.object for quad in self._quads(node, self._node("rdf:type")))
        names = sorted(self.word(one) for one in types if isinstance(one, NamedNode))
        return next((name for name in names if name in self.ontology.classes), names[0] if names else "")

    def id(self, node: object) -> str:
        """`city/420600`; an IRI that is not ours stays whole."""
        return str(getattr(node, "value", node)).removeprefix(self.ontology.id_namespace)

    def word(self, node: NamedNode) -> str:
        """`operatesIn`, `skos:prefLabel`."""
        iri = node.value
        if iri.startswith(self.ontology.namespace):
            return iri.removeprefix(self.ontology.namespace)
        return next((f"{p}:{iri.removeprefix(ns)}" for p, ns in PREFIXES.items() if iri.startswith(ns)), iri)

    def _claim(self, node: NamedNode) -> Claim:
        article = self._object(node, "prov:wasDerivedFrom")
        selector = self._object(self._object(node, "oa:hasTarget"), "oa:hasSelector")
        predicate = self._object(node, "rdf:predicate")
        return Claim(
            id=self.id(node),
            subject=self.id(self._object(node, "rdf:subject")),
            predicate=self.word(predicate) if predicate else "",
            object=self.id(self._object(node, "rdf:object")),
            article=self.id(article),
            title=self._value(article, "dcterms:title"),
            date=self._value(article, "dcterms:date"),
            sentence=self._value(selector, "oa:exact"),
            modality=self.id(self._object(node, "modality")).removeprefix(self.ontology.namespace),
            rule=self._value(node, "rule"),
            confidence=self._value(node, "confidence"),
        )

    def _is_claim_part(self, quad: Quad) -> bool:
        """The claims have a section of their own."""
        return quad.predicate.value in (term("rdf:subject"), term("rdf:object"))

    def _object(self, node: NamedNode | None, word: str) -> NamedNode | None:
        if node is None:
            return None
        quads = self._quads(node, self._node(word))
        return next((quad.object for quad in quads if isinstance(quad.object, NamedNode)), None)

    def _value(self, node: NamedNode | None, word: str) -> str:
        if node is None:
            return ""
        quads = self._quads(node, self._node(word))
        return next((quad.object.value for quad in quads if isinstance(quad.object, Literal)), "")

    def _node(self, word: str) -> NamedNode:
        return NamedNode(term(word) if ":" in word else self.ontology.iri(word))

    def _quads(
        self, subject: NamedNode | None, predicate: NamedNode | None = None, object_: NamedNode | None = None
    ) -> Iterator[Quad]:
        return iter(self.store.quads_for_pattern(subject, predicate, object_, DEFAULT))


def path_iri(raw: bytes, prefix: str, ontology: Ontology) -> str | None:
    """The IRI behind a prefix of a request's raw path, with every segment encoded as we encode it; None for nonsense.

    The raw path, since an id may hold a slash, which is encoded there.
    """
    try:
        path = raw.decode("ascii").removeprefix(prefix)
        segments = [unquote(segment, errors="strict") for segment in path.split("/")]
    except UnicodeDecodeError:
        return None
    return None if "" in segments else ontology.id_namespace + "/".join(quote(s, safe="-_.") for s in segments)
