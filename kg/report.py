"""A build -> its account: every input file and every article, what came of it, and why nothing where nothing came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec import json

from kg import __version__
from kg.conflicts import Conflict
from kg.model import Annotation
from kg.read import Rejected, Remark

NO_ENTITY = "no entity"
NO_RELATION = "no relation"
OF_ARTICLE, OF_CONFLICT = "article", "conflict"

Told = tuple[str, dict[str, object]]  # of an article or a conflict, and what


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much is in a graph: entities by type, facts by relation, attributes by property."""

    entities: Mapping[str, int]
    relations: Mapping[str, int]
    attributes: Mapping[str, int]


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
    conflicts: tuple[dict[str, object], ...]
    alike: dict[str, str]  # for each article that repeats the news of another one, that one

    @property
    def coverage(self) -> float:
        """Which share of the articles states anything."""
        return round(self.with_facts / len(self.articles), 4) if self.articles else 0.0

    @property
    def with_facts(self) -> int:
        """How many articles state at least one relation or attribute."""
        return sum("without" not in article for article in self.articles)

    def as_json(self) -> bytes:
        """In UTF-8, a line for each value."""
        content = json.encode(
            {
                "version": __version__,
                "knowledge": self.knowledge,
                "outputs": self.outputs,
                "totals": {
                    "files": len(self.files),
                    "articles": len(self.articles),
                    "with_facts": self.with_facts,
                    "without_facts": len(self.articles) - self.with_facts,
                    "coverage": self.coverage,
                    "near_duplicates": len(self.alike),
                    "rejected": len(self.rejected),
                    "remarks": len(self.remarks),
                },
                "entities": self.entities,
                "relations": self.relations,
                "attributes": self.attributes,
                "conflicts": self.conflicts,
                "near_duplicates": self.alike,
                "files": self.files,
                "articles": self.articles,
                "rejected": self.rejected,
                "remarks": self.remarks,
            }
        )
        return json.format(content, indent=1)


def write_report(report: Report, path: Path) -> None:
    path.write_bytes(report.as_json() + b"\n")


def describe_build(
    told: Iterable[Told],
    aside: Iterable[Rejected | Remark],
    counts: Counts,
    *,
    knowledge: str,
    outputs: Iterable[str],
    alike: Mapping[str, str],
) -> Report:
    """The account of one build, from what is told of its articles and conflicts, and what was met besides articles."""
    lines: dict[str, list[dict[str, object]]] = {OF_ARTICLE: [], OF_CONFLICT: []}
    for kind, line in told:
        lines[kind].append(line)
    aside = tuple(aside)
    rejected = [one for one in aside if isinstance(one, Rejected)]
    remarks = [one for one in aside if isinstance(one, Remark)]
    return Report(
        knowledge=knowledge,
        outputs=tuple(sorted(outputs)),
        files=count_files((line["file"] for line in lines[OF_ARTICLE]), rejected, remarks),
        articles=tuple(lines[OF_ARTICLE]),
        rejected=tuple(map(describe_outcome, rejected)),
        remarks=tuple(map(describe_outcome, remarks)),
        entities=dict(counts.entities),
        relations=dict(counts.relations),
        attributes=dict(counts.attributes),
        conflicts=tuple(lines[OF_CONFLICT]),
        alike=dict(sorted(alike.items())),
    )


def count_files(
    of_articles: Iterable[object], rejected: Iterable[Rejected], remarks: Iterable[Remark]
) -> dict[str, dict[str, int]]:
    """For each input file: articles read, pieces rejected, remarks."""
    counted = {
        "articles": Counter(map(str, of_articles)),
        "rejected": Counter(one.file for one in rejected),
        "remarks": Counter(one.file for one in remarks),
    }
    files = sorted({file for counts in counted.values() for file in counts})
    return {file: {what: counts[file] for what, counts in counted.items()} for file in files}


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
        "events": len(annotation.events),
    }
    if not annotation.relations and not annotation.attributes and not annotation.events:
        told["without"] = NO_RELATION if annotation.entities else NO_ENTITY
    return told


def describe_conflict(conflict: Conflict) -> dict[str, object]:
    """What is told in several ways of one entity, each with its sentence."""
    return {
        "entity": conflict.entity,
        "name": conflict.name,
        "property": conflict.property,
        "versions": [
            {
                "value": version.value,
                "text": version.text,
                "article": version.evidence.article,
                "start": version.evidence.passage.start,
                "end": version.evidence.passage.end,
                "sentence": version.evidence.passage.text,
            }
            for version in conflict.versions
        ],
    }


def describe_outcome(outcome: Rejected | Remark) -> dict[str, object]:
    told: dict[str, object] = {"file": outcome.file}
    if outcome.line:
        told["line"] = outcome.line
    if isinstance(outcome, Remark):
        return told | ({"article": outcome.article} if outcome.article else {}) | {"note": outcome.note}
    return told | {"reason": outcome.reason}
