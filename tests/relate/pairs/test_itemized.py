"""A place in front of one item of a list is not that of the others."""

from __future__ import annotations

import pytest

from tests.relate.pairs.telling import apart

FIRST = "{C:于田县}{J:白塘水利枢纽工程}、{J:玄鸟公路工程}、{J:云杉电站项目}等3个项目开工。"
OWN = "{C:于田县}{J:白塘水利枢纽工程}、{C:哈密市}{J:玄鸟公路工程}、{J:云杉电站项目}等3个项目开工。"
TOLD = "{P:新疆}开工{C:于田县}{J:白塘水利枢纽工程}、{J:哈密玄鸟公路工程}、{J:云杉电站项目}等3个项目。"


@pytest.mark.parametrize(
    ("body", "project", "place", "told"),
    [
        (FIRST, "云杉电站项目", "于田县", False),  # it may head the list
        (OWN, "白塘水利枢纽工程", "于田县", False),
        (OWN, "玄鸟公路工程", "于田县", True),
        (OWN, "玄鸟公路工程", "哈密市", False),
        (OWN, "云杉电站项目", "于田县", True),
        (OWN, "云杉电站项目", "哈密市", True),
        (TOLD, "云杉电站项目", "于田县", True),  # 哈密 lies beside 于田县 in 新疆
        (TOLD.replace("{P:新疆}", "全区"), "云杉电站项目", "于田县", False),  # 哈密 may be where a firm comes from
        ("{C:于田县}的{J:白塘水库项目}、{C:哈密市}{J:玄鸟公路工程}开工。", "玄鸟公路工程", "于田县", False),
        ("{C:于田县}{J:白塘水库项目}开工,{C:哈密市}{J:玄鸟公路工程}开工。", "玄鸟公路工程", "于田县", False),
    ],
)
def test_each_place_is_that_of_its_own_item(body: str, project: str, place: str, told: bool) -> None:
    assert apart(body, "locatedIn", project, place) is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "{O:玄鸟市商务局}、{O:玄鸟市财政局}有关负责同志就{O:玄鸟市政府办公室}近日出台的《{L:玄鸟若干措施}》进行解读。",
            True,
        ),
        ("{O:玄鸟市商务局}举行新闻发布会,介绍《{L:玄鸟若干措施}》。", True),
        ("{O:玄鸟市商务局}有关负责人就《{L:玄鸟若干措施}》答记者问。", False),
        ("{O:玄鸟市商务局}印发《{L:玄鸟若干措施}》。", False),
    ],
)
def test_who_explains_what_others_issued_or_calls_the_press_did_not_issue_it(body: str, told: bool) -> None:
    assert apart(body, "issuedBy", "玄鸟若干措施", "玄鸟市商务局") is told
