"""seeds/grammar/industries.toml -> the rules by which a text says whose industry something is, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import KnowledgeError

ORDERS: Final = ("after", "before", "inside")


@dataclass(frozen=True, slots=True)
class IndustryRule:
    """One way to say it: where the industry stands, and the words between it and the name and behind it."""

    id: str
    types: tuple[str, ...]
    order: str
    confidence: float
    between: re.Pattern[str]
    never: re.Pattern[str] | None
    after: re.Pattern[str]


def load_industry_grammar(folder: Path) -> tuple[IndustryRule, ...]:
    """The rules of a folder, in their order. Raises KnowledgeError naming the file and the entry."""
    file = folder / "industries.toml"
    try:
        return tuple(_read_rule(file, entry) for entry in tomllib.loads(file.read_text("utf-8"))["rule"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, re.error) as error:
        raise KnowledgeError(file, None, str(error)) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(file, None, f"an entry is missing or of the wrong type: {error}") from error


def _read_rule(file: Path, entry: Mapping[str, Any]) -> IndustryRule:
    if entry["order"] not in ORDERS:
        raise KnowledgeError(file, None, f"{entry['id']}: order {entry['order']!r} is none of {', '.join(ORDERS)}")
    return IndustryRule(
        id=entry["id"],
        types=tuple(entry["types"]),
        order=entry["order"],
        confidence=float(entry["confidence"]),
        between=re.compile(entry["between"]),
        never=re.compile(entry["not"]) if entry["not"] else None,
        after=re.compile(entry["after"]),
    )
