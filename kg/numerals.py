"""A number in digits or characters -> its value, and how precise it is: 3亿5000万, 两亿五千万, 1.2万亿."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_DIGIT_VALUES: Final = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2} | {c: i for i, c in enumerate("三四五六七八九", 3)}
DIGITS: Final = "".join(_DIGIT_VALUES)
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_TOKEN: Final = re.compile(rf"[0-9,]+(?:\.[0-9]+)?|点[{DIGITS}]+|[{DIGITS}]+|[十百千万亿]")
_FIGURE: Final = re.compile(r"([0-9][0-9,]*)(?:\.([0-9]+))?\s*(?:多|余)?(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千)?")
_ZEROS: Final = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3, None: 0,
}  # fmt: skip


def parse_number(text: str) -> Decimal | None:
    """The value of a number in digits, characters or both (3亿5000万, 两亿五千万, 1.2万亿); None if it is none.

    余, 多 and 个 inside it are passed over.
    """
    total = large = section = Decimal(0)
    number: Decimal | None = None
    seen = False
    for token in _TOKEN.findall(text):
        if token[0] == "点":
            number = (number or 0) + _decimal_tail(token[1:])
        elif token[0] in _DIGIT_VALUES:
            number = Decimal("".join(str(_DIGIT_VALUES[c]) for c in token))
        elif token in _SMALL:
            section += (1 if number is None else number) * _SMALL[token]
            number = None
        elif token == "万":
            large += _or_one(section, number) * 10**4
            section, number = Decimal(0), None
        elif token == "亿":
            total += (large + section + (number or 0) or _or_one(section, number)) * 10**8
            large = section = Decimal(0)
            number = None
        elif digits := token.replace(",", ""):
            number = Decimal(digits)
        seen = True
    return total + large + section + (number or 0) if seen else None


def _or_one(section: Decimal, number: Decimal | None) -> Decimal:
    return Decimal(1) if number is None and not section else section + (number or 0)


def _decimal_tail(digits: str) -> Decimal:
    return Decimal("0." + "".join(str(_DIGIT_VALUES[c]) for c in digits))


def grain_of(text: str) -> Decimal:
    """What the last digit of a figure stands for: 1亿 in 748亿元, 100万 in 748.43亿元; 1 where that is not plain."""
    match = _FIGURE.search(text)
    if match is None:
        return Decimal(1)
    return Decimal(10) ** (_ZEROS[match[3]] - len(match[2] or ""))
