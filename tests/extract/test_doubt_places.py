"""Reasons not to believe that something is a place, and the places before a name."""

from __future__ import annotations

import pytest

from kg.extract.divisions import only_places, place_before
from kg.extract.doubt import why_not
from tests.extract.doubting import doubt
from tests.handmade import extract_marked, known, names_of


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("湖北省襄阳营商环境", 5),
        ("襄阳市高新区", 3),
        ("襄阳", 2),
        ("甲辰公司", 0),
        ("内蒙古自治区甲辰公司", 6),
        ("", 0),
    ],
)
def test_the_places_before_a_name(name: str, length: int) -> None:
    assert place_before(name, known().lexicon) == length


def common(text: str, name: str) -> bool:
    start = text.index(name)
    return why_not(text, start, start + len(name), "City", known().lexicon, known().grammar) == "a common word"


def test_a_word_that_is_a_places_name_too_needs_a_reason_to_be_the_place() -> None:
    assert common("这里日照好。", "日照")
    assert not common("日照市招商，这里日照好。", "日照")
    assert not common("山东的日照招商。", "日照")
    assert not common("企业落户日照。", "日照")
    assert common("日照市的日照时间长。"[3:], "日照")
    assert not common("襄阳招商。", "襄阳")


def test_a_district_by_its_side_alone_is_a_common_word() -> None:
    assert common("新增焦化产能由城区限制。", "城区")
    assert not common("阳泉市城区、矿区招商。", "城区")


@pytest.mark.parametrize(("name", "kind"), [("襄阳", "City"), ("湖北", "Province")])
def test_a_paper_named_after_a_place_is_not_the_place(name: str, kind: str) -> None:
    assert doubt(name, kind, "日报记者") == "with the word behind it something else"
    assert doubt(name, kind, "记者") is None


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        ("渡街道", "a town's name"),
        ("镇", "a town's name"),
        ("古镇", None),
        ("双沟镇", None),
        ("镇里有镇", None),
        ("街道上", "a town's name"),
    ],
)
def test_a_town_that_begins_like_a_city_is_none(after: str, reason: str | None) -> None:
    assert doubt("襄阳", "City", after) == reason


@pytest.mark.parametrize(
    ("name", "told"),
    [("甘肃白银", True), ("山东平原", True), ("珲春紫金", False), ("湖北白银", False), ("襄阳", False), ("", False)],
)
def test_only_places_each_in_the_one_before_it(name: str, told: bool) -> None:
    assert only_places(name, known().lexicon) is told


@pytest.mark.parametrize(
    ("text", "name", "is_one"),
    [
        ("市里从昭通、{C:安康}包了车", "安康", True),
        ("葫芦岛之外,{C:朝阳}和锦州也来了", "朝阳", True),
        ("大家都盼着{C:和平}、安宁", "和平", False),  # two words that are places too
        ("培育壮大{C:朝阳}产业、葫芦岛也来了", "朝阳", False),
    ],
)
def test_a_word_beside_a_place_in_a_list_is_a_place(text: str, name: str, is_one: bool) -> None:
    assert (("City", name) in names_of(extract_marked(text))) == is_one
