"""A line that never ends is read in time that grows as its length does: work is counted, not seconds."""

import sys

import pytest

from kg.annotate import annotate, warm_up
from kg.model import Article
from kg.text import sentence_bounds
from tests.handmade import known

MUCH = 2.5  # times as much work for twice the length; of what grows as the square it is four times
LENGTH = 6_000  # characters


def work_for(text: str) -> int:
    """How many functions are called to read a text."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        annotate(Article(id="x", title="", body=text), known())
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "unit",
    [
        "7",
        "甲",
        "（",
        "（）",
        "abc def ",
        "甲有限公司、",
        "襄阳高新区、",
        "襄阳市",
        "甲公司与襄阳市签约，",
        "投资3亿元、",
    ],
)
def test_twice_the_length_is_twice_the_work(unit: str) -> None:
    warm_up(known())
    once, twice = (work_for(unit * (length // len(unit))) for length in (LENGTH, 2 * LENGTH))
    assert twice < MUCH * once


@pytest.mark.parametrize("unit", ["甲公司与襄阳市签约，", "襄阳高新区", "7"])
def test_a_sentence_without_an_end_is_cut_at_a_pause_if_there_is_one(unit: str) -> None:
    text = unit * (9_000 // len(unit))
    bounds = sentence_bounds(text)
    assert max(end - start for start, end in bounds) <= 1_000
    assert "".join(text[start:end] for start, end in bounds) == text
    assert "，" not in unit or all(text[start:end].endswith("，") for start, end in bounds)


def test_what_stands_far_behind_a_name_tells_nothing_of_it() -> None:
    doubts = known().grammar.doubts
    for pattern, end in ((doubts.as_a_whole, "为一体的"), (doubts.trades_end, "等领域。")):
        assert pattern.match("、甲乙" * 20 + end)
        assert not pattern.match("、甲乙" * 200 + end)
