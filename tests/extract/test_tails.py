"""What stands behind a proposed name and belongs to it."""

from __future__ import annotations

import pytest

from kg.extract.tails import whole_parks, with_tails
from tests.handmade import known


def tailed(text: str, kind: str) -> list[tuple[str, str]]:
    start, end = text.index("⟨"), text.index("⟩") - 1
    folded = text.replace("⟨", "").replace("⟩", "")
    found = with_tails(folded, [(start, end, kind, "crf")], known().grammar)
    return [(folded[low:high], to) for low, high, to, _ in found]


@pytest.mark.parametrize(
    ("text", "kind", "name", "whole"),
    [
        ("⟨襄阳⟩高新区挂牌", "City", "襄阳高新区", "Park"),
        ("⟨襄阳⟩经济技术开发区挂牌", "City", "襄阳经济技术开发区", "Park"),
        ("⟨襄阳⟩高新区管委会说", "City", "襄阳", "City"),
        ("⟨襄阳⟩园区挂牌", "City", "襄阳", "City"),
        ("⟨襄阳⟩市场监管局说", "City", "襄阳市场监管局", "Organization"),
        ("⟨甲辰园⟩管委会说", "Park", "甲辰园管委会", "Organization"),
        ("⟨甲辰⟩集团说", "Enterprise", "甲辰集团", "Enterprise"),
        ("⟨甲辰⟩项目开工", "Enterprise", "甲辰项目", "Project"),
        ("⟨甲辰⟩项目建设提速", "Enterprise", "甲辰", "Enterprise"),
        ("⟨甲辰⟩项目季启动", "Enterprise", "甲辰", "Enterprise"),
        ("⟨甲辰⟩项目6个", "Enterprise", "甲辰", "Enterprise"),
        ("⟨襄阳市委⟩宣传部供图", "Organization", "襄阳市委宣传部", "Organization"),
        ("⟨襄阳⟩建投集团中标", "City", "襄阳建投集团", "Enterprise"),
        ("⟨甲辰⟩的项目", "Enterprise", "甲辰", "Enterprise"),
    ],
)
def test_a_word_behind_a_name_may_belong_to_it(text: str, kind: str, name: str, whole: str) -> None:
    assert tailed(text, kind) == [(name, whole)]


def test_a_tail_does_not_reach_into_the_next_name() -> None:
    folded = "襄阳高新区"
    found = [(0, 2, "City", "crf"), (2, 5, "Park", "crf")]
    assert list(with_tails(folded, found, known().grammar)) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [("甲辰产业园区建成", "甲辰产业园区"), ("甲辰产业园区域合作", "甲辰产业园"), ("甲辰产业园建成", "甲辰产业园")],
)
def test_a_park_has_the_area_behind_it(text: str, name: str) -> None:
    assert [
        text[start:end] for start, end, _, _ in whole_parks(text, [(0, 5, "Park", "repeated")], known().grammar)
    ] == [name]
