"""What is made of the names that the weights propose; the marked names stand for their proposals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import Extraction, extract_mentions
from kg.model import TYPES, Article
from tests.handmade import extract_marked, extract_proposed, known, names_of

NAME = "玄鸟衔枝"  # no file of ours knows it


def starts(extraction: Extraction, form: str) -> list[int]:
    return [mention.span.start for mention in extraction.mentions if mention.span.text == form]


def reasons(extraction: Extraction) -> dict[str, str]:
    return {rejection.span.text: rejection.reason for rejection in extraction.rejections}


# Phases.


@pytest.mark.parametrize("phase", ["二期", "一期项目", "三期工程"])
def test_an_enterprise_with_a_phase_behind_it_is_a_project(phase: str) -> None:
    assert names_of(extract_marked(f"{{E:甲辰芯控}}{phase}开工。")) == [("Project", f"甲辰芯控{phase}")]


def test_an_enterprise_with_something_else_behind_it_stays_one() -> None:
    assert names_of(extract_marked("{E:闻泰}第二期开工。")) == [("Enterprise", "闻泰")]


def test_a_registered_firm_with_a_phase_behind_it_stays_one() -> None:
    assert names_of(extract_marked("{E:甲辰新材有限公司}二期投产。")) == [("Enterprise", "甲辰新材有限公司")]


def test_a_park_with_a_phase_stays_a_park() -> None:
    assert names_of(extract_marked("{K:甲辰产业园}二期开工。")) == [("Park", "甲辰产业园")]


def test_a_phase_behind_a_repeated_name_makes_a_project_too() -> None:
    extraction = extract_marked(f"{{E:{NAME}}}来了。{NAME}二期开工。")
    assert names_of(extraction) == [("Enterprise", NAME), ("Project", f"{NAME}二期")]


# Repetition.


def test_what_is_a_name_once_is_that_name_wherever_it_stands() -> None:
    extraction = extract_marked(f"{{E:{NAME}}}落户。大家都说{NAME}很好，{NAME}也说。", title=f"走近{NAME}")
    assert names_of(extraction) == [("Enterprise", NAME)] * 4


def test_a_short_form_is_found_wherever_it_stands() -> None:
    extraction = extract_marked(f"{{E:{NAME}科技有限公司}}（以下简称“衔枝”）落户。衔枝很好。")
    assert names_of(extraction) == [
        ("Enterprise", f"{NAME}科技有限公司"),
        ("Enterprise", "衔枝"),
        ("Enterprise", "衔枝"),
    ]
    assert extraction.introduced == {"衔枝": (f"{NAME}科技有限公司", "introduced as the short form of")}


def test_a_latin_name_is_not_part_of_a_longer_word() -> None:
    extraction = extract_marked("{E:SK}落户。ASK、SKQ、SK2都不是，SK是。")
    assert names_of(extraction) == [("Enterprise", "SK"), ("Enterprise", "SK")]


def test_the_longer_of_two_repeated_names_is_taken() -> None:
    extraction = extract_marked(f"{{E:{NAME}}}与{{E:{NAME}汽车}}。{NAME}汽车来了，{NAME}也来了。")
    assert names_of(extraction)[2:] == [("Enterprise", f"{NAME}汽车"), ("Enterprise", NAME)]


def test_one_form_has_one_type_the_commoner_one() -> None:
    extraction = extract_marked(f"{{E:{NAME}}}、{{E:{NAME}}}、{{O:{NAME}}}。")
    assert names_of(extraction) == [("Enterprise", NAME)] * 3


def test_a_province_and_a_city_may_share_a_form() -> None:
    extraction = extract_marked("{P:吉林}的{C:吉林}。")
    assert names_of(extraction) == [("Province", "吉林"), ("City", "吉林")]


def test_a_repeated_name_is_still_no_street() -> None:
    extraction = extract_marked(f"{{E:{NAME}}}落户，车间在{NAME}路。")
    assert names_of(extraction) == [("Enterprise", NAME)]


def test_a_known_name_is_not_part_of_a_longer_word_though_it_stands_elsewhere() -> None:
    extraction = extract_marked("商务部门来了，商务部也来了。")
    assert len(starts(extraction, "商务部")) == 1


def test_a_policy_called_方案_is_not_every_方案() -> None:
    extraction = extract_marked("《襄阳市招商引资工作方案》（以下简称《方案》）印发。甲公司带来设计方案。")
    assert len(starts(extraction, "方案")) == 1


# Names that the lexicon knows.


def test_a_known_name_needs_no_proposal() -> None:
    assert ("Organization", "华中科技大学") in names_of(extract_marked("华中科技大学来了。"))


def test_a_name_to_be_believed_in_context_only_needs_one() -> None:
    assert names_of(extract_marked("苹果很甜。")) == []
    assert names_of(extract_marked("{E:苹果}来了。")) == [("Enterprise", "苹果")]


# What is refused.


@pytest.mark.parametrize("street", ["海尔路", "海尔大道"])
def test_a_street_is_no_enterprise(street: str) -> None:
    extraction = extract_marked(f"位于{{E:海尔}}{street.removeprefix('海尔')}。")
    assert names_of(extraction) == []
    assert reasons(extraction) == {"海尔": "with the word behind it something else"}


def test_of_a_refused_name_its_places_remain() -> None:
    extraction = extract_marked("{E:湖北襄阳营商环境}很好。")
    assert names_of(extraction) == [("Province", "湖北"), ("City", "襄阳")]


def test_of_a_refused_name_its_place_remains() -> None:
    extraction = extract_marked("{E:湖北省机电产业}很好。")
    assert names_of(extraction) == [("Province", "湖北省")]
    assert set(reasons(extraction)) == {"湖北省机电产业"}


def test_what_is_proposed_inside_the_title_of_a_permit_is_refused_with_it() -> None:
    extraction = extract_marked("{E:玄鸟科技公司}拿到《{E:玄鸟工程}规划许可证》。")
    assert names_of(extraction) == [("Enterprise", "玄鸟科技公司")]
    assert "玄鸟工程规划许可证" in reasons(extraction)


def test_a_title_is_a_policy_whatever_is_proposed_inside_it() -> None:
    extraction = extract_marked("《{C:襄阳}市{E:甲辰公司}招商办法》出台。")
    assert names_of(extraction) == [("Policy", "襄阳市甲辰公司招商办法")]


def test_a_name_begins_behind_its_verb_and_ends_before_its_quote() -> None:
    assert names_of(extract_marked("{J:推进甲辰电池基地项目}。")) == [("Project", "甲辰电池基地项目")]
    assert names_of(extract_marked("{E:“玄鸟公司”}来了。")) == [("Enterprise", "玄鸟公司")]


def test_what_is_left_behind_a_verb_must_be_more_than_项目() -> None:
    assert names_of(extract_marked("{J:大幅缩短项目}审批时间。")) == []


def test_one_character_is_a_place_at_most() -> None:
    assert names_of(extract_marked("{E:的}{C:鄂}")) == [("City", "鄂")]


# Whatever stands in an article.

HOSTILE = [
    "襄阳", "襄阳市", "吉林省", "比亚迪", "海尔路", "甲辰科技（湖北）有限公司", "（以下简称“甲辰”）", "甲辰", "二期",
    "高新区", "《招商办法》", "《", "》", "（", "）", "“", "”", "路", "推进", "项目", "产业园", "。", "，", "、",
    "\n", "\r", "\t", " ", "\u3000", "\x00", "\x1f", "\u200b", "\u200d", "\u202e", "\u0301", "\ufeff", "\ue000",
    "\U000e0001", "𠮷", "👨\u200d👩\u200d👧", "ﷺ", "㎡", "İ", "ß", "ＢＹＤ", "SK", "3M", "<b>", "&amp;", "\\", "|",
    "\ufffd",
]  # fmt: skip
texts = st.lists(st.sampled_from(HOSTILE) | st.characters(exclude_categories=["Cs"]), max_size=30).map("".join)


def check(extraction: Extraction, article: Article) -> None:
    for found in [*extraction.mentions, *extraction.rejections]:
        assert article.text[found.span.start : found.span.end] == found.span.text
    spans = [mention.span for mention in extraction.mentions if mention.recognizer != "nested"]
    ends = [offset for span in spans for offset in (span.start, span.end)]
    assert ends == sorted(ends), "mentions overlap or stand out of order"


@settings(max_examples=100)
@given(title=texts, body=texts)
def test_mentions_fit_the_article_and_never_overlap(title: str, body: str) -> None:
    article = Article(id="a", title=title, body=body)
    check(extract_mentions(article, known()), article)


@settings(max_examples=150)
@given(title=texts, body=texts, data=st.data())
def test_so_they_do_whatever_the_weights_propose(title: str, body: str, data: st.DataObject) -> None:
    article = Article(id="a", title=title, body=body)
    offsets = st.integers(0, len(article.text))
    cuts = sorted(data.draw(st.sets(offsets, max_size=10)))
    proposed = [
        (start, end, data.draw(st.sampled_from(TYPES))) for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    check(extract_proposed(article, proposed), article)


def test_an_empty_article_names_nothing() -> None:
    assert extract_mentions(Article(id="a", title="", body=""), known()).mentions == ()


# The whole of it, where nobody would doubt what is named.


def test_a_plain_sentence_is_read() -> None:
    article = Article(
        id="a",
        title="襄阳市举行项目集中签约",
        body="5月6日，比亚迪股份有限公司与襄阳市人民政府签约。湖北省商务厅参加。",
    )
    found = {(mention.type, mention.span.text) for mention in extract_mentions(article, known()).mentions}
    assert {
        ("City", "襄阳市"),
        ("Enterprise", "比亚迪股份有限公司"),
        ("Organization", "襄阳市人民政府"),
        ("Organization", "湖北省商务厅"),
    } <= found


# What was weighed and not believed.


def test_what_was_not_believed_is_told_unless_something_else_is_named_there() -> None:
    article = Article(id="a", title="", body="甲辰芯控来到乙巳小镇。")
    refused = [(1, 5, "Project"), (1, 5, "Enterprise"), (7, 11, "Park")]
    extraction = extract_proposed(article, [(1, 5, "Enterprise")], refused)
    assert names_of(extraction) == [("Enterprise", "甲辰芯控")]
    assert reasons(extraction) == {"乙巳小镇": "weighed and not believed"}
