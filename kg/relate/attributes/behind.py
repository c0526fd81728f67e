"""Sums of money -> the project told behind the sum or in its row, without a word that ties it to one before."""

from __future__ import annotations

import re
from typing import Final

from kg.attribute_grammar import AttributeGrammar
from kg.relate.attributes.tables import LONGEST_ROW
from kg.relate.reading.money import Money
from kg.relate.reading.names import Named, Reading
from kg.rows import find_border, split_row

_BUILD_REACH: Final = 60
_CRY_REACH: Final = 24


def built(reading: Reading, money: Money, end: int, grammar: AttributeGrammar) -> Named | None:
    """投资Y建设X: a verb of building after the sum, and its object."""
    text = reading.folded
    for project in reading.projects(money.end, min(end, money.end + _BUILD_REACH))[:1]:
        gap = text[money.end : project.start]
        verbs = list(grammar.patterns.build.finditer(gap))
        if not verbs:
            continue
        rest = gap[verbs[-1].end() :]
        passive = grammar.patterns.passive.search(text[max(0, money.head - 30) : money.head])
        if re.search("[,。;:]", rest) or grammar.patterns.several.search(rest) or (passive and "," in gap):
            continue
        if rest.startswith("的") and "," in gap:  # 甲公司投资60亿元，首个落地的是乙项目
            continue
        return project
    return None


def called(reading: Reading, money: Money, end: int, grammar: AttributeGrammar) -> Named | None:
    """投资Y，名叫X: the name comes after the sum."""
    for project in reading.projects(money.end, min(end, money.end + _BUILD_REACH))[:1]:
        if grammar.patterns.calls.search(reading.folded, money.end, project.start):
            return project
    return None


def cried_out(reading: Reading, money: Money, grammar: AttributeGrammar) -> Named | None:
    """总投资9.6亿元！甲项目开工: nothing but the sum stands before the cry, and one project after it in the line.

    So in the first line of a text, with the project in the second.
    """
    start, end = reading.line(money.start)
    cry = grammar.patterns.cry.match(reading.folded, money.end)
    if cry is None or reading.folded[start : money.head].strip(' 【"'):
        return None
    if cry.end() >= end:
        if reading.projects(0, start):
            return None
        _, end = reading.line(cry.end())
    projects = reading.projects(cry.end(), end)
    one = len({project.entity for project in projects}) == 1
    return projects[0] if one and projects[0].start - cry.end() <= _CRY_REACH else None


def in_row(reading: Reading, money: Money) -> Named | None:
    """The only project in a row of cells, if the sum is a cell of its own."""
    start, end = reading.line(money.start)
    row = reading.folded[start:end]
    border = find_border(row) if len(row) <= LONGEST_ROW else ""
    if not border or not any(start + first == money.head for first, _ in split_row(row, border)[1:]):
        return None
    projects = reading.projects(start, end)
    named = {p.entity for p in projects}
    return projects[0] if len(named) == 1 else None
