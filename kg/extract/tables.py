"""Folded text with rows of cells -> the firms and projects in the columns that their heads name.

Under 序号/企业/项目/投资额 stand rows like 01/甲辰科技/年产5万吨铝箔/3亿元: what a cell is only its column tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.name_grammar import AnnouncedGrammar

_ROW: Final = re.compile(r"[^\n]+")
_BORDERS: Final = "|/\t"
_LEAST: Final = 3  # cells
_LONGEST_HEAD: Final = 14  # characters: 投资额(单位:万元)
_NAMES: Final = {
    "Project": re.compile(r"(?=.*[\u4e00-\u9fff]{2})[\u4e00-\u9fffA-Za-z0-9%.+·()\"-]{4,40}"),
    "Enterprise": re.compile(r"(?=.*[\u4e00-\u9fff]{2}|[A-Z])[\u4e00-\u9fffA-Za-z0-9.·()&-]{2,30}"),
}


def table_names(folded: str, rules: AnnouncedGrammar) -> Iterator[tuple[int, int, str, str]]:
    """The cells that name a project or a firm, each whole."""
    if all(folded.count(border) < _LEAST - 1 for border in _BORDERS):
        return
    columns: dict[int, str] = {}
    border = ""
    for row in _ROW.finditer(folded):
        if (headed := _read_head(row.group(), rules)) is not None:
            border, columns = headed
            continue
        cells = list(_cells(row.group(), border)) if columns else []
        if len(cells) <= max(columns, default=0):
            continue
        for number, kind in columns.items():
            start, cell = cells[number]
            if _NAMES[kind].fullmatch(cell) and not rules.no_cell.search(cell):
                yield row.start() + start, row.start() + start + len(cell), kind, "column of a table"


def without_borders(
    found: Iterable[tuple[int, int, str, str]], cells: Iterable[tuple[int, int, str, str]]
) -> list[tuple[int, int, str, str]]:
    """The names that lie in one cell, or touch none of those that are names."""
    edges = [(start, end) for start, end, _, _ in cells]
    if not edges:
        return list(found)
    return [
        one
        for one in found
        if all(end <= one[0] or one[1] <= start or (start <= one[0] and one[1] <= end) for start, end in edges)
    ]


def _read_head(row: str, rules: AnnouncedGrammar) -> tuple[str, dict[int, str]] | None:
    """The border of a row of heads, and by number the columns that hold names."""
    for border in _BORDERS:
        if row.count(border) < _LEAST - 1:
            continue
        cells = [cell for _, cell in _cells(row, border)]
        columns = {number: kind for number, cell in enumerate(cells) if (kind := _type_below(cell, rules))}
        if len(cells) >= _LEAST and columns and all(len(cell) <= _LONGEST_HEAD for cell in cells):
            return border, columns
    return None


def _type_below(head: str, rules: AnnouncedGrammar) -> str | None:
    """What the cells below a head name."""
    if head in rules.project_heads:
        return "Project"
    return "Enterprise" if head in rules.firm_heads else None


def _cells(row: str, border: str) -> Iterator[tuple[int, str]]:
    """Where each cell begins without the space around it, and what it holds."""
    at = 0
    for cell in row.split(border):
        lead = len(cell) - len(cell.lstrip())
        yield at + lead, cell.strip()
        at += len(cell) + 1
