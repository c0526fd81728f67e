"""Sums of money -> the project each belongs to, and by which rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.attribute_grammar import AttributeGrammar
from kg.relate.attributes.behind import built, called, cried_out, in_row
from kg.relate.attributes.carry import carry_over, find_short_name
from kg.relate.attributes.shares import find_pointed, share_out
from kg.relate.attributes.subjects import has_other_subject
from kg.relate.reading.gaps import (
    closes_list,
    fills_clause,
    find_phase,
    is_beside,
    is_conversion,
    is_led_by_phase,
)
from kg.relate.reading.money import Money
from kg.relate.reading.names import Named, Reading

_LIST_REACH: Final = 300  # characters
# Rules that tell a project's sum only where no other does.
_LESSER: Final = ("amount.phase", "amount.only")


@dataclass(frozen=True, slots=True)
class Owned:
    """A sum, the project it belongs to, and the rule that says so."""

    money: Money
    project: Named
    rule: str


def find_owners(reading: Reading, sums: Sequence[Money], grammar: AttributeGrammar) -> tuple[Owned, ...]:
    """The investments among the sums that belong to a named project, in order."""
    if not reading.by_type.get("Project"):
        return ()
    found: list[Owned] = []
    sums = [_clear_of_names(reading, money) for money in sums]
    each = share_out(reading, sums, grammar)
    for i, money in enumerate(sums):
        if money.kind and grammar.kinds[money.kind].owner != "Project":
            continue
        if i in each:
            found.append(Owned(money, each[i], "amount.each"))
            continue
        before = sums[i - 1] if i else None
        same = before is not None and bool(found) and found[-1].money is before
        if before and same and is_conversion(reading.folded, before, money, grammar):
            # 3亿欧元(约合人民币23.51亿元): the same sum once more.
            found.append(Owned(money, found[-1].project, found[-1].rule))
            continue
        after = sums[i + 1].start if i + 1 < len(sums) else len(reading.folded)
        if owned := _find_owner(reading, money, before, after, found, grammar):
            found.append(owned)
    return _without_lesser(found)


def _clear_of_names(reading: Reading, money: Money) -> Money:
    """A sum whose announcing words begin after any name: not 预算 in 甲工程预算 项目."""
    inside = [n.end for n in reading.between_starts(max(0, money.head - 60), money.start) if n.end > money.head]
    if not inside or inside[-1] > money.start:
        return money
    label = money.label
    if label and label[0] < inside[-1]:
        label = (inside[-1], label[1]) if label[1] > inside[-1] else None
    return replace(money, head=inside[-1], label=label, kind=money.kind if label else "")


def _find_owner(
    reading: Reading,
    money: Money,
    before: Money | None,
    ceiling: int,
    found: Sequence[Owned],
    grammar: AttributeGrammar,
) -> Owned | None:
    start, end = reading.sentence(money.start)
    labelled = bool(money.kind)
    after_label = money.label is not None and money.label[0] >= money.end
    match = grammar.patterns.of_project.match(reading.folded, money.end, end)
    if match and not after_label and not grammar.patterns.share.match(reading.folded, match.end()):
        # 总投资5亿美元(约35亿元)的甲项目: the next sum is the same one
        limit = end if ceiling < match.end() else min(end, ceiling)
        return _owner_after_of(reading, money, match.end(), limit, grammar)
    if pointed := find_pointed(reading, money, grammar):
        return Owned(money, pointed, "amount.pointed")
    beside = _beside(reading, start, money, grammar)
    if labelled and not after_label and not beside:
        for project in reading.projects(money.end, min(end, ceiling))[:1]:
            if project.start == money.end:  # 总投资150亿元甲项目, without 的
                return Owned(money, project, "amount.of")
    verb = not labelled or grammar.kinds[money.kind].verb
    earlier = reading.projects(start, money.head)
    if named := called(reading, money, min(end, ceiling), grammar):
        return Owned(money, named, "amount.build")
    thing = built(reading, money, min(end, ceiling), grammar) if (verb or not earlier) and not beside else None
    if thing and not _is_part(reading, thing, money, grammar, alone=not earlier):
        of_phase = grammar.patterns.phase_word.match(reading.folded, thing.end)  # 投资5亿元，用于甲项目二期
        return Owned(money, thing, "amount.phase" if of_phase else "amount.build")
    if headed := cried_out(reading, money, grammar):
        return Owned(money, headed, "amount.of")
    if row := in_row(reading, money):
        return Owned(money, row, "amount.row")
    if earlier:
        return _owner_in_sentence(reading, money, before, earlier, found, grammar)
    if not labelled and not fills_clause(reading, money, grammar):
        return None
    return _carried(reading, money, grammar, labelled=labelled)


def _is_part(reading: Reading, thing: Named, money: Money, grammar: AttributeGrammar, *, alone: bool) -> bool:
    """Whether what is built is one of several things, or what a phase of another project builds.

    投资5亿元建设甲车间、乙车间; 一期项目投资5亿元，建设甲车间. But 投资5亿元建设甲项目、乙公司投资3亿元 begins anew.
    """
    text = reading.folded
    joint = grammar.patterns.with_next.match(text, thing.end)
    next_to = reading.between_starts(joint.end(), joint.end() + 1) if joint else ()
    if any(name.type == "Project" for name in next_to):
        return True
    if text.startswith("、", thing.end) and not any(name.type == "Enterprise" for name in next_to):
        return True
    phase = find_phase(text, money, grammar)
    return phase is not None and (phase["built"] is not None or not alone)


def _carried(
    reading: Reading, money: Money, grammar: AttributeGrammar, *, labelled: bool, anaphor: bool = False
) -> Owned | None:
    carried = carry_over(reading, money, grammar, labelled=labelled, anaphor=anaphor)
    return Owned(money, *carried) if carried else None


def _owner_after_of(reading: Reading, money: Money, start: int, end: int, grammar: AttributeGrammar) -> Owned | None:
    """总投资Y的X: the first project after 的, in the same clause."""
    for project in reading.projects(start, end)[:1]:
        gap = reading.folded[start : project.start]
        if len(gap) <= 40 and not re.search("[,。;]", gap) and not grammar.patterns.several.search(gap):
            of_all = grammar.patterns.in_counted_list.match(reading.folded, start, end)
            return None if of_all else Owned(money, project, "amount.of")
        if grammar.patterns.apposed.fullmatch(gap) and grammar.patterns.as_one.search(
            reading.folded[max(0, money.head - 4) : money.head]
        ):
            return Owned(money, project, "amount.of")
    earlier = reading.projects(reading.sentence(money.start)[0], money.head)
    if (
        earlier
        and grammar.patterns.one_of.search(reading.folded, earlier[-1].end, money.head)
        and grammar.patterns.sort.match(reading.folded, start)
    ):
        return Owned(money, earlier[-1], "amount.sentence")
    before = reading.folded[max(0, money.head - 4) : money.head]
    match = grammar.patterns.anaphor.match(reading.folded, start)
    if match and (match.group() not in grammar.patterns.thing or grammar.patterns.pointed.search(before)):
        return _carried(reading, money, grammar, labelled=True, anaphor=True)
    return None


def _beside(reading: Reading, start: int, money: Money, grammar: AttributeGrammar) -> bool:
    """Whether a project's name ends directly before the words for the sum."""
    projects = reading.projects(start, money.head)
    return bool(projects) and is_beside(reading.folded[projects[-1].end : money.head], grammar)


