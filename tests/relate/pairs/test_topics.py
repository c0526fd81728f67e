"""Which place a sentence is about."""

from __future__ import annotations

import pytest

from kg.relate.pairs.joined import join_scenes
from kg.relate.pairs.rows import NONE
from kg.relate.pairs.topics import find_topics
from tests.relate.pairs.test_anaphora import scene_of


def topics_of(body: str, title: str = "新闻") -> list[str]:
    """The topic of each sentence, by its longest form; - for none."""
    scene = scene_of(body, title)
    entities = sorted(scene.of)
    found = find_topics(join_scenes([scene]))
    return ["-" if topic == NONE else scene.forms[entities[topic]][0] for topic in found.of_sentence]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{C:襄阳市}很好。{E:甲公司}来了。", ["襄阳市", "襄阳市", "襄阳市"]),
        ("{C:襄阳市}很好。{E:甲公司}来了。{C:宜昌市}也好。{E:乙公司}来了。", ["襄阳市"] * 3 + ["宜昌市"] * 2),
        ("{C:襄阳市}很好。去年3月，在{K:甲产业园}，{E:甲公司}来了。", ["襄阳市", "襄阳市", "甲产业园"]),
        ("【{C:襄阳市}】厂很大。{E:甲公司}来自{C:宜昌市}。", ["襄阳市", "襄阳市", "襄阳市"]),
        ("一、{K:甲产业园}\n{E:甲公司}来了。", ["-", "甲产业园", "甲产业园"]),
        ("{E:甲公司}来了。", ["-", "-"]),
    ],
)
def test_the_place_that_a_sentence_opens_with_is_carried_on(body: str, expected: list[str]) -> None:
    assert topics_of(body)[-len(expected) + 1 :] == expected[1:]


def test_a_paragraph_begins_with_the_theme_of_the_article() -> None:
    scene = scene_of("{K:甲产业园}很好。{E:甲公司}来了。\n{E:乙公司}来了。", "{C:襄阳市}新闻")
    entities = sorted(scene.of)
    found = find_topics(join_scenes([scene]))
    names = [scene.forms[entities[topic]][0] for topic in found.of_paragraph]
    assert names == ["襄阳市", "甲产业园", "甲产业园", "襄阳市"]
    assert scene.forms[entities[found.theme[0]]][0] == "襄阳市"


@pytest.mark.parametrize(
    ("body", "title", "theme"),
    [
        ("{C:襄阳市}很好。{C:襄阳市}很大。", "{K:甲产业园}", "甲产业园"),
        ("{P:湖北省}的{C:襄阳市}很好。", "新闻", "襄阳市"),
        ("{K:甲产业园}在{C:襄阳市}。{C:襄阳市}很好。", "新闻", "襄阳市"),
    ],
)
def test_the_theme_is_the_city_or_park_named_early_and_often(body: str, title: str, theme: str) -> None:
    scene = scene_of(body, title)
    assert scene.theme is not None
    assert scene.forms[scene.theme][0] == theme


def test_the_places_before_and_after_a_name_are_those_of_its_sentence() -> None:
    scene = scene_of("{C:襄阳市}很好。在{C:宜昌市}，{E:甲公司}看着{K:甲产业园}。")
    entities = sorted(scene.of)
    found = find_topics(join_scenes([scene]))
    (firm,) = (i for i, one in enumerate(scene.named) if one.type == "Enterprise")
    assert scene.forms[entities[found.before[firm]]][0] == "宜昌市"
    assert scene.forms[entities[found.after[firm]]][0] == "甲产业园"
    (city,) = (i for i, one in enumerate(scene.named) if one.entity == "city/420600")
    assert found.before[city] == found.after[city] == NONE
