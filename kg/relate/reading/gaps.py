"""The words between a name and a sum -> what they say about the two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.attribute_grammar import AttributeGrammar
from kg.relate.reading.money import Money
from kg.relate.reading.names import Named, Reading

_CLOSE: Final = re.compile(r"[\s,:\-|/(\")、]*(?:项目|工程|的)?[\s,:(]*")
# Between names that stand side by side in a list.
_JOIN: Final = re.compile(r"[\"\s,]*(?:、|和|与|及|以及|,以及|,还有|还有|暨)[\"\s]*")

# 甲项目、总投资3亿元的乙项目: told of the next name, and no end of the list.
_SUM_OF: Final = re.compile("(?:计划|协议)?(?:总?投资)?(?:约|超|近|达)?[0-9.]+ ?[万亿]+(?:美|欧|港)?元的?$")


def is_beside(gap: str, grammar: AttributeGrammar) -> bool:
    return re.fullmatch(rf"{_CLOSE.pattern}{grammar.qualifier.pattern}", gap) is not None


def fills_clause(reading: Reading, money: Money) -> bool:
    """Whether a sum without a word for it fills its clause: 签了，8.5亿元，桩还没打."""
    text = reading.folded
    before = text[money.head - 1] if money.head else "\n"
    after = text[money.end : money.end + 1] or "\n"
    if text.startswith(("左右", "以上"), money.end):
        after = text[money.end + 2 : money.end + 3] or "\n"
    return before in ",:(|/\n\t共 " and after in ",。;)|/\n\t! "


def closes_list(reading: Reading, names: Sequence[Named]) -> bool:
    """Whether the last of some names closes a list of several projects."""
    if len(names) < 2 or names[-1].entity == names[-2].entity:
        return False
    gap = reading.folded[names[-2].end : names[-1].start]
    for inner in reversed(reading.between(names[-2].end, names[-1].start)):
        gap = gap[: inner.start - names[-2].end] + gap[inner.end - names[-2].end :]
    return re.fullmatch(rf"{_JOIN.pattern}(?:的)?", _SUM_OF.sub("", gap)) is not None


def find_phase(text: str, money: Money, grammar: AttributeGrammar) -> re.Match[str] | None:
    """The phase that the sum is told of: 一期投资, 其中一期50亿元; None for none."""
    found = (
        m
        for m in grammar.phase.finditer(text, max(0, money.head - 14), money.head + 6)
        if m.end() <= money.start and money.head - m.end() <= 3 and not re.search("[,。;)]", text[m.end() : money.head])
    )
    return next(found, None)


def is_conversion(folded: str, before: Money, money: Money, grammar: AttributeGrammar) -> bool:
    return before.unit != money.unit and grammar.converted.match(folded[before.end : money.start]) is not None


def each_once(names: Sequence[Named]) -> tuple[Named, ...]:
    return tuple({n.entity: n for n in names}.values())


def list_to(reading: Reading, names: Sequence[Named]) -> tuple[Named, ...]:
    """The last name with all that are listed before it: A、B和C开工."""
    first = len(names) - 1
    while first > 0 and closes_list(reading, names[: first + 1]):
        first -= 1
    return each_once(names[first:])
