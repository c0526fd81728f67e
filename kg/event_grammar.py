"""seeds/grammar/events.toml -> the words that tell events and what stands beside them, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ahocorasick

from kg.patterns import load_lists, load_patterns
from kg.text import fold_text
from kg.toml import compile_toml, known_types, trigger_automaton

_Pattern = re.Pattern[str]


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
    lone_after: _Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPatterns:
    """Each field is a pattern of that name, whose entry says what it is for."""

    ceremony: _Pattern
    ceremony_head: _Pattern
    sum_after: _Pattern
    sum_before: _Pattern
    done_to: _Pattern
    does: _Pattern
    does_not_sign: _Pattern
    brings: _Pattern
    whose_trigger: _Pattern
    owns: _Pattern
    at_before: _Pattern
    at_after: _Pattern
    ceremony_at: _Pattern
    is_where: _Pattern
    from_there: _Pattern
    comes_from: _Pattern
    with_whom: _Pattern
    with_whom_between: _Pattern
    item_before: _Pattern
    clause_mark: _Pattern
    to_build: _Pattern
    at_gathering: _Pattern
    elsewhere: _Pattern
    no_after: _Pattern
    no_gap: _Pattern
    no_clause: _Pattern
    other_subject: _Pattern
    counted: _Pattern
    called_off: _Pattern
    lately: _Pattern
    office: _Pattern


@dataclass(frozen=True)
class EventGrammar:
    """What the reader of events knows of language."""

    kinds: Mapping[str, EventKind]
    # Word -> (its length, kinds that it tells; none where it only hides a shorter word).
    triggers: ahocorasick.Automaton
    patterns: EventPatterns
    confidence: Mapping[str, float]


def load_event_grammar(folder: Path) -> EventGrammar:
    """The grammar of a folder. Raises KnowledgeError naming the file and the entry."""
    stages = compile_toml(
        folder / "attributes.toml", lambda tables: {entry["status"]: entry for entry in tables["stage"]}
    )
    file = folder / "events.toml"
    patterns = load_patterns(file, load_lists(folder / "lists.toml"), EventPatterns)
    return compile_toml(file, lambda tables: _compile_tables(tables, stages, patterns))


def _compile_tables(
    tables: Mapping[str, Any], stages: Mapping[str, Mapping[str, Any]], patterns: EventPatterns
) -> EventGrammar:
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
        patterns=patterns,
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
