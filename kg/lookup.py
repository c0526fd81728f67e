"""Store -> an entity's names, its type, what it costs and what stands around it, looked up as it is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kg.errors import QueryError
from kg.files import data_folder
from kg.find import find_entity, nearest
from kg.lexicon.entries import read_entries, read_industries
from kg.ontology import Ontology
from kg.terms import CONTAINMENT, term

Step = tuple[str, str, str]
# The steps to a relative, and the relative.
Lead = tuple[tuple[Step, ...], str]


class Cost(NamedTuple):
    """A figure of a project and the amount in the graph that it is."""

    currency: str
    number: float
    amount: str


class Lookup:
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
        self._costs: dict[str, tuple[Cost, ...]] = {}

    def find(self, text: str | None, types: Iterable[str]) -> str | None:
        return None if text is None else self.id_of(find_entity(self._store, self._ontology, text, types))

    def name(self, entity: str) -> str:
        if entity not in self._names:
            self._names[entity] = next(iter(self.values(entity, "skos:prefLabel")), entity)
        return self._names[entity]

    def type(self, entity: str) -> str:
        if entity not in self._types:
            self._types[entity] = next(iter(self.objects(entity, "rdf:type")), "")
        return self._types[entity]

    def costs(self, project: str) -> tuple[Cost, ...]:
        """The largest figure of a project in each currency in which one is told, in order of currencies."""
        if project not in self._costs:
            told = (
                Cost(currency, float(number), amount)
                for amount in self.objects(project, "amount")
                for currency in self.values(amount, "currency")
                for number in self.values(amount, "numericValue")
            )
            self._costs[project] = tuple({cost.currency: cost for cost in sorted(told)}.values())
        return self._costs[project]

    def objects(self, subject: str, predicate: str) -> tuple[str, ...]:
        key = (subject, predicate)
        if key not in self._objects:
            found = self._store.quads_for_pattern(self.node(subject), self.word(predicate), None, None)
            self._objects[key] = tuple(sorted(self.id_of(quad.object) for quad in found))
        return self._objects[key]

    def subjects(self, predicate: str, object_: str) -> tuple[str, ...]:
        key = (predicate, object_)
        if key not in self._subjects:
            found = self._store.quads_for_pattern(None, self.word(predicate), self.node(object_), None)
            self._subjects[key] = tuple(sorted(self.id_of(quad.subject) for quad in found))
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
        """All that are said to be in an industry or one below it, or are so by the lexicon; a QueryError if unknown."""
        folders = (data_folder() / "seeds" / "lexicon",)
        industries = read_industries(folders)
        known = {one.id for one in industries.values() if name in (one.name, *one.aliases)}
        found = [
            self.id_of(quad.subject)
            for value in (Literal(name, language="zh"), Literal(name))
            for predicate in ("skos:prefLabel", "skos:altLabel")
            for quad in self._store.quads_for_pattern(None, self.word(predicate), value, None)
        ]
        todo = sorted(known | {industry for industry in found if self.type(industry) == "Industry"})
        if not todo:
            near = nearest(name, (form for one in industries.values() for form in (one.name, *one.aliases)))
            raise QueryError(f"no 产业 {name!r}" + (f"; nearest: {', '.join(near)}" if near else ""))
        for industry in todo:
            below = (
                *self.subjects("skos:broader", industry),
                *(i.id for i in industries.values() if i.parent == industry),
            )
            todo += [narrower for narrower in below if narrower not in todo]
        firms = {firm for industry in todo for firm in self.subjects("inIndustry", industry)}
        entries = read_entries(folders, industries).values()
        return firms | {one.id for one in entries if one.industry and f"industry/{one.industry}" in todo}

    def values(self, subject: str, predicate: str) -> list[str]:
        found = self._store.quads_for_pattern(self.node(subject), self.word(predicate), None, None)
        return sorted(quad.object.value for quad in found if isinstance(quad.object, Literal))

    def word(self, name: str) -> NamedNode:
        if name not in self._nodes:
            self._nodes[name] = NamedNode(term(name) if ":" in name else self._ontology.iri(name))
        return self._nodes[name]

    def node(self, entity: str) -> NamedNode:
        # Ids come out of IRIs here, so they are percent-encoded already.
        return NamedNode(self._ontology.id_namespace + entity)

    def id_of(self, node: NamedNode | BlankNode | Literal | Triple) -> str:
        text = node.value if isinstance(node, NamedNode | Literal) else str(node)
        return text.removeprefix(self._ontology.id_namespace).removeprefix(self._ontology.namespace)
