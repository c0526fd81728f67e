"""seeds/lexicon/*.csv -> known entities and the forms that name them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

import ahocorasick

from kg.brands import brands_of
from kg.equivalents import Equivalents
from kg.errors import KnowledgeError
from kg.text import fold_form, fold_text


class Trust(IntEnum):
    """How far a form alone tells what it names."""

    CONTEXTUAL = 1  # also a common word, a place or another name: to be believed in context only
    SHORT = 2  # the usual short form of a place
    SAFE = 3  # names this entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
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


class Form(NamedTuple):
    """A form and the entity it may name."""

    text: str
    entity: str
    type: str
    trust: Trust


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All known names, by id and by form."""

    entries: Mapping[str, Entry]
    forms: Mapping[str, tuple[Form, ...]]
    nonentities: Mapping[str, str]
    industries: Mapping[str, Entry]
    industry_forms: frozenset[str]
    brands: frozenset[str]
    _places: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Places' names of two characters and more by their first two, the longest first."""
    _industry_automaton: ahocorasick.Automaton = field(repr=False, compare=False)

    def places_at(self, folded: str) -> Iterator[str]:
        """The places' names that a folded text begins with, the longest first."""
        return (form for form in self._places.get(folded[:_PLACE_HEAD], ()) if folded.startswith(form))

    def within(self, folded: str) -> Iterator[tuple[Form, ...]]:
        """The readings of every form that stands in a folded name, which is short."""
        for start in range(len(folded) - 1):
            for end in range(start + 2, len(folded) + 1):
                if readings := self.forms.get(folded[start:end]):
                    yield readings

    def scan_industries(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, id) of every industry in a folded text, the longest where they overlap."""
        for last, (length, industry) in self._industry_automaton.iter_long(folded):
            start, end = last + 1 - length, last + 1
            cut = _is_latin(folded[start]) and _is_latin(folded[start - 1 : start])
            if not cut and not (_is_latin(folded[last]) and _is_latin(folded[end : end + 1])):
                yield start, end, industry

    def readings(self, form: str) -> tuple[Form, ...]:
        """What a form may name; empty if unknown."""
        return self.forms.get(fold_form(form), ())

    def ancestors(self, entity: str) -> tuple[str, ...]:
        """The places above a place, nearest first."""
        above: list[str] = []
        entry = self.entries.get(entity)
        while entry is not None and entry.parent is not None and entry.type in PLACES and entry.parent not in above:
            above.append(entry.parent)
            entry = self.entries.get(entry.parent)
        return tuple(above)

    def entry(self, entity: str) -> Entry | None:
        """The entry of an id, be it a name's or an industry's."""
        return self.entries.get(entity) or self.industries.get(entity.removeprefix(f"{INDUSTRY.lower()}/"))

    def broader_of(self, industry: str) -> tuple[str, ...]:
        """The industries above an industry, nearest first; empty for anything else."""
        above: list[str] = []
        entry = self.entry(industry)
        while entry is not None and entry.type == INDUSTRY and entry.parent and entry.parent not in above:
            above.append(entry.parent)
            entry = self.entry(entry.parent)
        return tuple(above)

    def holds(self, outer: str, inner: str) -> bool:
        """Whether a place is another, or has it inside; a park lies where the lexicon says."""
        if outer == inner:
            return True
        entry = self.entries.get(inner)
        if entry is not None and entry.division is not None:
            return any(self.holds(outer, f"{kind}/{entry.division}") for kind in ("city", "province"))
        return outer in self.ancestors(inner)


PLACES: Final = frozenset({"City", "Province"})
_PLACE_HEAD: Final = 2  # characters
INDUSTRY: Final = "Industry"
_LEVELS: Final = {"province": "Province", "municipality": "City", "prefecture": "City", "county": "City"}
_FILES: Final = {
    "enterprises.csv": "Enterprise",
    "parks.csv": "Park",
    "organizations.csv": "Organization",
    "policies.csv": "Policy",
}


def load_lexicon(folder: Path, equivalents: Mapping[str, Equivalents]) -> Lexicon:
    """The lexicon of a folder. Raises KnowledgeError with file and line for the first bad row."""
    entries: dict[str, Entry] = {}
    forms: dict[str, set[Form]] = {}
    where: dict[str, tuple[Path, int]] = {}

    def add(entry: Entry, file: Path, line: int) -> None:
        if entry.id in entries:
            raise KnowledgeError(file, line, f"id {entry.id} stands twice")
        entries[entry.id], where[entry.id] = entry, (file, line)
        for folded, trust in _forms_of(entry):
            if len(folded) < 2:
                raise KnowledgeError(file, line, f"form {folded!r} is shorter than two characters")
            forms.setdefault(folded, set()).add(Form(folded, entry.id, entry.type, trust))

    for line, entry in _divisions(file := folder / "divisions.csv"):
        add(entry, file, line)
    for name, entity_type in _FILES.items():
        for line, entry in _named(file := folder / name, entity_type):
            add(entry, file, line)
    industries = _industries(folder / "industries.csv")
    for entry in entries.values():
        _check_references(entry, *where[entry.id], entries, industries)
    _add_park_forms(entries, forms, equivalents["park"])
    nonentities: dict[str, str] = {}
    for line, row in _rows(folder / "nonentities.csv", ("text", "reason")):
        if (text := fold_text(row["text"])) in nonentities:
            raise KnowledgeError(folder / "nonentities.csv", line, f"text {text} stands twice")
        nonentities[text] = row["reason"]
    ordered = {text: tuple(sorted(forms[text], key=lambda f: (-f.trust, f.entity))) for text in sorted(forms)}
    industry_forms = frozenset(fold_text(form) for i in industries.values() for form in (i.name, *i.aliases))
    brands = brands_of(
        (form for form, readings in ordered.items() if any(reading.type == "Enterprise" for reading in readings)),
        {form for form, readings in ordered.items() if any(reading.type in PLACES for reading in readings)},
        equivalents["enterprise"],
        ordered.keys() | nonentities.keys() | industry_forms,
    )
    return Lexicon(
        entries=MappingProxyType(entries),
        forms=MappingProxyType(ordered),
        nonentities=MappingProxyType(nonentities),
        industries=MappingProxyType(industries),
        industry_forms=industry_forms,
        brands=brands,
        _places=_places_by_head(ordered),
        _industry_automaton=_industry_automaton(industries),
    )


def _places_by_head(forms: Mapping[str, tuple[Form, ...]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for form, readings in forms.items():
        if len(form) >= _PLACE_HEAD and any(r.type in PLACES and r.trust >= Trust.SHORT for r in readings):
            found.setdefault(form[:_PLACE_HEAD], []).append(form)
    return MappingProxyType({head: tuple(sorted(own, key=lambda f: (-len(f), f))) for head, own in found.items()})


def _add_park_forms(entries: Mapping[str, Entry], forms: dict[str, set[Form]], heads: Equivalents) -> None:
    """Every way to write a park's place and head word, where no other entity has that form."""
    for park in [entry for entry in entries.values() if entry.type == "Park"]:
        for text in (park.name, *park.aliases):
            for written in _place_variants(fold_text(text), forms):
                for variant in (written, *heads.variants(written)):
                    if variant not in forms and not heads.is_key(variant):
                        forms[variant] = {Form(variant, park.id, "Park", Trust.SAFE)}


