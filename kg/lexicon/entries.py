"""Rows of the lexicon's files -> entries, each checked.

Every reader raises KnowledgeError with file and line for the first bad row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kg.lexicon.rows import Row, find_circles, read_number, read_rows, split_cell
from kg.text import fold_text

PLACES: Final = frozenset({"City", "Province"})
INDUSTRY: Final = "Industry"
_SHORTEST: Final = 2  # characters of a form
_LEVELS: Final = {"province": "Province", "municipality": "City", "prefecture": "City", "county": "City"}
_FILES: Final = {
    "enterprises.csv": "Enterprise",
    "parks.csv": "Park",
    "organizations.csv": "Organization",
    "policies.csv": "Policy",
}


class Entry(NamedTuple):
    """One known entity, as a line of a lexicon file tells it."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    contextual: tuple[str, ...] = ()
    parent: str | None = None
    division: str | None = None
    level: str | None = None
    lon: float | None = None
    lat: float | None = None
    geonames: str | None = None
    industry: str | None = None
    english: str = ""


def read_entries(folders: Sequence[Path], industries: Mapping[str, Entry]) -> dict[str, Entry]:
    """All entries of some folders by id, but for industries, which some refer to."""
    entries: dict[str, Entry] = {}
    where: dict[str, Row] = {}
    for row, entry in _entries(folders):
        if entry.id in entries:
            raise row.fault(f"id {entry.id} stands twice")
        for form in (entry.name, *entry.aliases, *entry.contextual):
            if len(form) < _SHORTEST:
                raise row.fault(f"form {form!r} is shorter than two characters")
        entries[entry.id], where[entry.id] = entry, row
    for entry in entries.values():
        _check_references(entry, where[entry.id], entries, industries)
    for one in find_circles({entry.id: entry.parent for entry in entries.values()}):
        raise where[one].fault(f"{one} is above itself")
    return entries


def _entries(folders: Sequence[Path]) -> Iterator[tuple[Row, Entry]]:
    yield from _divisions(folders)
    for name, entity_type in _FILES.items():
        yield from _named(folders, name, entity_type)


def _divisions(folders: Sequence[Path]) -> Iterator[tuple[Row, Entry]]:
    rows = [(row, row.cells) for row in read_rows(folders, "divisions.csv")]
    ids = {cells["code"]: f"{_LEVELS.get(cells['level'], '').lower()}/{cells['code']}" for _, cells in rows}
    for row, cells in rows:
        if cells["level"] not in _LEVELS:
            raise row.fault(f"level {cells['level']!r} is none of {', '.join(_LEVELS)}")
        if cells["parent"] and cells["parent"] not in ids:
            raise row.fault(f"parent {cells['parent']} is not in this file")
        named = dict.fromkeys((cells["short"], *split_cell(cells["aliases"]), *split_cell(cells["former"])))
        yield (
            row,
            Entry(
                id=ids[cells["code"]],
                type=_LEVELS[cells["level"]],
                name=cells["name"],
                aliases=tuple(form for form in named if form and form != cells["name"] and len(form) > 1),
                parent=ids.get(cells["parent"]),
                level=cells["level"],
                lon=read_number(row, "lon"),
                lat=read_number(row, "lat"),
                geonames=cells["geonames"] or None,
            ),
        )


def _named(folders: Sequence[Path], name: str, entity_type: str) -> Iterator[tuple[Row, Entry]]:
    prefix = entity_type.lower()
    for row in read_rows(folders, name):
        cells = row.cells
        if not cells["id"] or not cells["name"]:
            raise row.fault("id and name must not be empty")
        parent = cells.get("parent")
        yield (
            row,
            Entry(
                id=f"{prefix}/{cells['id']}",
                type=entity_type,
                name=cells["name"],
                aliases=split_cell(cells["aliases"]),
                contextual=split_cell(cells["contextual"]),
                parent=f"{prefix}/{parent}" if parent else None,
                division=cells.get("division") or None,
                industry=cells.get("industry") or None,
            ),
        )


def _check_references(entry: Entry, row: Row, entries: Mapping[str, Entry], industries: Mapping[str, Entry]) -> None:
    if entry.parent is not None and entry.parent not in entries:
        raise row.fault(f"{entry.id}: parent {entry.parent} is unknown")
    if entry.division is not None and not any(f"{kind}/{entry.division}" in entries for kind in ("city", "province")):
        raise row.fault(f"{entry.id}: division {entry.division} is unknown")
    if entry.industry is not None and entry.industry not in industries:
        raise row.fault(f"{entry.id}: industry {entry.industry} is unknown")


def read_industries(folders: Sequence[Path]) -> dict[str, Entry]:
    """The industries by the name that the file gives them, which is their id without `industry/`."""
    rows = [(row, row.cells) for row in read_rows(folders, "industries.csv")]
    ids = {cells["id"] for _, cells in rows}
    industries: dict[str, Entry] = {}
    for row, cells in rows:
        if cells["id"] in industries:
            raise row.fault(f"id {cells['id']} stands twice")
        if cells["broader"] and cells["broader"] not in ids:
            raise row.fault(f"broader {cells['broader']} is not in this file")
        industries[cells["id"]] = Entry(
            id=_industry_id(cells["id"]),
            type=INDUSTRY,
            name=cells["name"],
            aliases=split_cell(cells["aliases"]),
            parent=_industry_id(cells["broader"]) if cells["broader"] else None,
            english=cells["english"],
        )
    circles = set(find_circles({cells["id"]: cells["broader"] or None for _, cells in rows}))
    for row, cells in rows:
        if cells["id"] in circles:
            raise row.fault(f"{cells['id']} is above itself")
    return industries


def _industry_id(slug: str) -> str:
    return f"{INDUSTRY.lower()}/{slug}"


def read_nonentities(folders: Sequence[Path]) -> dict[str, str]:
    """What is no name though it looks like one, folded, and why."""
    nonentities: dict[str, str] = {}
    for row in read_rows(folders, "nonentities.csv"):
        if (text := fold_text(row.cells["text"])) in nonentities:
            raise row.fault(f"text {text} stands twice")
        nonentities[text] = row.cells["reason"]
    return nonentities
