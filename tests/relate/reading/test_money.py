"""Sums of money read back as they were written."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kg.attribute_grammar import load_attribute_grammar
from kg.files import data_folder
from kg.relate.reading.money import find_money, tell_value
from kg.text import fold_text

GRAMMAR = load_attribute_grammar(data_folder() / "seeds" / "grammar")


@given(st.integers(1, 9999), st.sampled_from(sorted(GRAMMAR.currencies)))
def test_money_reads_back_with_its_currency(number: int, currency: str) -> None:
    text = f"总投资{number}亿{currency}。"
    (money,) = find_money(text, fold_text(text), GRAMMAR)
    assert (money.value, money.unit) == (number * 10**8, GRAMMAR.currencies[currency])
    assert text[money.start : money.end] == f"{number}亿{currency}"


@given(st.decimals(1, 10**15, places=3))
def test_a_value_is_a_plain_decimal(number: Decimal) -> None:
    assert Decimal(tell_value(number)) == number
    assert "E" not in tell_value(number)
