"""Trigger words -> scopes: each with its kind, the stretch of the sentence that is about it, its time and modality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.event_grammar import EventGrammar, EventKind
from kg.knowledge import Knowledge
from kg.model import CONTAINERS, Modality
from kg.periods import length
from kg.relate.reading.names import Reading
from kg.relate.reading.times import Time
from kg.relate.reading.triggers import Trigger, is_future, time_of

PARTIES: Final = ("Enterprise", "Organization")
SIDES: Final = (*PARTIES, *sorted(CONTAINERS))
_CLAUSE: Final = ",;:。!?\n|"
_JANUARY: Final = 31
_GATHERED: Final = 300  # characters from the day of a gathering to what is told of it


@dataclass(frozen=True)
class Scope:
    """A trigger with its kind, the stretch of the sentence that is about it, and its time."""

    trigger: Trigger
    kind: EventKind
    start: int
    end: int
    time: Time | None
    modality: Modality


def find_scopes(reading: Reading, triggers: Sequence[Trigger], knowledge: Knowledge) -> Iterator[Scope]:
    """Each trigger that is told as done, or as planned for a day that is named; denials and aims are no events."""
    grammar, text = knowledge.events, reading.folded
    real = [t for t in triggers if t.names and not grammar.patterns.no_after.match(text, t.end)]
    for number, trigger in enumerate(real):
        start, end = reading.sentence(trigger.start)
        if trigger.modality is Modality.DENIED or grammar.patterns.no_clause.search(text[start : trigger.start]):
            continue
        if grammar.patterns.called_off.match(text, trigger.end, end):
            continue
        before = real[number - 1] if number and real[number - 1].start >= start else None
        after = real[number + 1] if number + 1 < len(real) and real[number + 1].end <= end else None
        time = _time(reading, trigger, before, real, knowledge)
        if before and before.names != trigger.names:
            start = max(start, _clause_end(text, before.end, trigger.start))
        elif before:
            start = max(start, _item_start(reading, before.end, trigger.start, grammar) or start)
        if after and after.names != trigger.names:
            end = max(trigger.end, _clause_start(text, trigger.end, after.start))
        modality = trigger.modality
        if time and is_future(time, reading.article.date):
            modality = Modality.PLANNED
        for kind in (grammar.kinds[name] for name in trigger.names):
            lone = text[trigger.start : trigger.end] in kind.lone
            if lone and not kind.lone_after.search(text[start : trigger.start]):
                continue
            if time or not (modality is Modality.PLANNED or kind.dated):
                yield Scope(trigger, kind, start, end, time, modality)


def _time(
    reading: Reading,
    trigger: Trigger,
    before: Trigger | None,
    triggers: Sequence[Trigger],
    knowledge: Knowledge,
) -> Time | None:
    """The date of a trigger; the one of the trigger before it, if both are of one kind: 5月甲签约，乙也签约."""
    found = time_of(reading, trigger, triggers, knowledge.attributes)
    start, _ = reading.sentence(trigger.start)
    if found is None and before is not None and before.names == trigger.names:
        found = time_of(reading, before, triggers, knowledge.attributes)
    if found is None and knowledge.events.patterns.at_gathering.match(reading.folded, start, trigger.start):
        found = _day_before(start, reading.times)
    if found is None:
        return _lately(reading, start, trigger, knowledge)
    return found


def _day_before(start: int, times: Sequence[Time]) -> Time | None:
    """The last day that is told before a sentence, if not too far off."""
    days = [time for time in times if time.end <= start <= time.end + _GATHERED and length(time.value) == 1]
    return days[-1] if days else None


def _lately(reading: Reading, start: int, trigger: Trigger, knowledge: Knowledge) -> Time | None:
    """近日 is some day of the year in which the article was written, unless that year is only days old."""
    written = reading.written
    if written is None or written.timetuple().tm_yday <= _JANUARY:
        return None
    match = knowledge.events.patterns.lately.search(reading.folded, start, trigger.start)
    return Time(match.start(), match.end(), f"{written.year:04}") if match else None


def _item_start(reading: Reading, start: int, end: int, grammar: EventGrammar) -> int | None:
    """Where the last item begins that names two sides of its own: 甲与乙签订的丙项目、⟨丁与戊签订的."""
    told, text = grammar.patterns, reading.folded
    starts = [
        one.start
        for one, other in pairwise(reading.between(start, end, *SIDES))
        if told.item_before.search(text, start, one.start)
        and told.with_whom_between.fullmatch(text, one.end, other.start)
        and not told.clause_mark.search(text, other.end, end)
    ]
    return starts[-1] if starts else None


def _clause_end(folded: str, start: int, end: int) -> int:
    ends = [at for mark in _CLAUSE if (at := folded.find(mark, start, end)) >= 0]
    return min(ends) + 1 if ends else start


def _clause_start(folded: str, start: int, end: int) -> int:
    return max(folded.rfind(mark, start, end) for mark in _CLAUSE)
