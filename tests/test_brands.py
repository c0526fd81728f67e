"""Names of known firms -> the brands in them. No file of ours knows 玄鸟."""

from __future__ import annotations

import pytest

from kg.brands import brands_of
from tests.handmade import known


def brands(*names: str, known_forms: frozenset[str] = frozenset()) -> set[str]:
    return set(brands_of(names, {"湖北", "湖北省", "襄阳市"}, known().grammar.equivalents["enterprise"], known_forms))


@pytest.mark.parametrize(
    "name", ["玄鸟科技", "玄鸟股份", "玄鸟新能源科技股份有限公司", "湖北玄鸟科技", "湖北省玄鸟集团"]
)
def test_a_brand_is_left_without_place_trade_and_legal_form(name: str) -> None:
    assert "玄鸟" in brands(name)


def test_what_is_in_front_of_each_ending_counts_up_to_four_characters() -> None:
    assert brands("玄鸟新能源科技") == {"玄鸟"}
    assert brands("玄鸟衔枝科技") == {"玄鸟衔枝"}
    assert brands("玄鸟衔枝而来科技") == set()


@pytest.mark.parametrize("name", ["玄鸟", "科技", "玄科技", "市建设集团", "3M科技"])
def test_without_an_ending_or_with_nothing_before_it_there_is_none(name: str) -> None:
    assert brands(name) == set()


def test_a_known_name_is_no_brand() -> None:
    assert brands("玄鸟科技", known_forms=frozenset({"玄鸟"})) == set()


def test_the_lexicon_knows_the_brands_of_its_firms() -> None:
    assert "双良" in known().lexicon.brands  # of 双良节能
