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
    "body",
    [
        "{E:岚川集团}看好{J:铝箔项目}。",
        "{J:铝箔项目}{E:岚川集团}都来了。",
        "{E:岚川集团}来了,该公司{J:铝箔项目}开工。",
    ],
)
def test_what_only_stands_near_a_firm_may_be_of_another(body: str) -> None:
    assert owners(body) == []
