"""Sums of money + the headers above them -> what their columns say; plain numbers under 投资额(亿元) become sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.attribute_grammar import AttributeGrammar
from kg.relate.attributes.money import YUAN, Money, parse_number

_CELL: Final = re.compile(r"[^|\t]+")
_NUMBER: Final = re.compile(r"\s*(?:约|超|近)?([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)\s*")
_SCALE: Final = re.compile(r"[(/,:]\s*(?:单位:?)?([万亿])元")
# Above a table: 单位：亿元.
_UNIT_LINE: Final = re.compile(r"[(\s]*(?:金额)?单位 ?: ?(?:人民币)?([万亿])元[)\s]*")
_YEAR: Final = re.compile("(?:(?:19|20)[0-9]{2}|[当今本]|年)年?度?(?=.*投资)")
_OF_ONE_YEAR: Final = "spent"  # 年度投资, 2024年计划投资: a part of the total
_LEAST_CELLS: Final = 3
_LONGEST_ROW: Final = 200


@dataclass(frozen=True, slots=True)
class _Column:
    kind: str
    scale: str


def apply_headers(folded: str, sums: Sequence[Money], grammar: AttributeGrammar) -> tuple[Money, ...]:
    """The sums, those in a column with a header as what the header says, and the plain numbers of such columns."""
    if "|" not in folded and "\t" not in folded:
        return tuple(sums)
    by_start = {money.start: money for money in sums}
    for start, end, column in _cells_under_headers(folded, grammar):
        inside = next((m for m in sums if start <= m.start < end), None)
        if inside is not None:
            if not inside.kind:
                by_start[inside.start] = replace(inside, kind=column.kind)
        elif column.scale and (match := _NUMBER.fullmatch(folded, start, end)):
            value = parse_number(match[1] + column.scale)
            if value:
                at = match.start(1)
                by_start[at] = Money(
                    start=at, end=match.end(1), head=at, value=value, unit=YUAN, kind=column.kind, label=None
                )
    return tuple(by_start[start] for start in sorted(by_start))


def _cells_under_headers(folded: str, grammar: AttributeGrammar) -> Iterator[tuple[int, int, _Column]]:
    """Every cell below a header that names a kind of money, until the number of cells changes."""
    columns: dict[int, _Column] = {}
    width = at = 0
    scale = ""
    for line in folded.split("\n"):
        start, at = at, at + len(line) + 1
        if len(line) > _LONGEST_ROW or not ("|" in line or "\t" in line):
            columns = {}
            if unit := _UNIT_LINE.fullmatch(line):
                scale = unit[1]
            elif line.strip():
                scale = ""
            continue
        cells = [m.span() for m in _CELL.finditer(line)]
        if columns and len(cells) == width:
            for number, column in columns.items():
                low, high = cells[number]
                yield start + low, start + high, column
            continue
        if set(line) <= set("|-: \t"):
            continue  # the rule under a header of Markdown
        width = len(cells)
        columns = dict(_read_header(line, cells, scale, grammar)) if width >= _LEAST_CELLS else {}


def _read_header(
    line: str, cells: Sequence[tuple[int, int]], scale: str, grammar: AttributeGrammar
) -> Iterator[tuple[int, _Column]]:
    if re.search("[0-9]", _YEAR.sub("", line)):
        return
    for number, (start, end) in enumerate(cells):
        kinds = [m.lastgroup or "" for m in grammar.kind_before.finditer(line, start, end)]
        if kinds:
            own = _SCALE.search(line, start, end)
            kind = _OF_ONE_YEAR if _YEAR.search(line, start, end) else kinds[-1]
            yield number, _Column(kind, own[1] if own else scale)
