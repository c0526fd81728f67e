"""What holds for every text: spans fit, nothing raises, nothing is slow."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.attribute_grammar import AttributeGrammar, load_attribute_grammar
from kg.check.marked import read_marked
from kg.files import data_folder
from kg.model import Article, Modality
from kg.relate.attributes import read_attributes
from kg.relate.reading.names import read_names

GRAMMAR = load_attribute_grammar(data_folder() / "seeds" / "grammar")
# Pieces that news is made of, so that random texts come near to real ones.
PIECES = st.sampled_from(
    [
        "{J:甲项目}",
        "{J:乙基地}",
        "{E:丰源}",
        "{K:甲园}",
        "总投资",
        "投资",
        "产值",
        "注册资本",
        "分别",
        "其中",
        "一期",
        "约",
        "超",
        "5亿元",
        "30亿美元",
        "两亿五千万元",
        "(约合",
        ")",
        "的",
        "建设",
        "该项目",
        "项目",
        "、",
        "和",
        "，",
        "。",
        "；",
        "\n",
        "|",
        "/",
        "：",
        "2024年5月6日",
        "去年",
        "3月",
        "28日",
        "次日",
        "一季度",
        "下半年",
        "前5个月",
        "年底",
        "月初",
        "上周五",
        "昨(14)日",
        "当年",
        "签约",
        "开工",
        "投产",
        "终止",
        "将",
        "未",
        "已",
        "17个项目",
        "合计",
        "前者",
        "后者",
        "调整为",
        "截至",
        "以来",
        "50-60",
        "第",
        "〇",
        "12",
        ".",
        "2023-",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from([None, "2024-06-15", "2024", "2024-13-45", ""]))
def test_reading_never_raises_and_all_spans_fit(marked: str, date: str | None) -> None:
    article, links, entities = read_marked(marked, date)
    known = {entity.id: entity.type for entity in entities}
    for attribute in read_attributes(read_names(article, links, entities, GRAMMAR), GRAMMAR):
        evidence = attribute.evidence
        assert attribute.property in ("amount", "status", "date")
        assert known[attribute.subject] in ("Project", "Enterprise")
        assert known[attribute.subject] == "Project" or attribute.property == "date"
        assert 0 < evidence.confidence <= 1
        assert evidence.modality in Modality
        for span in (attribute.span, evidence.passage, evidence.subject, evidence.trigger):
            assert span is None or article.text[span.start : span.end] == span.text
        assert evidence.trigger is None or evidence.passage.start <= evidence.trigger.start < evidence.passage.end
        assert evidence.subject is not None
        assert evidence.subject.text == attribute.subject


@settings(deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(marked: str) -> None:
    article, links, entities = read_marked(marked)
    first = read_names(article, links, entities, GRAMMAR)
    again = read_names(article, tuple(reversed(links)), tuple(reversed(entities)), GRAMMAR)
    assert read_attributes(first, GRAMMAR) == read_attributes(again, GRAMMAR)


@pytest.mark.parametrize(
    "piece",
    [
        "一",
        "1",
        "1,",
        "亿",
        "3亿",
        "5月",
        "总投资",
        "2023年",
        "的",
        "、",
        "十千",
        "一点",
        "甲项目",
        "{J:甲项目}、",
        "投资5亿元",
    ],
)
def test_a_long_run_of_anything_takes_no_long_time(piece: str) -> None:
    article, links, entities = read_marked(piece * 4000)
    start = perf_counter()
    read_attributes(read_names(article, links, entities, GRAMMAR), GRAMMAR)
    assert perf_counter() - start < 5


def test_an_empty_article_has_no_attributes(grammar: AttributeGrammar = GRAMMAR) -> None:
    empty = Article(id="t", title="", body="")
    assert read_attributes(read_names(empty, (), (), grammar), grammar) == ()
