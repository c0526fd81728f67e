"""Words that stand for a name told before, and what they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.link import link_mentions
from kg.relate.pairs.scene import Scene, set_scene
from tests.handmade import known, read_marked


def scene_of(body: str, title: str = "") -> Scene:
    article, mentions = read_marked(body, title)
    linked = link_mentions(article, mentions, {}, known())
    types = {entity.id: entity.type for entity in linked.entities}
    return set_scene(article, linked.links, types, linked.main_place, known().lexicon, known().grammar)


def stand_ins(body: str) -> list[tuple[str, str]]:
    """(word, the name that it stands for) in order of text."""
    scene = scene_of(body)
    text = scene.article.text
    return [(text[n.start : n.end], text[slice(*n.name)]) for n in scene.named if n.stands_in]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{E:甲公司}来到{C:襄阳市}。该公司投资5亿元。", [("该公司", "甲公司")]),
        ("{E:甲公司}与{E:乙公司}签约。该公司投资5亿元。", [("该公司", "甲公司")]),
        ("{E:甲公司}看上{E:乙公司}，该公司在{C:襄阳市}。", [("该公司", "乙公司")]),
        ("{E:甲公司}成立于2020年。公司在{C:襄阳市}建厂。", [("公司", "甲公司")]),
        ("{J:甲项目}与{J:乙项目}开工。该项目位于{C:襄阳市}。", [("该项目", "乙项目")]),
        ("{K:甲产业园}开园。园区引进{E:乙公司}。", [("园区", "甲产业园")]),
        ("{K:甲产业园}开园。记者沿园区看到{E:乙公司}。", [("沿园区", "甲产业园")]),
        ("{K:甲产业园}开园。{C:谷城县}有{K:乙园区}、{K:丙园区}和{K:丁园区}，入驻园区。", [("入驻园区", "甲产业园")]),
        ("{J:甲项目}、{J:乙项目}开工。该项目位于{C:襄阳市}。", [("该项目", "乙项目")]),
        ("{C:襄阳市}的{C:谷城县}很好。该市引进{E:甲公司}。", [("该市", "襄阳市")]),
        ("{C:襄阳市}的{C:谷城县}很好。该县引进{E:甲公司}。", [("该县", "谷城县")]),
        ("{C:襄阳}开会。全市引进{E:甲公司}。", [("全市", "襄阳")]),
        ("{K:甲产业园}开园。一。二。三。四。园区引进{E:乙公司}。", [("园区", "甲产业园")]),
        ("{P:湖北省}开会。该省引进{E:甲公司}。", [("该省", "湖北省")]),
        ("{C:襄阳市}开会。{C:襄阳市}签约。一。二。三。四。全市引进{E:甲公司}。", [("全市", "襄阳市")]),
        ("{C:襄阳市}的{K:甲产业园}开园。当地引进{E:甲公司}。", [("当地", "襄阳市")]),
        ("{C:襄阳市}开会。{E:甲公司}在当地建厂。", [("当地", "襄阳市")]),
        ("{E:甲公司}和{E:乙公司}来了。两家都在{C:襄阳市}。", [("两家都", "甲公司"), ("两家都", "乙公司")]),
        ("{E:甲公司}与{E:乙公司}签约。前者出地。", [("前者", "甲公司")]),
        ("{E:甲公司}与{E:乙公司}签约。后者出钱。", [("后者", "乙公司")]),
        (
            "{E:甲股份有限公司}（以下简称“公司”）与{E:乙公司}签约。一。二。三。四。近日，公司与{E:丙公司}合作，本公司出资。",
            [("公司", "甲股份有限公司"), ("本公司", "甲股份有限公司")],
        ),
        ("{E:甲股份有限公司}（简称“甲股份”或“公司”）办会。子公司很好，对公司法也熟。", []),
    ],
)
def test_a_word_stands_for_the_name_told_before(body: str, expected: list[tuple[str, str]]) -> None:
    assert stand_ins(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "该公司很大。{E:甲公司}来了。",
        "{E:甲公司}来了。一。二。三。四。该公司很大。",
        "{C:谷城县}很好。该市引进人才。",
        "{E:甲公司}与另一家公司签约。",
        "{E:甲公司}来了。三家都很大。",
        "{E:该公司}来了。",
        "{C:襄阳市}建成{K:甲园区}、{K:乙园区}和{K:丙园区}，{E:甲公司}入驻园区。",
        "没有名字。该公司很大。",
    ],
)
def test_a_word_stands_for_nothing(body: str) -> None:
    assert stand_ins(body) == []


PIECES = [
    "{E:甲公司}",
    "{E:乙公司}",
    "{K:甲产业园}",
    "{C:襄阳市}",
    "{J:甲项目}",
    "该公司",
    "该项目",
    "园区",
    "全市",
    "两家都",
]
PIECES += ["。", "，", "前者", "公司", "\n", "在"]


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_a_stand_in_follows_its_name_and_covers_none(body: str) -> None:
    scene = scene_of(body)
    names = [n for n in scene.named if not n.stands_in]
    for one in scene.named:
        if one.stands_in:
            assert one.name[1] <= one.start
            assert any((n.start, n.end) == one.name and n.entity == one.entity for n in names)
            assert not any(n.start <= one.start < n.end for n in names)
    assert [n.start for n in scene.named] == sorted(n.start for n in scene.named)


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("新华社{C:武汉}12月1日电 {E:甲公司}落户{C:襄阳市}。", ["襄阳市"]),
        ("本报{C:武汉}讯 {E:甲公司}落户{C:襄阳市}。", ["襄阳市"]),
        ("{C:武汉}12月1日开工。", ["武汉"]),
        ("记者走进{C:武汉}电厂。", ["武汉"]),
    ],
)
def test_where_a_report_was_written_is_not_what_it_tells_of(body: str, places: list[str]) -> None:
    assert [
        place.article.text[n.start : n.end] for place in [scene_of(body)] for n in place.named if n.type == "City"
    ] == (places)
