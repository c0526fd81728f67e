"""Columns and rows -> text: a table for people, CSV or JSON for programs."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, TextIO

Cell = str | int | float | bool | None
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # as in the page's own CSV (js/download.js); OWASP names these
# Marks that turn the direction of what stands behind them, into other cells too.
_TURNS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Format(StrEnum):
    """What rows are written as; a workbook is written by `kg.cli.tables`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"
    XLSX = "xlsx"


def print_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    how: Format,
    *,
    headings: Mapping[str, str] | None = None,
    shares: Mapping[str, int] | None = None,
    file: TextIO | None = None,
) -> None:
    """Prints to a file or standard output; `headings` are used where people read, the bare names where programs do.

    `shares` divide the width of a terminal among the columns named in it; without them, or in a pipe, contents do.
    """
    if how is Format.JSON:
        print(to_json([dict(zip(columns, row, strict=True)) for row in rows]), file=file)
        return
    text = [["" if cell is None else no_turns(str(cell)) for cell in row] for row in rows]
    if how is Format.CSV:
        writer = csv.writer(file or sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_no_formula(cell) for cell in row] for row in text)
        return
    titles = [(headings or {}).get(name, name) for name in columns]
    if how is Format.MD:
        for line in (titles, ["---"] * len(titles), *text):
            print("| " + " | ".join(_no_bar(cell) for cell in line) + " |", file=file)
        return
    _print_table(titles, text, [(shares or {}).get(name) for name in columns], file or sys.stdout)


def _print_table(
    titles: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int | None], file: TextIO
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # A pipe has no width: there each row stays on one line.
    console = Console(width=None if file.isatty() else 10_000, file=file)
    shared = console.is_terminal and any(shares)
    table = Table(header_style="bold", show_lines=False, expand=shared)
    for title, share in zip(titles, shares, strict=True):
        table.add_column(title, overflow="fold", ratio=share if shared else None)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # Text: brackets in names are no markup
    console.print(table)


def to_json(value: object) -> str:
    """JSON in which marks of direction are written as escapes: the same value, and nothing turns on a terminal."""
    return _TURNS.sub(lambda mark: f"\\u{ord(mark[0]):04x}", json.dumps(value, ensure_ascii=False, indent=1))


def no_turns(cell: str) -> str:
    """A cell that is read as it is written: U+202E in a title would show the rest of a row backwards."""
    return _TURNS.sub("", cell)


def _no_formula(cell: str) -> str:
    """A spreadsheet runs what begins like a formula; names from articles must not."""
    return f"'{cell}" if cell.startswith(FORMULA) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _no_bar(cell: str) -> str:
    """One line of a Markdown cell, with nothing in it that Markdown would read."""
    safe = cell.replace("&", "&amp;").replace("<", "&lt;").replace("\\", "\\\\").replace("|", "\\|")
    return "<br>".join(safe.splitlines())
