"""Policies by their titles."""

from __future__ import annotations

import pytest

from tests.handmade import id_of, link_marked, reason_of


@pytest.mark.parametrize("short", ["方案", "实施方案", "工作实施方案"])
def test_the_last_words_of_a_title_stand_for_it(short: str) -> None:
    linked = link_marked(f"《{{L:襄阳市招商引资工作实施方案}}》出台。《{{L:{short}}}》提出。")
    assert id_of(linked, short) == id_of(linked, "襄阳市招商引资工作实施方案")
    assert reason_of(linked, short) == "the last words of 襄阳市招商引资工作实施方案"


def test_the_last_words_stand_for_a_title_that_was_given_before() -> None:
    linked = link_marked("《{L:方案}》提出。《{L:襄阳市招商引资工作实施方案}》出台。")
    assert id_of(linked, "方案") != id_of(linked, "襄阳市招商引资工作实施方案")


def test_each_last_word_finds_its_own_title() -> None:
    linked = link_marked("《{L:襄阳市招商意见}》、《{L:宜昌市用地方案}》。《{L:方案}》说，《{L:意见}》说。")
    assert id_of(linked, "方案") == id_of(linked, "宜昌市用地方案")
    assert id_of(linked, "意见") == id_of(linked, "襄阳市招商意见")


def test_the_first_words_of_a_title_stand_for_it() -> None:
    linked = link_marked("《{L:襄阳市支持制造业发展的若干措施}》。《{L:襄阳市支持制造业}》")
    assert id_of(linked, "襄阳市支持制造业") == id_of(linked, "襄阳市支持制造业发展的若干措施")


def test_an_introduced_short_form_stands_for_its_title() -> None:
    full = "襄阳市支持制造业发展的若干措施"
    linked = link_marked(f"《{{L:{full}}}》（以下简称“{{L:襄十条}}”）", introduced={"襄十条": full})
    assert id_of(linked, "襄十条") == id_of(linked, full)
    assert reason_of(linked, "襄十条") == f"introduced as the short form of {full}"


def test_policies_of_two_cities_are_two() -> None:
    linked = link_marked("《{L:襄阳市招商引资办法}》、《{L:宜昌市招商引资办法}》")
    assert id_of(linked, "襄阳市招商引资办法") != id_of(linked, "宜昌市招商引资办法")


def test_a_policy_is_the_same_in_two_articles_with_title_marks_or_without() -> None:
    one = link_marked("《{L:襄阳市招商引资办法（试行）}》出台。")
    two = link_marked("{C:宜昌}学习{L:《襄阳市招商引资办法(试行)》}。")
    assert id_of(one, "襄阳市招商引资办法（试行）") == id_of(two, "《襄阳市招商引资办法(试行)》")


@pytest.mark.parametrize("short", ["企业技能等级培训行动", "襄阳企业技能培训提升行动", "襄阳市企业技能培训行动"])
def test_what_is_left_of_a_policy_in_passing_is_that_policy(short: str) -> None:
    full = "企业技能等级培训提升行动"
    linked = link_marked(f"{{C:襄阳市}}开展{{L:{full}}}。{{L:{short}}}已经开始。")
    assert id_of(linked, short) == id_of(linked, full)
    assert reason_of(linked, short) == f"in passing for {full}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("宜昌市企业技能培训行动", "襄阳市企业技能等级培训提升行动"),  # of two places
        ("企业技能培训办法", "企业技能等级培训提升行动"),  # another end
        ("技能等级培训提升行动计划", "企业技能等级培训提升行动"),  # another beginning
        ("企业培训技能行动", "企业技能等级培训提升行动"),  # another order
        ("企业行动", "企业技能等级培训提升行动"),  # too little of it
        ("《企业技能培训行动》", "《企业技能等级培训提升行动》"),  # two titles
    ],
)
def test_what_only_looks_like_a_policy_is_another(one: str, other: str) -> None:
    linked = link_marked(f"{{C:襄阳市}}和{{C:宜昌市}}。{{L:{one}}}，{{L:{other}}}。")
    assert id_of(linked, one) != id_of(linked, other)


def test_in_passing_for_one_of_two_is_neither() -> None:
    linked = link_marked("{L:企业技能等级培训提升行动}，{L:企业技能鉴定培训提升行动}。{L:企业技能培训行动}开始。")
    assert len({id_of(linked, f"企业技能{rest}行动") for rest in ("等级培训提升", "鉴定培训提升", "培训")}) == 3


@pytest.mark.parametrize("between", ["》（", "》（以下简称《{L:办法}》），文号", "》，发文字号为"])
def test_a_number_behind_a_title_is_that_of_the_policy(between: str) -> None:
    linked = link_marked(f"《{{L:襄阳市飞地园区管理办法}}{between}{{L:襄政办发〔2024〕21号}}。")
    assert id_of(linked, "襄政办发〔2024〕21号") == id_of(linked, "襄阳市飞地园区管理办法")
    assert reason_of(linked, "襄政办发〔2024〕21号") == "the number of 襄阳市飞地园区管理办法"


@pytest.mark.parametrize("between", ["》和", "》。", "》，另见"])
def test_a_number_that_stands_elsewhere_is_that_of_another_policy(between: str) -> None:
    linked = link_marked(f"《{{L:襄阳市飞地园区管理办法}}{between}{{L:襄政办发〔2024〕21号}}。")
    assert id_of(linked, "襄政办发〔2024〕21号") != id_of(linked, "襄阳市飞地园区管理办法")
