"""Which division a place name means, and the place that an article is about."""

from __future__ import annotations

import pytest

from tests.handmade import entity_of, id_of, ids_of, known, link_marked, reason_of

ONLY = "only division of that name"
BEFORE = "of several of that name, the one in the place before it"
FITS = "of several of that name, the one that the article's other places fit"


def test_襄阳_and_襄阳市_are_one_city() -> None:
    linked = link_marked("{C:襄阳市}招商，{C:襄阳}欢迎你，古称{C:襄樊}。")
    assert [entity.id for entity in linked.entities] == ["city/420600"]
    assert set(entity_of(linked, "襄阳").aliases) == {"襄阳", "襄樊"}
    assert entity_of(linked, "襄阳").name == "襄阳市"


def test_襄阳_alone_is_the_city() -> None:
    assert id_of(link_marked("{C:襄阳}招商。"), "襄阳") == "city/420600"


@pytest.mark.parametrize(
    ("body", "form", "place"),
    [
        ("{P:吉林省}招商。", "吉林省", "province/220000"),
        ("{C:吉林市}招商。", "吉林市", "city/220200"),
        ("{P:吉林}的{C:长春}招商。", "吉林", "province/220000"),
        ("{P:吉林省}{C:吉林}招商。", "吉林", "city/220200"),
        ("{P:吉林省}招商，{C:吉林}很热。", "吉林", "province/220000"),
        ("{P:吉林省}招商，{C:吉林市}很热，{C:吉林}更热。", "吉林", "city/220200"),
        ("{C:吉林市}开工，{P:吉林省}来了人，{C:吉林市}很热，{P:吉林}更热。", "吉林", "city/220200"),
        ("{P:河北省}招商，{C:天津}{P:河北}签约。", "河北", "province/130000"),
        ("{C:天津}{C:河北}签约。", "河北", "city/120105"),
        ("{P:河北省}招商，{C:天津}{C:河北区}签约。", "河北区", "city/120105"),
        ("{P:海南省}招商。", "海南省", "province/460000"),
        ("{P:海南}的{C:海口}招商。", "海南", "province/460000"),
        ("{P:青海省}{C:海南州}招商。", "海南州", "city/632500"),
        ("{P:青海}{C:海南}招商。", "海南", "city/632500"),
        ("{P:青海}{C:海南藏族自治州}招商。", "海南藏族自治州", "city/632500"),
    ],
)
def test_a_province_and_a_city_of_one_name_are_two(body: str, form: str, place: str) -> None:
    assert id_of(link_marked(body), form) == place


@pytest.mark.parametrize(
    ("body", "form", "place"),
    [
        ("{C:北京}{C:朝阳}招商。", "朝阳", "city/110105"),
        ("{C:北京市}{C:朝阳区}招商。", "朝阳区", "city/110105"),
        ("{C:长春}{C:朝阳区}招商。", "朝阳区", "city/220104"),
        ("{P:辽宁}{C:朝阳}招商。", "朝阳", "city/211300"),
        ("{C:南京}{C:鼓楼区}招商。", "鼓楼区", "city/320106"),
        ("{C:徐州}{C:鼓楼区}招商。", "鼓楼区", "city/320302"),
        ("{C:福州}{C:鼓楼区}招商。", "鼓楼区", "city/350102"),
        ("{C:开封市}{C:鼓楼区}招商。", "鼓楼区", "city/410204"),
        ("{P:河南省}{C:鼓楼区}招商。", "鼓楼区", "city/410204"),
        ("{C:鼓楼区}招商。{C:福州市}领导来了。", "鼓楼区", "city/350102"),
    ],
)
def test_of_several_places_the_one_that_the_others_fit(body: str, form: str, place: str) -> None:
    linked = link_marked(body)
    assert id_of(linked, form) == place
    assert reason_of(linked, form) in (FITS, BEFORE)


def test_朝阳_without_any_other_place_is_the_larger_one() -> None:
    assert id_of(link_marked("{C:朝阳}招商。"), "朝阳") == "city/211300"


def test_朝阳市_is_no_朝阳区() -> None:
    linked = link_marked("{C:北京}与{C:朝阳市}签约。")
    assert id_of(linked, "朝阳市") == "city/211300"
    assert reason_of(linked, "朝阳市") == ONLY


