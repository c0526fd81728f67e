"""Short forms that an article introduces in brackets."""

from __future__ import annotations

import pytest

from kg.extract.introduced import introductions
from kg.text import fold_text
from tests.handmade import known, read_marked

FIRM = "甲辰新能源科技有限公司"


def introduced(marked: str) -> list[tuple[str, str, str]]:
    article, mentions = read_marked(marked)
    spans = [(m.span.start, m.span.end, m.type) for m in mentions]
    return list(introductions(fold_text(article.text), spans, known().grammar.announced))


@pytest.mark.parametrize(
    "bracket",
    [
        "（以下简称“甲辰”）",
        "(以下简称“甲辰”)",
        '(以下简称"甲辰")',
        "（以下简称甲辰）",
        "（以下简称：“甲辰”）",
        "（以下简称为“甲辰”）",
        "（以下称“甲辰”）",
        "（以下称甲辰）",
        "（以下均简称“甲辰”）",
        "（以下统一简称为“甲辰”）",
        "（以下统称“甲辰”）",
        "（以下合称“甲辰”）",
        "（下称“甲辰”）",
        "（下文简称“甲辰”）",
        "（下文称甲辰）",
        "（简称“甲辰”）",
        "（暂名“甲辰”）",
        "（又名甲辰）",
        "（简称：甲辰）",
        "（简称甲辰）",
        " （以下简称“甲辰”）",
        "（股票代码：300750）（以下简称“甲辰”）",
    ],
)
def test_every_way_to_introduce_a_short_form(bracket: str) -> None:
    assert introduced(f"{{E:{FIRM}}}{bracket}落户襄阳。") == [("甲辰", FIRM, "Enterprise")]


@pytest.mark.parametrize(
    ("bracket", "short"),
    [
        pytest.param("（300750.SZ，以下简称“甲辰”）", "甲辰", id="a stock code in the same bracket"),
        pytest.param("（股票代码：300750，简称“甲辰”）", "甲辰", id="a stock code with its name"),
        pytest.param("（以下简称为：甲辰）", "甲辰", id="为 and a colon"),
        pytest.param("（以下简称「甲辰」）", "甲辰", id="corner brackets"),
    ],
)
def test_rarer_ways_to_introduce_a_short_form(bracket: str, short: str) -> None:
    assert introduced(f"{{E:{FIRM}}}{bracket}落户襄阳。") == [(short, FIRM, "Enterprise")]


def test_two_short_forms_in_one_bracket() -> None:
    found = introduced(f"{{E:{FIRM}}}（以下简称“甲辰”或“甲辰能源”）")
    assert [short for short, _, _ in found] == ["甲辰", "甲辰能源"]


def test_two_short_forms_without_quotes() -> None:
    found = introduced(f"{{E:{FIRM}}}（以下简称甲辰、甲辰能源）")
    assert [short for short, _, _ in found] == ["甲辰", "甲辰能源"]


def test_a_policy_introduces_its_last_word_in_title_marks() -> None:
    assert introduced("《{L:襄阳市招商引资工作方案}》（以下简称《方案》）") == [
        ("方案", "襄阳市招商引资工作方案", "Policy")
    ]


def test_a_park_and_a_project_introduce_short_forms_too() -> None:
    assert introduced("{K:襄阳高新技术产业开发区}（以下简称“高新区”）") == [
        ("高新区", "襄阳高新技术产业开发区", "Park")
    ]
    assert introduced("{J:甲辰动力电池生产基地建设项目}（以下简称“甲辰项目”）") == [
        ("甲辰项目", "甲辰动力电池生产基地建设项目", "Project")
    ]


def test_the_full_form_may_have_brackets_of_its_own() -> None:
    assert introduced("{E:甲辰科技（湖北）有限公司}（以下简称“甲辰湖北”）") == [
        ("甲辰湖北", "甲辰科技(湖北)有限公司", "Enterprise")
    ]


def test_each_name_has_its_own_bracket() -> None:
    assert introduced("{E:甲辰科技公司}（以下简称“甲辰”）与{E:乙巳科技公司}（以下简称“乙巳”）") == [
        ("甲辰", "甲辰科技公司", "Enterprise"),
        ("乙巳", "乙巳科技公司", "Enterprise"),
    ]


@pytest.mark.parametrize("word", ["公司", "本公司", "集团", "项目", "本项目", "园区", "甲方", "乙方", "双方"])
def test_what_a_text_calls_its_subject_is_no_short_form(word: str) -> None:
    assert introduced(f"{{E:{FIRM}}}（以下简称“{word}”）") == []


@pytest.mark.parametrize(
    "text",
    [
        "{E:甲辰科技公司}的一家供应商（以下简称“乙巳”）",
        "{E:甲辰科技公司}（以下简称“甲”）",
        "{E:甲辰科技公司}（湖北）",
        "{E:甲辰科技公司}（以下简称“甲辰”",
        "（以下简称“甲辰”）",
        "{E:甲辰科技公司}（以下简称）",
    ],
)
def test_what_introduces_nothing(text: str) -> None:
    assert introduced(text) == []
