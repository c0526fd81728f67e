"""Counts -> measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.evaluate.records import CORE, TYPES

RELATIONS = ("operatesIn", "investsIn", "locatedIn", "issuedBy", "appliesTo", "subsidiaryOf", "partnerOf")


@dataclass(slots=True)
class Tally:
    """Found, wrong and missed, with the measures that follow."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        self.found += other.found
        self.wrong += other.wrong
        self.missed += other.missed
        return self

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def figures(self) -> dict[str, float]:
        measures = {"p": round(self.precision, 4), "r": round(self.recall, 4), "f1": round(self.f1, 4)}
        return measures | {"found": self.found, "wrong": self.wrong, "missed": self.missed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One entity or fact that gold and we do not share."""

    article: str
    verdict: str
    kind: str
    what: str

    def __str__(self) -> str:
        return "\t".join((self.article, self.verdict, self.kind, self.what))


@dataclass(slots=True)
class Scores:
    """The tallies of all articles, by entity type and relation."""

    articles: int = 0
    absent: list[str] = field(default_factory=list)
    entities: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in TYPES})
    relations: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in RELATIONS})
    amounts: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)
    differences: list[Difference] = field(default_factory=list)

    def tallies(self) -> dict[str, Tally]:
        """Every tally by name, the sums first."""
        sums = {
            "core": add_up(self.entities[name] for name in CORE),
            "all": add_up(self.entities.values()),
            "relations": add_up(self.relations.values()),
        }
        return sums | {"amounts": self.amounts, "links": self.links} | self.entities | self.relations

    def figures(self) -> dict[str, Any]:
        """What `--json` prints."""
        told = {name: tally.figures() for name, tally in self.tallies().items()}
        return {"articles": self.articles, "absent": self.absent} | told


def add_up(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total += tally
    return total
