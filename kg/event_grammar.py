"""seeds/grammar/events.toml -> the words that tell events and what stands beside them, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ahocorasick

from kg.errors import KnowledgeError
from kg.text import fold_text

_WORDS: Final = (
    "ceremony", "ceremony_head", "ceremony_at", "sum_after", "sum_before", "own", "adverbs", "at_before", "at_after",
    "with", "with_between", "to_build", "at_gathering", "elsewhere", "no_after", "no_gap", "no_clause", "other_subject",
    "counted", "called_off", "lately", "office",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event: what it may be about, whether it has parties, counts only with a date, is called by its word."""

    id: str
    about: tuple[str, ...]
    parties: bool
    dated: bool
    titled: bool
    # Words that tell it only where the pattern finds something before them.
    lone: frozenset[str]
    lone_after: re.Pattern[str]


@dataclass(frozen=True)
class EventGrammar:
    """What the reader of events knows of language."""

    kinds: Mapping[str, EventKind]
    # Word -> (its length, kinds that it tells; none where it only hides a shorter word).
    triggers: ahocorasick.Automaton
    words: Mapping[str, re.Pattern[str]]
    confidence: Mapping[str, float]


def load_event_grammar(folder: Path) -> EventGrammar:
    """The grammar of a folder. Raises KnowledgeError naming the file and the entry."""
    file = folder / "events.toml"
    try:
        return _compile_tables(tomllib.loads(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, re.error) as error:
        raise KnowledgeError(file, None, str(error)) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(file, None, f"an entry is missing or of the wrong type: {error}") from error


def _compile_tables(tables: Mapping[str, Any]) -> EventGrammar:
    kinds = {
        entry["id"]: EventKind(
            entry["id"],
            tuple(entry["about"]),
            bool(entry.get("parties")),
            bool(entry.get("dated")),
            bool(entry.get("titled")),
            frozenset(map(fold_text, entry.get("lone", ()))),
            re.compile(entry.get("lone_after", "")),
        )
        for entry in tables["kind"]
    }
    automaton = ahocorasick.Automaton()
    told: dict[str, tuple[str, ...]] = {}
    for entry in tables["kind"]:
        for word in entry["words"]:
            told[fold_text(word)] = (*told.get(fold_text(word), ()), entry["id"])
    for entry in tables["kind"]:
        for word in entry.get("not", ()):
            told.setdefault(fold_text(word), ())
    for word, names in told.items():
        automaton.add_word(word, (len(word), names))
    automaton.make_automaton()
    return EventGrammar(
        kinds=kinds,
        triggers=automaton,
        words={name: re.compile(tables["words"][name]) for name in _WORDS},
        confidence={name: float(value) for name, value in tables["confidence"].items()},
    )
