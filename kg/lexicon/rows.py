"""A lexicon file -> its rows, each with its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from kg.errors import KnowledgeError


def read_rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells by column of every row. Raises KnowledgeError where a column of these or a cell is missing."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:  # spreadsheets write a byte order mark
            reader = csv.DictReader(lines, strict=True)
            if missing := [c for c in columns if c not in (reader.fieldnames or ())]:
                raise KnowledgeError(file, 1, f"column {missing[0]} is missing")
            for row in reader:
                if None in row or None in row.values():
                    raise KnowledgeError(file, reader.line_num, "the row has too many or too few cells")
                yield reader.line_num, {name: cell.strip() for name, cell in row.items()}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(file, None, str(error)) from error


def split_cell(cell: str) -> tuple[str, ...]:
    """The forms in a cell, which `|` sets apart."""
    return tuple(form for form in (part.strip() for part in cell.split("|")) if form)


def read_number(file: Path, line: int, cell: str) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError as error:
        raise KnowledgeError(file, line, f"{cell!r} is no number") from error
