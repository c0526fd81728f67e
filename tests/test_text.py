"""Folding keeps every offset; sentences cover what is not white space."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import fold_name, fold_text, sentence_at, sentence_bounds

# What news is made of, and what upsets those who count characters.
texts = st.text(
    st.sampled_from("襄阳市投资。！？；!?;\n\r\t \u3000“”’」』）)》，、1a\u200b\u0301𠮷👨‍👩‍👧ﷺ㎡№½Ⅳ") | st.characters(),
    max_size=60,
)


@given(st.text())
def test_a_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold_text(text)) == len(text)


def test_code_points_that_unicode_makes_longer_keep_their_length() -> None:
    longer = [chr(code) for code in range(sys.maxunicode + 1) if len(unicodedata.normalize("NFKC", chr(code))) != 1]
    assert len(longer) > 1000
    assert [char for char in longer if len(fold_text(char)) != 1] == []


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


def test_every_code_point_folds_to_one_that_stays() -> None:
    folds = {chr(code): fold_text(chr(code)) for code in range(sys.maxunicode + 1)}
    assert [char for char, fold in folds.items() if folds[fold] != fold] == []


def test_characters_of_simplified_text_stay_as_they_are() -> None:
    assert fold_text("乾县、象征、慰藉、覆盖") == "乾县、象征、慰藉、覆盖"


@given(texts, texts)
def test_a_text_folds_character_by_character(one: str, two: str) -> None:
    assert fold_text(one + two) == fold_text(one) + fold_text(two)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("（以下简称“甲科技”）", '(以下简称"甲科技")'),
        ("ＢＹＤ１２３", "BYD123"),
        ("３．５亿元", "3.5亿元"),
        ("襄阳\u3000高新区\xa0", "襄阳 高新区 "),
        ("A•B・C·D", "A·B·C·D"),
        ("甲—乙–丙－丁―戊‑己−庚─辛", "甲-乙-丙-丁-戊-己-庚-辛"),
        ("A‧B∙C⋅D", "A·B·C·D"),
        ("〔2024〕5号", "(2024)5号"),
        ("〈办法〉", "《办法》"),
        ("廈門鷺橋機械製品落戶於薌城區", "厦门鹭桥机械制品落户于芗城区"),
        ("昇兴", "昇兴"),  # a variant of 升 that names keep
        ("㎡", "㎡"),  # two characters in NFKC: stays
        ("", ""),
    ],
)
def test_twins_fold_alike(written: str, folded: str) -> None:
    assert fold_text(written) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲科技（湖北）有限公司", "甲科技(湖北)有限公司"),
        ("ＢＹＤ", "byd"),
        ("“415X”先进制造业集群", "415X先进制造业集群"),
        ("《襄阳十条》", "襄阳十条"),
        ("廈門鷺橋機械製品有限公司", "厦门鹭桥机械制品有限公司"),
        ("A. P. 穆勒-马士基", "A.P.穆勒—马士基"),
        ("阿·李公司", "阿•李公司"),
    ],
)
def test_two_spellings_have_one_folded_name(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_two_names_keep_two_folded_names() -> None:
    assert fold_name("甲科技（湖北）有限公司") != fold_name("甲科技（湖南）有限公司")


@given(texts)
def test_sentences_are_in_order_apart_and_trimmed(text: str) -> None:
    bounds = sentence_bounds(text)
    flat = [offset for bound in bounds for offset in bound]
    assert flat == sorted(flat)
    for start, end in bounds:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


@given(texts)
def test_sentences_cover_all_that_is_not_white_space(text: str) -> None:
    covered = {i for start, end in sentence_bounds(text) for i in range(start, end)}
    assert [i for i, char in enumerate(text) if i not in covered and not char.isspace()] == []


@given(texts)
def test_no_sentence_goes_over_a_line(text: str) -> None:
    assert all("\n" not in text[start:end] for start, end in sentence_bounds(text))


@given(texts)
def test_every_offset_of_a_sentence_finds_it(text: str) -> None:
    bounds = sentence_bounds(text)
    for index, (start, end) in enumerate(bounds):
        assert {sentence_at(bounds, offset) for offset in range(start, end)} == {index}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲来了。乙走了！", ["甲来了。", "乙走了！"]),
        ("甲来了；乙走了", ["甲来了；", "乙走了"]),
        ("标题\n正文。", ["标题", "正文。"]),
        ("“甲来了。”他说。", ["“甲来了。”", "他说。"]),
        ("（甲来了。）乙也来了。", ["（甲来了。）", "乙也来了。"]),
        ("真的？！是的。", ["真的？！", "是的。"]),
        ("总投资3.5亿元。", ["总投资3.5亿元。"]),
        ("\u3000\u3000甲来了。 \n\n 乙走了", ["甲来了。", "乙走了"]),
        ("好。\n”他说", ["好。", "”他说"]),
        (" \n\u3000", []),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_bounds(text)] == sentences


def test_an_offset_between_two_sentences_belongs_to_the_first() -> None:
    bounds = sentence_bounds("甲。  乙。")
    assert [sentence_at(bounds, offset) for offset in range(6)] == [0, 0, 0, 0, 1, 1]


def test_an_offset_before_all_sentences_finds_the_first() -> None:
    assert sentence_at(sentence_bounds("  甲。"), 0) == 0