def _place_variants(name: str, forms: Mapping[str, set[Form]]) -> Iterator[str]:
    """The name with the place it begins with written short and in full: 襄阳高新区, 襄阳市高新区."""
    yield name
    for length in range(2, min(len(name) - 1, 6)):
        if any(form.type in PLACES for form in forms.get(name[:length], ())):
            for suffix in ("市", "县", "区"):
                if name[length] == suffix and len(name) > length + 2:
                    yield name[:length] + name[length + 1 :]
                elif any(form.type in PLACES for form in forms.get(name[:length] + suffix, ())):
                    yield name[:length] + suffix + name[length:]


def _industry_automaton(industries: Mapping[str, Entry]) -> ahocorasick.Automaton:
    """Form of an industry -> (its length, the industry's id)."""
    automaton = ahocorasick.Automaton()
    for industry in industries.values():
        for form in (*industry.aliases, industry.name):
            automaton.add_word(fold_text(form), (len(form), industry.id))
    automaton.make_automaton()
    return automaton


def _is_latin(character: str) -> bool:
    """Whether a Latin letter or digit: 5G stands not in 45GWh."""
    return character.isascii() and character.isalnum()


def _forms_of(entry: Entry) -> Iterator[tuple[str, Trust]]:
    """Its forms, each once; what a file calls contextual is so even where it is the name."""
    short = Trust.SHORT if entry.type in PLACES else Trust.SAFE
    trusts = {fold_text(entry.name): Trust.SAFE}
    for alias in entry.aliases:
        trusts.setdefault(fold_text(alias), short)
    for alias in entry.contextual:
        trusts[fold_text(alias)] = Trust.CONTEXTUAL
    yield from trusts.items()


