"""The words between a name and a sum -> what they say about the two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.attribute_grammar import AttributeGrammar
from kg.relate.reading.money import Money
from kg.relate.reading.names import Named, Reading


def is_beside(gap: str, grammar: AttributeGrammar) -> bool:
    return grammar.patterns.beside.fullmatch(gap) is not None


def fills_clause(reading: Reading, money: Money, grammar: AttributeGrammar) -> bool:
    """Whether a sum without a word for it fills its clause: 签了，8.5亿元，桩还没打."""
    text, told = reading.folded, grammar.patterns
    free = told.free_before.search(text, max(0, money.head - 1), money.head)
    return free is not None and told.free_behind.match(text, money.end) is not None


def closes_list(reading: Reading, names: Sequence[Named], grammar: AttributeGrammar) -> bool:
    """Whether the last of some names closes a list of several projects."""
    if len(names) < 2 or names[-1].entity == names[-2].entity:
        return False
    gap = reading.folded[names[-2].end : names[-1].start]
    for inner in reversed(reading.between(names[-2].end, names[-1].start)):
        gap = gap[: inner.start - names[-2].end] + gap[inner.end - names[-2].end :]
    return grammar.patterns.joined.fullmatch(grammar.patterns.sum_of_next.sub("", gap)) is not None


def find_phase(text: str, money: Money, grammar: AttributeGrammar) -> re.Match[str] | None:
    """The phase that the sum is told of: 一期投资, 其中一期50亿元; None for none."""
    found = (
        m
        for m in grammar.patterns.phase_word.finditer(text, max(0, money.head - 14), money.head + 6)
        if m.end() <= money.start and money.head - m.end() <= 3 and not re.search("[,。;)]", text[m.end() : money.head])
    )
    return next(found, None)


def is_led_by_phase(gap: str, grammar: AttributeGrammar) -> bool:
    """Whether the clause before the sum's own is told of a phase: 甲项目分两期建设,一期占地200亩,投资5亿元."""
    clauses = gap.split(",")
    return len(clauses) > 1 and any(grammar.patterns.phase_clause.match(clause) for clause in clauses[-2:])


def is_conversion(folded: str, before: Money, money: Money, grammar: AttributeGrammar) -> bool:
    return before.unit != money.unit and grammar.patterns.converted.match(folded[before.end : money.start]) is not None


def each_once(names: Sequence[Named]) -> tuple[Named, ...]:
    return tuple({n.entity: n for n in names}.values())


def list_to(reading: Reading, names: Sequence[Named], grammar: AttributeGrammar) -> tuple[Named, ...]:
    """The last name with all that are listed before it: A、B和C开工."""
    first = len(names) - 1
    while first > 0 and closes_list(reading, names[: first + 1], grammar):
        first -= 1
    return each_once(names[first:])
