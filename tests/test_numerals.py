"""Numbers read back as they were written."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kg.numerals import parse_number

DIGITS = "零一二三四五六七八九"


def in_characters(number: int) -> str:
    """A number below 10^12 as Chinese writes it: 二亿零三万."""
    if number < 10_000:
        text, zero = "", False
        for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, number = divmod(number, place)
            if digit:
                text += ("零" if zero and text else "") + DIGITS[digit] + unit
                zero = False
            else:
                zero = True
        return text
    for scale, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            head, rest = divmod(number, scale)
            gap = "零" if 0 < rest < scale // 10 else ""
            return in_characters(head) + unit + gap + (in_characters(rest) if rest else "")
    raise AssertionError(number)


@given(st.integers(1, 10**12 - 1))
def test_a_number_in_characters_reads_back(number: int) -> None:
    assert parse_number(in_characters(number)) == number


@given(st.decimals("0.01", 99999, places=2), st.sampled_from([("亿", 10**8), ("万", 10**4), ("万亿", 10**12), ("", 1)]))
def test_a_number_in_digits_reads_back(number: Decimal, scale: tuple[str, int]) -> None:
    assert parse_number(f"{number}{scale[0]}") == number * scale[1]


@given(st.integers(1, 10**9))
def test_thousands_marks_do_not_matter(number: int) -> None:
    assert parse_number(f"{number:,}") == number