def test_each_of_two_districts_of_one_name_is_the_one_in_the_place_before_it() -> None:
    linked = link_marked("{C:南京市}{C:鼓楼区}与{C:福州市}{C:鼓楼区}结对。")
    assert ids_of(linked, "鼓楼区") == {"city/320106", "city/350102"}
    assert reason_of(linked, "鼓楼区") == BEFORE


def test_a_body_or_a_park_tells_of_its_place_too() -> None:
    assert id_of(link_marked("{C:朝阳区}招商。{O:北京市商务局}来了。"), "朝阳区") == "city/110105"
    assert id_of(link_marked("{C:鼓楼区}招商。{K:福州高新区}来了。"), "鼓楼区") == "city/350102"


def test_a_district_of_former_days_is_what_has_become_of_it() -> None:
    assert id_of(link_marked("{C:重庆}{C:江北区}招商。"), "江北区") == "city/500157"
    assert id_of(link_marked("{C:江北区}招商。{C:渝中区}也来了。"), "江北区") == "city/500157"
    assert id_of(link_marked("{C:宁波}{C:江北区}招商。"), "江北区") == "city/330205"
    assert id_of(link_marked("{C:江北区}招商。"), "江北区") == "city/330205"


def test_a_place_that_could_be_anywhere_is_nowhere() -> None:
    linked = link_marked("{C:鼓楼区}招商。")
    assert linked.links == ()
    assert [rejection.span.text for rejection in linked.rejections] == ["鼓楼区"]


def test_an_unknown_place_is_rejected_with_the_reason() -> None:
    (rejection,) = link_marked("{C:乌有市}招商。").rejections
    assert (rejection.span.text, rejection.type, rejection.reason) == ("乌有市", "City", "no division of that name")


def test_a_place_that_could_be_anywhere_is_rejected_for_that_reason() -> None:
    (rejection,) = link_marked("{C:鼓楼区}招商。").rejections
    assert rejection.reason != "no division of that name"


def test_the_reason_tells_of_other_places_only_where_there_are_some() -> None:
    assert reason_of(link_marked("{C:朝阳}招商。"), "朝阳") != FITS


@pytest.mark.parametrize(
    ("body", "form", "place"),
    [
        ("{C:襄阳}{C:襄州区}招商。", "襄阳", "city/420600"),
        ("{C:长沙}的{C:长沙县}招商。", "长沙", "city/430100"),
        ("{C:南昌}的{C:南昌县}招商。", "南昌", "city/360100"),
        ("{C:开封}{C:鼓楼区}招商。", "鼓楼区", "city/410204"),
    ],
)
def test_the_short_form_of_a_city_is_the_city_beside_its_own_county(body: str, form: str, place: str) -> None:
    assert id_of(link_marked(body), form) == place


def test_a_county_is_not_its_city_where_both_are_written_in_full() -> None:
    linked = link_marked("{C:长沙市}{C:长沙县}招商，{C:长沙}很好。")
    assert id_of(linked, "长沙县") == "city/430121"
    assert id_of(linked, "长沙市") == "city/430100"
    assert id_of(linked, "长沙") == "city/430100"


def test_the_wrong_kind_of_place_is_still_the_place() -> None:
    assert id_of(link_marked("{P:襄阳市}招商。"), "襄阳市") == "city/420600"


@pytest.mark.parametrize(
    ("title", "body", "main"),
    [
        ("{C:襄阳}招商", "{C:宜昌}、{C:武汉}、{C:宜昌}都来了。", "city/420600"),
        ("招商", "{C:宜昌市}说，{C:宜昌市}好，{C:襄阳市}也好。", "city/420500"),
        ("招商", "{P:湖北省}{C:襄阳市}招商，{P:湖北省}、{P:湖北省}。", "city/420600"),
        ("{P:湖北}招商", "没有别的地方。", "province/420000"),
        ("招商", "没有地方。", None),
    ],
)
def test_the_place_that_an_article_is_about(title: str, body: str, main: str | None) -> None:
    assert link_marked(body, title).main_place == main


def test_every_prefecture_is_found_by_its_name_and_lies_in_a_province() -> None:
    prefectures = [entry for entry in known().lexicon.entries.values() if entry.level == "prefecture"]
    assert len(prefectures) > 300
    linked = link_marked("、".join(f"{{C:{entry.name}}}" for entry in prefectures))
    assert {entry.name: ids_of(linked, entry.name) for entry in prefectures} == {
        entry.name: {entry.id} for entry in prefectures
    }
    assert all(known().lexicon.ancestors(entry.id) for entry in prefectures)
