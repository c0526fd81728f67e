"""Counts -> measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.evaluate.records import ALL, CORE
from kg.relations import SIGNATURES


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
    entities: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in ALL})
    relations: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in SIGNATURES})
    amounts: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)
    by_confidence: dict[int, Tally] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def tallies(self) -> dict[str, Tally]:
        """Every tally by name, the sums first."""
        sums = {
            "core": add_up(self.entities[name] for name in CORE),
            "all": add_up(self.entities.values()),
            "relations": add_up(self.relations.values()),
        }
        return sums | {"amounts": self.amounts, "links": self.links} | self.entities | self.relations

    def count_confidence(self, confidence: float | None, *, right: bool) -> None:
        """Count a relation of ours under its tenth of confidence; one without confidence is passed over."""
        if confidence is not None:
            tally = self.by_confidence.setdefault(min(int(confidence * 10 + 1e-9), 9), Tally())
            tally += Tally(found=int(right), wrong=int(not right))

    def calibration(self) -> list[tuple[str, int, float]]:
        """By tenth of confidence: how many of our relations have it, and the share of them that is right."""
        return [
            (f"{tenth / 10:.1f}–{(tenth + 1) / 10:.1f}", tally.found + tally.wrong, tally.precision)
            for tenth, tally in sorted(self.by_confidence.items())
        ]

    def figures(self) -> dict[str, Any]:
        """What `--json` prints."""
        told = {name: tally.figures() for name, tally in self.tallies().items()}
        calibration = [
            {"confidence": tenth, "relations": count, "right": round(share, 4)}
            for tenth, count, share in self.calibration()
        ]
        return {"articles": self.articles, "absent": self.absent} | told | {"calibration": calibration}


def add_up(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total += tally
    return total
