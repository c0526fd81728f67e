"""What holds for every text: numbers read back what was written, spans fit, nothing raises, nothing is slow."""

from __future__ import annotations

from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.attribute_grammar import AttributeGrammar, load_attribute_grammar
from kg.check.marked import read_marked
from kg.files import data_folder
from kg.model import Article, Modality
from kg.numerals import parse_number
from kg.relate.attributes import read_attributes
from kg.relate.reading.money import find_money, tell_value
from kg.relate.reading.names import read_names
from kg.relate.reading.times import find_times
from kg.text import fold_text

GRAMMAR = load_attribute_grammar(data_folder() / "seeds" / "grammar")
DIGITS = "零一二三四五六七八九"
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


def in_characters(number: int) -> str:
    """A number below 10^12 as Chinese writes it: 二亿零三万."""
    if number < 10_000:
        text, zero = "", False
        for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, number = divmod(number, place)
            if digit:
                text += ("零" if zero and text else "") + DIGITS[digit] + unit
                zero = False
            else:
                zero = True
        return text
    for scale, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            head, rest = divmod(number, scale)
            gap = "零" if 0 < rest < scale // 10 else ""
            return in_characters(head) + unit + gap + (in_characters(rest) if rest else "")
    raise AssertionError(number)


@given(st.integers(1, 10**12 - 1))
def test_a_number_in_characters_reads_back(number: int) -> None:
    assert parse_number(in_characters(number)) == number


@given(st.decimals("0.01", 99999, places=2), st.sampled_from([("亿", 10**8), ("万", 10**4), ("万亿", 10**12), ("", 1)]))
def test_a_number_in_digits_reads_back(number: Decimal, scale: tuple[str, int]) -> None:
    assert parse_number(f"{number}{scale[0]}") == number * scale[1]


@given(st.integers(1, 10**9))
def test_thousands_marks_do_not_matter(number: int) -> None:
    assert parse_number(f"{number:,}") == number


@given(st.integers(1, 9999), st.sampled_from(sorted(GRAMMAR.currencies)))
def test_money_reads_back_with_its_currency(number: int, currency: str) -> None:
    text = f"总投资{number}亿{currency}。"
    (money,) = find_money(text, fold_text(text), GRAMMAR)
    assert (money.value, money.unit) == (number * 10**8, GRAMMAR.currencies[currency])
    assert text[money.start : money.end] == f"{number}亿{currency}"


@given(st.decimals(1, 10**15, places=3))
def test_a_value_is_a_plain_decimal(number: Decimal) -> None:
    assert Decimal(tell_value(number)) == number
    assert "E" not in tell_value(number)


@given(st.dates())
def test_a_full_date_reads_back(day: object) -> None:
    text = f"{day:%Y年%m月%d日}"  # type: ignore[str-format]
    values = [time.value for time in find_times(text, None, GRAMMAR)]
    assert values == ([f"{day}"] if "1900" <= f"{day}"[:4] < "2100" else [])


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
