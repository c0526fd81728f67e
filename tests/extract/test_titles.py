"""What stands in title marks: policies, and what is none."""

from __future__ import annotations

import pytest

from kg.extract.found import Refused
from kg.extract.titles import issued_spans, scheme_spans, title_spans
from kg.text import fold_text
from tests.handmade import known


def read(text: str) -> tuple[list[str], dict[str, str]]:
    """The policies, and what was refused with the reason."""
    refused: list[Refused] = []
    spans = list(title_spans(fold_text(text), known().grammar, known().lexicon, refused))
    assert all(one[2:4] == ("Policy", "title") for one in (*spans, *refused))
    return [text[start:end] for start, end, _, _ in spans], {text[one.start : one.end]: one.reason for one in refused}


@pytest.mark.parametrize(
    "title",
    [
        "襄阳市招商引资办法",
        "关于支持制造业高质量发展的若干措施",
        "襄阳十条",
        "外商投资法",
        "优化营商环境条例",
        "襄阳市“十四五”规划",
        "招商引资办法（试行）",
        "招商引资办法（2024年修订）",
        "关于印发《招商引资办法》的通知",
        "关于〈招商引资办法〉的实施细则",
    ],
)
def test_a_document_of_authority_is_a_policy(title: str) -> None:
    assert read(f"根据《{title}》，甲公司落户。") == ([title], {})


@pytest.mark.parametrize(
    "title",
    ["建设工程规划许可证", "不动产权证书", "营业执照", "施工许可证", "环境影响报告书", "企业投资项目备案表"],
)
def test_a_permit_is_no_policy(title: str) -> None:
    policies, refused = read(f"甲公司拿到《{title}》。")
    assert policies == []
    assert list(refused) == [title]
    assert refused[title]


@pytest.mark.parametrize(
    "title", ["人民日报", "襄阳晚报", "投资合作协议", "战略合作备忘录", "项目合同书", "第二届董事会决议公告"]
)
def test_a_paper_or_a_contract_is_no_policy(title: str) -> None:
    policies, refused = read(f"《{title}》")
    assert policies == []
    assert list(refused) == [title]


@pytest.mark.parametrize("title", ["走进玄鸟", "汽车", "新青年"])
def test_another_title_is_neither_policy_nor_refused(title: str) -> None:
    assert read(f"《{title}》") == ([], {})


def test_every_title_of_a_list_is_read() -> None:
    policies, refused = read("《招商办法》《用地办法》和《施工许可证》")
    assert policies == ["招商办法", "用地办法"]
    assert list(refused) == ["施工许可证"]


@pytest.mark.parametrize("text", ["《招商办法", "招商办法》", "《》", "《招商\n办法》", "招商办法"])
def test_without_both_marks_on_one_line_there_is_no_title(text: str) -> None:
    assert read(text) == ([], {})


def test_every_ending_of_the_grammar_is_obeyed() -> None:
    for ending in known().grammar.policy_endings:
        if not f"甲乙{ending}".endswith(known().grammar.no_policy_endings):
            assert read(f"《甲乙{ending}》")[0] == [f"甲乙{ending}"]
    for ending in known().grammar.no_policy_endings:
        assert read(f"《甲乙{ending}》")[0] == []


def schemes(text: str) -> list[str]:
    folded = fold_text(text)
    return [text[start:end] for start, end, _, _ in scheme_spans(folded, known().grammar)]


@pytest.mark.parametrize(
    "text",
    [
        "“链主直通车”制度",
        "“比招商、比服务、比项目、比实干”行动",
        "“放管服”改革",
        "“百日攻坚”专项行动",
        "“一体两翼”发展战略",
    ],
)
def test_a_quoted_name_with_a_scheme_behind_it_is_a_policy(text: str) -> None:
    assert schemes(f"推行{text}以来，") == [text]


@pytest.mark.parametrize(
    "text", ["“公司+农户”模式", "“专精特新”企业", "“链长”们的制度", "“甲。”改革", "“四个先行”战略定位"]
)
def test_a_formula_or_another_word_behind_the_quotes_makes_none(text: str) -> None:
    assert schemes(f"推行{text}以来，") == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("政府印发关于加快产业转型若干举措(2025年版)的通知。", ["关于加快产业转型若干举措(2025年版)"]),
        ("关于印发甲辰县工业倍增行动方案的通知", ["甲辰县工业倍增行动方案"]),
        ("印发《甲辰县工业倍增行动方案》的通知", []),
        ("印发放假安排的通知", []),
    ],
)
def test_a_document_without_marks_is_known_by_the_words_around_it(text: str, titles: list[str]) -> None:
    assert [text[start:end] for start, end, _, _ in issued_spans(text, known().grammar)] == titles


@pytest.mark.parametrize(
    ("title", "is_policy"),
    [
        ("甲乙两市产业协作协议", True),
        ("甲河流域协同发展备忘录", True),
        ("战略合作框架协议", False),
        ("供货协议", False),
        ("投资合作备忘录", False),
        ("玄鸟县工业志", False),
    ],
)
def test_what_governments_agree_on_is_a_policy_and_a_contract_is_none(title: str, is_policy: bool) -> None:
    refused: list[Refused] = []
    assert bool(list(title_spans(f"两地签订《{title}》", known().grammar, known().lexicon, refused))) == is_policy
    assert bool(refused) != is_policy
