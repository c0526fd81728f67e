"""Names of firms and their legal forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.firms import has_legal_form, is_registered, legal_words, without_company, without_legal


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("澄江云鹤股份有限公司", "澄江云鹤"),
        ("云鹤控股集团有限责任公司", "云鹤"),
        ("云鹤(武汉)有限公司", "云鹤"),
        ("云鹤总公司", "云鹤"),
        ("云鹤电机总厂", "云鹤电机"),
        ("云鹤株式会社", "云鹤"),
        ("云鹤科技", "云鹤科技"),
        ("集团公司", "集团公司"),  # nothing would be left
    ],
)
def test_the_legal_form_goes(name: str, core: str) -> None:
    assert without_legal(name) == core


@pytest.mark.parametrize(
    ("name", "rest"), [("云鹤集团股份有限公司", "云鹤集团"), ("云鹤公司", "云鹤"), ("云鹤集团", "云鹤集团")]
)
def test_a_group_stays_a_group(name: str, rest: str) -> None:
    assert without_company(name) == rest


def test_a_full_name_is_more_than_a_legal_form() -> None:
    assert is_registered("云鹤有限公司") and not is_registered("云鹤公司")
    assert has_legal_form("云鹤公司") and has_legal_form("云鹤电机厂") and not has_legal_form("云鹤集团")


@given(st.text(alphabet="云鹤集团股份控有限责任公司总厂()武汉", min_size=2, max_size=20))
def test_what_is_left_is_no_longer_and_has_nothing_more_to_lose(name: str) -> None:
    core = without_legal(name)
    assert len(core) <= len(name)
    assert without_legal(core) == core


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("云鹤集团股份有限公司", {"集团", "股份"}),
        ("云鹤集团贸易有限公司", set()),
        ("云鹤股份", {"股份"}),
        ("云鹤", set()),
    ],
)
def test_what_a_firm_is_beside_a_company(name: str, words: set[str]) -> None:
    assert legal_words(name) == words
