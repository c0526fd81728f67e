"""Projects that are listed before their sums -> which sum is whose: 分别, 依次, 前者, 后者."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.attribute_grammar import AttributeGrammar
from kg.relate.reading.gaps import each_once, fills_clause, list_to
from kg.relate.reading.money import Money
from kg.relate.reading.names import Named, Reading

_BACK: Final = 2  # sentences before that may hold what 前者 and 后者 point to


def share_out(reading: Reading, sums: Sequence[Money], grammar: AttributeGrammar) -> dict[int, Named]:
    """As many projects as sums, in the same order. The result is by the number of the sum."""
    shares: dict[int, Named] = {}
    i = 0
    while i < len(sums):
        j = i + 1
        while j < len(sums) and grammar.patterns.between_sums.fullmatch(reading.folded, sums[j - 1].end, sums[j].start):
            j += 1
        run, (start, end) = range(i, j), reading.sentence(sums[i].start)
        invested = not sums[i].kind or grammar.kinds[sums[i].kind].owner == "Project"
        if len(run) > 1 and invested and grammar.patterns.in_turn.search(reading.folded, start, sums[i].start):
            before = each_once(reading.projects(start, sums[i].start))
            after = each_once(reading.projects(sums[j - 1].end, end))
            if not before and not after:
                before = _listed_before(reading, start, grammar)
                before = before if len(before) == len(run) else ()
            if len(after) == len(run) and len(before) != len(run):
                shares |= zip(run, after, strict=True)
            elif len(before) >= len(run):
                shares |= zip(run, before[-len(run) :], strict=True)
        i = j
    return shares


def find_pointed(reading: Reading, money: Money, grammar: AttributeGrammar) -> Named | None:
    """The first or the last of the listed projects, where 前者 or 后者 is what the sum is told of."""
    start = reading.sentence(money.start)[0]
    pointers = [*grammar.patterns.pointer.finditer(reading.folded, start, money.start)]
    if not pointers:
        return None
    pointer = pointers[-1]
    told = reading.folded[pointer.end() : money.head]
    if (
        reading.projects(pointer.end(), money.start)
        or grammar.patterns.several.search(told)
        or grammar.patterns.other.search(told)
    ):
        return None
    if not money.kind and told.strip() and not fills_clause(reading, money, grammar):
        return None
    projects = reading.projects(start, pointer.start())
    listed = list_to(reading, projects, grammar) if projects else _listed_before(reading, start, grammar)
    if len(listed) < 2 or len(reading.between(listed[-1].end, pointer.start(), "Enterprise")) > 1:
        return None
    return listed[0] if pointer["former"] else listed[-1]


def _listed_before(reading: Reading, start: int, grammar: AttributeGrammar) -> tuple[Named, ...]:
    """The last list of projects in the nearest sentences of the line before."""
    number = reading.sentence_number(start)
    line = reading.line(start)[0]
    for low, high in reversed(reading.sentences[max(0, number - _BACK) : number]):
        projects = reading.projects(low, high)
        if projects and low >= line:
            return list_to(reading, projects, grammar)
    return ()
