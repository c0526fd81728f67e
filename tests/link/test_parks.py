"""Heads that mean the same, places in front, bare heads, names without a head. 甲辰 is no park that we know."""

from __future__ import annotations

import pytest

from tests.handmade import id_of, ids_of, link_marked, reason_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("襄阳高新区", "襄阳市高新技术产业开发区"),
        ("襄阳高新区", "襄阳国家高新区"),
        ("甲辰产业园", "甲辰产业园区"),
        ("甲辰工业园", "甲辰工业园区"),
        ("谷城石化工业区", "谷城县石化工业园区"),
        ("谷城甲辰经开区", "谷城甲辰经济开发区"),
        ("谷城甲辰经开区", "谷城县甲辰经济技术开发区"),
        ("甲辰开发区", "谷城甲辰经济开发区"),
        ("谷城甲辰经济技术开发区", "甲辰开发区"),
    ],
)
def test_heads_that_mean_the_same_are_one_park(one: str, other: str) -> None:
    linked = link_marked(f"{{K:{one}}}与{{K:{other}}}。")
    assert id_of(linked, one) == id_of(linked, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("襄阳高新区", "襄阳经开区"),
        ("襄阳高新区", "宜昌高新区"),
        ("襄阳开发区", "襄阳经开区"),
        ("宜昌甲辰开发区", "谷城甲辰经济开发区"),
        ("襄阳丙丁科技园", "宜昌丙丁科技园"),
    ],
)
def test_other_heads_or_other_places_are_other_parks(one: str, other: str) -> None:
    linked = link_marked(f"{{K:{one}}}与{{K:{other}}}。")
    assert id_of(linked, one) != id_of(linked, other)


def test_a_known_park_has_its_id_however_written() -> None:
    for form in ("襄阳高新区", "襄阳市高新区", "襄阳高新技术产业开发区", "襄阳市高新技术产业开发区"):
        assert id_of(link_marked(f"{{K:{form}}}招商。"), form) == "park/xiangyang-hidz"


def test_a_known_park_is_known_behind_the_places_that_it_lies_in() -> None:
    assert id_of(link_marked("项目在{K:贵州省贵安新区}。"), "贵州省贵安新区") == "park/guianxinqu"
    assert id_of(link_marked("项目在{K:四川省贵安新区}。"), "四川省贵安新区") != "park/guianxinqu"


@pytest.mark.parametrize("form", ["敦化经开区", "敦化经济开发区", "吉林敦化经济开发区"])
def test_the_zone_of_a_county_is_known(form: str) -> None:
    assert id_of(link_marked(f"{{K:{form}}}招商。"), form) == "park/dunhua-pedz"


def test_a_place_in_front_may_be_left_out() -> None:
    linked = link_marked("{C:襄阳}的{K:襄阳甲辰产业园}好，{K:甲辰产业园}大。")
    assert id_of(linked, "甲辰产业园") == id_of(linked, "襄阳甲辰产业园")


def test_a_bare_head_is_the_park_that_the_article_names() -> None:
    linked = link_marked("{C:襄阳}的{K:甲辰高新区}好，{K:高新区}大。")
    assert id_of(linked, "高新区") == id_of(linked, "甲辰高新区")
    assert reason_of(linked, "高新区") == "the 高新区 that this article names"


def test_a_bare_开发区_may_be_a_经开区() -> None:
    linked = link_marked("{K:谷城甲辰经济开发区}好，{K:开发区}大。")
    assert id_of(linked, "开发区") == id_of(linked, "谷城甲辰经济开发区")


def test_a_bare_高新区_is_that_of_the_place_which_the_article_is_about() -> None:
    linked = link_marked("{K:高新区}很大。", title="{C:襄阳}招商")
    assert id_of(linked, "高新区") == "park/xiangyang-hidz"
    assert reason_of(linked, "高新区") == "the one of the place that this article is about"


