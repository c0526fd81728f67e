"""Store -> facts and their sentences, looked up as they are wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from kg.find import find_entity
from kg.ontology import Ontology
from kg.terms import term

# What ties an enterprise to a place, and what ties places together.
FACTS: Final = ("operatesIn", "investsIn")
CONTAINMENT: Final = ("locatedIn", "partOf")

Step = tuple[str, str, str]

_CLAIM_WORDS: Final = (
    "rdf:subject", "rdf:predicate", "rdf:object", "oa:hasTarget", "oa:hasSelector", "oa:exact", "prov:wasDerivedFrom",
    "dcterms:identifier", "dcterms:title", "modality", "Denied", "rule", "confidence", "dcterms:date",
)  # fmt: skip
_CLAIMS: Final = """SELECT ?s ?p ?o ?sentence ?id ?title ?modality ?rule ?confidence ?date WHERE {{
  {}
  FILTER(?p IN ({}))
  ?claim {} ?s ; {} ?p ; {} ?o ; {} ?passage .
  ?passage {} ?selector .
  ?selector {} ?sentence .
  ?claim {} ?article .
  ?article {} ?id ; {} ?title .
  ?claim {} ?modality .
  FILTER(?modality != {})
  ?claim {} ?rule ; {} ?confidence .
  OPTIONAL {{ ?article {} ?date }}
}}"""


class Said(NamedTuple):
    """A sentence that states a step. A plain tuple, since tens of thousands are compared."""

    date: str
    article: str
    title: str
    sentence: str
    modality: str
    rule: str
    confidence: float
    news: str = ""  # the article whose news this one repeats, or itself


# The steps to a relative, and the relative.
Lead = tuple[tuple[Step, ...], str]
Claims = dict[Step, tuple[Said, ...]]


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
        self._names: dict[str, str] = {}
        self._yuan: dict[str, float | None] = {}

    def find(self, text: str | None, types: Iterable[str]) -> str | None:
        return None if text is None else self._id(find_entity(self._store, self._ontology, text, types))

    def name(self, entity: str) -> str:
        if entity not in self._names:
            self._names[entity] = next(iter(self._values(entity, "skos:prefLabel")), entity)
        return self._names[entity]

    def type(self, entity: str) -> str:
        if entity not in self._types:
            self._types[entity] = next(iter(self.objects(entity, "rdf:type")), "")
        return self._types[entity]

    def yuan(self, project: str) -> float | None:
        if project not in self._yuan:
            self._yuan[project] = max((float(value) for value in self._values(project, "amountInYuan")), default=None)
        return self._yuan[project]

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

    def relatives(self, firm: str, kinds: tuple[str, ...]) -> Iterator[Lead]:
        """The firm itself, then its subsidiaries and parents of every depth with the steps to them."""
        yield (), firm
        for kind, down in (("subsidiary", True), ("parent", False)):
            if kind in kinds:
                yield from self._line(firm, down=down)

    def superiors(self, firm: str, kinds: tuple[str, ...]) -> Iterator[str]:
        """Every firm of which this one is a relative: `relatives` turned round."""
        yield firm
        for kind, down in (("subsidiary", False), ("parent", True)):
            if kind in kinds:
                yield from (other for _, other in self._line(firm, down=down))

    def _line(self, firm: str, *, down: bool) -> list[Lead]:
        reached: dict[str, tuple[Step, ...]] = {firm: ()}
        todo = [firm]
        for one in todo:
            for other in self.subjects("subsidiaryOf", one) if down else self.objects(one, "subsidiaryOf"):
                if other not in reached:
                    step = (other, "subsidiaryOf", one) if down else (one, "subsidiaryOf", other)
                    reached[other] = (*reached[one], step)
                    todo.append(other)
        return [(steps, other) for other, steps in reached.items() if steps]

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

    def claims(
        self,
        predicates: Iterable[str],
        *,
        subjects: Iterable[str] | None = None,
        objects: Iterable[str] | None = None,
    ) -> Claims:
        """Every fact of the predicates that somebody states, with the sentences; denials are left out.

        One query that decodes only what is wanted: a look-up for each claim takes ten times as long, and so does a
        VALUES for the predicates, at which the planner would begin.
        """
        values = "".join(
            f"VALUES {variable} {{ {' '.join(str(self._node(id_)) for id_ in sorted(ids))} }} "
            for variable, ids in (("?s", subjects), ("?o", objects))
            if ids is not None
        )
        wanted = ", ".join(str(self._word(predicate)) for predicate in predicates)
        words = (str(self._word(word)) for word in _CLAIM_WORDS)
        found: defaultdict[Step, list[Said]] = defaultdict(list)
        repeats = self._repeats()
        rows = self._store.query(_CLAIMS.format(values, wanted, *words))
        assert isinstance(rows, QuerySolutions)
        for s, p, o, sentence, article, title, modality, rule, confidence, date in rows:
            found[self._id(s), self._id(p), self._id(o)].append(
                Said(
                    date=date.value if date else "",
                    article=article.value,
                    title=title.value,
                    sentence=sentence.value,
                    modality=self._id(modality),
                    rule=rule.value,
                    confidence=float(confidence.value),
                    news=repeats.get(article.value, article.value),
                )
            )
        return {fact: tuple(sorted(said)) for fact, said in found.items()}

    def _repeats(self) -> dict[str, str]:
        """For each article that repeats the news of another one, the identifier of that one."""
        pairs = self._store.quads_for_pattern(None, self._word("prov:alternateOf"), None, None)
        ends = ((self._id(quad.subject), self._id(quad.object)) for quad in pairs)
        return {
            name: first
            for article, other in ends
            for name in self._values(article, "dcterms:identifier")
            for first in self._values(other, "dcterms:identifier")
        }

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
