"""Store -> facts and their sentences, looked up as they are wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kg.find import find_entity
from kg.ontology import Ontology
from kg.terms import term

# What ties an enterprise to a place, and what ties places together.
FACTS: Final = ("operatesIn", "investsIn")
CONTAINMENT: Final = ("locatedIn", "partOf")

Step = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Said:
    """A sentence that states a step."""

    date: str
    article: str
    title: str
    sentence: str
    modality: str
    rule: str
    confidence: float


class Facts:
    """Looks things up in a store, each only once. Ids are written as in the graph (`city/420600`)."""

    def __init__(self, store: Store, ontology: Ontology) -> None:
        self._store = store
        self._ontology = ontology
        self._nodes: dict[str, NamedNode] = {}
        self._types: dict[str, str] = {}
        self._objects: dict[tuple[str, str], tuple[str, ...]] = {}
        self._subjects: dict[tuple[str, str], tuple[str, ...]] = {}
        self._climbs: dict[str, tuple[tuple[str, tuple[Step, ...]], ...]] = {}
        self._claims: dict[str, dict[tuple[str, str], tuple[Said, ...]]] = {}

    def find(self, text: str | None, types: Iterable[str]) -> str | None:
        return None if text is None else self._id(find_entity(self._store, self._ontology, text, types))

    def name(self, entity: str) -> str:
        return next(iter(self._values(entity, "skos:prefLabel")), entity)

    def type(self, entity: str) -> str:
        if entity not in self._types:
            self._types[entity] = next(iter(self.objects(entity, "rdf:type")), "")
        return self._types[entity]

    def yuan(self, project: str) -> float | None:
        return max((float(value) for value in self._values(project, "amountInYuan")), default=None)

    def objects(self, subject: str, predicate: str) -> tuple[str, ...]:
        key = (subject, predicate)
        if key not in self._objects:
            found = self._store.quads_for_pattern(self._node(subject), self._word(predicate), None, None)
            self._objects[key] = tuple(sorted(self._id(quad.object) for quad in found))
        return self._objects[key]

    def subjects(self, predicate: str, object_: str) -> tuple[str, ...]:
        key = (predicate, object_)
        if key not in self._subjects:
            found = self._store.quads_for_pattern(None, self._word(predicate), self._node(object_), None)
            self._subjects[key] = tuple(sorted(self._id(quad.subject) for quad in found))
        return self._subjects[key]

    def above(self, place: str) -> frozenset[str]:
        return frozenset(self.objects(place, "within"))

    def climbs(self, target: str) -> tuple[tuple[str, tuple[Step, ...]], ...]:
        """The target and everything above it, each with the shortest way up."""
        if target not in self._climbs:
            reached: dict[str, tuple[Step, ...]] = {target: ()}
            todo = [target]
            for place in todo:
                for predicate in CONTAINMENT:
                    for upper in self.objects(place, predicate):
                        if upper not in reached:
                            reached[upper] = (*reached[place], (place, predicate, upper))
                            todo.append(upper)
            self._climbs[target] = tuple(reached.items())
        return self._climbs[target]

    def relatives(self, firm: str, kinds: tuple[str, ...]) -> Iterator[tuple[tuple[Step, ...], str]]:
        """The firm itself, then its subsidiaries and parents of every depth with the steps to them."""
        yield (), firm
        for kind, down in (("subsidiary", True), ("parent", False)):
            if kind not in kinds:
                continue
            reached: dict[str, tuple[Step, ...]] = {firm: ()}
            todo = [firm]
            for one in todo:
                near = self.subjects("subsidiaryOf", one) if down else self.objects(one, "subsidiaryOf")
                for other in near:
                    if other not in reached:
                        step = (other, "subsidiaryOf", one) if down else (one, "subsidiaryOf", other)
                        reached[other] = (*reached[one], step)
                        todo.append(other)
            yield from ((steps, other) for other, steps in reached.items() if steps)

    def firms_near(self, city: str | None, kinds: tuple[str, ...]) -> set[str]:
        """Every enterprise that can have a way to a city, or to any."""
        if city is None:
            whole = self._store.quads_for_pattern(None, self._word("rdf:type"), self._word("Enterprise"), None)
            return {self._id(quad.subject) for quad in whole}
        places = (city, *self.subjects("within", city))
        firms = {firm for place in places for predicate in FACTS for firm in self.subjects(predicate, place)}
        related = {relative for firm in firms for _, relative in self.relatives(firm, ("subsidiary", "parent"))}
        return firms | related

    def firms_of_industry(self, name: str) -> set[str]:
        found = [
            self._id(quad.subject)
            for value in (Literal(name, language="zh"), Literal(name))
            for predicate in ("skos:prefLabel", "skos:altLabel")
            for quad in self._store.quads_for_pattern(None, self._word(predicate), value, None)
        ]
        todo = [industry for industry in found if self.type(industry) == "Industry"]
        for industry in todo:
            todo += [narrower for narrower in self.subjects("skos:broader", industry) if narrower not in todo]
        return {firm for industry in todo for firm in self.subjects("inIndustry", industry)}

    def said(self, fact: Step) -> tuple[Said, ...]:
        """The sentences that state a fact, denials left out."""
        subject = fact[0]
        if subject not in self._claims:
            claims: dict[tuple[str, str], list[Said]] = defaultdict(list)
            for claim in self.subjects("rdf:subject", subject):
                said = self._read_claim(claim)
                if said.modality != "Denied":
                    for predicate in self.objects(claim, "rdf:predicate"):
                        for object_ in self.objects(claim, "rdf:object"):
                            claims[predicate, object_].append(said)
            self._claims[subject] = {key: tuple(sorted(values)) for key, values in claims.items()}
        return self._claims[subject].get(fact[1:], ())

    def _read_claim(self, claim: str) -> Said:
        (article,) = self.objects(claim, "prov:wasDerivedFrom")
        (passage,) = self.objects(claim, "oa:hasTarget")
        (selector,) = self.objects(passage, "oa:hasSelector")
        return Said(
            date=next(iter(self._values(article, "dcterms:date")), ""),
            article=next(iter(self._values(article, "dcterms:identifier")), ""),
            title=next(iter(self._values(article, "dcterms:title")), ""),
            sentence=next(iter(self._values(selector, "oa:exact")), ""),
            modality=next(iter(self.objects(claim, "modality")), ""),
            rule=next(iter(self._values(claim, "rule")), ""),
            confidence=float(next(iter(self._values(claim, "confidence")), "0")),
        )

    def _values(self, subject: str, predicate: str) -> list[str]:
        found = self._store.quads_for_pattern(self._node(subject), self._word(predicate), None, None)
        return sorted(quad.object.value for quad in found if isinstance(quad.object, Literal))

    def _word(self, name: str) -> NamedNode:
        if name not in self._nodes:
            self._nodes[name] = NamedNode(term(name) if ":" in name else self._ontology.iri(name))
        return self._nodes[name]

    def _node(self, entity: str) -> NamedNode:
        # Ids come out of IRIs here, so they are percent-encoded already.
        return NamedNode(self._ontology.id_namespace + entity)

    def _id(self, node: NamedNode | BlankNode | Literal | Triple) -> str:
        text = node.value if isinstance(node, NamedNode | Literal) else str(node)
        return text.removeprefix(self._ontology.id_namespace).removeprefix(self._ontology.namespace)
