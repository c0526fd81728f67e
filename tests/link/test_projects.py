"""Phases, owners and places in front, 项目 behind."""

from __future__ import annotations

import pytest

from tests.handmade import id_of, link_marked, reason_of


def same(body: str, one: str, other: str) -> bool:
    linked = link_marked(body)
    return id_of(linked, one) == id_of(linked, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲辰电池", "甲辰电池项目"),
        ("甲辰电池基地", "甲辰电池基地项目"),
        ("甲辰电池基地", "甲辰电池基地建设项目"),
        ("甲辰大桥", "甲辰大桥工程"),
    ],
)
def test_项目_behind_a_name_makes_no_other_project(one: str, other: str) -> None:
    assert same(f"{{J:{one}}}开工，{{J:{other}}}很大。", one, other)


def test_the_only_phase_named_is_the_project() -> None:
    assert same("{J:甲辰电池}开工，{J:甲辰电池一期}很大。", "甲辰电池", "甲辰电池一期")


def test_two_phases_are_two_projects() -> None:
    assert not same("{J:甲辰电池一期}投产，{J:甲辰电池二期}开工。", "甲辰电池一期", "甲辰电池二期")
    assert not same("{J:闻泰一期}投产，{J:闻泰二期}开工。", "闻泰一期", "闻泰二期")


def test_of_two_phases_the_project_alone_is_neither() -> None:
    linked = link_marked("{J:甲辰电池一期}、{J:甲辰电池二期}、{J:甲辰电池}")
    assert len({id_of(linked, form) for form in ("甲辰电池一期", "甲辰电池二期", "甲辰电池")}) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲辰电池项目一期", "甲辰电池一期"),
        ("甲辰电池项目", "甲辰电池项目一期"),
    ],
)
def test_a_phase_may_stand_before_or_behind_项目(one: str, other: str) -> None:
    assert same(f"{{J:{one}}}开工，{{J:{other}}}很大。", one, other)


def test_a_phase_may_stand_in_brackets() -> None:
    one, other = "甲辰电池基地一期项目", "甲辰电池基地（一期）项目"
    assert same(f"{{J:{one}}}开工，{{J:{other}}}很大。", one, other)


def test_an_owner_in_front_may_be_left_out() -> None:
    linked = link_marked("{E:甲辰}来了，{J:甲辰动力电池基地}开工，{J:动力电池基地项目}很大。")
    assert id_of(linked, "动力电池基地项目") == id_of(linked, "甲辰动力电池基地")
    assert reason_of(linked, "动力电池基地项目") == "甲辰动力电池基地 without the owner or place in front"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("甲辰集团望江光年项目", "甲辰望江光年"),
        ("甲辰食品有限公司的薯条加工项目", "甲辰薯条加工项目"),
    ],
)
def test_an_owner_in_front_may_stand_in_full_or_in_short(full: str, short: str) -> None:
    assert same(f"{{J:{short}}}开工，{{J:{full}}}很大。", short, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲辰集团望江光年项目", "丁未望江光年"),
        ("甲辰集团薯条加工项目", "甲辰薯饼加工项目"),
        ("甲辰集团总部", "甲辰总部"),  # too little behind the firm: the group's seat, and one of its firms
        ("甲辰集团望江光年一期", "甲辰望江光年二期"),
    ],
)
def test_what_two_firms_build_or_one_twice_is_two_projects(one: str, other: str) -> None:
    assert not same(f"{{J:{other}}}开工，{{J:{one}}}很大。", one, other)


def test_a_place_in_front_may_be_left_out() -> None:
    body = "{C:襄阳}{J:襄阳甲辰动力电池项目}开工，{J:甲辰动力电池项目}很大。"
    assert same(body, "襄阳甲辰动力电池项目", "甲辰动力电池项目")


def test_owner_and_place_in_front_may_be_left_out() -> None:
    body = "{E:甲辰}到{C:襄阳}，{J:甲辰襄阳动力电池基地}开工，{J:动力电池基地}很大。"
    assert same(body, "甲辰襄阳动力电池基地", "动力电池基地")


def test_projects_of_two_owners_are_two_and_what_fits_both_is_neither() -> None:
    linked = link_marked(
        "{E:甲辰}、{E:乙巳}带来{J:甲辰电池产业园项目}、{J:乙巳电池产业园项目}，{J:电池产业园项目}开工。"
    )
    forms = ("甲辰电池产业园项目", "乙巳电池产业园项目", "电池产业园项目")
    assert len({id_of(linked, form) for form in forms}) == 3


def test_a_short_end_is_no_reason() -> None:
    assert not same("{J:甲辰电池厂}、{J:乙巳丙午大电池厂}", "甲辰电池厂", "乙巳丙午大电池厂")


