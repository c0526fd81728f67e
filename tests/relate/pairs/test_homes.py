"""What names say of where their things are."""

from __future__ import annotations

import pytest

from kg.relate.pairs.homes import ELSEWHERE, NEAR, SILENT, THERE, find_homes
from tests.handmade import known

XIANGYANG, GUCHENG, WUHAN, HUBEI = "city/420600", "city/420625", "city/420100", "province/420000"


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("襄阳市甲项目", "Project", {XIANGYANG: THERE, GUCHENG: NEAR, WUHAN: ELSEWHERE, HUBEI: NEAR}),
        ("襄阳市谷城县甲项目", "Project", {XIANGYANG: NEAR, GUCHENG: THERE, WUHAN: ELSEWHERE, HUBEI: NEAR}),
        ("谷城县人民政府", "Organization", {XIANGYANG: NEAR, GUCHENG: THERE, WUHAN: ELSEWHERE, HUBEI: NEAR}),
        ("甲项目", "Project", {}),
        ("襄阳市若干措施", "Policy", {}),
    ],
)
def test_what_a_name_says_of_places(name: str, kind: str, said: dict[str, int]) -> None:
    types = {"x": kind} | dict.fromkeys((XIANGYANG, GUCHENG, WUHAN), "City") | {HUBEI: "Province"}
    forms = {"x": (name,), XIANGYANG: ("襄阳",), GUCHENG: ("谷城县",), WUHAN: ("武汉",), HUBEI: ("湖北省",)}
    found = find_homes(types, forms, known().lexicon)
    assert {place: found.get(("x", place), SILENT) for place in said} == said
    assert found.keys() == {("x", place) for place in said}


def test_a_name_that_several_places_share_rules_out_what_none_of_them_is_in() -> None:
    lexicon = known().lexicon
    gulou = {form.entity for form in lexicon.readings("鼓楼区")}
    cities = {place for one in gulou for place in lexicon.ancestors(one) if place.startswith("city/")}
    assert len(cities) > 1
    types = {"x": "Project"} | dict.fromkeys((*cities, WUHAN), "City")
    found = find_homes(types, {"x": ("鼓楼区甲项目",), WUHAN: ("武汉",)} | {c: ("某市",) for c in cities}, lexicon)
    assert {place for (_, place), said in found.items() if said == ELSEWHERE} == {WUHAN}
