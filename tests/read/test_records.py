"""JSON and JSON Lines -> articles, and what is wrong with a record."""

import json
from pathlib import Path

import pytest

from tests.read.files import read, reasons, write


def test_json_holds_one_article_or_many(tmp_path: Path) -> None:
    one = {"id": "a", "title": "甲", "date": "2024-05-06", "text": "正文甲", "url": "https://example.org/a"}
    two = {"id": 7, "title": "乙", "text": "正文乙"}
    write(tmp_path, "one.json", json.dumps(one))
    write(tmp_path, "two.json", json.dumps([two], ensure_ascii=False))
    articles = read(tmp_path)[0]
    assert [(a.id, a.title, a.body, a.date, a.url) for a in articles] == [
        ("a", "甲", "正文甲", "2024-05-06", "https://example.org/a"),
        ("7", "乙", "正文乙", None, None),
    ]


@pytest.mark.parametrize("name", ["lines.jsonl", "lines.ndjson", "lines.json"])
def test_json_lines_are_read_line_by_line(tmp_path: Path, name: str) -> None:
    lines = '{"id": "a", "title": "甲", "text": "一"}\n\n{"id": "b", "title": "乙", "text": "二"}\n'
    assert [a.id for a in read(write(tmp_path, name, lines))[0]] == ["a", "b"]


def test_an_array_in_a_file_of_json_lines_is_read_too(tmp_path: Path) -> None:
    value = [{"id": "a", "title": "甲", "text": "一"}, {"id": "b", "title": "乙", "text": "二"}]
    assert [a.id for a in read(write(tmp_path, "array.jsonl", json.dumps(value, indent=2)))[0]] == ["a", "b"]


def test_a_broken_line_costs_itself_and_no_other(tmp_path: Path) -> None:
    lines = '{"id": "a", "title": "甲", "text": "一"}\n{"id": "b", "ti\n{"id": "c", "title": "丙", "text": "三"}\n'
    articles, rejected, _ = read(write(tmp_path, "lines.jsonl", lines))
    assert [a.id for a in articles] == ["a", "c"]
    assert [(r.line, r.reason.split(":")[0]) for r in rejected] == [(2, "broken JSON")]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"text": "正文"}, '"title" is missing'),
        ({}, '"title" is missing'),
        ({"title": " ", "text": " \n"}, "an article without text"),
        ({"title": 5, "text": "正文"}, '"title" is no text'),
        ({"title": "题", "text": ["正文"]}, '"text" is no text'),
        ({"title": "题", "text": "正文", "url": {}}, '"url" is no text'),
        ({"title": "题", "text": "正文", "id": 1.5}, '"id" is neither text nor a whole number'),
        ({"title": "题", "text": "正文", "id": True}, '"id" is neither text nor a whole number'),
        ("题", "not a JSON object"),
        (None, "not a JSON object"),
    ],
)
def test_a_record_that_is_no_article_says_what_is_wrong(tmp_path: Path, record: object, reason: str) -> None:
    [told] = reasons(write(tmp_path, "a.json", json.dumps([record])))
    assert told.removeprefix("record 1: ") == reason


@pytest.mark.parametrize("record", [{"title": "题"}, {"title": "题", "text": None}, {"title": "题", "text": " "}])
def test_a_title_is_an_article_in_json_as_it_is_in_text(tmp_path: Path, record: object) -> None:
    [article], rejected, [remark] = read(write(tmp_path, "a.json", json.dumps([record])))
    assert article.title == "题" and not rejected
    assert remark.note == "record 1: only a title and no text"


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2024-05-06", "2024-05-06"),
        ("2024/5/6", "2024-05-06"),
        ("2024.05.06", "2024-05-06"),
        ("2024年5月6日", "2024-05-06"),
        ("2024年5月", "2024-05"),
        ("2024年", "2024"),
        ("2024-05-06T08:30:00+08:00", "2024-05-06"),
        ("2024-05-06 08:30", "2024-05-06"),
        ("20240506", "2024-05-06"),
        (20240506, "2024-05-06"),
        (2024, "2024"),
        ("２０２４－０５－０６", "2024-05-06"),
        ("二〇二四年五月六日", "2024-05-06"),
        ("二零二四年十二月三十一日", "2024-12-31"),
        ("二〇二四年十月二十日", "2024-10-20"),
        (1714953600, "2024-05-06"),  # of midnight in London, which is morning in China
        (1714925000, "2024-05-06"),
        (1714953600000, "2024-05-06"),
        (1714953600.5, "2024-05-06"),
        (5, None),
        (20241350, None),
        ([2024, 5], None),
        ({"day": 6}, None),
        (True, None),
        ("2024-02-31", None),
        ("昨天", None),
    ],
)
def test_dates_come_in_iso_form_or_not_at_all(tmp_path: Path, given: object, date: str | None) -> None:
    path = write(tmp_path, "a.json", json.dumps([{"title": "题", "text": "正文", "date": given}]))
    [article], rejected, remarks = read(path)
    assert article.date == date and not rejected
    told = [] if date else [f"record 1: date {given!r} is not understood and left out"]
    assert [remark.note for remark in remarks] == told
