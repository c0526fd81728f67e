"""Sums of money + the headers above them -> what their columns say; plain numbers under 投资额(亿元) become sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.attribute_grammar import AttributeGrammar
from kg.numerals import parse_number
from kg.relate.reading.money import YUAN, Money
from kg.rows import find_border, may_have_rows, split_row

_UNHEADED: Final = "total"  # a plain number below 单位：亿元, in a row without a header
_OF_ONE_YEAR: Final = "spent"  # 年度投资, 2024年计划投资: a part of the total
# 一、工业项目 between two rows; what is longer, or a sentence, ends the table.
_BETWEEN: Final = re.compile("[^,。;!?]{1,30}")
LONGEST_ROW: Final = 200


@dataclass(frozen=True, slots=True)
class _Column:
    kind: str
    scale: str


def apply_headers(folded: str, sums: Sequence[Money], grammar: AttributeGrammar) -> tuple[Money, ...]:
    """The sums, those in a column with a header as what the header says, and the plain numbers of such columns."""
    if not may_have_rows(folded):
        return tuple(sums)
    by_start = {money.start: money for money in sums}
    for start, end, column in _cells_under_headers(folded, grammar):
        inside = next((m for m in sums if start <= m.start < end), None)
        if inside is not None:
            if not inside.kind:
                by_start[inside.start] = replace(inside, kind=column.kind)
        elif column.scale and (match := grammar.patterns.cell_number.fullmatch(folded, start, end)):
            value = parse_number(match["number"] + column.scale)
            if value:
                at = match.start("number")
                by_start[at] = Money(
                    start=at, end=match.end("number"), head=at, value=value, unit=YUAN, kind=column.kind, label=None
                )
    return tuple(by_start[start] for start in sorted(by_start))


def _cells_under_headers(folded: str, grammar: AttributeGrammar) -> Iterator[tuple[int, int, _Column]]:
    """Every cell of a column that is known to hold money, until the number of cells changes."""
    columns: dict[int, _Column] = {}
    width = at = 0
    border = scale = ""
    for line in folded.split("\n"):
        start, at = at, at + len(line) + 1
        if not columns or len(split_row(line, border)) != width:
            if line.strip() and not line.strip("|-: \t"):
                continue  # the rule under a header of Markdown
            above, border = border, find_border(line) if len(line) <= LONGEST_ROW else ""
            if columns and not border and _BETWEEN.fullmatch(line):
                border = above
                continue
            if not border:
                columns, scale = {}, _read_unit(line, scale, grammar)
                continue
            cells = split_row(line, border)
            width = len(cells)
            columns = dict(_read_header(line, cells, scale, grammar))
            if columns or above or not scale:
                continue
            columns = dict(_read_row(line, cells, scale, grammar))
        cells = split_row(line, border)
        for number, column in columns.items():
            low, high = cells[number]
            yield start + low, start + high, column


def _read_unit(line: str, scale: str, grammar: AttributeGrammar) -> str:
    """What plain numbers below a line count: 单位：亿元; an empty line changes nothing."""
    unit = grammar.patterns.unit_line.fullmatch(line)
    return unit["scale"] if unit else "" if line.strip() else scale


def _read_row(
    line: str, cells: Sequence[tuple[int, int]], scale: str, grammar: AttributeGrammar
) -> Iterator[tuple[int, _Column]]:
    """The column of money of a table without a header: the only one whose first cell is a plain number."""
    numbers = [
        n for n, (start, end) in enumerate(cells) if n and grammar.patterns.cell_number.fullmatch(line, start, end)
    ]
    if len(numbers) == 1:
        yield numbers[0], _Column(_UNHEADED, scale)


def _read_header(
    line: str, cells: Sequence[tuple[int, int]], scale: str, grammar: AttributeGrammar
) -> Iterator[tuple[int, _Column]]:
    if re.search("[0-9]", grammar.patterns.one_year.sub("", line)):
        return
    for number, (start, end) in enumerate(cells):
        kinds = [m.lastgroup or "" for m in grammar.kind_before.finditer(line, start, end)]
        if kinds:
            own = grammar.patterns.head_scale.search(line, start, end)
            kind = _OF_ONE_YEAR if grammar.patterns.one_year.search(line, start, end) else kinds[-1]
            yield number, _Column(kind, own["scale"] if own else scale)
