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


def test_a_project_that_names_nobody_is_told_apart_by_the_city() -> None:
    one = link_marked("{C:襄阳}的{J:动力电池项目}开工。")
    two = link_marked("{C:宜昌}的{J:动力电池项目}开工。")
    assert id_of(one, "动力电池项目") != id_of(two, "动力电池项目")


def test_a_firm_and_project_is_the_only_project_that_begins_with_the_firm() -> None:
    linked = link_marked("{E:比亚迪}签约{J:比亚迪襄阳电池产业园项目}和{J:储能项目}。{J:比亚迪项目}用地已落实。")
    assert id_of(linked, "比亚迪项目") == id_of(linked, "比亚迪襄阳电池产业园项目")
    assert reason_of(linked, "比亚迪项目") == "the only project that begins with 比亚迪"


@pytest.mark.parametrize(
    "body",
    [
        "{E:比亚迪}签约{J:比亚迪电池项目}和{J:比亚迪叉车项目}。{J:比亚迪项目}用地已落实。",  # which of them?
        "{E:比亚迪}签约{J:比亚迪电池一期项目}。{J:比亚迪二期项目}用地已落实。",  # told apart by the phase
        "{E:比亚迪}签约{J:襄阳电池产业园项目}。{J:比亚迪项目}用地已落实。",  # may be another
        "{J:储能产业园项目}签约。{J:储能项目}用地已落实。",  # no firm
    ],
)
def test_a_firm_and_project_may_be_a_project_of_its_own(body: str) -> None:
    linked = link_marked(body)
    last = next(link for link in reversed(linked.links) if link.mention.type == "Project")
    assert [link.entity for link in linked.links].count(last.entity) == 1
