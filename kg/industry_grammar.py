"""seeds/grammar/industries.toml -> the rules by which a text says whose industry something is, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.patterns import load_lists, load_patterns
from kg.toml import compile_toml, known_types

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


@dataclass(frozen=True, slots=True, kw_only=True)
class IndustryPatterns:
    """industries.toml: what stands between industries."""

    joined: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class IndustryGrammar:
    """What the reader of industries knows of language; rules in their order."""

    rules: tuple[IndustryRule, ...]
    patterns: IndustryPatterns


def load_industry_grammar(folder: Path) -> IndustryGrammar:
    """The grammar of a folder. Raises KnowledgeError naming the file and the entry."""
    file = folder / "industries.toml"
    rules = compile_toml(file, lambda tables: tuple(map(_read_rule, tables["rule"])))
    return IndustryGrammar(rules, load_patterns(file, load_lists(folder / "lists.toml"), IndustryPatterns))


def _read_rule(entry: Mapping[str, Any]) -> IndustryRule:
    if entry["order"] not in ORDERS:
        raise ValueError(f"{entry['id']}: order {entry['order']!r} is none of {', '.join(ORDERS)}")
    return IndustryRule(
        id=entry["id"],
        types=known_types(entry["types"]),
        order=entry["order"],
        confidence=float(entry["confidence"]),
        between=re.compile(entry["between"]),
        never=re.compile(entry["not"]) if entry["not"] else None,
        after=re.compile(entry["after"]),
    )
