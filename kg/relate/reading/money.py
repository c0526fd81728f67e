"""Text -> sums of money: value, currency, and what kind of sum it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.attribute_grammar import AttributeGrammar
from kg.numerals import parse_number

YUAN: Final = "CNY"
_KIND_WINDOW: Final = 28
# Words that say what a sum is stand in its own clause.
_CLAUSE_MARKS: Final = ",。;!?\n|/、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A sum. `start` to `end` are the raw words, `head` is where the words that announce it begin."""

    start: int
    end: int
    head: int
    value: Decimal
    unit: str
    kind: str  # "" where no word says what it is
    label: tuple[int, int] | None = None


def tell_value(value: Decimal) -> str:
    """A number as a plain decimal string, without exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def find_money(text: str, folded: str, grammar: AttributeGrammar) -> tuple[Money, ...]:
    """Every sum of money in a text, in order; of a range the lower end is the value."""
    found: list[Money] = []
    floor = 0
    carry: Money | None = None
    for match, unit in _candidates(folded, grammar):
        start, end = match.span()
        if start < floor:
            continue
        comma = text.rfind("，", start, end)  # 占地15，300亿元: a full-width comma parts numbers
        start = comma + 1 if comma >= 0 else start
        if folded.endswith(grammar.patterns.vague, 0, start):
            continue
        value = _value_of(match, folded[start:end] if comma >= 0 else None, grammar)
        if value is None or value < 1:
            continue
        money = _with_kind(folded, floor, start, end, value, unit or YUAN, grammar)
        if not unit and (money.kind == "" or not grammar.kinds[money.kind].property):
            continue
        if grammar.patterns.superseded.match(folded, end):
            carry = money if money.label else None
            floor = end
            continue
        if carry and not money.kind and grammar.patterns.superseded.search(folded, carry.end, start):
            money = replace(money, kind=carry.kind, label=carry.label, head=carry.head)
        carry = None
        found.append(money)
        floor = end
    return tuple(found)


def _candidates(folded: str, grammar: AttributeGrammar) -> Iterator[tuple[re.Match[str], str]]:
    """Sums with a currency, and those that end in 亿 or 万 alone (no unit), by where they begin."""
    told = grammar.patterns
    money_end = bare_end = 0
    for begins in told.sum_begins.finditer(folded):
        start = begins.start()
        money = told.money.match(folded, start) if start >= money_end else None
        bare = told.bare_money.match(folded, start) if start >= bare_end else None
        if bare:
            bare_end = bare.end()
        if money:
            money_end = money.end()
            yield money, grammar.currencies[money["currency"]]
        elif bare:
            yield bare, ""


def _value_of(match: re.Match[str], part: str | None, grammar: AttributeGrammar) -> Decimal | None:
    if part is not None:
        return parse_number(part)
    low, high = match["low"], match["high"]
    value = parse_number(low)
    if high is not None and value is not None and not grammar.patterns.scale.search(low):
        # 50-60亿元: the lower end has the scale of the upper one.
        scale = grammar.patterns.scale.findall(high)
        value = parse_number(low + (scale[-1] if scale else ""))
    return value


def _with_kind(
    folded: str, floor: int, start: int, end: int, value: Decimal, unit: str, grammar: AttributeGrammar
) -> Money:
    """A sum with its kind: by the words after it, else by the last announcing words of its clause."""
    clause = max(floor, start - _KIND_WINDOW)
    for at in range(start - 1, clause - 1, -1):
        if folded[at] in _CLAUSE_MARKS:
            clause = at + 1
            break
    kind, label, head = "", None, _qualified_from(folded, clause, start, grammar)
    if match := grammar.kind_after.match(folded, end):
        kind, label = match.lastgroup or "", match.span()
    if not kind or grammar.kinds[kind].property:
        for match in grammar.kind_before.finditer(folded, clause, start):
            name = match.lastgroup or ""
            if grammar.kinds[name].property and not _connects(folded, match.end(), start, grammar):
                continue
            kind, label, head = name, match.span(), match.start()
    return Money(start=start, end=end, head=head, value=value, unit=unit, kind=kind, label=label)


def _connects(folded: str, start: int, end: int, grammar: AttributeGrammar) -> bool:
    """Whether only words like 约, 超过, 人民币 stand between an investment word and its sum."""
    return grammar.patterns.connects.fullmatch(folded, start, end) is not None


def _qualified_from(folded: str, clause: int, start: int, grammar: AttributeGrammar) -> int:
    """Where the 约, 超, 近 before a sum begin."""
    for at in range(max(clause, start - 10), start):
        if grammar.patterns.qualifies.fullmatch(folded, at, start):
            return at
    return start