def _divisions(file: Path) -> Iterator[tuple[int, Entry]]:
    columns = ("code", "name", "short", "aliases", "former", "level", "parent", "lon", "lat", "geonames")
    rows = list(_rows(file, columns))
    ids = {row["code"]: f"{_LEVELS.get(row['level'], '').lower()}/{row['code']}" for _, row in rows}
    for line, row in rows:
        if row["level"] not in _LEVELS:
            raise KnowledgeError(file, line, f"level {row['level']!r} is none of {', '.join(_LEVELS)}")
        if row["parent"] and row["parent"] not in ids:
            raise KnowledgeError(file, line, f"parent {row['parent']} is not in this file")
        named = dict.fromkeys((row["short"], *_split(row["aliases"]), *_split(row["former"])))
        yield (
            line,
            Entry(
                id=ids[row["code"]],
                type=_LEVELS[row["level"]],
                name=row["name"],
                aliases=tuple(form for form in named if form and form != row["name"] and len(form) > 1),
                parent=ids.get(row["parent"]),
                level=row["level"],
                lon=_number(file, line, row["lon"]),
                lat=_number(file, line, row["lat"]),
                geonames=row["geonames"] or None,
            ),
        )


def _named(file: Path, entity_type: str) -> Iterator[tuple[int, Entry]]:
    prefix = entity_type.lower()
    for line, row in _rows(file, ("id", "name", "aliases", "contextual")):
        if not row["id"] or not row["name"]:
            raise KnowledgeError(file, line, "id and name must not be empty")
        parent = row.get("parent")
        yield (
            line,
            Entry(
                id=f"{prefix}/{row['id']}",
                type=entity_type,
                name=row["name"],
                aliases=_split(row["aliases"]),
                contextual=_split(row["contextual"]),
                parent=f"{prefix}/{parent}" if parent else None,
                division=row.get("division") or None,
                industry=row.get("industry") or None,
            ),
        )


def _industries(file: Path) -> dict[str, Entry]:
    rows = list(_rows(file, ("id", "name", "aliases", "broader", "english")))
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
            aliases=_split(row["aliases"]),
            parent=_industry_id(row["broader"]) if row["broader"] else None,
            english=row["english"],
        )
    return industries


def _industry_id(slug: str) -> str:
    return f"{INDUSTRY.lower()}/{slug}"


def _check_references(
    entry: Entry, file: Path, line: int, entries: Mapping[str, Entry], industries: Mapping[str, Entry]
) -> None:
    if entry.parent is not None and entry.parent not in entries:
        raise KnowledgeError(file, line, f"{entry.id}: parent {entry.parent} is unknown")
    if entry.division is not None and not any(f"{kind}/{entry.division}" in entries for kind in ("city", "province")):
        raise KnowledgeError(file, line, f"{entry.id}: division {entry.division} is unknown")
    if entry.industry is not None and entry.industry not in industries:
        raise KnowledgeError(file, line, f"{entry.id}: industry {entry.industry} is unknown")


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
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


def _split(cell: str) -> tuple[str, ...]:
    return tuple(form for form in (part.strip() for part in cell.split("|")) if form)


def _number(file: Path, line: int, cell: str) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError as error:
        raise KnowledgeError(file, line, f"{cell!r} is no number") from error