@pytest.mark.parametrize("body", ["{K:高新区}很大。", "{C:襄阳}的{K:园区}很大。", "{C:襄阳}的{K:产业园}很大。"])
def test_a_bare_head_that_names_no_park_is_rejected_with_the_reason(body: str) -> None:
    linked = link_marked(body)
    assert [rejection.reason for rejection in linked.rejections] == ["a bare head word that names no park here"]
    assert not any(entity.type == "Park" for entity in linked.entities)


def test_a_bare_head_that_was_introduced_is_the_park_introduced() -> None:
    linked = link_marked("{K:甲辰产业园}（以下简称{K:园区}）。", introduced={"园区": "甲辰产业园"})
    assert id_of(linked, "园区") == id_of(linked, "甲辰产业园")
    assert reason_of(linked, "园区") == "introduced as the short form of 甲辰产业园"


def test_姚家港_is_the_park_without_its_head() -> None:
    linked = link_marked("{C:枝江市}{K:姚家港化工园}好，{K:姚家港}大，{K:枝江姚家港化工园区}强。")
    assert len(ids_of(linked, "姚家港") | ids_of(linked, "姚家港化工园") | ids_of(linked, "枝江姚家港化工园区")) == 1


def test_an_unknown_park_without_its_head_is_the_one_named_with_it() -> None:
    linked = link_marked("{C:襄阳}{K:丙丁湖工业园}好，{K:丙丁湖}大。")
    assert id_of(linked, "丙丁湖") == id_of(linked, "丙丁湖工业园")
    assert reason_of(linked, "丙丁湖") == "丙丁湖工业园 without its head word"


def test_a_park_has_the_same_id_in_two_articles() -> None:
    one = link_marked("{C:襄阳}的{K:襄阳甲辰产业园}好。")
    two = link_marked("{C:宜昌}的客人到{C:襄阳}，看{K:襄阳市甲辰产业园区}。")
    assert id_of(one, "襄阳甲辰产业园") == id_of(two, "襄阳市甲辰产业园区")


def test_a_park_without_a_name_of_its_own_is_told_apart_by_the_city() -> None:
    one = link_marked("{C:襄阳}的{K:航空航天产业园}好。")
    two = link_marked("{C:宜昌}的{K:航空航天产业园}好。")
    assert id_of(one, "航空航天产业园") != id_of(two, "航空航天产业园")


def test_a_short_name_with_the_city_and_without_are_one_park_in_two_articles() -> None:
    one = link_marked("{C:襄阳市}的{K:航空航天产业园}好。")
    two = link_marked("{C:襄阳市}的{K:襄阳航空航天产业园}好。")
    assert id_of(one, "航空航天产业园") == id_of(two, "襄阳航空航天产业园")


@pytest.mark.parametrize(("city", "county"), [("长沙高新区", "宁乡高新区"), ("湘潭经济技术开发区", "韶山经开区")])
def test_a_county_has_a_park_of_its_own_beside_its_city_s(city: str, county: str) -> None:
    linked = link_marked(f"{{K:{city}}}、{{K:{county}}}")
    assert id_of(linked, city) != id_of(linked, county)


@pytest.mark.parametrize(
    "body", ["{C:襄阳市}{K:襄州高新区}、{K:襄阳市襄州区高新区}", "{K:湖北省宜昌高新区}、{K:宜昌高新区}"]
)
def test_what_a_place_lies_in_may_stand_before_it(body: str) -> None:
    assert len([entity for entity in link_marked(body).entities if entity.type == "Park"]) == 1


def test_the_city_s_park_is_that_of_the_city_named() -> None:
    linked = link_marked("{K:梧州市陶瓷产业园区}投产，{K:市陶瓷产业园区}很好。")
    assert id_of(linked, "市陶瓷产业园区") == id_of(linked, "梧州市陶瓷产业园区")
    linked = link_marked("{K:梧州市陶瓷产业园区}投产，{K:市石材产业园区}很好。")
    assert id_of(linked, "市石材产业园区") != id_of(linked, "梧州市陶瓷产业园区")
