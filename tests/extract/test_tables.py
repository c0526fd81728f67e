"""Cells are names by the head of their column alone: no weights are asked."""

from __future__ import annotations

import pytest

from kg.extract.tables import table_names, without_borders
from tests.handmade import known

HEAD = "序号|建设单位|项目名称|投资额\n"


def cells(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for start, end, kind, _ in table_names(text, known().grammar.announced)]


def test_a_cell_is_what_the_head_of_its_column_says() -> None:
    told = cells(f"{HEAD}1|甲辰科技|年产5万吨铝箔|3亿元\n2| 乙巳新材 |丙午物流园二期|2亿元")
    assert told == [
        ("Enterprise", "甲辰科技"),
        ("Project", "年产5万吨铝箔"),
        ("Enterprise", "乙巳新材"),
        ("Project", "丙午物流园二期"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "甲辰科技|年产5万吨铝箔|3亿元",  # no head
        "地点|时间|人数\n甲辰科技|年产5万吨铝箔|3亿元",  # a head of other things
        f"{HEAD}1|待定|合计12个项目|3亿元",  # cells that name nothing
        f"{HEAD}1|甲辰",  # a row that ends before the columns
    ],
)
def test_no_other_cell_is_a_name(text: str) -> None:
    assert cells(text) == []


def test_a_name_over_a_border_is_none() -> None:
    text = f"{HEAD}1|甲辰科技|年产5万吨铝箔|3亿元"
    named = list(table_names(text, known().grammar.announced))
    over = (text.index("科技"), text.index("年产") + 4, "Project", "crf")
    inside = (text.index("甲辰"), text.index("甲辰") + 2, "Enterprise", "crf")
    apart = (0, 2, "Project", "crf")
    assert without_borders([apart, inside, over], named) == [apart, inside]
