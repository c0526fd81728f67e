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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Store

from kg.facts import FACTS, Facts, Said, Step
from kg.ontology import Ontology

KINDS: Final = ("direct", "park", "county", "project", "subsidiary", "parent")
USUAL_KINDS: Final = KINDS[:-1]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """An enterprise and a city, with all ways between them, shortest first."""

    enterprise: str
    enterprise_name: str
    city: str
    city_name: str
    ways: tuple[Way, ...]
    amounts: tuple[tuple[str, float], ...]
    names: Mapping[str, str]

    @property
    def said(self) -> tuple[Said, ...]:
        """All sentences, by date."""
        return tuple(sorted({said for way in self.ways for said in way.said}))

    @property
    def articles(self) -> int:
        """In how many articles."""
        return len({said.article for said in self.said})

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
        """The projects on its ways added up, or None if no amount is known."""
        return sum(yuan for _, yuan in self.amounts) if self.amounts else None

    @property
    def confidence(self) -> float:
        """That of the best way."""
        return max(way.confidence for way in self.ways)

    @property
    def planned(self) -> bool:
        """True if every sentence is about a plan."""
        return all(said.modality == "Planned" for said in self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is asked for; everything left out is everything."""

    city: str | None = None
    enterprise: str | None = None
    province: str | None = None
    industry: str | None = None
    year: int | None = None
    relation: str | None = None
    kinds: tuple[str, ...] = USUAL_KINDS
    min_confidence: float = 0.0


def find_connections(store: Store, ontology: Ontology, wanted: Filter) -> tuple[Connection, ...]:
    """All connections that a filter lets through, strongest first."""
    facts = Facts(store, ontology)
    city = facts.find(wanted.city, ("City",))
    enterprise = facts.find(wanted.enterprise, ("Enterprise",))
    area = facts.find(wanted.province, ("Province", "City"))
    firms = facts.firms_near(city, wanted.kinds) if enterprise is None else {enterprise}
    if wanted.industry:
        firms &= facts.firms_of_industry(wanted.industry)
    inside = None if city is None else frozenset((city, *facts.subjects("within", city)))
    found: list[Connection] = []
    for firm in sorted(firms):
        ways: dict[str, list[Way]] = defaultdict(list)
        for place, way in _ways(facts, firm, wanted, inside):
            if (city is None or place == city) and (area is None or area == place or area in facts.above(place)):
                ways[place].append(way)
        found += [_connect(facts, firm, place, ways[place]) for place in sorted(ways)]
    return tuple(
        sorted(found, key=lambda c: (-c.articles, -c.facts, c.enterprise_name, c.city_name, c.enterprise, c.city))
    )


def _ways(facts: Facts, firm: str, wanted: Filter, inside: frozenset[str] | None) -> Iterator[tuple[str, Way]]:
    """Every way of a firm to a city; `inside` holds all places and projects that a fact may begin at, if it matters."""
    for lead, relative in facts.relatives(firm, wanted.kinds):
        for predicate in FACTS:
            if wanted.relation not in (None, predicate):
                continue
            for target in facts.objects(relative, predicate):
                if inside is not None and target not in inside:
                    continue
                fact = (relative, predicate, target)
                said = tuple(one for one in facts.said(fact) if _is_wanted(one, wanted))
                if not said:
                    continue
                for place, climb in facts.climbs(target):
                    steps = (*lead, fact, *climb)
                    kind = _kind(facts, steps, firm)
                    if kind in wanted.kinds and facts.type(place) == "City" and (inside is None or place in inside):
                        premises = sorted({s for step in (*lead, *climb) for s in facts.said(step)})
                        yield place, Way(kind=kind, steps=steps, said=said, premises=tuple(premises))


def _is_wanted(said: Said, wanted: Filter) -> bool:
    in_year = wanted.year is None or said.date.startswith(str(wanted.year))
    return in_year and said.confidence >= wanted.min_confidence


def _kind(facts: Facts, steps: tuple[Step, ...], firm: str) -> str:
    if steps[0][1] == "subsidiaryOf":
        return "parent" if steps[0][0] == firm else "subsidiary"
    target = steps[0][2]
    if facts.type(target) == "Project":
        return "project"
    if any(step[1] == "partOf" for step in steps):
        return "county"
    return "park" if facts.type(target) == "Park" else "direct"


def _connect(facts: Facts, firm: str, place: str, ways: list[Way]) -> Connection:
    ends = sorted({end for way in ways for s, _, o in way.steps for end in (s, o)})
    return Connection(
        enterprise=firm,
        enterprise_name=facts.name(firm),
        city=place,
        city_name=facts.name(place),
        ways=tuple(sorted(ways, key=lambda way: (KINDS.index(way.kind), len(way.steps), way.steps))),
        amounts=tuple((end, yuan) for end in ends if (yuan := facts.yuan(end)) is not None),
        names={end: facts.name(end) for end in ends},
    )
