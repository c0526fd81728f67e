"""seeds/lexicon/*.csv -> the rows that must not be as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import KnowledgeError
from kg.lexicon.rows import COLUMNS, Row, find_circles, read_rows_and_faults, strange_files
from kg.text import fold_text

_NAMED: Final = ("enterprises.csv", "parks.csv", "organizations.csv", "policies.csv")
# Column -> the file whose first column it must stand in.
_REFERENCES: Final = {
    ("divisions.csv", "parent"): "divisions.csv",
    ("industries.csv", "broader"): "industries.csv",
    ("enterprises.csv", "parent"): "enterprises.csv",
    ("enterprises.csv", "industry"): "industries.csv",
    ("parks.csv", "division"): "divisions.csv",
    ("organizations.csv", "division"): "divisions.csv",
}
_SHORTEST: Final = 2


def check_rows(folder: Path, beside: Path | None = None) -> Iterator[KnowledgeError]:
    """Every fault of every row: empty or double keys, forms too short or claimed twice, references to nothing."""
    yield from strange_files(beside) if beside else ()
    folders = (folder, beside) if beside else (folder,)
    tables: dict[str, list[Row]] = {}
    for name in COLUMNS:
        tables[name] = []
        for found in read_rows_and_faults(folders, name):
            if isinstance(found, KnowledgeError):
                yield found
            else:
                tables[name].append(found)
    keys = {name: {row.key for row in rows} for name, rows in tables.items()}
    for name, rows in tables.items():
        yield from _check_keys(rows)
        for row in rows:
            yield from _check_forms(row)
            for (file, column), target in _REFERENCES.items():
                if file == name and (wanted := row.cells[column]) and keys[target] and wanted not in keys[target]:
                    yield row.fault(f"{column} {wanted} is not in {target}")
    for (name, column), target in _REFERENCES.items():
        if name == target:
            yield from _check_circles(tables[name], column)
    yield from _check_claims([row for name in _NAMED for row in tables[name]])
    yield from _check_short_names(tables["divisions.csv"], tables["enterprises.csv"])


def _check_keys(rows: list[Row]) -> Iterator[KnowledgeError]:
    seen: dict[str, int] = {}
    for row in rows:
        if not row.key or not row.cells.get("name", row.key):
            yield row.fault("id and name must not be empty")
        elif row.key in seen:
            yield row.fault(f"{row.key} stands in line {seen[row.key]} already")
        seen.setdefault(row.key, row.line)


def _check_circles(rows: list[Row], column: str) -> Iterator[KnowledgeError]:
    circles = set(find_circles({row.key: row.cells[column] or None for row in rows}))
    yield from (row.fault(f"{row.key} is above itself by {column}") for row in rows if row.key in circles)


def _check_forms(row: Row) -> Iterator[KnowledgeError]:
    if row.file.name == "industries.csv":
        return
    for column in ("name", "short", "aliases", "contextual", "text"):
        for form in _forms(row, column):
            if len(form) < _SHORTEST:
                yield row.fault(f"{form} in {column} is shorter than two characters")


def _forms(row: Row, column: str) -> tuple[str, ...]:
    return tuple(form for part in row.cells.get(column, "").split("|") if (form := fold_text(part.strip())))


def _check_claims(rows: list[Row]) -> Iterator[KnowledgeError]:
    """A form that two rows claim must be contextual in both: alone it tells neither."""
    claims: defaultdict[str, list[tuple[Row, bool]]] = defaultdict(list)
    for row in rows:
        contextual = set(_forms(row, "contextual"))
        for form in dict.fromkeys((*_forms(row, "name"), *_forms(row, "aliases"), *_forms(row, "contextual"))):
            claims[form].append((row, form not in contextual))
    for form, claimants in claims.items():
        if len(claimants) > 1 and any(safe for _, safe in claimants):
            (first, _), *others = claimants
            for row, _ in others:
                place = first.file.name if first.file.parent == row.file.parent else first.file
                yield row.fault(f"{form} stands in {place}:{first.line} too and is not contextual in both")


def _check_short_names(divisions: list[Row], enterprises: list[Row]) -> Iterator[KnowledgeError]:
    """A firm must not be sure of a place's name: 大同, 长安."""
    places = {form: row for row in divisions for column in ("name", "short") for form in _forms(row, column)}
    for row in enterprises:
        contextual = set(_forms(row, "contextual"))
        for form in (*_forms(row, "name"), *_forms(row, "aliases")):
            if form in places and form not in contextual:
                yield row.fault(f"{form} is the name of {places[form].cells['name']} and must be contextual here")
