"""Which names are several in one, and which with an 'and' are one."""

from __future__ import annotations

import pytest

from tests.extract.mending import mended
from tests.handmade import extract_marked, names_of


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("⟨甲辰口水电站、乙巳岭水电站⟩", "Project", ["甲辰口水电站", "乙巳岭水电站"]),
        ("⟨甲辰风电项目和乙巳光伏项目⟩", "Project", ["甲辰风电项目", "乙巳光伏项目"]),
        ("⟨甲辰制剂、中间体项目⟩", "Project", ["甲辰制剂、中间体项目"]),
        ("⟨甲辰研发和生产基地⟩", "Project", ["甲辰研发和生产基地"]),
        ("⟨甲辰电机生产线及配套设施项目⟩", "Project", ["甲辰电机生产线及配套设施项目"]),
        ("⟨甲辰产业园、乙巳生产基地⟩", "Project", ["甲辰产业园 is a Park", "乙巳生产基地"]),
        ("⟨甲辰、乙巳、丙午⟩", "Enterprise", ["甲辰", "乙巳", "丙午"]),
        ("⟨甲辰和乙巳⟩", "Enterprise", ["甲辰和乙巳"]),
        ("⟨甲辰产业园、乙巳工业园⟩", "Park", ["甲辰产业园", "乙巳工业园"]),
        ("⟨“一体、两翼”战略⟩", "Policy", ['"一体、两翼"战略']),
    ],
)
def test_a_chain_of_names_is_many(text: str, kind: str, names: list[str]) -> None:
    assert mended(text.replace("“", '"').replace("”", '"'), kind) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("介绍县情⟨和县经开区⟩。", ["县经开区"]),
        ("走访街道⟨和区工业园⟩。", ["区工业园"]),
        ("和县今年忙。介绍⟨和县经开区⟩。", ["和县经开区"]),
        ("安徽⟨和县经开区⟩。", ["和县经开区"]),
        ("落户⟨和平工业园⟩。", ["和平工业园"]),
    ],
)
def test_an_and_before_a_countys_zone_is_no_part_of_it(text: str, names: list[str]) -> None:
    assert mended(text, "Park") == names


def test_china_and_another_side_are_one_name() -> None:
    assert mended("中国-⟨东盟玄鸟产业园项目⟩", "Project") == ["中国-东盟玄鸟产业园项目"]
    assert mended("⟨甲辰生产基地暨乙巳生产基地⟩", "Project") == ["甲辰生产基地", "乙巳生产基地"]
    assert mended("⟨湖北唯一甲辰示范基地⟩", "Project") == ["甲辰示范基地"]
    assert mended("⟨甲辰小镇暨乙巳生产基地项目⟩", "Project") == ["甲辰小镇暨乙巳生产基地项目"]
    assert mended("⟨组织部长宣布甲辰生产基地⟩", "Project") == ["甲辰生产基地"]


def test_quoted_schemes_in_a_chain_are_many() -> None:
    assert mended('出台⟨"甲辰十条"、"乙巳十条"⟩。', "Policy") == ["甲辰十条", "乙巳十条"]
    assert mended('出台⟨"甲辰、乙巳"行动⟩。', "Policy") == ['"甲辰、乙巳"行动']
    assert mended('出台⟨招商"十条⟩"。', "Policy") == ['招商"十条"']


def test_schemes_named_as_such_in_a_chain_are_many() -> None:
    assert mended("推行⟨田长制、路长制⟩。", "Policy") == ["田长制", "路长制"]
    assert mended("启动⟨强链、补链行动⟩。", "Policy") == ["强链、补链行动"]


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("⟨甲辰稻谷加工与米糠油精炼工厂⟩", "Project", ["甲辰稻谷加工与米糠油精炼工厂"]),
        ("⟨甲辰整体搬迁及扩能项目⟩", "Project", ["甲辰整体搬迁及扩能项目"]),
        ("⟨甲辰总部及乙巳生产基地项目⟩", "Project", ["甲辰总部及乙巳生产基地项目"]),
        ("⟨甲辰总部和乙巳生产基地⟩", "Project", ["甲辰总部", "乙巳生产基地"]),
        ("⟨甲辰口水电站、乙巳岭水电站及丙午湾水电站⟩", "Project", ["甲辰口水电站", "乙巳岭水电站", "丙午湾水电站"]),
    ],
)
def test_a_work_and_its_second_part_are_one_name(text: str, kind: str, names: list[str]) -> None:
    assert mended(text, kind) == names


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("⟨和林格尔数据中心⟩", "Project", ["和林格尔数据中心"]),
        ("⟨和静铁粉基地⟩", "Project", ["和静铁粉基地"]),
        ("⟨和林格尔数据中心和甲辰数据中心⟩", "Project", ["和林格尔数据中心", "甲辰数据中心"]),
        ("⟨和林格尔新区⟩", "Park", ["和林格尔新区"]),
        ("⟨和甲辰工业园⟩", "Park", ["甲辰工业园"]),
        ("⟨和甲辰数据中心⟩", "Project", ["甲辰数据中心"]),
    ],
)
def test_the_first_character_of_a_known_place_is_no_and(text: str, kind: str, names: list[str]) -> None:
    assert mended(text, kind) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("设在{K:冷水江市冷水江经济开发区}内", [("City", "冷水江市"), ("Park", "冷水江经济开发区")]),
        ("设在{K:宝鸡宝鸡高新区}内", [("City", "宝鸡"), ("Park", "宝鸡高新区")]),
        ("设在{K:栾城区石家庄高新区}内", [("City", "栾城区"), ("Park", "石家庄高新区")]),  # it lies in the second
        ("设在{K:佛山顺德高新区}内", [("Park", "佛山顺德高新区")]),  # the second lies in it
        ("设在{K:阜阳合肥现代产业园}内", [("Park", "阜阳合肥现代产业园")]),  # of two sides
    ],
)
def test_a_place_in_front_of_a_park_that_has_its_own_is_apart(text: str, names: list[tuple[str, str]]) -> None:
    assert names_of(extract_marked(text)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("⟨经开区·襄州区⟩", ["襄州区"]),
        ("⟨襄州区·经开区⟩", ["襄州区"]),
        ("⟨襄城区·樊城区⟩", ["襄城区", "樊城区"]),
        ("⟨甲辰·乙巳⟩", ["甲辰·乙巳"]),  # neither is a division
        ("⟨襄州区⟩·双沟", ["襄州区"]),
    ],
)
def test_a_district_that_is_run_as_one_with_a_zone_is_that_district(text: str, names: list[str]) -> None:
    assert mended(text, "City") == names
