"""A lexicon file -> its rows, each with its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from kg.errors import KnowledgeError
from kg.files import lexicon_files

# File -> the columns that it must have; the first tells its rows apart.
COLUMNS: Final = {
    "divisions.csv": ("code", "name", "short", "aliases", "former", "level", "parent", "lon", "lat", "geonames"),
    "industries.csv": ("id", "name", "aliases", "broader", "english"),
    "enterprises.csv": ("id", "name", "aliases", "contextual", "parent", "industry"),
    "parks.csv": ("id", "name", "aliases", "contextual", "division", "kind"),
    "organizations.csv": ("id", "name", "aliases", "contextual", "division"),
    "policies.csv": ("id", "name", "aliases", "contextual", "issuer"),
    "nonentities.csv": ("text", "reason"),
}
_NO_IDS: Final = "nonentities.csv"
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by column, and where it stands."""

    file: Path
    line: int
    cells: Mapping[str, str]

    @property
    def key(self) -> str:
        """Its first cell."""
        return next(iter(self.cells.values()))

    def fault(self, reason: str) -> KnowledgeError:
        return KnowledgeError(self.file, self.line, reason)


def read_rows(folders: Sequence[Path], name: str) -> Iterator[Row]:
    """Every row of a table. Raises KnowledgeError for the first thing wrong with it."""
    for row in read_rows_and_faults(folders, name):
        if isinstance(row, KnowledgeError):
            raise row
        yield row


def read_rows_and_faults(folders: Sequence[Path], name: str) -> Iterator[Row | KnowledgeError]:
    """Every row of a table, or what is wrong with it. The first folder is ours; what others have of it comes after.

    A row of another folder takes the place of ours that begins alike.
    """
    own, *others = (folder / name for folder in folders)
    beside = [found for file in others if file.exists() for found in _read_file(file)]
    replaced = {found.key for found in beside if isinstance(found, Row)}
    for found in _read_file(own):
        if isinstance(found, KnowledgeError) or found.key not in replaced:
            yield found
    yield from beside


def strange_files(folder: Path) -> Iterator[KnowledgeError]:
    """The tables of a folder that nobody would read."""
    for file in lexicon_files(folder):
        if file.name not in COLUMNS:
            yield KnowledgeError(file, None, f"the name is none of {', '.join(COLUMNS)}")


def _read_file(file: Path) -> Iterator[Row | KnowledgeError]:
    """Nothing follows what is wrong with the file."""
    try:
        text = file.read_bytes().decode("utf-8-sig")  # spreadsheets write a byte order mark
    except OSError as error:
        yield KnowledgeError(file, None, error.strerror or str(error))
        return
    except UnicodeDecodeError as error:
        yield KnowledgeError(file, error.object[: error.start].count(b"\n") + 1, "not UTF-8, as which it must be saved")
        return
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    before = 0  # lines before the row that is being read
    try:
        header = next(reader, [])
        if missing := [column for column in COLUMNS[file.name] if column not in header]:
            yield KnowledgeError(file, 1, f"column {missing[0]} is missing")
            return
        for cells in reader:
            if cells:
                yield _read_row(file, reader.line_num, header, cells)
            before = reader.line_num
    except csv.Error as error:
        yield KnowledgeError(file, before + 1, f"{error}: is a quotation mark of this row never closed?")


def _read_row(file: Path, line: int, header: Sequence[str], cells: Sequence[str]) -> Row | KnowledgeError:
    if len(cells) != len(header):
        return KnowledgeError(file, line, "the row has too many or too few cells")
    row = Row(file, line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
    if row.key and file.name != _NO_IDS and not _SLUG.fullmatch(row.key):
        return row.fault(f"id {row.key!r} is not of small letters, digits and single hyphens between them")
    return row


def find_circles(above: Mapping[str, str | None]) -> Iterator[str]:
    """Those that stand above themselves, by what stands right above each."""
    for one in above:
        passed: list[str] = []
        upper = above[one]
        while upper is not None and upper not in passed:
            passed.append(upper)
            upper = above.get(upper)
        if one in passed:
            yield one


def split_cell(cell: str) -> tuple[str, ...]:
    """The forms in a cell, which `|` sets apart."""
    return tuple(form for form in (part.strip() for part in cell.split("|")) if form)


def read_number(row: Row, column: str) -> float | None:
    cell = row.cells[column]
    try:
        return float(cell) if cell else None
    except ValueError as error:
        raise row.fault(f"{cell!r} is no number") from error
