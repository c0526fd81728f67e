"""Portal pages and plain text -> articles, each with its day."""

from pathlib import Path

import pytest

from tests.read.files import PORTAL, read, write


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
