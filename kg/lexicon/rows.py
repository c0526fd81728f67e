"""A lexicon file -> its rows, each with its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from kg.errors import KnowledgeError


def read_rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells by column of every row. Raises KnowledgeError where a column of these or a cell is missing."""
    for row in read_rows_and_faults(file, columns):
        if isinstance(row, KnowledgeError):
            raise row
        yield row


def read_rows_and_faults(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]] | KnowledgeError]:
    """Line and cells by column of every row, or what is wrong with it; nothing follows what is wrong with the file."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:  # spreadsheets write a byte order mark
            reader = csv.DictReader(lines, strict=True)
            if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
                yield KnowledgeError(file, 1, f"column {missing[0]} is missing")
                return
            for row in reader:
                if None in row or None in row.values():
                    yield KnowledgeError(file, reader.line_num, "the row has too many or too few cells")
                else:
                    yield reader.line_num, {name: cell.strip() for name, cell in row.items()}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield KnowledgeError(file, None, str(error))


def split_cell(cell: str) -> tuple[str, ...]:
    """The forms in a cell, which `|` sets apart."""
    return tuple(form for form in (part.strip() for part in cell.split("|")) if form)


def read_number(file: Path, line: int, cell: str) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError as error:
        raise KnowledgeError(file, line, f"{cell!r} is no number") from error
