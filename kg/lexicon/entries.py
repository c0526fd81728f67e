"""Rows of the lexicon's files -> entries, each checked.

Every reader raises KnowledgeError with file and line for the first bad row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import KnowledgeError
from kg.lexicon.rows import read_number, read_rows, split_cell
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


def read_entries(folder: Path, industries: Mapping[str, Entry]) -> dict[str, Entry]:
    """All entries of a folder by id, but for industries, which some refer to."""
    entries: dict[str, Entry] = {}
    where: dict[str, tuple[Path, int]] = {}
    for file, line, entry in _entries(folder):
        if entry.id in entries:
            raise KnowledgeError(file, line, f"id {entry.id} stands twice")
        for form in (entry.name, *entry.aliases, *entry.contextual):
            if len(form) < _SHORTEST:
                raise KnowledgeError(file, line, f"form {form!r} is shorter than two characters")
        entries[entry.id], where[entry.id] = entry, (file, line)
    for entry in entries.values():
        _check_references(entry, *where[entry.id], entries, industries)
    return entries


def _entries(folder: Path) -> Iterator[tuple[Path, int, Entry]]:
    divisions = folder / "divisions.csv"
    yield from ((divisions, line, entry) for line, entry in _divisions(divisions))
    for name, entity_type in _FILES.items():
        file = folder / name
        yield from ((file, line, entry) for line, entry in _named(file, entity_type))


def _divisions(file: Path) -> Iterator[tuple[int, Entry]]:
    columns = ("code", "name", "short", "aliases", "former", "level", "parent", "lon", "lat", "geonames")
    rows = list(read_rows(file, columns))
    ids = {row["code"]: f"{_LEVELS.get(row['level'], '').lower()}/{row['code']}" for _, row in rows}
    for line, row in rows:
        if row["level"] not in _LEVELS:
            raise KnowledgeError(file, line, f"level {row['level']!r} is none of {', '.join(_LEVELS)}")
        if row["parent"] and row["parent"] not in ids:
            raise KnowledgeError(file, line, f"parent {row['parent']} is not in this file")
        named = dict.fromkeys((row["short"], *split_cell(row["aliases"]), *split_cell(row["former"])))
        yield (
            line,
            Entry(
                id=ids[row["code"]],
                type=_LEVELS[row["level"]],
                name=row["name"],
                aliases=tuple(form for form in named if form and form != row["name"] and len(form) > 1),
                parent=ids.get(row["parent"]),
                level=row["level"],
                lon=read_number(file, line, row["lon"]),
                lat=read_number(file, line, row["lat"]),
                geonames=row["geonames"] or None,
            ),
        )


def _named(file: Path, entity_type: str) -> Iterator[tuple[int, Entry]]:
    prefix = entity_type.lower()
    for line, row in read_rows(file, ("id", "name", "aliases", "contextual")):
        if not row["id"] or not row["name"]:
            raise KnowledgeError(file, line, "id and name must not be empty")
        parent = row.get("parent")
        yield (
            line,
            Entry(
                id=f"{prefix}/{row['id']}",
                type=entity_type,
                name=row["name"],
                aliases=split_cell(row["aliases"]),
                contextual=split_cell(row["contextual"]),
                parent=f"{prefix}/{parent}" if parent else None,
                division=row.get("division") or None,
                industry=row.get("industry") or None,
            ),
        )


def _check_references(
    entry: Entry, file: Path, line: int, entries: Mapping[str, Entry], industries: Mapping[str, Entry]
) -> None:
    if entry.parent is not None and entry.parent not in entries:
        raise KnowledgeError(file, line, f"{entry.id}: parent {entry.parent} is unknown")
    if entry.division is not None and not any(f"{kind}/{entry.division}" in entries for kind in ("city", "province")):
        raise KnowledgeError(file, line, f"{entry.id}: division {entry.division} is unknown")
    if entry.industry is not None and entry.industry not in industries:
        raise KnowledgeError(file, line, f"{entry.id}: industry {entry.industry} is unknown")


def read_industries(file: Path) -> dict[str, Entry]:
    """The industries by the name that the file gives them, which is their id without `industry/`."""
    rows = list(read_rows(file, ("id", "name", "aliases", "broader", "english")))
    ids = {row["id"] for _, row in rows}
    industries: dict[str, Entry] = {}
    for line, row in rows:
        if row["id"] in industries:
            raise KnowledgeError(file, line, f"id {row['id']} stands twice")
        if row["broader"] and row["broader"] not in ids:
            raise KnowledgeError(file, line, f"broader {row['broader']} is not in this file")
        industries[row["id"]] = Entry(
            id=_industry_id(row["id"]),
            type=INDUSTRY,
            name=row["name"],
            aliases=split_cell(row["aliases"]),
            parent=_industry_id(row["broader"]) if row["broader"] else None,
            english=row["english"],
        )
    return industries


def _industry_id(slug: str) -> str:
    return f"{INDUSTRY.lower()}/{slug}"


def read_nonentities(file: Path) -> dict[str, str]:
    """What is no name though it looks like one, folded, and why."""
    nonentities: dict[str, str] = {}
    for line, row in read_rows(file, ("text", "reason")):
        if (text := fold_text(row["text"])) in nonentities:
            raise KnowledgeError(file, line, f"text {text} stands twice")
        nonentities[text] = row["reason"]
    return nonentities
