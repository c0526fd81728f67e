"""Files -> articles, and a word about everything that is none."""

import json
from pathlib import Path

import pytest

from kg.model import Article
from kg.read import Rejected, Remark, read_paths
from kg.read import paths as reading

PORTAL = """-
襄阳签下两个大项目
甲公司在襄阳高新区开工。 一、概况 总投资3亿元。
2025-07-02
-
荆门的一天
乙公司落户荆门。
2025-07-02
有想补充的信息?点我投稿
- 联系我们
- 企业入驻

"""


def write(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def read(*paths: Path) -> tuple[list[Article], list[Rejected], list[Remark]]:
    outcomes = list(read_paths(paths))
    return (
        [outcome for outcome in outcomes if isinstance(outcome, Article)],
        [outcome for outcome in outcomes if isinstance(outcome, Rejected)],
        [outcome for outcome in outcomes if isinstance(outcome, Remark)],
    )


def reasons(*paths: Path) -> list[str]:
    return [rejected.reason for rejected in read(*paths)[1]]


def test_a_portal_page_gives_its_articles_and_not_its_boilerplate(tmp_path: Path) -> None:
    articles, rejected, remarks = read(write(tmp_path, "page.txt", PORTAL))
    assert [(a.title, a.body, a.date) for a in articles] == [
        ("襄阳签下两个大项目", "甲公司在襄阳高新区开工。 一、概况 总投资3亿元。", "2025-07-02"),
        ("荆门的一天", "乙公司落户荆门。", "2025-07-02"),
    ]
    assert not rejected and not remarks


def test_the_text_of_an_article_is_its_title_and_body_as_they_stand(tmp_path: Path) -> None:
    body = "\u3000\u3000前有空格，  中有\u2028怪行，后有空格  "
    [article] = read(write(tmp_path, "page.txt", f"-\n 题 \n{body}\n2025-07-02\n"))[0]
    assert article.text == f" 题 \n{body}"


def test_windows_line_ends_are_no_part_of_portal_text(tmp_path: Path) -> None:
    unix = read(write(tmp_path, "unix.txt", PORTAL))[0]
    windows = read(write(tmp_path, "windows.txt", PORTAL.replace("\n", "\r\n")))[0]
    assert [a.text for a in unix] == [a.text for a in windows]


def test_the_seed_pages_hold_twenty_articles() -> None:
    articles, rejected, remarks = read(Path(__file__).parents[2] / "seeds" / "articles")
    assert len(articles) == 20 and not rejected and not remarks


def test_a_title_without_a_body_is_named_with_its_line(tmp_path: Path) -> None:
    articles, rejected, _ = read(write(tmp_path, "page.txt", "-\n只有题目\n2025-07-02\n" + PORTAL))
    assert len(articles) == 2
    assert str(rejected[0]).endswith("page.txt:1: a title without a body: 只有题目")


def test_an_article_without_a_date_at_the_end_of_a_page_is_read_and_remarked(tmp_path: Path) -> None:
    articles, _, remarks = read(
        write(tmp_path, "page.txt", PORTAL + "-\n题\n正文\n有想补充的信息?点我投稿\n- 联系我们\n")
    )
    assert articles[-1].text == "题\n正文" and articles[-1].date is None
    assert [remark.note for remark in remarks] == ["no date behind the body"]


def test_long_text_behind_a_date_does_not_vanish_without_a_word(tmp_path: Path) -> None:
    remarks = read(write(tmp_path, "page.txt", f"-\n题\n正文\n2025-07-02\n{'很长的一段话' * 10}\n"))[2]
    assert [remark.note for remark in remarks] == ["1 long line(s) behind the date are left out"]


@pytest.mark.parametrize(
    "line",
    [
        "2023年11月8日",
        "2023 年 11 月 8 日",
        "2023/11/08",
        "2023-11-08 10:00",
        "2023.11.8",
        "２０２３－１１－０８　１０：００",
        "发布时间：2023-11-08 10:00:05",
        "（2023年11月8日）",
    ],
)
@pytest.mark.parametrize("dash", ["-", "—"])
def test_the_day_behind_a_portal_article_may_be_written_in_any_way(tmp_path: Path, line: str, dash: str) -> None:
    page = f"{dash}\n甲\n甲公司开工。\n{line}\n{dash}\n乙\n乙公司开工。\n{line}\n"
    articles, rejected, remarks = read(write(tmp_path, "a.txt", page))
    assert [(a.title, a.body, a.date) for a in articles] == [
        ("甲", "甲公司开工。", "2023-11-08"),
        ("乙", "乙公司开工。", "2023-11-08"),
    ]
    assert not rejected and not remarks


def test_a_portal_article_whose_dash_was_forgotten_is_read_and_a_page_head_is_none(tmp_path: Path) -> None:
    page = "甲\n甲公司开工。\n2023-11-08\n-\n乙\n乙公司开工。\n2023-11-09\n"
    assert [(a.title, a.date) for a in read(write(tmp_path, "a.txt", page))[0]] == [
        ("甲", "2023-11-08"),
        ("乙", "2023-11-09"),
    ]
    long = f"甲\n{'甲公司开工。' * 8}\n" + PORTAL
    articles, _, remarks = read(write(tmp_path, "b.txt", long))
    assert len(articles) == 3 and [remark.note for remark in remarks] == ["no date behind the body"]
    assert len(read(write(tmp_path, "c.txt", "某门户\n首页\n2025-07-03\n" + PORTAL))[0]) == 3
    assert len(read(write(tmp_path, "d.txt", "某门户\n2025-07-03\n" + PORTAL))[0]) == 2


def test_a_day_under_a_signature_is_part_of_a_portal_article(tmp_path: Path) -> None:
    page = "-\n通知\n请各园区报送项目。\n某局\n2023年11月8日\n2023-11-10\n"
    [article] = read(write(tmp_path, "a.txt", page))[0]
    assert (article.body, article.date) == ("请各园区报送项目。\n某局\n2023年11月8日", "2023-11-10")


def test_a_day_that_no_calendar_has_costs_a_portal_article_only_its_date(tmp_path: Path) -> None:
    [article], _, [remark] = read(write(tmp_path, "a.txt", "-\n甲\n甲公司开工。\n2023-02-30\n"))
    assert (article.body, article.date) == ("甲公司开工。", None)
    assert remark.note == "date '2023-02-30' is not understood and left out"


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("2023-11-08\n甲公司开工。", "2023-11-08"),
        ("发布时间：2023-11-08  来源：某报\n甲公司开工。", "2023-11-08"),
        ("来源：某报 2023年11月8日 09:12 浏览：2024次\n甲公司开工。", "2023-11-08"),
        ("某市招商局\n日期: 2023/11/8\n甲公司开工。", "2023-11-08"),
        ("甲公司开工。\n\n2023年11月8日\n", "2023-11-08"),
        ("作者：某人 更新时间：2023-11-08 成文日期：2023-11-01\n甲公司开工。", "2023-11-08"),
        ("2023年11月8日，甲公司开工。", None),  # a sentence
        ("11月8日\n甲公司开工。", None),
        ("2023年11月\n甲公司开工。", None),
        ("甲公司开工。\n乙公司开工。\n2023-11-08\n丙公司开工。", None),
        ("来源：某报\n甲公司开工。", None),
    ],
)
def test_plain_text_tells_its_day_below_the_title_or_at_its_end(tmp_path: Path, body: str, date: str | None) -> None:
    [article] = read(write(tmp_path, "a.txt", f"题目\n{body}"))[0]
    assert (article.body, article.date) == (body, date)