def _owner_in_sentence(
    reading: Reading,
    money: Money,
    before: Money | None,
    earlier: Sequence[Named],
    found: Sequence[Owned],
    grammar: AttributeGrammar,
) -> Owned | None:
    """The nearest project before the sum, unless something between them takes the sum for itself."""
    text = reading.folded
    project = earlier[-1]
    gap = text[project.end : money.head]
    if grammar.patterns.each.search(text, project.end, money.start):
        return None
    if is_beside(gap, grammar):
        if text[money.head - 1] != "(" and _is_of_each(reading, project, before, grammar):
            return None
        if not closes_list(reading, earlier, grammar) or text[money.head - 1] == "(":
            return Owned(money, project, "amount.beside")
        return None
    if closes_list(reading, earlier, grammar) and not grammar.patterns.picked.search(gap):
        return None
    if before and project.end <= before.head:  # 甲项目累计到位6亿元，总投资10亿元: 累计 is of the sum before
        gap = text[project.end : before.head] + text[before.end : money.head]
    if (
        grammar.patterns.several.search(gap)
        or grammar.patterns.other.search(gap)
        or grammar.patterns.where_it_lies.match(gap)
    ):
        return None
    if not money.kind and not fills_clause(reading, money, grammar):
        return None
    tail = re.split("[,:、]", gap)[-1]
    verb = money.kind == "" or grammar.kinds[money.kind].verb
    if find_phase(text, money, grammar) or (verb and is_led_by_phase(gap, grammar)):
        return Owned(money, project, "amount.phase")
    if money.label is None and any(
        o.project.entity == project.entity and o.money.start > earlier[0].start for o in found
    ):
        return None
    kind = grammar.patterns.wider.fullmatch(tail.strip("\"' "))
    if kind and kind[1] not in text[project.start : project.end]:
        return None
    bare = (
        grammar.patterns.anaphor.fullmatch(tail.strip("\"' ")) is not None
        or grammar.patterns.pointed_at.search(tail) is not None
    )
    if grammar.patterns.unnamed.search(tail) and not bare:
        short = find_short_name(reading, money, grammar)
        return Owned(money, short, "amount.short") if short else None
    if has_other_subject(reading, project, money, grammar):
        return None
    return Owned(money, project, "amount.sentence")


def _is_of_each(reading: Reading, project: Named, before: Money | None, grammar: AttributeGrammar) -> bool:
    """Whether a sum behind a project is that of all that were told one by one up to it, none with a sum of its own:
    分别签约甲扩产、乙项目，总投资5亿元."""
    start = max(reading.line(project.start)[0], project.start - _LIST_REACH)
    one_by_one = grammar.patterns.one_by_one.search(reading.folded, start, project.start)
    return one_by_one is not None and (before is None or before.end <= one_by_one.start())


def _without_lesser(found: Sequence[Owned]) -> tuple[Owned, ...]:
    """Phase money goes where a total is told; so does what is carried where the name stands by another sum.

    Of two phases neither is the whole: 一期投资6亿元，二期投资12亿元.
    """
    direct = {o.project.entity for o in found if o.rule not in _LESSER}
    phases: dict[tuple[str, str], set[Decimal]] = defaultdict(set)
    for owned in found:
        if owned.rule == "amount.phase":
            phases[owned.project.entity, owned.money.unit].add(owned.money.value)
    divided = {project for (project, _), values in phases.items() if len(values) > 1}
    return tuple(o for o in found if o.rule not in _LESSER or o.project.entity not in direct | divided)
