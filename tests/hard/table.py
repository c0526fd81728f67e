"""The hard-case tables -> lines, and what is wrong with what the program says of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.annotate import annotate
from kg.knowledge import Knowledge
from kg.link.names import bare
from kg.model import Annotation, Article, Entity, Modality

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Line:
    """One line of a table: three cells for names, four for relations."""

    file: str
    number: int
    group: str
    cells: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}:{self.number} [{self.group}] {' @ '.join(self.cells)}"


def read_lines(name: str) -> Iterator[Line]:
    group = ""
    for number, text in enumerate((FOLDER / name).read_text("utf-8").splitlines(), 1):
        if text.startswith("#"):
            group = text.removeprefix("#").strip()
        elif text:
            yield Line(name, number, group, tuple(text.split("\t")))


def find_fault(line: Line, knowledge: Knowledge) -> str | None:
    """What is said instead of what was expected; none if the line is right."""
    annotation = annotate(read_article(line.cells[0]), knowledge)
    if len(line.cells) == 3:
        return _names_fault(annotation, line.cells[1], line.cells[2])
    return _relation_fault(annotation, *line.cells[1:])


def read_article(text: str) -> Article:
    title, feed, body = text.partition("⏎")
    return Article(id="hard", title=title if feed else "", body=(body if feed else text).replace("⏎", "\n"))


def _names_fault(annotation: Annotation, kind: str, expected: str) -> str | None:
    found = {bare(link.mention.span.text) for link in annotation.links if link.mention.type == kind}
    left = set(found)
    missing = []
    for form in [] if expected == "-" else expected.split("|"):
        ways = _ways(form)
        if not ways & found:
            missing.append(form)
        left -= ways
    return f"found {'|'.join(sorted(found)) or '-'}" if missing or left else None


def _relation_fault(annotation: Annotation, subject: str, predicate: str, object_: str) -> str | None:
    names = {entity.id: _forms(entity) for entity in annotation.entities}
    wanted = predicate.removeprefix("!")
    ends = (_ways(subject), _ways(object_))
    orders = [ends, ends[::-1]] if wanted == "partnerOf" else [ends]
    said = any(
        relation.predicate == wanted
        and any(s & names[relation.subject] and o & names[relation.object] for s, o in orders)
        and any(evidence.modality is not Modality.DENIED for evidence in relation.evidence)
        for relation in annotation.relations
    )
    if said is not predicate.startswith("!"):
        return None
    told = sorted(
        f"{min(names[r.subject], key=len)} {r.predicate} {min(names[r.object], key=len)}" for r in annotation.relations
    )
    unnamed = [form for form in (subject, object_) if not any(_ways(form) & forms for forms in names.values())]
    return f"said {'; '.join(told) or 'nothing'}" + (f" (no entity {'、'.join(unnamed)})" if unnamed else "")


def _ways(form: str) -> set[str]:
    return {bare(way) for way in form.split("~")}


def _forms(entity: Entity) -> set[str]:
    return {bare(form) for form in (entity.name, *entity.aliases)}
