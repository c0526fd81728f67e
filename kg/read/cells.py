"""Rows of cells -> lines of text, a row each, as the readers of tables know them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

BORDER: Final = " | "
_EMPTY: Final = "-"
_BORDERS: Final = str.maketrans("|｜\t", "/／ ")
_WIDEST: Final = 20  # columns that a cell may span; what says more is no table to read
_LONGEST: Final = 1000  # rows that a cell may span


@dataclass(slots=True)
class Cell:
    """What stands in a cell, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


def write_rows(rows: Iterable[Sequence[str]]) -> list[str]:
    """A line for each row that holds something; one that holds a single thing has no borders.

    An empty cell is a dash, as borders at the ends of a row hold no cell.
    """
    lines = []
    for row in rows:
        cells = [tidy(cell).translate(_BORDERS) for cell in row]
        filled = [cell for cell in cells if cell]
        if filled:
            lines.append(BORDER.join(cell or _EMPTY for cell in cells) if len(filled) > 1 else filled[0])
    return lines


def spread_cells(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    """Rows in which each column stands at its number: a cell that spans rows is in all of them.

    Of a cell that spans columns the first has it and the others are empty.
    """
    spread = []
    hanging: dict[int, Cell] = {}  # what reaches into the next row, by column
    for row in rows:
        line: list[str] = []
        below: dict[int, Cell] = {}
        for cell in row:
            _fill_from_above(line, hanging, below)
            for number in range(min(cell.columns, _WIDEST)):
                _add(line, Cell("" if number else cell.text, rows=min(cell.rows, _LONGEST)), below)
        _fill_from_above(line, hanging, below)
        hanging = below
        spread.append(line)
    return spread


def _fill_from_above(line: list[str], hanging: dict[int, Cell], below: dict[int, Cell]) -> None:
    while len(line) in hanging:
        _add(line, hanging.pop(len(line)), below)


def _add(line: list[str], cell: Cell, below: dict[int, Cell]) -> None:
    if cell.rows > 1:
        below[len(line)] = Cell(cell.text, rows=cell.rows - 1)
    line.append(cell.text)


def tidy(text: str) -> str:
    """In one line, with single spaces."""
    return re.sub(r"\s+", " ", text).strip()
