"""HTML -> what a reader sees of it, and its day."""

from pathlib import Path

import pytest

from tests.read.files import read, write


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
