"""seeds/grammar/attributes.toml -> words and rules for amounts, dates and stages, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ahocorasick

from kg.patterns import Lists, Words, load_lists, load_patterns
from kg.text import fold_text
from kg.toml import Table, compile_toml, trigger_automaton

# Among years and days told from the date of the article, two that go by the date before.
SAME: Final = 100  # 当年, 当日: as it says
NEXT: Final = 101  # 次年, 次日: one more
# The patterns of a date, in the order in which they are tried.
_DATES: Final = (
    *("iso", "of_year", "of_month", "of_day", "of_week"),
    *("months_alone", "edge_alone", "month_alone", "day_alone"),
)

_PROJECT: Final = "project"

_Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a sum of money is: an investment, an output value, registered capital …"""

    id: str
    property: str
    owner: str
    verb: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """How a sum finds its owner, and how often that is right."""

    id: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a project; `date` is the property of the day it was reached, empty if it lasts."""

    status: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributePatterns:
    """Each field is a list of words or a pattern of that name, whose entry says what it is for."""

    vague: Words
    thing: Words
    this_year: Words
    scale: _Pattern
    sum_begins: _Pattern
    money: _Pattern
    bare_money: _Pattern
    connects: _Pattern
    qualifies: _Pattern
    superseded: _Pattern
    converted: _Pattern
    cell_number: _Pattern
    head_scale: _Pattern
    unit_line: _Pattern
    one_year: _Pattern
    beside: _Pattern
    joined: _Pattern
    sum_of_next: _Pattern
    free_before: _Pattern
    free_behind: _Pattern
    anaphor: _Pattern
    build: _Pattern
    other: _Pattern
    several: _Pattern
    with_next: _Pattern
    in_counted_list: _Pattern
    phase_word: _Pattern
    phase_clause: _Pattern
    of_project: _Pattern
    share: _Pattern
    as_one: _Pattern
    apposed: _Pattern
    one_of: _Pattern
    sort: _Pattern
    each: _Pattern
    one_by_one: _Pattern
    picked: _Pattern
    where_it_lies: _Pattern
    wider: _Pattern
    unnamed: _Pattern
    pointed_at: _Pattern
    pointed: _Pattern
    goes_on: _Pattern
    bare: _Pattern
    no_subject: _Pattern
    no_doer: _Pattern
    within: _Pattern
    former: _Pattern
    ends: _Pattern
    passive: _Pattern
    calls: _Pattern
    cry: _Pattern
    after_head: _Pattern
    in_turn: _Pattern
    between_sums: _Pattern
    pointer: _Pattern
    planned: _Pattern
    denied: _Pattern
    done: _Pattern
    soon: _Pattern
    no_stage_before: _Pattern
    no_stage_after: _Pattern
    of_next: _Pattern
    counted: _Pattern
    and_others: _Pattern
    first_phase: _Pattern
    points_back: _Pattern
    part_of_it: _Pattern
    by_its_kind: _Pattern
    firm_does: _Pattern
    earlier: _Pattern
    of_firm: _Pattern
    dated_behind: _Pattern
    dated_aside: _Pattern
    explicit_year: _Pattern
    in_title: _Pattern
    no_time_before: _Pattern
    no_time_after: _Pattern
    by_year_end: _Pattern
    to_come: _Pattern
    iso: _Pattern
    of_year: _Pattern
    of_month: _Pattern
    of_day: _Pattern
    of_week: _Pattern
    months_alone: _Pattern
    edge_alone: _Pattern
    month_alone: _Pattern
    day_alone: _Pattern
    date_begins: _Pattern
    date_head: _Pattern
    dating: _Pattern


@dataclass(frozen=True, eq=False)
class AttributeGrammar:
    """What the readers of amounts, dates and stages know of language."""

    currencies: Mapping[str, str]
    kinds: Mapping[str, Kind]
    kind_before: _Pattern
    kind_after: _Pattern
    patterns: AttributePatterns
    rules: Mapping[str, Rule]
    stages: Mapping[str, Stage]
    milestones: Mapping[str, float]
    stage_confidence: Mapping[str, float]
    # Word -> (its length, what it tells: names of stages and milestones, none where it only hides a shorter word).
    triggers: ahocorasick.Automaton
    time: _Pattern
    years: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    weekdays: Mapping[str, int]


def load_attribute_grammar(folder: Path) -> AttributeGrammar:
    """The grammar of a folder. Raises KnowledgeError naming the file and the entry."""
    file = folder / "attributes.toml"
    patterns = load_patterns(file, attribute_lists(folder), AttributePatterns)
    return compile_toml(file, lambda tables: _compile_tables(tables, patterns))


def attribute_lists(folder: Path) -> Lists:
    """The lists of words that patterns may name besides those of [words]."""
    shared, own = load_lists(folder / "lists.toml"), compile_toml(folder / "attributes.toml", _lists_of_tables)
    return {**shared, **own, "this_project": _words_for_a_project(Table.of(folder / "anaphora.toml"))}


def _words_for_a_project(anaphora: Table) -> Words:
    """该项目, 本工程: what stands for a project told before, for whoever reads."""
    for entry in anaphora.tables("anaphor"):
        if entry.entries.get("id") == _PROJECT:
            return entry.words("words")
    raise anaphora.fault("anaphor", f"the entry {_PROJECT} is missing")


def _lists_of_tables(tables: Mapping[str, Any]) -> Lists:
    times = tables["times"]
    return {
        "currency": tuple(fold_text(word) for words in tables["currencies"].values() for word in words),
        "year_word": (*times["years"], *times["same_year"], *times["next_year"]),
        "month_word": tuple(times["months"]),
        "day_word": (*times["days"], *times["same_day"], *times["next_day"]),
        "weekday": tuple(times["weekdays"]),
    }


def _compile_tables(tables: Mapping[str, Any], patterns: AttributePatterns) -> AttributeGrammar:
    times = tables["times"]
    stages = {f"s{i}": entry for i, entry in enumerate(tables["stage"])}
    milestones = {entry["id"]: entry for entry in tables["milestone"]}
    return AttributeGrammar(
        currencies={fold_text(word): code for code, names in tables["currencies"].items() for word in names},
        kinds={
            entry["id"]: Kind(
                entry["id"], entry.get("property", ""), entry.get("owner", ""), bool(entry.get("verb", False))
            )
            for entry in tables["kind"]
        },
        kind_before=_named((entry["id"], entry.get("before", ())) for entry in tables["kind"]),
        kind_after=_named((entry["id"], entry.get("after", ())) for entry in tables["kind"]),
        patterns=patterns,
        rules={entry["id"]: Rule(entry["id"], float(entry["confidence"]), entry["reason"]) for entry in tables["rule"]},
        stages={name: Stage(entry["status"], entry["date"]) for name, entry in stages.items()},
        triggers=trigger_automaton({**stages, **milestones}),
        milestones={entry["id"]: float(entry["confidence"]) for entry in milestones.values()},
        stage_confidence={how: float(value) for how, value in tables["confidence"].items()},
        time=_date_pattern(tables, patterns),
        years=times["years"] | dict.fromkeys(times["same_year"], SAME) | dict.fromkeys(times["next_year"], NEXT),
        months=times["months"],
        days=times["days"] | dict.fromkeys(times["same_day"], SAME) | dict.fromkeys(times["next_day"], NEXT),
        weekdays=times["weekdays"],
    )


def _date_pattern(tables: Mapping[str, Any], patterns: AttributePatterns) -> _Pattern:
    """What is a date at one place, each way in its order."""
    ways = [getattr(patterns, name).pattern for name in _DATES]
    ways[_DATES.index("months_alone")] = patterns.months_alone.pattern.replace("(?P<", "(?P<own_")
    lists = _lists_of_tables(tables)
    firsts = sorted({word[0] for name in ("year_word", "month_word", "day_word") for word in lists[name]})
    return re.compile(f"(?=[{re.escape(''.join(firsts))}]|{patterns.date_begins.pattern})(?:{'|'.join(ways)})")


def _named(groups: Iterable[tuple[str, Iterable[str]]]) -> _Pattern:
    """A pattern whose last group names the entry that fits; earlier entries win."""
    return re.compile("|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in groups if patterns))
