"""A project, a sum and the names between them -> whether the sum has a subject of its own."""

from __future__ import annotations

import re

from kg.attribute_grammar import AttributeGrammar
from kg.relate.reading.money import Money
from kg.relate.reading.names import Named, Reading


def has_other_subject(reading: Reading, project: Named, money: Money, grammar: AttributeGrammar) -> bool:
    """Whether an enterprise or a park in a clause or an item of its own is what invests, or what the sum is of."""
    text = reading.folded
    clause = max(text.rfind(mark, project.end, money.head) for mark in ",:、")
    if clause < 0:
        return False
    if grammar.patterns.former.search(text[project.end : money.head]):
        return True  # 乙公司和甲项目来了，前者投资5亿元
    for name in reading.between(clause, money.head, "Enterprise", "Park"):
        lead = text[clause + 1 : name.start]
        if grammar.patterns.no_doer.search(lead):
            continue
        if any(n.entity == name.entity for n in reading.between(reading.sentence(project.end)[0], project.end)):
            continue
        if name.type == "Enterprise" and (
            _is_told_total(money, grammar) or _pays_for(reading, name, project, money, grammar)
        ):
            continue
        rest = text[name.end : money.head]
        if len(rest) <= 6 and not grammar.patterns.within.match(rest):
            return True
    return False


def _is_told_total(money: Money, grammar: AttributeGrammar) -> bool:
    """Whether the word for the sum is none that a firm does: 总投资, not 投资."""
    return money.kind != "" and not grammar.kinds[money.kind].verb


def _pays_for(reading: Reading, firm: Named, project: Named, money: Money, grammar: AttributeGrammar) -> bool:
    """Whether a firm is told to pay for the project before it, which is no other firm's.

    甲项目开工，乙公司投资5亿元; not 丙公司的甲项目开工，乙公司投资5亿元.
    """
    text = reading.folded
    if text.startswith("的", firm.end) or not grammar.patterns.ends.match(text, money.end):
        return False
    before = reading.between(reading.sentence(project.start)[0], project.start, "Enterprise")
    return not any(
        name.entity != firm.entity and not re.search("[,。;:、]", text[name.end : project.start]) for name in before
    )
