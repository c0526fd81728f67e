"""Kinds of things and publishers of pages, which name no firm, park or project."""

from __future__ import annotations

import pytest

from kg.extract.doubt import why_not
from tests.handmade import extract_marked, known, names_of


def reason(text: str, kind: str) -> str | None:
    """Why what stands between ⟨ and ⟩ is no name of that type."""
    start, end = text.index("⟨"), text.index("⟩") - 1
    return why_not(text.replace("⟨", "").replace("⟩", ""), start, end, kind, known().lexicon, known().grammar)


@pytest.mark.parametrize(
    ("text", "kind", "is_kind"),
    [
        ("项目涉及玄铁加工、⟨云杉型园区⟩等领域。", "Park", True),
        ("项目涉及⟨云杉型园区⟩、玄铁加工等多个行业。", "Park", True),
        ("项目涵盖玄铁加工、⟨云杉器具⟩等产业领域,共3个。", "Enterprise", True),
        ("重点发展玄铁加工、⟨云杉创意⟩五大产业项目,总投资9亿元。", "Project", True),
        ("通过“⟨绿色云杉基地⟩、总部办公、展示”等三大功能区的配合。", "Project", True),
        ("开工⟨云杉创意⟩五大产业项目的园区。", "Project", False),
        ("引来⟨玄鸟科技⟩、云杉股份等行业龙头。", "Enterprise", False),
        ("引来玄鸟科技、⟨云杉股份⟩等产业项目。", "Enterprise", False),
        ("开工的有玄鸟产业园、⟨云杉产业园⟩等。", "Park", False),
        ("项目涉及玄铁加工、⟨东风汽车⟩等领域。", "Enterprise", False),  # known
        ("建设集展示、体验为一体的⟨云杉型园区⟩。", "Park", True),
        ("主要建设⟨玄铁开发⟩、展示、仓储为一体的中心。", "Project", True),
        ("主要建设研究、⟨玄铁器具⟩及仓储于一体的中心。", "Enterprise", True),
        ("由玄鸟集团、⟨云杉集团⟩投资的集研究、展示为一体的中心。", "Enterprise", False),
        ("⟨云杉集团⟩与当地融为一体的故事。", "Enterprise", False),
    ],
)
def test_a_trade_of_a_list_and_what_a_thing_is_as_a_whole_are_kinds(text: str, kind: str, is_kind: bool) -> None:
    assert (reason(text, kind) == "a kind of things") is is_kind


@pytest.mark.parametrize(
    ("text", "kind", "is_publisher"),
    [
        ("甲县招商\n⟨云上云杉⟩ 2024-05-06 09:30:00\n昨日开工。", "Project", True),
        ("甲县招商\n⟨云杉⟩发布 2024年5月6日 09:30\n昨日开工。", "Enterprise", True),
        ("甲县招商\n2024-05-06 来源:⟨襄阳⟩网\n昨日开工。", "City", True),
        ("甲县招商\n2024-05-06 来源: 云上⟨襄阳⟩\n昨日开工。", "City", True),
        ("甲县招商\n⟨云杉产业园⟩ 2024-05-06\n昨日开工。", "Park", False),
        ("甲县招商\n昨日在⟨襄阳⟩开工 2024-05-06 09:30\n", "City", False),
        ("甲县招商\n2024-05-06 来源:⟨襄阳市人民政府⟩\n昨日开工。", "Organization", False),
        ("原料来源:本省,⟨襄阳⟩也有。", "City", False),
    ],
)
def test_who_published_a_page_is_not_told_of(text: str, kind: str, is_publisher: bool) -> None:
    assert (reason(text, kind) == "who published it") is is_publisher


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("{K:湖北省开发区}共有项目6个。", [("Province", "湖北省")]),
        ("{P:湖北}工业园区共有项目6个。", [("Province", "湖北")]),
        ("{P:吉林}高新区共有项目6个。", [("Park", "吉林高新区")]),
        ("{P:湖北}自贸试验区共有项目6个。", [("Park", "湖北自贸试验区")]),
        ("{P:香港}园区共有项目6个。", [("Province", "香港")]),
        ("{K:香港园区}共有项目6个。", [("Park", "香港园区")]),
        ("{C:襄阳}经开区共有项目6个。", [("Park", "襄阳经开区")]),
        ("{K:湖北玄鸟开发区}共有项目6个。", [("Park", "湖北玄鸟开发区")]),
    ],
)
def test_all_zones_of_a_province_are_none(body: str, names: list[tuple[str, str]]) -> None:
    assert names_of(extract_marked(body)) == names
