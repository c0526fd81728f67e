"""Store -> facts and their sentences, looked up as they are wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from kg.errors import QueryError
from kg.files import data_folder
from kg.find import find_entity, nearest
from kg.lexicon.entries import read_entries, read_industries
from kg.ontology import Ontology
from kg.terms import CONTAINMENT, term

# What ties an enterprise to a place.
FACTS: Final = ("operatesIn", "investsIn")

Step = tuple[str, str, str]

# What a claim says, in the order in which its row tells it.
_SAID: Final = (
    "rdf:subject", "rdf:predicate", "rdf:object", "oa:hasTarget", "prov:wasDerivedFrom", "modality", "rule",
    "confidence",
)  # fmt: skip
# Of some subjects or objects: each claim is looked up, which is quick for few.
_SOME: Final = "SELECT {columns} WHERE {{ {values} FILTER(?c1 IN ({wanted})) ?claim {pairs} . }}"
# Of all or many: each predicate is read once from end to end, which takes a quarter of the time for a claim or less.
_MANY: Final = "SELECT {columns} WHERE {{ {scans} }}"
MANY: Final = 10_000  # subjects or objects


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
    years: tuple[str, ...] = ()  # that the sentence tells, or else that of the article; where they were asked for


class Cost(NamedTuple):
    """A figure of a project and the amount in the graph that it is."""

    currency: str
    number: float
    amount: str


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
        self._dates: dict[str, list[tuple[int, int, str]]] | None = None
        self._costs: dict[str, tuple[Cost, ...]] = {}
        self._sentences: dict[str, str] = {}
        self._articles: dict[str, tuple[str, str, str]] = {}

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

    def costs(self, project: str) -> tuple[Cost, ...]:
        """The largest figure of a project in each currency in which one is told, in order of currencies."""
        if project not in self._costs:
            told = (
                Cost(currency, float(number), amount)
                for amount in self.objects(project, "amount")
                for currency in self._values(amount, "currency")
                for number in self._values(amount, "numericValue")
            )
            self._costs[project] = tuple({cost.currency: cost for cost in sorted(told)}.values())
        return self._costs[project]

    def planned_amounts(self, projects: Iterable[str]) -> frozenset[tuple[str, str]]:
        """The projects and amounts of which nothing is told but a plan."""
        told = self.claims(("amount",), subjects=projects).items()
        return frozenset((s, o) for (s, _, o), said in told if all(one.modality == "Planned" for one in said))

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
        """All that are said to be in an industry or one below it, or are so by the lexicon; a QueryError if unknown."""
        folders = (data_folder() / "seeds" / "lexicon",)
        industries = read_industries(folders)
        known = {one.id for one in industries.values() if name in (one.name, *one.aliases)}
        found = [
            self._id(quad.subject)
            for value in (Literal(name, language="zh"), Literal(name))
            for predicate in ("skos:prefLabel", "skos:altLabel")
            for quad in self._store.quads_for_pattern(None, self._word(predicate), value, None)
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

    def claims(
        self,
        predicates: Iterable[str],
        *,
        subjects: Iterable[str] | None = None,
        objects: Iterable[str] | None = None,
        with_years: bool = False,
    ) -> Claims:
        """Every fact of the predicates that somebody states, with the sentences; denials are left out."""
        wanted = ", ".join(str(self._word(predicate)) for predicate in predicates)
        doers, places = (None if ids is None else frozenset(ids) for ids in (subjects, objects))
        found: defaultdict[Step, list[Said]] = defaultdict(list)
        repeats = self._repeats()
        denied = self._word("Denied")
        for s, p, o, passage, source, modality, rule, confidence in self._rows(wanted, doers, places):
            fact = (self._id(s), self._id(p), self._id(o))
            if modality == denied or not (_holds(doers, fact[0]) and _holds(places, fact[2])):
                continue
            article, title, date = self._article(self._id(source))
            found[fact].append(
                Said(
                    date=date,
                    article=article,
                    title=title,
                    sentence=self._sentence(self._id(passage)),
                    modality=self._id(modality),
                    rule=rule.value,
                    confidence=float(confidence.value),
                    news=repeats.get(article, article),
                    years=self._years(self._id(source), self._id(passage), date) if with_years else (),
                )
            )
        return {fact: tuple(sorted(said)) for fact, said in found.items()}

    def _rows(self, wanted: str, subjects: frozenset[str] | None, objects: frozenset[str] | None) -> QuerySolutions:
        """The claims of these predicates, of the fewer of the subjects and the objects; of all where both are many."""
        asked = [(len(ids), column, ids) for column, ids in (("?c0", subjects), ("?c2", objects)) if ids is not None]
        count, column, ids = min(asked, default=(MANY + 1, "", frozenset[str]()))
        columns = [f"?c{number}" for number in range(len(_SAID))]
        pairs = [f"{self._word(word)} {column}" for word, column in zip(_SAID, columns, strict=True)]
        if count <= MANY:
            values = f"VALUES {column} {{ {' '.join(str(self._node(id_)) for id_ in sorted(ids))} }}"
            text = _SOME.format(columns=" ".join(columns), values=values, wanted=wanted, pairs=" ; ".join(pairs))
        else:
            pairs[1] += f" FILTER(?c1 IN ({wanted}))"
            scans = (
                f"{{ SELECT ?claim {each} WHERE {{ ?claim {pair} }} }}"
                for each, pair in zip(columns, pairs, strict=True)
            )
            text = _MANY.format(columns=" ".join(columns), scans=" ".join(scans))
        rows = self._store.query(text)
        assert isinstance(rows, QuerySolutions)
        return rows

    def _sentence(self, passage: str) -> str:
        if passage not in self._sentences:
            (selector,) = self.objects(passage, "oa:hasSelector")
            (self._sentences[passage],) = self._values(selector, "oa:exact")
        return self._sentences[passage]

    def _years(self, article: str, passage: str, published: str) -> tuple[str, ...]:
        """The years that a passage tells of whatever, else that of its article: what `kg.page.outline` counts, too."""
        start, end = self._stretch(passage)
        told = {year for first, last, year in self._dates_told().get(article, ()) if first < end and start < last}
        return tuple(sorted(told)) or tuple(filter(None, (published[:4],)))

    def _stretch(self, passage: str) -> tuple[int, int]:
        (selector,) = self.objects(passage, "oa:hasSelector")
        start, end = (int(self._values(selector, word)[0]) for word in ("oa:start", "oa:end"))
        return start, end

    def _dates_told(self) -> dict[str, list[tuple[int, int, str]]]:
        """By article the stretches in which a date is told, with its year."""
        if self._dates is None:
            self._dates = {}
            for quad in self._store.quads_for_pattern(None, self._word("rdf:predicate"), self._word("date"), None):
                claim = self._id(quad.subject)
                for passage in self.objects(claim, "oa:hasTarget"):
                    for article in self.objects(claim, "prov:wasDerivedFrom"):
                        row = (*self._stretch(passage), self.objects(claim, "rdf:object")[0][:4])
                        self._dates.setdefault(article, []).append(row)
        return self._dates

    def _article(self, article: str) -> tuple[str, str, str]:
        """Its identifier, title and date; the date may be empty."""
        if article not in self._articles:
            told = (self._values(article, word) for word in ("dcterms:identifier", "dcterms:title", "dcterms:date"))
            identifier, title, date = (next(iter(values), "") for values in told)
            self._articles[article] = (identifier, title, date)
        return self._articles[article]

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


def _holds(ids: frozenset[str] | None, id_: str) -> bool:
    """Whether an id is among those asked for; None asks for all."""
    return ids is None or id_ in ids
