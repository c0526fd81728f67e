"""A project that bears a firm's name, or has it directly in front, is that firm's."""

from __future__ import annotations

import pytest

from kg.relate.pairs.bearing import CHANCE, OWNING
from kg.relations import SIGNATURES
from tests.relate.pairs.believing import relate


def owners(body: str) -> list[float]:
    """How sure it is who invests, where no pair by itself is believed."""
    others = [name for name in SIGNATURES if name != OWNING]
    relations = relate(body, *others)[1]
    return [e.confidence for r in relations if r.predicate == OWNING for e in r.evidence]


@pytest.mark.parametrize(
    "body",
    [
        "{E:岚川集团}{J:铝箔项目}开工。",
        "{E:岚川集团}来了。{J:宜都岚川集团铝箔项目}开工。{E:岚川集团}{J:宜都岚川集团铝箔项目}投产。",
    ],
)
def test_what_stands_directly_behind_a_firm_is_its_own(body: str) -> None:
    assert owners(body) == [CHANCE]


@pytest.mark.parametrize(
    ("firm", "project"),
    [
        ("宜昌市岚川溪电子有限公司", "宜昌岚川溪电子项目"),
        ("江苏岚川溪集团", "岚川溪(湖北)铝箔项目"),
        ("岚川溪股份", "岚川溪二期"),
    ],
)
def test_places_and_legal_words_of_a_firm_may_be_left_out(firm: str, project: str) -> None:
    assert owners(f"{{E:{firm}}}来了。{{J:{project}}}开工。") == [CHANCE]


@pytest.mark.parametrize(
    ("firm", "project"),
    [
        ("宜昌岚川有限公司", "岚川溪铝箔项目"),  # two characters are a word too
        ("宜昌岚川溪电子有限公司", "岚川溪化工项目"),
        ("宜昌岚川溪电子有限公司", "百岚川溪电子项目"),
    ],
)
def test_a_firm_of_another_name_need_not_own_it(firm: str, project: str) -> None:
    assert owners(f"{{E:{firm}}}来了。{{J:{project}}}开工。") == []


@pytest.mark.parametrize(
    "body",
    [
        "{E:岚川集团}看好{J:铝箔项目}。",
        "{J:铝箔项目}{E:岚川集团}都来了。",
        "{E:岚川集团}来了,该公司{J:铝箔项目}开工。",
    ],
)
def test_what_only_stands_near_a_firm_may_be_of_another(body: str) -> None:
    assert owners(body) == []