def test_plain_text_has_its_title_in_the_first_line(tmp_path: Path) -> None:
    [article] = read(write(tmp_path, "plain.txt", "\n题目\n第一段\n\n- 第二段\n"))[0]
    assert (article.title, article.body) == ("题目", "第一段\n\n- 第二段\n")


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


TEXT = "襄阳高新区引进甲公司\n据介绍，这个项目总投资三亿元，将于今年开工建设，为当地带来一千个就业岗位。\n"


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


def test_a_web_page_gives_its_heading_and_what_a_reader_sees(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><title>某网站</title><style>p {}</style></head><body>
    <nav>首页 | 新闻</nav><h1>襄阳签约</h1><p>甲公司&amp;乙公司<br>落户<b>襄阳</b>。</p>
    <script>alert("x")</script><footer>版权</footer></body></html>"""
    [article] = read(write(tmp_path, "a.html", page))[0]
    assert article.text == "襄阳签约\n甲公司&乙公司\n落户襄阳。"


def body_of_page(folder: Path, page: str) -> list[str]:
    [article] = read(write(folder, "a.html", f"<title>清单</title><body>{page}</body>"))[0]
    return article.body.split("\n")


def test_a_row_of_a_table_is_a_line_and_its_cells_are_set_apart(tmp_path: Path) -> None:
    page = """<p>前文</p><table><caption>表一</caption><thead><tr><th>序号<th>投资企业<th>投资额</thead>
    <tr><td>1</td><td><p><span>甲辰</span><br>公司</p></td><td>3亿元</td></tr>
    <tr><td>2<td>乙|巳公司<td></table><p>后文</p>"""
    assert body_of_page(tmp_path, page) == [
        "前文", "表一", "序号 | 投资企业 | 投资额", "1 | 甲辰 公司 | 3亿元", "2 | 乙/巳公司 | -", "后文",
    ]  # fmt: skip


def test_cells_that_span_rows_are_in_each_and_those_that_span_columns_in_the_first(tmp_path: Path) -> None:
    page = """<table><tr><th rowspan=2>城市</th><th rowspan=2>企业</th><th colspan=2>投资额</th></tr>
    <tr><th>总投资</th><th>今年</th></tr>
    <tr><td colspan="4">一、工业</td></tr>
    <tr><td rowspan="2">襄阳市</td><td>甲辰公司</td><td>3亿元</td><td>1亿元</td></tr>
    <tr><td>乙巳公司</td><td>2亿元</td><td>1亿元</td></tr>
    <tr><td colspan=2>合计</td><td>5亿元</td><td colspan=x>2亿元</td></tr></table>"""
    assert body_of_page(tmp_path, page) == [
        "城市 | 企业 | 投资额 | -",
        "城市 | 企业 | 总投资 | 今年",
        "一、工业",
        "襄阳市 | 甲辰公司 | 3亿元 | 1亿元",
        "襄阳市 | 乙巳公司 | 2亿元 | 1亿元",
        "合计 | - | 5亿元 | 2亿元",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>左</td><td>右</td></tr></table>",  # one row: two columns of a page
        "<table><tr><td>左</td></tr><tr><td>右</td></tr></table>",
        "<table><tr><td>左<td><table><tr><td>右</td></tr></table><tr><td></td><td></td></tr></table>",
    ],
)
def test_a_table_that_only_lays_out_a_page_stays_text(tmp_path: Path, page: str) -> None:
    assert body_of_page(tmp_path, page) == ["左", "右"]


def test_a_column_of_a_page_is_no_cell_however_many_rows_stand_beside(tmp_path: Path) -> None:
    page = f"<table><tr><td>左</td><td><p>正文</p><p>{'长' * 1001}</p></td></tr><tr><td>下</td><td>边</td></tr></table>"
    assert body_of_page(tmp_path, page) == ["左", "正文", "长" * 1001, "下", "边"]


def test_a_table_that_never_ends_is_read_all_the_same(tmp_path: Path) -> None:
    assert body_of_page(tmp_path, "<table><tr><td>甲<td>乙<tr><td>丙<td>丁<p>戊") == ["甲 | 乙", "丙 | 丁 戊"]


@pytest.mark.parametrize(
    "page",
    [
        '<head><meta property="article:published_time" content="2023-11-08T09:12:00+08:00"></head><p>正文</p>',
        '<meta name="PubDate" content="2023-11-08 09:12"><body><time datetime="2024-01-01">昨天</time><p>正文</p>',
        '<p>正文</p><time datetime="2023-11-08">三天前</time>',
        "<p>首页</p><span>2023年11月8日 09:12</span><p>正文</p>",
        "<p>正文</p><p>发布时间：2023-11-08 09:12 来源：<a>某报</a></p>",
        '<meta name="pubdate" content="昨天"><p>2023-11-08</p><p>正文</p>',
    ],
)
def test_a_web_page_tells_its_day_in_its_head_or_beside_its_text(tmp_path: Path, page: str) -> None:
    [article] = read(write(tmp_path, "a.html", f"<title>题</title>{page}"))[0]
    assert article.date == "2023-11-08"


def test_a_day_in_the_sentences_of_a_web_page_is_not_its_own(tmp_path: Path) -> None:
    page = '<title>题</title><meta name="description" content="2023-11-08"><p>2023年11月8日，甲公司开工。</p>'
    assert read(write(tmp_path, "a.html", page))[0][0].date is None


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>暗<br><b>处</b></p>",
        "<div style='color: red; Display : None'><div>暗</div>处</div>",
        "<p style='visibility:hidden'>暗",
        "<section hidden>暗<br hidden></section>",
        "<ul><li hidden>暗<li>明</ul>",
        "<table><tr><td hidden>暗<td>明</table>",
        "<textarea><p>暗</textarea>",
        "<select><option>暗</select>",
        "<nav><div>暗</div>处</nav>",
    ],
)
def test_what_a_page_hides_is_not_read_and_what_follows_is(tmp_path: Path, hidden: str) -> None:
    lines = body_of_page(tmp_path, f"<p>前</p>{hidden}<p>后</p>")
    assert [line for line in lines if line != "明"] == ["前", "后"]
    assert ("明" in lines) == ("明" in hidden)


def test_a_style_that_hides_nothing_is_seen(tmp_path: Path) -> None:
    assert body_of_page(tmp_path, "<p style='display:block'>甲<p style='backface-visibility:hidden'>乙") == ["甲", "乙"]
    assert body_of_page(tmp_path, "<img hidden>甲<br style='display:none'>乙") == ["甲", "乙"]
