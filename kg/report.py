"""A build -> its account: every input file and every article, what came of it, and why nothing where nothing came."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import networkx as nx

from kg import __version__
from kg.model import Annotation, Article
from kg.read import Rejected, Remark

NO_ENTITY = "no entity"
NO_RELATION = "no relation"


@dataclass(slots=True)
class Reading:
    """What reading met besides articles, noted down as it goes by."""

    rejected: list[Rejected] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @classmethod
    def of(cls, aside: Iterable[Rejected | Remark]) -> Reading:
        """What was met, all at once."""
        reading = cls()
        for outcome in aside:
            reading.note(outcome)
        return reading

    def note(self, outcome: Rejected | Remark) -> None:
        (self.rejected if isinstance(outcome, Rejected) else self.remarks).append(outcome)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build read and wrote. Holds no clock and no machine: the same input gives the same report."""

    knowledge: str
    outputs: tuple[str, ...]
    files: dict[str, dict[str, int]]
    articles: tuple[dict[str, object], ...]
    rejected: tuple[dict[str, object], ...]
    remarks: tuple[dict[str, object], ...]
    entities: dict[str, int]
    relations: dict[str, int]
    attributes: dict[str, int]

    @property
    def with_facts(self) -> int:
        """How many articles state at least one relation or attribute."""
        return sum("without" not in article for article in self.articles)

    def as_json(self) -> str:
        return json.dumps(
            {
                "version": __version__,
                "knowledge": self.knowledge,
                "outputs": list(self.outputs),
                "totals": {
                    "files": len(self.files),
                    "articles": len(self.articles),
                    "with_facts": self.with_facts,
                    "without_facts": len(self.articles) - self.with_facts,
                    "rejected": len(self.rejected),
                    "remarks": len(self.remarks),
                },
                "entities": self.entities,
                "relations": self.relations,
                "attributes": self.attributes,
                "files": self.files,
                "articles": list(self.articles),
                "rejected": list(self.rejected),
                "remarks": list(self.remarks),
            },
            ensure_ascii=False,
            indent=1,
        )


def write_report(report: Report, path: Path) -> None:
    path.write_text(report.as_json() + "\n", encoding="utf-8", newline="\n")


def describe_build(
    annotations: Iterable[Annotation],
    reading: Reading,
    graph: nx.MultiDiGraph,
    *,
    knowledge: str,
    outputs: Iterable[str],
) -> Report:
    """The account of one build."""
    annotations = tuple(annotations)
    return Report(
        knowledge=knowledge,
        outputs=tuple(sorted(outputs)),
        files=count_files([annotation.article for annotation in annotations], reading),
        articles=tuple(map(describe_article, annotations)),
        rejected=tuple(describe_outcome(rejected) for rejected in reading.rejected),
        remarks=tuple(describe_outcome(remark) for remark in reading.remarks),
        entities=count_sorted(kind for _, kind in graph.nodes(data="type")),
        relations=count_sorted(predicate for _, _, predicate in graph.edges(keys=True)),
        attributes=count_sorted(
            attribute.property for _, found in graph.nodes(data="attributes") for attribute in found or ()
        ),
    )


def count_sorted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def count_files(articles: Iterable[Article], reading: Reading) -> dict[str, dict[str, int]]:
    """For each input file: articles read, pieces rejected, remarks."""
    read = Counter(article.source for article in articles)
    rejected = Counter(outcome.file for outcome in reading.rejected)
    remarks = Counter(outcome.file for outcome in reading.remarks)
    return {
        file: {"articles": read[file], "rejected": rejected[file], "remarks": remarks[file]}
        for file in sorted(read.keys() | rejected.keys() | remarks.keys())
    }


def describe_article(annotation: Annotation) -> dict[str, object]:
    """One article's line; `without` says why it adds no fact."""
    article = annotation.article
    told: dict[str, object] = {
        "id": article.id,
        "file": article.source,
        "title": article.title,
        "characters": len(article.text),
        "entities": len(annotation.entities),
        "relations": len(annotation.relations),
        "attributes": len(annotation.attributes),
    }
    if not annotation.relations and not annotation.attributes:
        told["without"] = NO_RELATION if annotation.entities else NO_ENTITY
    return told


def describe_outcome(outcome: Rejected | Remark) -> dict[str, object]:
    told: dict[str, object] = {"file": outcome.file}
    if outcome.line:
        told["line"] = outcome.line
    if isinstance(outcome, Remark):
        return told | {"article": outcome.article, "note": outcome.note}
    return told | {"reason": outcome.reason}
