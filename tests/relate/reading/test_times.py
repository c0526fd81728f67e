"""Dates read back as they were written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.attribute_grammar import load_attribute_grammar
from kg.files import data_folder
from kg.relate.reading.times import find_times

GRAMMAR = load_attribute_grammar(data_folder() / "seeds" / "grammar")


@given(st.dates())
def test_a_full_date_reads_back(day: object) -> None:
    text = f"{day:%Y年%m月%d日}"  # type: ignore[str-format]
    values = [time.value for time in find_times(text, None, GRAMMAR)]
    assert values == ([f"{day}"] if "1900" <= f"{day}"[:4] < "2100" else [])