def test_an_introduced_short_form_is_its_project() -> None:
    linked = link_marked("{J:甲辰基地}与{J:德固项目}", introduced={"德固项目": "甲辰基地"})
    assert id_of(linked, "德固项目") == id_of(linked, "甲辰基地")


def test_a_project_that_names_its_owner_is_the_same_in_two_articles() -> None:
    one = link_marked("{E:甲辰}在{C:襄阳}，{J:甲辰电池基地}开工。")
    two = link_marked("{E:甲辰}的{J:甲辰电池基地}投产，{C:宜昌}祝贺。")
    assert id_of(one, "甲辰电池基地") == id_of(two, "甲辰电池基地")


@pytest.mark.parametrize(
    ("one", "other"),
    [("甲辰电池基地", "甲辰电池基地建设项目"), ("甲辰电池基地一期", "甲辰电池基地（一期）项目")],
)
def test_a_project_is_the_same_in_two_articles_however_it_is_said_to_be_one(one: str, other: str) -> None:
    first, second = (link_marked(f"{{E:甲辰}}的{{J:{form}}}开工。") for form in (one, other))
    assert id_of(first, one) == id_of(second, other)


def test_two_phases_are_two_projects_in_two_articles_too() -> None:
    forms = ("甲辰电池一期项目", "甲辰电池二期项目", "甲辰电池项目")
    ids = {id_of(link_marked(f"{{E:甲辰}}的{{J:{form}}}开工。"), form) for form in forms}
    assert len(ids) == len(forms)


def test_a_project_that_names_nobody_is_told_apart_by_the_city() -> None:
    one = link_marked("{C:襄阳}的{J:动力电池项目}开工。")
    two = link_marked("{C:宜昌}的{J:动力电池项目}开工。")
    assert id_of(one, "动力电池项目") != id_of(two, "动力电池项目")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("比亚迪项目", "比亚迪电池产业园项目"),
        ("比亚迪项目", "襄阳比亚迪电池产业园项目"),
        ("碳酸锂项目", "碳酸锂及下游材料一体化项目"),
        ("引水工程", "引水补源及水厂改造工程"),
    ],
)
def test_the_first_words_and_项目_are_the_only_project_that_begins_so(short: str, full: str) -> None:
    linked = link_marked(f"{{E:比亚迪}}在{{C:襄阳}}签约{{J:{full}}}和{{J:储能电站}}。{{J:{short}}}用地已落实。")
    assert id_of(linked, short) == id_of(linked, full)
    assert reason_of(linked, short) == f"the only project that begins with {short[:-2]}"


@pytest.mark.parametrize(
    "body",
    [
        "{J:比亚迪电池项目}和{J:比亚迪叉车项目}签约。{J:比亚迪项目}用地已落实。",  # which of them?
        "{J:比亚迪电池一期项目}签约。{J:比亚迪项目}用地已落实。",  # may be all of it, or another
        "{J:比亚迪电池项目}签约。{J:比亚迪二期项目}用地已落实。",  # told apart by the phase
        "{J:襄阳电池产业园项目}签约。{J:比亚迪项目}用地已落实。",  # may be another
        "{J:储能产业园}签约。{J:储能}用地已落实。",  # without 项目 it is a word of the name
    ],
)
def test_a_short_name_may_be_a_project_of_its_own(body: str) -> None:
    linked = link_marked(body)
    last = linked.links[-1].entity
    assert [link.entity for link in linked.links].count(last) == 1


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("算力港", "玄鸟河谷算力港"),
        ("制氢站", "双沟风电制氢站项目"),
        ("分拨中心项目", "鄂西北冷链农产品分拨中心项目"),
        ("加工基地二期", "甲辰水产加工基地二期"),
        ("加工基地", "甲辰水产加工基地二期"),
    ],
)
def test_the_end_of_a_name_stands_for_it(short: str, full: str) -> None:
    linked = link_marked(f"{{J:{full}}}开工。{{J:{short}}}明年投用。")
    assert id_of(linked, short) == id_of(linked, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("站项目", "双沟风电制氢站项目"),  # too little of it
        ("加工基地一期", "甲辰水产加工基地二期"),
        ("加工基地一期", "甲辰水产加工基地"),
    ],
)
def test_what_ends_alike_may_be_another(short: str, full: str) -> None:
    assert not same(f"{{J:{full}}}开工。{{J:{short}}}明年投用。", short, full)


def test_the_end_of_two_names_stands_for_neither() -> None:
    linked = link_marked("{J:甲辰水产加工基地}、{J:乙巳茶叶加工基地}开工。{J:加工基地}明年投用。")
    assert len({id_of(linked, form) for form in ("甲辰水产加工基地", "乙巳茶叶加工基地", "加工基地")}) == 3
