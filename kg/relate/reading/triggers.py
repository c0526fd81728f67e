"""Trigger words -> what they are told of, when, and whether as done, planned or denied."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

import ahocorasick

from kg.attribute_grammar import AttributeGrammar
from kg.model import Modality
from kg.periods import holds, is_after
from kg.relate.reading.gaps import closes_list, each_once, list_to
from kg.relate.reading.names import Named, Reading
from kg.relate.reading.times import Time

_CLAUSE_MARKS: Final = frozenset(",。;!?\n|:、")
_REACH: Final = 60
_HEADED: Final = re.compile("^[^、,。;]{0,6}$")


class Trigger(NamedTuple):
    """A word that tells stages or milestones, and how."""

    start: int
    end: int
    names: tuple[str, ...]
    modality: Modality


def find_triggers(reading: Reading, words: ahocorasick.Automaton, grammar: AttributeGrammar) -> tuple[Trigger, ...]:
    """The trigger words outside names; a condition (投产后) or a kind of thing (开工率) is none."""
    found = []
    for last, (length, names) in words.iter_long(reading.folded):
        start, end = last + 1 - length, last + 1
        if not names or reading.covered(start, end) or grammar.patterns.no_stage_after.match(reading.folded, end):
            continue
        if grammar.patterns.no_stage_before.search(reading.folded, max(0, start - 3), start):
            continue
        found.append(Trigger(start, end, names, _modality(reading.folded, start, end, grammar)))
    return tuple(found)


def _modality(folded: str, start: int, end: int, grammar: AttributeGrammar) -> Modality:
    """By the words of the trigger's own clause; the one nearest before it wins, and 已 outdoes 将 further off."""
    clause = start
    while clause > 0 and start - clause < 24 and folded[clause - 1] not in _CLAUSE_MARKS:
        clause -= 1
    last: dict[Modality, int] = {}
    for modality, pattern in (
        (Modality.STATED, grammar.patterns.done),
        (Modality.PLANNED, grammar.patterns.planned),
        (Modality.DENIED, grammar.patterns.denied),
    ):
        for match in pattern.finditer(folded, clause, start):
            last[modality] = match.end()
    if grammar.patterns.soon.match(folded, end) and Modality.DENIED not in last:
        return Modality.PLANNED
    if not last:
        return Modality.STATED
    return max(last, key=lambda modality: (last[modality], modality is Modality.DENIED))


def is_future(time: Time, published: str | None) -> bool:
    """Whether a time begins after the day on which the article was published."""
    return published is not None and is_after(time.value, published)


def projects_of(reading: Reading, trigger: Trigger, grammar: AttributeGrammar) -> tuple[tuple[Named, ...], float]:
    """The projects a stage is told of: the list that ends before the trigger, else the one named after it."""
    start, end = reading.sentence(trigger.start)
    text, sure, told = reading.folded, grammar.stage_confidence, grammar.patterns
    before = reading.projects(start, trigger.start)
    after = reading.projects(trigger.end, end)
    if (
        after
        and told.of_next.fullmatch(text[trigger.end : after[0].start])
        and not _subject_near(reading, before, trigger)
    ):
        return _list_from(reading, after, grammar), sure["after"]
    if before:
        gap = text[before[-1].end : trigger.start]
        if len(gap) > _REACH or (told.counted.search(gap) and not told.and_others.match(gap)):
            return (), 0.0
        clause = re.split("[,:、]", gap)[-1]
        if told.phase_word.match(clause) and not (clause == gap and told.first_phase.match(gap)):
            return (), 0.0  # 甲项目投产，二期启动: the second phase is another thing
        others = reading.between(before[-1].end, trigger.start, "Enterprise", "Park")
        far = "," in gap or bool(others)
        return list_to(reading, before, grammar), sure["apart" if far else "beside"]
    lead = text[start : trigger.start]
    kind = told.by_its_kind.match(lead)
    if kind or (told.points_back.search(lead) and not told.part_of_it.search(lead)):
        number = reading.sentence_number(trigger.start)
        previous = reading.projects(*reading.sentences[number - 1]) if number else ()
        if previous and (kind is None or kind[1] in text[previous[-1].start : previous[-1].end]):
            return previous[-1:], sure["carried"]
    return (), 0.0


def _subject_near(reading: Reading, before: Sequence[Named], trigger: Trigger) -> bool:
    """Whether a project before the trigger is its subject: nothing but an adverb between them."""
    return bool(before) and _HEADED.fullmatch(reading.folded[before[-1].end : trigger.start]) is not None


def _list_from(reading: Reading, names: Sequence[Named], grammar: AttributeGrammar) -> tuple[Named, ...]:
    """The first name with all that are listed after it: 开工A、B和C."""
    last = 1
    while last < len(names) and closes_list(reading, names[: last + 1], grammar):
        last += 1
    return each_once(names[:last])


def time_of(reading: Reading, trigger: Trigger, triggers: Sequence[Trigger], grammar: AttributeGrammar) -> Time | None:
    """The date nearest before the trigger in its sentence, with no other trigger between; 成立于2020年 stands after."""
    start, end = reading.sentence(trigger.start)
    text, times = reading.folded, reading.times
    best = earlier = None
    first, last = (bisect_left(times, at, key=_start) for at in (start, min(end, trigger.end + 6)))
    for time in times[first:last]:
        if time.start >= trigger.end and grammar.patterns.dated_behind.fullmatch(text, trigger.end, time.start):
            return time
        if time.end <= trigger.start:
            earlier, best = best, time
    if earlier and best and _is_finer(earlier, best) and not _between(triggers, earlier.end, best.start):
        best = earlier  # 4月9日，二季度项目开工仪式举行: the day, not the quarter in the name
    if best is None or trigger.start - best.end > _REACH:
        return None
    if grammar.patterns.dated_aside.match(text, best.end, trigger.start):
        return None
    for other in _between(triggers, best.end, trigger.start):
        if re.search("[,;。]", text[other.end : trigger.start]):
            return None  # 2021年签约，开工已在即: the date is the first one's
    return best


def _is_finer(one: Time, other: Time) -> bool:
    return one.value != other.value and holds(other.value, one.value)


def _between(triggers: Sequence[Trigger], start: int, end: int) -> Sequence[Trigger]:
    """The triggers that begin in a stretch of text."""
    return triggers[bisect_left(triggers, start, key=_start) : bisect_left(triggers, end, key=_start)]


def _start(word: Time | Trigger) -> int:
    return word.start
