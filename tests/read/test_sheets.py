"""Articles of CSV, workbooks and Markdown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook

from kg.model import Article
from kg.read import Rejected, read_paths

TABLE = [
    ("序号", "项目名称", "投资额（亿元）", "签约时间"),
    (1, "年产5万吨铝箔项目", 12.5, date(2024, 3, 5)),
    (2, "年产3万吨钢管项目", 8, None),
]
LINES = [
    "序号 | 项目名称 | 投资额（亿元） | 签约时间",
    "1 | 年产5万吨铝箔项目 | 12.5 | 2024-03-05",
    "2 | 年产3万吨钢管项目 | 8 | -",
]


def articles_of(file: Path, content: str | bytes) -> list[Article]:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(read_paths([file]))
    assert all(isinstance(one, Article) for one in found), found
    return [one for one in found if isinstance(one, Article)]


def test_each_row_of_csv_with_titles_and_texts_is_an_article(tmp_path: Path) -> None:
    content = (
        '标题,编号,正文,日期\n甲公司签约,7,"甲公司签约，\n落户襄阳。",2024年5月6日\n\n乙公司开工,8,乙公司开工。,\n'
    )
    assert [(a.title, a.body, a.date) for a in articles_of(tmp_path / "a.csv", content)] == [
        ("甲公司签约", "甲公司签约，\n落户襄阳。", "2024-05-06"),
        ("乙公司开工", "乙公司开工。", None),
    ]


@pytest.mark.parametrize(("name", "delimiter"), [("重点项目.csv", ","), ("重点项目.csv", ";"), ("重点项目.tsv", "\t")])
def test_csv_of_other_columns_is_one_table(tmp_path: Path, name: str, delimiter: str) -> None:
    rows = [delimiter.join("" if cell is None else str(cell) for cell in row) for row in TABLE]
    [article] = articles_of(tmp_path / name, "\ufeff" + "\r\n".join(rows))
    assert (article.title, article.body) == ("重点项目", "\n".join(LINES))


def test_a_first_row_of_one_cell_is_the_title_of_a_table(tmp_path: Path) -> None:
    [article] = articles_of(tmp_path / "a.csv", "2024年重点项目,,\n序号,项目,投资额\n1,甲项目,3亿元\n")
    assert article.text == "2024年重点项目\n序号 | 项目 | 投资额\n1 | 甲项目 | 3亿元"


def test_a_row_without_words_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text,id\n,,5\n甲,甲公司开工。,6\n", encoding="utf-8")
    rejected, article = read_paths([tmp_path])
    assert isinstance(article, Article) and article.id == "6"
    assert isinstance(rejected, Rejected) and (rejected.line, rejected.reason) == (2, "an article without text")


def test_each_sheet_of_a_workbook_is_a_table(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet, day = book.add_worksheet("重点项目"), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(TABLE):
            sheet.write_row(number, 0, row[:3])
            if isinstance(row[3], date):
                sheet.write_datetime(number, 3, row[3], day)
            elif row[3]:
                sheet.write(number, 3, row[3])
        book.add_worksheet("空")
        hidden = book.add_worksheet("旧")
        hidden.write(0, 0, "旧项目")
        hidden.hide()
    [article] = articles_of(file, file.read_bytes())
    assert (article.title, article.body) == ("重点项目", "\n".join(LINES))


def test_a_merged_cell_is_in_each_of_its_rows_and_rows_may_be_articles(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ("城市", "企业", "阶段"),
        ("襄阳市", "甲公司", "签约"),
        (None, "乙公司", "开工"),
        ("宜昌市", "丙公司", None),
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    news = book.create_sheet("新闻")
    news.append(("title", "text", "date"))
    news.append(("甲公司开工", "甲公司在襄阳开工。", date(2024, 5, 6)))
    book.save(tmp_path / "b.xlsx")
    table, article = articles_of(tmp_path / "b.xlsx", (tmp_path / "b.xlsx").read_bytes())
    assert table.body.split("\n")[1:] == ["襄阳市 | 甲公司 | 签约", "襄阳市 | 乙公司 | 开工", "宜昌市 | 丙公司 | -"]
    assert (article.title, article.body, article.date) == ("甲公司开工", "甲公司在襄阳开工。", "2024-05-06")


def test_a_quotation_mark_that_nobody_closes_does_not_swallow_the_rows_behind_it(tmp_path: Path) -> None:
    rows = ["title,text", '甲,"甲公司\n开工。"', '乙,"乙公司开工。', "丙,丙公司开工。"]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    rejected, article = read_paths([tmp_path])
    assert isinstance(article, Article) and article.body == "甲公司\n开工。"
    assert str(rejected).endswith("a.csv:4: a quotation mark of this row is never closed")


@pytest.mark.parametrize("cell", ['"甲公司"开工', '甲公司"开工', '"甲公司"', '"甲""公司"'])
def test_a_quotation_mark_elsewhere_in_a_cell_costs_nothing(tmp_path: Path, cell: str) -> None:
    assert len(articles_of(tmp_path / "a.csv", f"title,text\n甲,{cell}")) == 1


@pytest.mark.parametrize("part", [b"<a", b"<!DOCTYPE a><a/>", b"<a><sheets><sheet/></sheets></a>"])
def test_a_broken_workbook_says_so(tmp_path: Path, part: bytes) -> None:
    with ZipFile(tmp_path / "a.xlsx", "w") as parts:
        parts.writestr("xl/workbook.xml", part)
    (tmp_path / "b.xlsx").write_bytes(b"PK and no more")
    outcomes = list(read_paths([tmp_path]))
    assert len(outcomes) == 2
    for outcome in outcomes:
        assert isinstance(outcome, Rejected)
        assert outcome.reason.startswith(("broken workbook", "holds no article"))


def test_markdown_is_text_without_its_marks(tmp_path: Path) -> None:
    table = "| 项目 | 投资方 | 投资额 |\n|---|---|---|\n"
    content = f"# 甲公司**签约**\n\n## 概况\n\n[甲公司](https://example.org)在__襄阳__开工。\n\n{table}"
    [article] = articles_of(tmp_path / "a.md", content)
    assert article.title == "甲公司签约"
    assert article.body.split("\n")[1:4] == ["概况", "", "甲公司在襄阳开工。"]
    assert article.body.endswith(table)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("*甲公司*在*襄阳*开工。", "甲公司在襄阳开工。"),
        ("印发*《甲办法》*，_甲园区_投产。", "印发《甲办法》，_甲园区_投产。"),  # no underscore is a mark within a word
        ("（_甲公司_），***乙公司***", "（甲公司），乙公司"),
        ("*增长12%*，*亏损 5%* 。", "增长12%，亏损 5% 。"),
        (r"3*4*5米，\*号\*，1\.甲\_乙", "3*4*5米，*号*，1.甲_乙"),
        ("价格*，数量*，*注：不含税", "价格*，数量*，*注：不含税"),
        ("* 甲公司*\n* 乙公司", "* 甲公司*\n* 乙公司"),
        ("***", "***"),
        (r"D:\甲|乙\|丙", r"D:\甲|乙\|丙"),
    ],
)
def test_of_markdown_only_marks_are_left_out(tmp_path: Path, line: str, read: str) -> None:
    [article] = articles_of(tmp_path / "a.md", f"# 题\n{line}\n")
    assert article.body == f"{read}\n"
