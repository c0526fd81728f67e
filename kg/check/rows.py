"""seeds/lexicon/*.csv -> the rows that must not be as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import KnowledgeError
from kg.lexicon.rows import read_rows_and_faults
from kg.text import fold_text

# File -> the columns that it must have.
_COLUMNS: Final = {
    "divisions.csv": ("code", "name", "short", "aliases", "former", "level", "parent", "lon", "lat", "geonames"),
    "industries.csv": ("id", "name", "aliases", "broader", "english"),
    "enterprises.csv": ("id", "name", "aliases", "contextual", "parent", "industry"),
    "parks.csv": ("id", "name", "aliases", "contextual", "division", "kind"),
    "organizations.csv": ("id", "name", "aliases", "contextual", "division"),
    "policies.csv": ("id", "name", "aliases", "contextual", "issuer"),
    "nonentities.csv": ("text", "reason"),
}
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


@dataclass(frozen=True, slots=True)
class _Row:
    file: Path
    line: int
    cells: Mapping[str, str]

    @property
    def key(self) -> str:
        return next(iter(self.cells.values()))

    def forms(self, column: str) -> tuple[str, ...]:
        return tuple(form for part in self.cells.get(column, "").split("|") if (form := fold_text(part.strip())))

    def fault(self, reason: str) -> KnowledgeError:
        return KnowledgeError(self.file, self.line, reason)


def check_rows(folder: Path) -> Iterator[KnowledgeError]:
    """Every fault of every row: empty or double keys, forms too short or claimed twice, references to nothing."""
    tables: dict[str, list[_Row]] = {}
    for name, columns in _COLUMNS.items():
        tables[name] = []
        for found in read_rows_and_faults(folder / name, columns):
            if isinstance(found, KnowledgeError):
                yield found
            else:
                tables[name].append(_Row(folder / name, *found))
    keys = {name: {row.key for row in rows} for name, rows in tables.items()}
    for name, rows in tables.items():
        yield from _check_keys(rows)
        for row in rows:
            yield from _check_forms(row)
            for (file, column), target in _REFERENCES.items():
                if file == name and (wanted := row.cells[column]) and keys[target] and wanted not in keys[target]:
                    yield row.fault(f"{column} {wanted} is not in {target}")
    yield from _check_claims([row for name in _NAMED for row in tables[name]])
    yield from _check_short_names(tables["divisions.csv"], tables["enterprises.csv"])


def _check_keys(rows: list[_Row]) -> Iterator[KnowledgeError]:
    seen: dict[str, int] = {}
    for row in rows:
        if not row.key or not row.cells.get("name", row.key):
            yield row.fault("id and name must not be empty")
        elif row.key in seen:
            yield row.fault(f"{row.key} stands in line {seen[row.key]} already")
        seen.setdefault(row.key, row.line)


def _check_forms(row: _Row) -> Iterator[KnowledgeError]:
    if row.file.name == "industries.csv":
        return
    for column in ("name", "short", "aliases", "contextual", "text"):
        for form in row.forms(column):
            if len(form) < _SHORTEST:
                yield row.fault(f"{form} in {column} is shorter than two characters")


def _check_claims(rows: list[_Row]) -> Iterator[KnowledgeError]:
    """A form that two rows claim must be contextual in both: alone it tells neither."""
    claims: defaultdict[str, list[tuple[_Row, bool]]] = defaultdict(list)
    for row in rows:
        contextual = set(row.forms("contextual"))
        for form in dict.fromkeys((*row.forms("name"), *row.forms("aliases"), *row.forms("contextual"))):
            claims[form].append((row, form not in contextual))
    for form, claimants in claims.items():
        if len(claimants) > 1 and any(safe for _, safe in claimants):
            (first, _), *others = claimants
            for row, _ in others:
                yield row.fault(
                    f"{form} stands in {first.file.name}:{first.line} too and is not contextual in both",
                )


def _check_short_names(divisions: list[_Row], enterprises: list[_Row]) -> Iterator[KnowledgeError]:
    """A firm must not be sure of a place's name: 大同, 长安."""
    places = {form: row for row in divisions for column in ("name", "short") for form in row.forms(column)}
    for row in enterprises:
        contextual = set(row.forms("contextual"))
        for form in (*row.forms("name"), *row.forms("aliases")):
            if form in places and form not in contextual:
                yield row.fault(f"{form} is the name of {places[form].cells['name']} and must be contextual here")
