"""Rows under 签约时间, 开工日期 -> the stage that the project of each row reached on that day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from operator import attrgetter

from kg.attribute_grammar import AttributeGrammar, Stage
from kg.model import Attribute, Modality
from kg.relate.attributes.tables import LONGEST_ROW
from kg.relate.reading.gaps import each_once
from kg.relate.reading.names import Reading
from kg.relate.reading.triggers import is_future
from kg.rows import find_border, may_have_rows, split_row

Columns = Mapping[int, tuple[Stage, bool]]  # by number the stage that a column dates, and whether it is planned


def read_dated_rows(reading: Reading, grammar: AttributeGrammar) -> Iterator[Attribute]:
    """`status` and `date` of the only project of a row, by the head over each date."""
    for cell, stage, is_planned in _dated_cells(reading.folded, grammar):
        yield from _read_cell(reading, cell, stage, is_planned, grammar)


def _dated_cells(folded: str, grammar: AttributeGrammar) -> Iterator[tuple[tuple[int, int], Stage, bool]]:
    """Every cell below a head that names a stage, in rows with as many cells as that one."""
    if not may_have_rows(folded):
        return
    columns: Columns = {}
    border = ""
    width = at = 0
    for line in folded.split("\n"):
        start, at = at, at + len(line) + 1
        if heads := _read_heads(line, grammar):
            border, width, columns = heads
        elif columns and len(cells := split_row(line, border)) == width:
            for number, (stage, is_planned) in columns.items():
                low, high = cells[number]
                yield (start + low, start + high), stage, is_planned


def _read_heads(line: str, grammar: AttributeGrammar) -> tuple[str, int, Columns] | None:
    """The border, the number of cells and the columns of dates of a row of heads."""
    if len(line) > LONGEST_ROW or not grammar.patterns.date_head.search(line) or not (border := find_border(line)):
        return None
    cells = split_row(line, border)
    heads = [line[start:end] for start, end in cells]
    stages = {number: stage for number, head in enumerate(heads) if (stage := _stage_of(head, grammar))}
    columns = {
        number: (stage, bool(grammar.patterns.planned.search(heads[number]))) for number, stage in stages.items()
    }
    return (border, len(cells), columns) if columns else None


def _stage_of(head: str, grammar: AttributeGrammar) -> Stage | None:
    found = grammar.patterns.dating.fullmatch(head)
    names = [name for _, (_, names) in grammar.triggers.iter_long(found["stage"]) for name in names] if found else []
    return next((grammar.stages[name] for name in names if name in grammar.stages and grammar.stages[name].date), None)


def _read_cell(
    reading: Reading,
    cell: tuple[int, int],
    stage: Stage,
    is_planned: bool,
    grammar: AttributeGrammar,
) -> Iterator[Attribute]:
    first = bisect_left(reading.times, cell[0], key=attrgetter("start"))
    time = next((time for time in reading.times[first : first + 1] if (time.start, time.end) == cell), None)
    projects = each_once(reading.projects(*reading.line(cell[0])))
    if time is None or len(projects) != 1:
        return
    sure = grammar.stage_confidence["beside"]
    modality = Modality.PLANNED if is_planned or is_future(time, reading.article.date) else Modality.STATED
    for property_, value, rule, confidence in (
        ("status", stage.status, f"status.{stage.status}", sure),
        (stage.date, time.value, f"date.{stage.status}", sure * grammar.stage_confidence["dated"]),
    ):
        yield Attribute(
            subject=projects[0].entity,
            property=property_,
            value=value,
            span=reading.spans[cell],
            evidence=reading.evidence(time.start, rule, round(confidence, 2), subject=projects[0], modality=modality),
        )
