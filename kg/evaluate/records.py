"""Gold files or extract records -> what can be compared."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import ArticleError
from kg.model import TYPES
from kg.relations import Fact

CORE = ("City", "Enterprise", "Park", "Policy", "Project")
ALL = (*CORE, *(name for name in TYPES if name not in CORE))

IGNORED = re.compile(r"[\s\"'“”‘’《》〈〉「」『』·•\-–—()（）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity of a record: what it may be called, and what it is one with in other articles."""

    id: str
    type: str
    name: str
    forms: frozenset[str]
    optional: bool = False
    same_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article's entities and facts, by gold or by us."""

    id: str
    entities: tuple[Named, ...] = ()
    facts: tuple[Fact, ...] = ()
    optional_facts: frozenset[Fact] = frozenset()
    confidences: Mapping[Fact, float] = field(default_factory=dict)
    amounts: frozenset[tuple[str, int]] = frozenset()
    optional_amounts: frozenset[tuple[str, int]] = frozenset()
    within: tuple[tuple[str, str], ...] = ()


def load_records(path: Path) -> dict[str, Record]:
    """Gold or extract records: a folder of JSON files, or JSON Lines. ArticleError names the file that is none."""
    return {record.id: record for record in map(parse_located, locate_records(path))}


def locate_records(path: Path) -> Iterator[tuple[str, str]]:
    """The JSON text of each record and where it stands."""
    if path.is_dir():
        yield from ((str(file), _read(file)) for file in sorted(path.glob("*.json")))
        return
    # not splitlines(): JSON may hold other line breaks as they are
    for number, line in enumerate(_read(path).split("\n"), start=1):
        if line.strip():
            yield f"{path}:{number}", line


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise ArticleError(file, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise ArticleError(file, f"not UTF-8: byte {error.start}") from error


def holds_records(path: Path) -> bool:
    """Whether the first thing there is a record with entities, and not an article yet to be read."""
    if path.is_file() and path.suffix.lower() not in (".json", ".jsonl", ".ndjson"):
        return False
    try:
        value = json.loads(next(iter(locate_records(path)))[1])
    except (StopIteration, ValueError, ArticleError):
        return False
    return isinstance(value, dict) and "entities" in value


def parse_located(located: tuple[str, str]) -> Record:
    place, text = located
    try:
        return parse_record(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArticleError(place, f"not a record: {error!r}") from error


def parse_record(value: dict[str, Any]) -> Record:
    """The record of one JSON object; entities of a type that is not scored are left out."""
    facts = tuple((r["s"], r["p"], r["o"], bool(r.get("optional"))) for r in value.get("relations", ()))
    return Record(
        id=value["id"],
        entities=tuple(parse_entity(entity) for entity in value.get("entities", ()) if entity["type"] in TYPES),
        facts=tuple((s, p, o) for s, p, o, _ in facts),
        optional_facts=frozenset((s, p, o) for s, p, o, optional in facts if optional),
        confidences={
            (r["s"], r["p"], r["o"]): float(r["confidence"]) for r in value.get("relations", ()) if "confidence" in r
        },
        amounts=parse_amounts(value.get("amounts", ())),
        optional_amounts=parse_amounts(value.get("amounts_optional", ())),
        within=tuple((inside, around) for inside, around in value.get("within", ())),
    )


def parse_entity(value: dict[str, Any]) -> Named:
    forms = frozenset(filter(None, map(fold, [value["name"], *value.get("aliases", ())])))
    return Named(
        id=value["id"],
        type=value["type"],
        name=value["name"],
        forms=forms,
        optional=bool(value.get("optional")),
        same_as=value.get("key", fold(value["name"])),
    )


def parse_amounts(values: Iterable[dict[str, Any]]) -> frozenset[tuple[str, int]]:
    return frozenset((value["s"], round(float(value["yuan"]))) for value in values)


def fold(text: str) -> str:
    """One spelling for comparison: NFKC without spaces, quotes, brackets and dashes."""
    return IGNORED.sub("", unicodedata.normalize("NFKC", text)).casefold()
