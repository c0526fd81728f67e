"""Sheets of rows -> an Excel workbook, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Final

from kg.cli.output import Cell, no_turns
from kg.errors import ExportError

# What Excel holds.
MOST_ROWS: Final = 1_048_575
MOST_LETTERS: Final = 32_767
_WIDEST: Final = 60
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
# A workbook says when it was made; no clock is read, so each says the same.
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of a workbook; text stays text, whatever it begins with."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_workbook(sheets: Iterable[Sheet], target: BinaryIO) -> None:
    """One sheet after the other, headings fixed and with filters. A text that no cell holds is cut and ends in `…`."""
    import xlsxwriter  # slow to load and seldom wanted

    book = xlsxwriter.Workbook(target, _OPTIONS)
    book.set_properties({"created": _MADE})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        widths = [_width(column) for column in sheet.columns]
        page.write_row(0, 0, sheet.columns, bold)
        last = 0
        for last, row in enumerate(sheet.rows, 1):
            if last > MOST_ROWS:
                raise ExportError(f"more than {MOST_ROWS} rows do not fit into a sheet: narrow down or use --limit")
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    cell = no_turns(cell)
                    cut = cell if len(cell) <= MOST_LETTERS else cell[: MOST_LETTERS - 1] + "…"
                    page.write_string(last, place, cut, wrapped)
                elif cell is not None:
                    page.write(last, place, cell, wrapped)
                widths[place] = max(widths[place], _width("" if cell is None else str(cell)))
        for place, width in enumerate(widths):
            page.set_column(place, place, min(width, _WIDEST))
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, last, max(len(sheet.columns) - 1, 0))
    book.close()


def _width(text: str) -> int:
    """In digits: a Chinese character is as wide as two."""
    return 2 + max((sum(1 + (letter > "⺀") for letter in line) for line in text.splitlines()), default=0)
