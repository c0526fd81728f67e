"""A place called by one character is found where somebody goes there or is there."""

from __future__ import annotations

import pytest

from kg.extract.abbreviated import abbreviated_places
from kg.extract.found import Found
from tests.handmade import known


def abbreviated(text: str, *found: Found) -> list[tuple[str, str, str]]:
    """The characters with their type and the name they stand for."""
    places = abbreviated_places(text, found, known().lexicon, known().grammar)
    return [(text[start:end], kind, full) for (start, end, kind, _), full in places]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("岚川集团扩大在滇投资。", [("滇", "Province", "云南")]),
        ("多家企业来渝考察。", [("渝", "City", "重庆")]),
        ("玄鸟公司入黔发展,又赴川投资。", [("黔", "Province", "贵州"), ("川", "Province", "四川")]),
        ("青海欢迎各地企业来青投资。", [("青", "Province", "青海")]),
        ("欢迎企业来青投资。", []),
        ("青岛的企业到青海去,又来青投资。", []),
        ("渝东北的滇菜进川菜馆。", []),
        ("近年来渝投资增长。", []),
        ("在新投资中心开会。", []),
    ],
)
def test_a_character_is_a_place_between_going_and_doing(text: str, places: list[tuple[str, str, str]]) -> None:
    assert abbreviated(text) == places


def test_a_character_in_another_name_is_none() -> None:
    assert abbreviated("在滇投资集团旁。", (1, 6, "Enterprise", "crf")) == []
