"""Store -> which enterprises connect to which cities, by which paths, and who says so.

A path begins with a fact about an enterprise (it operates in a place or invests in a project) and climbs by containment
to the city; a subsidiary's path is its parent's too. The kind of a path is the farthest way it takes:

    direct       the enterprise operates in the city
    park         … in a park of the city
    county       … in a county, or a park or project of a county, of the city
    project      … invests in a project there
    subsidiary   … has a subsidiary with one of the above
    parent       … has a parent with one of the above; weak, so only where asked for
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Store

from kg.facts import FACTS, Claims, Facts, Said
from kg.lookup import Lead, Step
from kg.ontology import Ontology
from kg.terms import CONTAINMENT

KINDS: Final = ("direct", "park", "county", "project", "subsidiary", "parent")
USUAL_KINDS: Final = KINDS[:-1]
YUAN: Final = "CNY"

# A city, the steps up to it, the kind of way that they make, and who states them.
End = tuple[str, tuple[Step, ...], str, tuple[Said, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One path: steps from the enterprise to the city, each (subject id, relation, object id).

    `said` states the fact that it begins with, `premises` its other steps; what the lexicon knows nobody need say.
    """

    kind: str
    steps: tuple[Step, ...]
    said: tuple[Said, ...]
    premises: tuple[Said, ...]

    @property
    def confidence(self) -> float:
        """That of the best sentence."""
        return max((said.confidence for said in self.said), default=0.0)

    @property
    def planned(self) -> bool:
        """True if every sentence is about a plan."""
        return all(said.modality == "Planned" for said in self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What a project costs by its largest figure in a currency.

    Planned if the figure is, or all that ties the enterprise to the project.
    """

    project: str
    number: float
    currency: str
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """An enterprise and a city, with all ways between them, shortest first.

    The first way stands for all where one is shown; `confidence` and `planned` are its own.
    """

    enterprise: str
    enterprise_name: str
    city: str
    city_name: str
    ways: tuple[Way, ...]
    amounts: tuple[Amount, ...]
    names: Mapping[str, str]

    @property
    def said(self) -> tuple[Said, ...]:
        """All sentences, by date."""
        return tuple(sorted({said for way in self.ways for said in way.said}))

    @property
    def articles(self) -> int:
        """In how many articles; those that repeat the same news count once."""
        return len({said.news for way in self.ways for said in way.said})

    @property
    def facts(self) -> int:
        """By how many different facts about the enterprise or its relatives."""
        return len({step for way in self.ways for step in way.steps if step[1] in FACTS})

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates of its articles, in order."""
        return tuple(sorted({said.date for said in self.said} - {""}))

    @property
    def yuan(self) -> float | None:
        """The projects on its ways added up, or None if no amount in yuan is known."""
        return self._sum(YUAN)

    @property
    def planned_yuan(self) -> float | None:
        """What of it is only planned, or None if nothing is."""
        planned = [amount.number for amount in self.amounts if amount.planned and amount.currency == YUAN]
        return sum(planned) if planned else None

    @property
    def foreign(self) -> dict[str, float]:
        """The sums in other currencies, which nothing turns into yuan."""
        others = sorted({amount.currency for amount in self.amounts} - {YUAN})
        return {currency: self._sum(currency) or 0.0 for currency in others}

    def _sum(self, currency: str) -> float | None:
        numbers = [amount.number for amount in self.amounts if amount.currency == currency]
        return sum(numbers) if numbers else None

    @property
    def confidence(self) -> float:
        """That of the first way."""
        return self.ways[0].confidence

    @property
    def planned(self) -> bool:
        """Whether every sentence of the first way is about a plan."""
        return self.ways[0].planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is asked for; everything left out is everything."""

    city: str | None = None
    enterprise: str | None = None
    province: str | None = None
    industry: str | None = None
    year: int | None = None  # that a sentence tells, else the one when its article was published
    relation: str | None = None
    kinds: tuple[str, ...] = USUAL_KINDS
    min_confidence: float = 0.0


def find_connections(
    store: Store, ontology: Ontology, wanted: Filter, *, premises: bool = True
) -> tuple[Connection, ...]:
    """All connections that a filter lets through, strongest first; without the sentences of premises it is quicker."""
    facts = Facts(store, ontology)
    city = facts.find(wanted.city, ("City",))
    enterprise = facts.find(wanted.enterprise, ("Enterprise",))
    area = facts.find(wanted.province, ("Province", "City"))
    asked = {enterprise} if enterprise else None
    if wanted.industry:
        trade = facts.firms_of_industry(wanted.industry)
        asked = trade if asked is None else asked & trade
    stated = _read_stated(facts, wanted, city or area, asked)
    firms = {f for doer in stated for f in facts.superiors(doer, wanted.kinds)} if asked is None else asked
    targets = {fact[2] for told in stated.values() for fact, _ in told}
    leads = {firm: tuple(lead for lead in facts.relatives(firm, wanted.kinds) if lead[1] in stated) for firm in firms}
    behind = _read_premises(facts, targets, leads) if premises else {}
    ends = {target: tuple(_ends(facts, target, behind, wanted, city, area)) for target in targets}
    costly = {target for target in targets if facts.costs(target)}
    plans = facts.planned_amounts(costly) if costly else frozenset[tuple[str, str]]()
    found: list[Connection] = []
    for firm in sorted(firms):
        ways: defaultdict[str, list[Way]] = defaultdict(list)
        for lead, relative in leads[firm]:
            told = _told(behind, lead)
            # The first step of a lead comes from below for a subsidiary, from above for a parent.
            kind = "" if not lead else "parent" if lead[0][0] == firm else "subsidiary"
            if kind and kind not in wanted.kinds:
                continue
            for fact, said in stated[relative]:
                for place, climb, direct, above in ends[fact[2]]:
                    if kind or direct in wanted.kinds:
                        both = tuple(sorted({*told, *above})) if told and above else told or above
                        steps = (*lead, fact, *climb)
                        ways[place].append(Way(kind=kind or direct, steps=steps, said=said, premises=both))
        found += [_connect(facts, firm, place, ways[place], plans) for place in sorted(ways)]
    return tuple(
        sorted(found, key=lambda c: (-c.articles, -c.facts, c.enterprise_name, c.city_name, c.enterprise, c.city))
    )


def _read_stated(
    facts: Facts, wanted: Filter, around: str | None, firms: Iterable[str] | None
) -> dict[str, list[tuple[Step, tuple[Said, ...]]]]:
    """Enterprise -> what it is said to do, where, with the sentences that the filter lets through.

    Only what lies in the place `around` and is done by the firms or their relatives is read, if these are given.
    """
    doers = None if firms is None else {other for firm in firms for _, other in facts.relatives(firm, wanted.kinds)}
    places = None if around is None else [around, *facts.subjects("within", around)]
    predicates = [predicate for predicate in FACTS if wanted.relation in (None, predicate)]
    claims = facts.claims(predicates, subjects=doers, objects=places, with_years=wanted.year is not None)
    stated: defaultdict[str, list[tuple[Step, tuple[Said, ...]]]] = defaultdict(list)
    for fact, all_said in sorted(claims.items()):
        said = tuple(one for one in all_said if _is_wanted(one, wanted))
        if said:
            stated[fact[0]].append((fact, said))
    return stated


def _read_premises(facts: Facts, targets: Iterable[str], leads: Mapping[str, Iterable[Lead]]) -> Claims:
    """What is said about the steps above the targets and between the relatives."""
    below = {place for target in targets for place, _ in facts.climbs(target)}
    related = {step[0] for found in leads.values() for lead, _ in found for step in lead}
    return facts.claims(CONTAINMENT, subjects=below) | facts.claims(("subsidiaryOf",), subjects=related)


def _told(premises: Claims, steps: Iterable[Step]) -> tuple[Said, ...]:
    return tuple(sorted({said for step in steps for said in premises.get(step, ())}))


def _ends(
    facts: Facts, target: str, premises: Claims, wanted: Filter, city: str | None, area: str | None
) -> Iterator[End]:
    """The wanted cities that a target leads to."""
    for place, climb in facts.climbs(target):
        if facts.type(place) != "City" or city not in (None, place):
            continue
        if area is None or area == place or area in facts.above(place):
            yield place, climb, _kind(facts, target, climb), _told(premises, climb)


def _is_wanted(said: Said, wanted: Filter) -> bool:
    in_year = wanted.year is None or str(wanted.year) in said.years
    return in_year and said.confidence >= wanted.min_confidence


def _kind(facts: Facts, target: str, climb: tuple[Step, ...]) -> str:
    if facts.type(target) == "Project":
        return "project"
    if any(step[1] == "partOf" and facts.type(step[0]) == "City" for step in climb):
        return "county"
    return "park" if facts.type(target) == "Park" else "direct"


def _connect(facts: Facts, firm: str, place: str, ways: list[Way], plans: Collection[tuple[str, str]]) -> Connection:
    ways = sorted(ways, key=lambda way: (KINDS.index(way.kind), len(way.steps), way.steps))
    ends = sorted({end for way in ways for s, _, o in way.steps for end in (s, o)})
    return Connection(
        enterprise=firm,
        enterprise_name=facts.name(firm),
        city=place,
        city_name=facts.name(place),
        ways=tuple(ways),
        amounts=tuple(_amounts(facts, ways, ends, plans)),
        names={end: facts.name(end) for end in ends},
    )


def _amounts(
    facts: Facts, ways: Iterable[Way], ends: Iterable[str], plans: Collection[tuple[str, str]]
) -> Iterator[Amount]:
    for end in ends:
        for currency, number, amount in facts.costs(end):
            through = (way for way in ways if any(end in (s, o) for s, _, o in way.steps))
            planned = (end, amount) in plans or all(way.planned for way in through)
            yield Amount(project=end, number=number, currency=currency, planned=planned)
