"""What the lexicon is sure of, where no recognizer proposes anything."""

from __future__ import annotations

import pytest

from tests.handmade import extract_marked, extract_proposed, names_of, read_marked


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


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("签约“{J:玄鸟港—欧洲中心}”两年。", []),  # was weighed as it is
        ("签约{J:玄鸟“未来工厂}”两年。", [("Project", "玄鸟“未来工厂”")]),
        ("修“{J:九纵九横”道路工程}两年。", [("Project", "“九纵九横”道路工程")]),
        ("修“{J:九纵}、道路”两年。", []),
        ("落户“{K:甲溪·乙河”产业协作园}两年。", [("Park", "“甲溪·乙河”产业协作园")]),
        ("谈到“{L:实体经济激活模式}”两年。", []),
        ("谈到{L:玄鸟“激活模式}”两年。", []),
    ],
)
def test_what_was_weighed_without_one_of_its_quotation_marks_is_believed_a_little(
    body: str, names: list[tuple[str, str]]
) -> None:
    article, refused = read_marked(body)
    extraction = extract_proposed(article, [], [(m.span.start, m.span.end, m.type) for m in refused])
    assert names_of(extraction) == names
    assert all(mention.confidence == 0.5 for mention in extraction.mentions)


def test_a_firm_behind_a_quotation_mark_owns_the_project() -> None:
    assert ("Enterprise", "比亚迪") in names_of(extract_marked("{J:“比亚迪欧洲中心”项目}开工。"))
