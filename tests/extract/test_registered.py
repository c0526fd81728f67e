"""A firm's or a park's name holds the place that it begins with, also where the weights set the two apart."""

import pytest

from tests.handmade import extract_marked, names_of


def test_a_registered_name_holds_the_place_of_its_seat() -> None:
    assert names_of(extract_marked("与{C:旅顺口区}{E:玄鸟汽车有限公司}签约。")) == [
        ("Enterprise", "旅顺口区玄鸟汽车有限公司")
    ]


def test_a_place_that_the_weights_give_to_neither_is_held_too() -> None:
    assert names_of(extract_marked("与旅顺口区{E:玄鸟汽车有限公司}签约。")) == [
        ("Enterprise", "旅顺口区玄鸟汽车有限公司")
    ]
    assert ("Enterprise", "玄鸟汽车有限公司") in names_of(extract_marked("与旅顺口区的{E:玄鸟汽车有限公司}签约。"))


def test_what_ends_in_a_legal_form_behind_a_place_is_a_firm() -> None:
    assert names_of(extract_marked("{C:剑川县}玄鸟合金有限公司投产。")) == [("Enterprise", "剑川县玄鸟合金有限公司")]
    assert names_of(extract_marked("{K:甲辰工业园}玄鸟新材料有限责任公司投产。")) == [
        ("Park", "甲辰工业园"),
        ("Enterprise", "玄鸟新材料有限责任公司"),
    ]


def test_what_fills_its_clause_up_to_a_legal_form_is_a_firm() -> None:
    assert names_of(extract_marked("据悉，甲辰煤电化有限公司投产。")) == [("Enterprise", "甲辰煤电化有限公司")]
    assert names_of(extract_marked("甲辰有限公司、玄鸟合金有限责任公司投产。")) == [
        ("Enterprise", "甲辰有限公司"),
        ("Enterprise", "玄鸟合金有限责任公司"),
    ]
    assert names_of(extract_marked("据悉，新设的玄鸟合金有限公司和{E:甲辰公司}玄鸟有限公司投产。")) == [
        ("Enterprise", "甲辰公司")
    ]


@pytest.mark.parametrize("between", ["的", "与", "、", "位于"])
def test_what_is_apart_from_a_place_is_no_firm_for_that(between: str) -> None:
    assert names_of(extract_marked(f"{{C:剑川县}}{between}有限公司投产。")) == [("City", "剑川县")]


def test_a_park_holds_the_place_in_front_of_it() -> None:
    assert names_of(extract_marked("选址{C:剑川县}{K:玄鸟工业园}。")) == [("Park", "剑川县玄鸟工业园")]


def test_a_place_with_something_behind_it_stands_alone() -> None:
    assert names_of(extract_marked("落户{C:剑川县}的{E:玄鸟汽车有限公司}。")) == [
        ("City", "剑川县"),
        ("Enterprise", "玄鸟汽车有限公司"),
    ]


def test_a_name_that_has_a_seat_takes_no_second() -> None:
    assert ("City", "剑川县") in names_of(extract_marked("{C:剑川县}{E:大连玄鸟汽车有限公司}投产。"))


def test_a_name_that_stands_without_the_place_elsewhere_stays_without() -> None:
    names = names_of(extract_marked("{C:剑川县}{K:玄鸟工业园}开园，{K:玄鸟工业园}占地百亩。"))
    assert names == [("City", "剑川县"), ("Park", "玄鸟工业园"), ("Park", "玄鸟工业园")]


def test_a_short_name_takes_no_place() -> None:
    assert names_of(extract_marked("{C:襄阳}{E:玄鸟科技}来了。")) == [("City", "襄阳"), ("Enterprise", "玄鸟科技")]


def test_what_is_known_without_a_place_stays_without() -> None:
    assert ("Enterprise", "比亚迪股份有限公司") in names_of(extract_marked("{C:剑川县}{E:比亚迪股份有限公司}。"))


def test_a_firm_that_the_text_names_without_its_place_has_none() -> None:
    extraction = extract_marked("赴{E:襄阳市玄鸟衔枝有限公司}考察，{E:玄鸟衔枝有限公司}很好。")
    assert [name for kind, name in names_of(extraction) if kind == "Enterprise"] == ["玄鸟衔枝有限公司"] * 2


def test_a_firm_that_the_text_names_without_a_small_word_has_none() -> None:
    extraction = extract_marked("{E:当玄鸟精密}增资时，{E:玄鸟精密}很好。{E:当归药业}也来了。")
    assert [name for kind, name in names_of(extraction)] == ["玄鸟精密", "玄鸟精密", "当归药业"]


def test_a_park_or_a_body_that_two_run_bears_the_names_of_both() -> None:
    assert names_of(extract_marked("{C:城固}·{K:甲辰湾协作产业园}开园。")) == [("Park", "城固·甲辰湾协作产业园")]
    assert names_of(extract_marked("{O:甲辰大学}·{O:玄鸟湾化工研究院}挂牌。")) == [
        ("Organization", "甲辰大学·玄鸟湾化工研究院")
    ]


def test_a_dot_between_two_places_or_before_a_short_name_joins_nothing() -> None:
    assert names_of(extract_marked("{C:东莞}·{K:滨海湾}签约。")) == [("City", "东莞"), ("Park", "滨海湾")]
    assert names_of(extract_marked("{C:东莞}、{K:甲辰产业园}签约。")) == [("City", "东莞"), ("Park", "甲辰产业园")]
