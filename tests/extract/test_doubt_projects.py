"""Reasons not to believe that something is a project, a park or a policy."""

from __future__ import annotations

import pytest

from kg.extract.doubt import why_not
from tests.extract.doubting import doubt, reason
from tests.handmade import known


def test_so_many_things_are_no_project() -> None:
    assert doubt("5条玄鸟生产线", "Project") == "a count"
    assert doubt("玄鸟储能项目", "Project", "8个") == "a count"
    assert doubt("100MW玄鸟储能项目", "Project") is None
    assert doubt("玄鸟储能项目", "Project", "投产") is None


def test_what_begins_like_one_of_many_is_none() -> None:
    assert doubt("全国玄鸟示范园区", "Park") == "begins like what is one of many"
    assert doubt("玄鸟全国示范园区", "Park") is None


def test_a_word_of_many_may_stand_in_front() -> None:
    assert (
        why_not("在全国玄鸟示范园区", 3, 9, "Park", known().lexicon, known().grammar)
        == "begins like what is one of many"
    )


def test_a_park_with_its_place_is_one_though_many_are_told() -> None:
    text = "多个襄阳玄鸟园区的企业"
    assert why_not(text, 2, 8, "Park", known().lexicon, known().grammar) is None


def test_a_place_that_begins_like_a_pronoun_is_one() -> None:
    assert doubt("那曲供暖三期", "Project") is None
    assert doubt("那条供暖三期", "Project") == "points at something named elsewhere"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("推进两个⟨高端制造项目⟩。", "a count"),
        ("推进12个⟨高端制造项目⟩。", "a count"),
        ("全国第四个⟨甲辰生产基地⟩。", None),
        ("推进⟨甲辰生产基地项目⟩三个:", "a count"),
        ("推进⟨甲辰生产基地项目⟩三个月。", None),
        ("成立⟨甲辰生产基地项目⟩公司。", "with the word behind it something else"),
    ],
)
def test_counted_projects_name_none(text: str, why: str | None) -> None:
    assert reason(text, "Project") == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("一期包括80万千瓦风电、⟨10万千瓦光伏⟩。", "what something consists of"),
        ("一期包括80万千瓦风电,以及⟨2万吨绿色甲醇⟩。", "what something consists of"),
        ("建设内容:⟨年产20万吨乙醇胺⟩。", "what something consists of"),
        ("一期包括⟨年产20万吨乙醇胺项目⟩。", None),
        ("一期包括⟨10万千瓦甲辰光伏基地⟩。", None),
        ("一期包括⟨10万千瓦光伏⟩、甲辰风电等3个项目。", None),  # a list counts it
        ("新签的有⟨10万千瓦光伏⟩。", None),
        ("以及甲辰公司的⟨10万千瓦光伏⟩。", None),  # whose it is is told
    ],
)
def test_so_much_of_a_product_is_a_part_of_a_project(text: str, why: str | None) -> None:
    assert reason(text, "Project") == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("攻关聚焦⟨高功率激光器⟩。", "what something makes or uses"),
        ("装置采用⟨循环喷雾式乙氧基化⟩。", "what something makes or uses"),
        ("攻关聚焦⟨高功率激光器项目⟩。", None),
        ("公司投建⟨高功率激光器⟩。", None),
    ],
)
def test_what_is_made_or_used_is_no_project(text: str, why: str | None) -> None:
    assert reason(text, "Project") == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("规划范围东至⟨玄鸟项目⟩边界,西至白河。", "a side of something else"),
        ("园区东临白河大道,⟨西接玄鸟高速⟩,总面积8平方公里。", "a side of something else"),
        ("企业西接⟨玄鸟铁路⟩,把货运出去。", None),  # only one side is told
        ("开工⟨东至开发区道路项目⟩,投资2亿元。", None),
    ],
)
def test_what_lies_on_the_sides_of_something_is_no_project(text: str, why: str | None) -> None:
    assert reason(text, "Project") == why


def test_a_county_is_none_where_it_reads_as_a_side() -> None:
    assert reason("范围⟨东至⟩白河大道,西至玄鸟路。", "City") == "a side of something else"
    assert reason("企业落户⟨东至⟩,年产铝箔2万吨。", "City") is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("⟨玄鸟集团120亿项目⟩落户襄阳", "what somebody pays"),
        ("⟨玄鸟集团旗下百亿级光伏玻璃项目⟩开工", "what somebody pays"),
        ("⟨玄鸟集团120亿白塘湖水镇项目⟩开工", None),
        ("⟨亿辰光伏项目⟩开工", None),
    ],
)
def test_what_only_costs_so_much_is_no_name(text: str, why: str | None) -> None:
    assert reason(text, "Project") == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("推进玄鸟新港等⟨货运枢纽项目⟩建设。", "what the names before it are"),
        ("推进⟨等离子体炉项目⟩建设。", None),
        ("依托职业高等⟨货运枢纽项目⟩建设。", None),
        ("拟建⟨日处理能力3万吨污水站⟩一座。", "a count"),
        ("新建⟨中型水利工程⟩一座。", "a count"),
        ("新建⟨白塘水厂⟩一座。", None),  # its own name
        ("新建⟨中型水利工程⟩一期。", None),
    ],
)
def test_what_a_list_is_of_and_how_large_a_thing_is_are_no_names(text: str, why: str | None) -> None:
    assert reason(text, "Project") == why
