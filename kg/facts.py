"""Store -> facts and the sentences that state them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from pyoxigraph import QuerySolutions, Store

from kg.lookup import Lookup, Step
from kg.ontology import Ontology

# What ties an enterprise to a place.
FACTS: Final = ("operatesIn", "investsIn")

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


Claims = dict[Step, tuple[Said, ...]]


class Facts(Lookup):
    """What is claimed of the things of a store, besides the things themselves."""

    def __init__(self, store: Store, ontology: Ontology) -> None:
        super().__init__(store, ontology)
        self._dates: dict[str, list[tuple[int, int, str]]] | None = None
        self._sentences: dict[str, str] = {}
        self._articles: dict[str, tuple[str, str, str]] = {}

    def planned_amounts(self, projects: Iterable[str]) -> frozenset[tuple[str, str]]:
        """The projects and amounts of which nothing is told but a plan."""
        told = self.claims(("amount",), subjects=projects).items()
        return frozenset((s, o) for (s, _, o), said in told if all(one.modality == "Planned" for one in said))

    def claims(
        self,
        predicates: Iterable[str],
        *,
        subjects: Iterable[str] | None = None,
        objects: Iterable[str] | None = None,
        with_years: bool = False,
    ) -> Claims:
        """Every fact of the predicates that somebody states, with the sentences; denials are left out."""
        wanted = ", ".join(str(self.word(predicate)) for predicate in predicates)
        doers, places = (None if ids is None else frozenset(ids) for ids in (subjects, objects))
        found: defaultdict[Step, list[Said]] = defaultdict(list)
        repeats = self._repeats()
        denied = self.word("Denied")
        for s, p, o, passage, source, modality, rule, confidence in self._rows(wanted, doers, places):
            fact = (self.id_of(s), self.id_of(p), self.id_of(o))
            if modality == denied or not (_holds(doers, fact[0]) and _holds(places, fact[2])):
                continue
            article, title, date = self._article(self.id_of(source))
            found[fact].append(
                Said(
                    date=date,
                    article=article,
                    title=title,
                    sentence=self._sentence(self.id_of(passage)),
                    modality=self.id_of(modality),
                    rule=rule.value,
                    confidence=float(confidence.value),
                    news=repeats.get(article, article),
                    years=self._years(self.id_of(source), self.id_of(passage), date) if with_years else (),
                )
            )
        return {fact: tuple(sorted(said)) for fact, said in found.items()}

    def _rows(self, wanted: str, subjects: frozenset[str] | None, objects: frozenset[str] | None) -> QuerySolutions:
        """The claims of these predicates, of the fewer of the subjects and the objects; of all where both are many."""
        asked = [(len(ids), column, ids) for column, ids in (("?c0", subjects), ("?c2", objects)) if ids is not None]
        count, column, ids = min(asked, default=(MANY + 1, "", frozenset[str]()))
        columns = [f"?c{number}" for number in range(len(_SAID))]
        pairs = [f"{self.word(word)} {column}" for word, column in zip(_SAID, columns, strict=True)]
        if count <= MANY:
            values = f"VALUES {column} {{ {' '.join(str(self.node(id_)) for id_ in sorted(ids))} }}"
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
            (self._sentences[passage],) = self.values(selector, "oa:exact")
        return self._sentences[passage]

    def _years(self, article: str, passage: str, published: str) -> tuple[str, ...]:
        """The years that a passage tells of whatever, else that of its article: what `kg.page.outline` counts, too."""
        start, end = self._stretch(passage)
        told = {year for first, last, year in self._dates_told().get(article, ()) if first < end and start < last}
        return tuple(sorted(told)) or tuple(filter(None, (published[:4],)))

    def _stretch(self, passage: str) -> tuple[int, int]:
        (selector,) = self.objects(passage, "oa:hasSelector")
        start, end = (int(self.values(selector, word)[0]) for word in ("oa:start", "oa:end"))
        return start, end

    def _dates_told(self) -> dict[str, list[tuple[int, int, str]]]:
        """By article the stretches in which a date is told, with its year."""
        if self._dates is None:
            self._dates = {}
            for quad in self._store.quads_for_pattern(None, self.word("rdf:predicate"), self.word("date"), None):
                claim = self.id_of(quad.subject)
                for passage in self.objects(claim, "oa:hasTarget"):
                    for article in self.objects(claim, "prov:wasDerivedFrom"):
                        row = (*self._stretch(passage), self.objects(claim, "rdf:object")[0][:4])
                        self._dates.setdefault(article, []).append(row)
        return self._dates

    def _article(self, article: str) -> tuple[str, str, str]:
        """Its identifier, title and date; the date may be empty."""
        if article not in self._articles:
            told = (self.values(article, word) for word in ("dcterms:identifier", "dcterms:title", "dcterms:date"))
            identifier, title, date = (next(iter(values), "") for values in told)
            self._articles[article] = (identifier, title, date)
        return self._articles[article]

    def _repeats(self) -> dict[str, str]:
        """For each article that repeats the news of another one, the identifier of that one."""
        pairs = self._store.quads_for_pattern(None, self.word("prov:alternateOf"), None, None)
        ends = ((self.id_of(quad.subject), self.id_of(quad.object)) for quad in pairs)
        return {
            name: first
            for article, other in ends
            for name in self.values(article, "dcterms:identifier")
            for first in self.values(other, "dcterms:identifier")
        }


def _holds(ids: frozenset[str] | None, id_: str) -> bool:
    """Whether an id is among those asked for; None asks for all."""
    return ids is None or id_ in ids
