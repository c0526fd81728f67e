"""seeds/grammar/events.toml -> the words that tell events and what stands beside them, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ahocorasick

from kg.text import fold_text
from kg.toml import compile_toml, known_types, trigger_automaton

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
    stages = compile_toml(
        folder / "attributes.toml", lambda tables: {entry["status"]: entry for entry in tables["stage"]}
    )
    return compile_toml(folder / "events.toml", lambda tables: _compile_tables(tables, stages))


def _compile_tables(tables: Mapping[str, Any], stages: Mapping[str, Mapping[str, Any]]) -> EventGrammar:
    kinds = {
        entry["id"]: EventKind(
            entry["id"],
            known_types(entry["about"]),
            bool(entry.get("parties")),
            bool(entry.get("dated")),
            bool(entry.get("titled")),
            frozenset(map(fold_text, entry.get("lone", ()))),
            re.compile(entry.get("lone_after", "")),
        )
        for entry in tables["kind"]
    }
    return EventGrammar(
        kinds=kinds,
        triggers=trigger_automaton({entry["id"]: _with_stage(entry, stages) for entry in tables["kind"]}),
        words={name: re.compile(tables["words"][name]) for name in _WORDS},
        confidence={name: float(value) for name, value in tables["confidence"].items()},
    )


def _with_stage(entry: Mapping[str, Any], stages: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """A kind with the words of the stage that it tells, but for those that last and are no event."""
    if "stage" not in entry:
        return entry
    stage, without = stages[entry["stage"]], entry["without"]
    if strange := [word for word in without if word not in stage["words"]]:
        raise ValueError(f"{strange[0]} is no word of the stage {entry['stage']}")
    words = [word for word in stage["words"] if word not in without]
    hiding = [*stage.get("not", ()), *entry.get("not", ())]
    return {**entry, "words": [*words, *entry["words"]], "not": hiding}
