"""A sum whose sentence names no project -> the project that the sentences before it are about."""

from __future__ import annotations

import re
from typing import Final

from kg.attribute_grammar import AttributeGrammar
from kg.relate.reading.gaps import closes_list, find_phase, is_led_by_phase
from kg.relate.reading.money import Money
from kg.relate.reading.names import Named, Reading

_SHORT: Final = re.compile(r"[^,。;:、|\s()]{2,14}$")
_REACH: Final = 4  # sentences that a subject is carried over
_FIELD_LINE: Final = 60


def carry_over(
    reading: Reading, money: Money, grammar: AttributeGrammar, *, labelled: bool, anaphor: bool = False
) -> tuple[Named, str] | None:
    """The project of the sentences before, where the sentence of the sum names none."""
    text = reading.folded
    lead = text[reading.sentence(money.start)[0] : money.head]
    if grammar.patterns.several.search(lead) or grammar.patterns.other.search(lead):
        return None
    rules = grammar.patterns
    pointed = anaphor or any(rule.search(lead) for rule in (rules.pointed, rules.goes_on, rules.bare))
    if not pointed:
        if short := _unnamed_project(reading, lead, grammar):
            named = find_short_name(reading, money, grammar)
            return (named, "amount.short") if named and short else None
        if any(
            not grammar.patterns.no_subject.search(text, max(0, n.start - 10), n.start)
            for n in _subjects(reading, money)
        ):
            return None
    phase = find_phase(text, money, grammar) is not None or is_led_by_phase(lead.removesuffix(","), grammar)
    line = reading.line(money.start)[0]
    number = reading.sentence_number(money.start)
    for index in range(number - 1, max(-1, number - 1 - (3 * _REACH if labelled else _REACH)), -1):
        low, high = reading.sentences[index]
        projects = reading.projects(low, high)
        opens = reading.sentences[number][0] == line or rules.goes_on.match(text[line : money.head]) is not None
        if low < line and not _line_carries(reading, low, line, pointed and opens):
            break
        if not projects:
            if not pointed and low >= line and number - index > _REACH and text[high - 1 : high] != ";":
                break
            continue
        if len({p.entity for p in projects}) > 1 and closes_list(reading, projects, grammar):
            break
        rule = "amount.phase" if phase else "amount.heading" if low < line else "amount.carried"
        return projects[-1], rule
    every = {p.entity for p in reading.by_type["Project"]}
    if pointed and len(every) == 1 and not phase:
        return reading.by_type["Project"][0], "amount.only"
    return None


def _line_carries(reading: Reading, low: int, line: int, pointed: bool) -> bool:
    """Whether a sentence of an earlier line says what the lines under it are about: a heading, a field."""
    title = len(reading.article.title)
    if low < title and not pointed:
        return False
    start, end = reading.line(low)
    if reading.folded[end - 1] in "。!?" and not pointed:
        return False
    near = reading.folded.count("\n", end, line) <= (3 if pointed else 8)
    short = end - start <= _FIELD_LINE
    return near and (short or pointed)


def _subjects(reading: Reading, money: Money) -> tuple[Named, ...]:
    return reading.between(reading.sentence(money.start)[0], money.head, "Enterprise", "Park")


def _unnamed_project(reading: Reading, lead: str, grammar: AttributeGrammar) -> bool:
    """Whether a project without a name, or by a part of its name, is the subject: 6万吨项目总投资…"""
    tail = re.split("[,:]", lead)[-1].strip("\"' ")
    if not grammar.patterns.unnamed.search(tail):
        return False
    return grammar.patterns.anaphor.fullmatch(grammar.patterns.unnamed.sub(lambda m: m.group()[:2], tail)) is None


def find_short_name(reading: Reading, money: Money, grammar: AttributeGrammar) -> Named | None:
    """The only project that has the words before the sum in its name: 6万吨项目 of 年产6万吨丁腈橡胶项目."""
    match = _SHORT.search(reading.folded, max(0, money.head - 16), money.head)
    if match is None:
        return None
    words = grammar.patterns.after_head.sub("", match.group())
    for size in range(len(words), 1, -1):
        part = words[-size:]
        having = {p.entity: p for p in reading.by_type["Project"] if part in reading.folded[p.start : p.end]}
        if len(having) == 1:
            return next(iter(having.values()))
        if having:
            return None
    return None
