"""Where the text around a name tells that it is a person's."""

from __future__ import annotations

import pytest

from kg.extract.doubt import why_not
from tests.handmade import known


def is_person(text: str, kind: str = "Enterprise") -> bool:
    """Whether the name between ⟨ and ⟩ is taken for a person's."""
    start, end = text.index("⟨"), text.index("⟩") - 1
    folded = text.replace("⟨", "").replace("⟩", "")
    return why_not(folded, start, end, kind, known().lexicon, known().grammar) == "a person's name"


@pytest.mark.parametrize(
    "text",
    [
        "县领导李甲辰、周甲乙、⟨程甲⟩等出席。",
        "县领导李甲辰、⟨周甲乙⟩、程甲等出席。",
        "县领导李⟨甲辰⟩、周甲乙等出席。",
        "副市长⟨冯甲辰⟩、廉甲参加。",
        "副区长马甲辰、⟨安永⟩红到会。",
        "(本报记者甲某 通讯员⟨向甲辰⟩、卢乙)",
        "项目正加快建设。(⟨覃甲⟩、钱乙丙)",
        "孙甲辰、⟨卢甲乙⟩、谷甲、黄甲等出席活动。",
        "项目正加快建设。(⟨梁甲辰⟩)",
        "甲网3月4日电(⟨梁甲辰⟩)昨天开工。",
        "总经理马库斯·⟨甲诺尔⟩说。",
        "县领导李甲辰、解甲、⟨呙甲乙⟩及各部门到场。",
        "孙甲辰、⟨卢甲乙⟩、谷甲等市级领导参加。",
        "县领导李甲、周甲乙、⟨润甲乙⟩、鲁甲、涂甲乙出席开工仪式。",
        "县领导李甲、周甲乙、润甲乙、⟨鲁甲⟩、涂甲乙等出席。",
        "段甲乙、吴甲乙、蒋甲、⟨义甲⟩、伍甲乙等县四大家领导出席大会。",
    ],
)
def test_of_a_list_of_persons_only_the_first_needs_an_office(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "包括澄甲、⟨康乙⟩、安丙等企业。",
        "市长李甲会见了⟨安甲辰⟩一行。",
        "董事长李甲、⟨康乙⟩董事长王丙到场。",
        "县领导李甲、玄鸟科技、⟨康乙⟩到场。",
        "(⟨康乙⟩投资3亿元)",
        "总承包单位(⟨康乙⟩)到场。",
        "孙甲辰、⟨卢甲乙⟩、谷甲、黄甲等投资建厂。",
        "孙甲辰、⟨卢甲乙⟩、谷甲、黄甲等市级企业投资建厂。",
        "孙甲辰、⟨卢甲乙⟩、玄鸟科技、黄甲等出席活动。",
        "主任、⟨康乙⟩都来了。",
        "李甲、玄鸟、⟨康乙⟩、白塘出席。",  # too many of them without a surname
        "李甲、周甲乙、⟨康乙⟩、鲁甲投资。",
    ],
)
def test_what_stands_in_another_list_is_none(text: str) -> None:
    assert not is_person(text)


def test_a_place_may_be_a_given_name_or_a_whole_one() -> None:
    assert is_person("市委书记邵⟨玉龙⟩主持。", "City")
    assert is_person("市领导张甲、兰⟨万安⟩参加。", "City")
    assert is_person("董事长⟨黄山⟩致辞。", "City")
    assert not is_person("记者⟨武汉⟩报道。", "City")
    assert is_person("甲日报记者 马⟨伊宁⟩ 摄", "City")
    assert not is_person("甲日报记者 在⟨伊宁⟩ 摄", "City")
    assert not is_person("甲日报 马⟨伊宁⟩ 摄", "City")
    assert not is_person("市委书记⟨黄山⟩行。", "City")
    assert not is_person("赴⟨黄山⟩、⟨万安⟩招商。".replace("⟨万安⟩", "万安"), "City")


@pytest.mark.parametrize("office", ["董事会成员", "执行董事", "合伙人"])
def test_who_sits_on_a_board_is_a_person(office: str) -> None:
    assert is_person(f"玄鸟{office}⟨柯甲乙⟩在仪式上表示")
