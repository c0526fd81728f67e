"""What the lexicon is sure of, where no recognizer proposes anything."""

from __future__ import annotations

import pytest

from tests.handmade import extract_marked, names_of


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("隆基绿能鹤壁科技园用工增加。", [("Enterprise", "隆基绿能"), ("Park", "隆基绿能鹤壁科技园")]),
        ("隆基绿能鹤壁科技园项目开工。", [("Enterprise", "隆基绿能"), ("Project", "隆基绿能鹤壁科技园项目")]),
        ("隆基绿能鹤壁用工增加。", [("Enterprise", "隆基绿能")]),
        ("隆基绿能用工增加，鹤壁科技园获批。", [("Enterprise", "隆基绿能")]),
    ],
)
def test_a_firm_a_place_and_a_head_word_make_a_park(body: str, names: list[tuple[str, str]]) -> None:
    found = names_of(extract_marked(body))
    assert [name for name in found if name[0] != "City"] == names


def test_a_name_stays_with_who_found_it_first() -> None:
    extraction = extract_marked("签约甲辰碳纤维原丝、乙巳储能电站等12个项目。乙巳储能电站已经开工。")
    assert [(mention.span.text, mention.recognizer) for mention in extraction.mentions] == [
        ("甲辰碳纤维原丝", "in a list of projects"),
        ("乙巳储能电站", "in a list of projects"),
        ("乙巳储能电站", "repeated"),
    ]
