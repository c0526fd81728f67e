"""Lines with borders are parted into cells, other lines are not."""

from __future__ import annotations

import pytest

from kg.rows import find_border, may_have_rows, split_row


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| 甲项目 | 3亿元 | 在建 |", ["甲项目", "3亿元", "在建"]),
        ("甲项目||在建", ["甲项目", "", "在建"]),
        ("甲项目\t20吨/年\t在建", ["甲项目", "20吨/年", "在建"]),
        ("石墨│甲公司│甲项目│3", ["石墨", "甲公司", "甲项目", "3"]),
        ("甲公司--甲项目--襄阳市--3亿元", ["甲公司", "甲项目", "襄阳市", "3亿元"]),
        ("甲公司/20/45万吨项目/3亿元", ["甲公司", "20/45万吨项目", "3亿元"]),
        ("甲公司/甲项目/7月/3亿元", ["甲公司", "甲项目", "7月", "3亿元"]),
        ("年产20/45万吨, 10万吨/年", []),
        ("甲项目--襄阳的大项目", []),
        ("", []),
    ],
)
def test_a_row_is_parted_at_its_own_border(line: str, cells: list[str]) -> None:
    border = find_border(line)
    assert [line[start:end] for start, end in split_row(line, border)] == cells if border else not cells


def test_a_text_with_one_border_has_no_rows() -> None:
    assert not may_have_rows("产能20万吨/年, 总投资5亿元")
    assert may_have_rows("甲公司/甲项目/3亿元")
