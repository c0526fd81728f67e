"""Paths -> articles, and a word about everything that is none."""

import json
from pathlib import Path

import pytest

from kg.read import paths as reading
from kg.read import read_paths
from tests.read.files import PORTAL, TEXT, read, reasons, write


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.json", b" \n", "empty"),
        ("none.jsonl", b"", "holds no article"),
        ("array.json", b"[]", "holds no article"),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\0\0", "binary data, not text"),
        ("noise.txt", bytes(range(128, 256)), "neither UTF-8 (byte 0) nor GB18030 or Big5"),
        ("half.txt", b"\xff\xfe\x00", "broken UTF-16 at byte 2"),
        ("third.txt", b"\xff\xfe\0\0\x00", "broken UTF-32 at byte 4"),
        ("deep.json", b"[" * 100_000, "broken JSON: nested too deep"),
        ("half.json", b'{"title": "x"', "broken JSON: Expecting ',' delimiter"),
        ("number.json", b"5", "not a JSON object"),
        (
            "picture.png",
            b"\x89PNG",
            "not a format that is read here "
            "(.txt, .md, .csv, .tsv, .json, .html, .htm, .jsonl, .ndjson, .parquet, .xlsx)",
        ),
        (
            "surrogate.json",
            b'{"title": "\\ud800", "text": "x"}',
            "half a surrogate pair, which no UTF-8 file can hold",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    [rejected] = read(write(tmp_path, name, content))[1]
    assert rejected.file.endswith(name) and rejected.reason == reason


def test_what_cannot_be_read_does_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"\0")
    write(tmp_path, "b.txt", TEXT)
    write(tmp_path, "c.json", b"{")
    articles, rejected, _ = read(tmp_path, tmp_path / "missing.txt")
    assert len(articles) == 1
    assert sorted(Path(r.file).name for r in rejected) == ["a.txt", "c.json", "missing.txt"]


def test_an_article_that_is_too_long_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_ARTICLE", 20)
    assert reasons(write(tmp_path, "a.txt", TEXT)) == ["an article of over 20 characters"]


def test_a_file_that_is_too_large_is_rejected_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", 20)
    assert reasons(write(tmp_path, "a.txt", TEXT)) == ["over 0 MiB; JSON Lines have no such limit"]


def test_a_line_that_is_too_long_costs_itself_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_LINE", 100)
    monkeypatch.setattr("kg.read.records.LARGEST_LINE", 100)
    long = json.dumps({"id": "long", "title": "x", "text": "x" * 400})
    short = '{"id": "short", "title": "x", "text": "x"}'
    articles, rejected, _ = read(write(tmp_path, "a.jsonl", f"{long}\n{short}\n"))
    assert [a.id for a in articles] == ["short"]
    assert [r.line for r in rejected] == [1]


def test_the_same_article_twice_is_one(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "b/copy.txt", TEXT)
    articles, rejected, remarks = read(tmp_path)
    assert len(articles) == 1 and not rejected
    assert remarks[0].note == f"the same article as {tmp_path / 'a.txt'}"


def test_an_id_that_two_texts_claim_is_made_distinct_and_said(tmp_path: Path) -> None:
    lines = [{"id": "a", "title": "题", "text": text} for text in ("一", "二", "一", "二")]
    articles, _, remarks = read(write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines))))
    assert articles[0].id == "a" and articles[1].id.startswith("a~") and len(articles) == 2
    assert "belongs to another text" in remarks[0].note
    assert [remark.note.split(" as ")[0] for remark in remarks[1:]] == ["the same article"] * 2


def test_an_article_without_an_id_has_the_same_id_wherever_it_lies(tmp_path: Path) -> None:
    one = read(write(tmp_path, "here/a.txt", PORTAL))[0]
    other = read(write(tmp_path, "there/b.txt", "门户页头\n" + PORTAL))[0]
    assert [a.id for a in one] == [a.id for a in other]


def test_white_space_at_the_end_makes_no_other_article(tmp_path: Path) -> None:
    plain = write(tmp_path, "a.txt", "题目\n正文\n")
    record = write(tmp_path, "b.json", json.dumps({"title": "题目", "text": "正文"}))
    articles, _, remarks = read(plain, record)
    assert len(articles) == 1 and "the same article" in remarks[0].note


def test_the_order_of_paths_makes_no_difference(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{name}.txt", f"题{name}\n正文\n") for name in "cab"]
    assert list(read_paths(files)) == list(read_paths(reversed(files))) == list(read_paths([tmp_path, *files]))


def test_hidden_files_are_read_only_when_named(tmp_path: Path) -> None:
    hidden = write(tmp_path, ".hidden.txt", TEXT)
    write(tmp_path, ".git/a.txt", TEXT)
    assert read(tmp_path) == ([], [], [])
    assert len(read(hidden)[0]) == 1


def test_a_folder_with_a_build_is_named_and_not_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", TEXT)
    build = write(tmp_path, "out/report.json", '{"outputs": ["graph.html", "articles.jsonl"]}').parent
    lines = write(build, "articles.jsonl", '{"title": "题", "text": "正文"}')
    articles, rejected, [remark] = read(tmp_path)
    assert [article.text for article in articles] == [TEXT] and not rejected
    assert str(remark) == f"{build}: a build of kg, whose files are not read as news"
    assert read(build)[2] == [remark]
    assert len(read(lines)[0]) == 1  # a file that is named is meant


@pytest.mark.parametrize("end", ["_files", ".files"])
def test_the_pictures_of_a_saved_page_are_named_once_and_not_read(tmp_path: Path, end: str) -> None:
    page = "<title>甲辰落户襄阳</title><p>甲辰科技有限公司与襄阳市签约。</p>"
    write(tmp_path, "news.html", page)
    folder = write(tmp_path, f"news{end}/frame.html", page + page).parent
    write(folder, "logo.png", "")
    write(tmp_path, "other_files/more.txt", TEXT)
    articles, rejected, [remark] = read(tmp_path)
    assert str(remark) == f"{folder}: the pictures and styles of news.html"
    assert len(articles) == 2 and not rejected
    assert reasons(folder)  # one that is named is meant


def test_a_folder_with_a_report_of_its_own_is_read(tmp_path: Path) -> None:
    write(tmp_path, "report.json", '{"title": "题", "text": "正文"}')
    assert len(read(tmp_path)[0]) == 1


def test_links_that_lead_in_a_circle_or_to_a_folder_are_named(tmp_path: Path) -> None:
    news = write(tmp_path, "news/a.txt", TEXT).parent
    write(tmp_path, "other/b.txt", "题\n正文")
    (news / "self.txt").symlink_to("self.txt")
    (news / "around").symlink_to(news)
    (news / "other").symlink_to(tmp_path / "other")
    (news / "b.txt").symlink_to(tmp_path / "other" / "b.txt")
    articles, rejected, _ = read(news)
    assert len(articles) == 2
    assert [str(one).removeprefix(f"{news}/") for one in rejected] == [
        "around: a link to a folder, which is read only where named",
        "other: a link to a folder, which is read only where named",
        "self.txt: a link that leads to no file",
    ]
    assert len(read(news / "other")[0]) == 1
