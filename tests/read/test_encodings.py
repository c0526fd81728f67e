"""Bytes -> text, whatever wrote them."""

import json
from pathlib import Path

import pytest

from tests.read.files import TEXT, read, reasons, write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_the_encoding_makes_no_difference(tmp_path: Path, encoding: str) -> None:
    [article] = read(write(tmp_path, "a.txt", TEXT, encoding))[0]
    assert article.text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_nor_does_it_in_json_lines(tmp_path: Path, encoding: str) -> None:
    lines = "".join(json.dumps({"title": t, "text": TEXT}, ensure_ascii=False) + "\n" for t in ("开工建设", "竣工投产"))
    assert [a.title for a in read(write(tmp_path, "a.jsonl", lines, encoding))[0]] == ["开工建设", "竣工投产"]


@pytest.mark.parametrize(
    "text",
    [
        "臺商赴湖北投資\n據介紹，這個項目總投資三億元，將於今年開工建設。\n",
        "甲辰集團宜昌項目\n湖北甲辰化工集團在宜昌市投資30億元。\n",
        "項目開工\n",
    ],
)
def test_traditional_text_in_big5_is_read(tmp_path: Path, text: str) -> None:
    assert read(write(tmp_path, "a.txt", text, "big5"))[0][0].text == text


@pytest.mark.parametrize(
    "text", ["项目开工\n", "襄阳签约\n甲辰公司投资３０亿元。\n", "臺商投資\n甲辰集團在宜昌市投資。\n"]
)
def test_short_text_in_gb18030_is_not_taken_for_big5(tmp_path: Path, text: str) -> None:
    assert read(write(tmp_path, "a.txt", text, "gb18030"))[0][0].text == text


def test_utf8_with_a_broken_end_is_rejected_and_not_taken_for_gb18030(tmp_path: Path) -> None:
    [reason] = reasons(write(tmp_path, "a.txt", TEXT.encode()[:-3]))
    assert reason.startswith("neither UTF-8")
