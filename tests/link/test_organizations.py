"""Public bodies by place and head word."""

from __future__ import annotations

import pytest

from tests.handmade import id_of, link_marked


@pytest.mark.parametrize(
    ("place", "short", "full"),
    [
        ("{C:襄阳}", "市商务局", "襄阳市商务局"),
        ("{C:襄阳市}", "市商务局", "襄阳市商务局"),
        ("{C:枝江市}", "市商务局", "枝江市商务局"),
        ("{C:谷城县}", "县商务局", "谷城县商务局"),
        ("{C:谷城县}", "市商务局", "襄阳市商务局"),
        ("{C:襄阳}", "省商务厅", "湖北省商务厅"),
        ("{C:襄阳}", "市政府", "襄阳市人民政府"),
        ("{C:襄阳}", "市发改委", "襄阳市发展和改革委员会"),
        ("{P:湖北省}", "省政府", "湖北省人民政府"),
        ("{C:北京}", "市商务局", "北京市商务局"),
    ],
)
def test_a_body_without_its_place_is_that_of_the_main_place(place: str, short: str, full: str) -> None:
    linked = link_marked(f"{place}招商，{{O:{short}}}就是{{O:{full}}}。")
    assert id_of(linked, short) == id_of(linked, full)


def test_市委_is_that_of_the_main_place() -> None:
    linked = link_marked("{C:襄阳}招商，{O:市委}就是{O:襄阳市委}。")
    assert id_of(linked, "市委") == id_of(linked, "襄阳市委")


def test_bodies_of_two_cities_are_two() -> None:
    linked = link_marked("{C:襄阳}招商，{O:襄阳市商务局}与{O:宜昌市商务局}、{O:市商务局}。")
    assert id_of(linked, "宜昌市商务局") != id_of(linked, "襄阳市商务局")
    assert id_of(linked, "市商务局") == id_of(linked, "襄阳市商务局")


def test_two_bodies_of_a_city_are_two() -> None:
    linked = link_marked("{C:襄阳}招商，{O:市商务局}与{O:市发改委}。")
    assert id_of(linked, "市商务局") != id_of(linked, "市发改委")


def test_without_a_place_a_city_s_bureau_is_that_of_no_city_we_know() -> None:
    nowhere = link_marked("{O:市商务局}招商。")
    somewhere = link_marked("{C:襄阳}{O:市商务局}招商。")
    assert id_of(nowhere, "市商务局") != id_of(somewhere, "市商务局")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("襄阳市发改委", "襄阳市发展和改革委员会"),
        ("襄阳高新区管委会", "襄阳高新区管理委员会"),
        ("襄阳市政府", "襄阳市人民政府"),
    ],
)
def test_heads_that_mean_the_same_are_one_body(one: str, other: str) -> None:
    linked = link_marked(f"{{O:{one}}}就是{{O:{other}}}。")
    assert id_of(linked, one) == id_of(linked, other)


def test_a_park_s_office_is_the_same_however_the_park_is_written() -> None:
    linked = link_marked("{O:襄阳高新区管委会}就是{O:襄阳高新技术产业开发区管理委员会}。")
    assert id_of(linked, "襄阳高新区管委会") == id_of(linked, "襄阳高新技术产业开发区管理委员会")


def test_the_end_of_a_longer_name_stands_for_it() -> None:
    linked = link_marked("{O:襄阳高新区管委会}说，{O:管委会}也说。")
    assert id_of(linked, "管委会") == id_of(linked, "襄阳高新区管委会")


def test_an_introduced_short_form_stands_for_its_body() -> None:
    linked = link_marked("{O:华中科技大学}与{O:华科}", introduced={"华科": "华中科技大学"})
    assert id_of(linked, "华科") == "organization/huazhongkejidaxue"


def test_a_body_has_the_same_id_in_an_article_of_its_city_and_in_another() -> None:
    at_home = link_marked("{C:谷城县}招商，{O:县商务局}说。")
    abroad = link_marked("{C:宜昌}来客，{O:谷城县商务局}说。")
    assert id_of(at_home, "县商务局") == id_of(abroad, "谷城县商务局")


@pytest.mark.parametrize(("short", "full"), [("市政府", "襄阳市人民政府"), ("省商务厅", "湖北省商务厅")])
def test_a_known_body_has_its_id_though_only_its_short_form_is_written(short: str, full: str) -> None:
    at_home = link_marked(f"{{C:襄阳}}招商，{{O:{short}}}说。")
    abroad = link_marked(f"{{C:宜昌}}来客，{{O:{full}}}说。")
    assert id_of(at_home, short) == id_of(abroad, full)
