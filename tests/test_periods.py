"""Years, quarters, months and days: their first and last day, how precise they are, and which holds which."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.periods import bounds, holds, is_after, is_period, length, precision, say_period

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("period", "first", "last", "unit"),
    [
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024-05-06", "2024-05-06", "2024-05-06", "day"),
        ("2023-10/2023-12", "2023-10-01", "2023-12-31", "quarter"),
        ("2024-07/2024-12", "2024-07-01", "2024-12-31", "halfYear"),
        ("2024-01/2024-11", "2024-01-01", "2024-11-30", "month"),
        ("2024-02/2024-04", "2024-02-01", "2024-04-30", "month"),
        ("2019/2021", "2019-01-01", "2021-12-31", "year"),
    ],
)
def test_a_period_has_its_days_and_its_precision(period: str, first: str, last: str, unit: str) -> None:
    assert bounds(period) == (first, last)
    assert precision(period) == unit


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-02-30", "2024-03/2024-01", "2024/", "2024-1", "去年"])
def test_what_is_no_period(text: str) -> None:
    assert not is_period(text)


@given(DAYS)
def test_a_day_lies_in_its_month_quarter_and_year(day: date) -> None:
    quarter = (day.month - 1) // 3 * 3 + 1
    wider = (
        day.isoformat(),
        day.isoformat()[:7],
        f"{day.year}-{quarter:02}/{day.year}-{quarter + 2:02}",
        str(day.year),
    )
    for finer, coarser in itertools.pairwise(wider):
        assert holds(coarser, finer)
        assert not holds(finer, coarser)
        assert length(finer) < length(coarser)


def test_a_quarter_comes_after_a_day_before_its_first() -> None:
    assert is_after("2024-07/2024-09", "2024-06-15")
    assert not is_after("2024-04/2024-06", "2024-06-15")
    assert not is_after("2024", "2024-06-15")
    assert is_after("2025", "2024")


@pytest.mark.parametrize(
    ("period", "quoted", "said"),
    [
        ("2024-05-06", "5月6日", "2024-05-06"),
        ("2024", "今年", "2024"),
        ("2023", "去年年底", "2023年底"),
        ("2024-05", "5月中旬", "2024-05 中旬"),
        ("2024-01/2024-03", "一季度", "2024年一季度"),
        ("2024-10/2024-12", "四季度末", "2024年四季度末"),
        ("2023-07/2023-12", "下半年", "2023年下半年"),
        ("2024-01/2024-11", "前11个月", "2024年1—11月"),
        ("2019/2021", "2019—2021年", "2019—2021"),
    ],
)
def test_a_period_is_said_as_a_reader_would(period: str, quoted: str, said: str) -> None:
    assert say_period(period, quoted) == said
