"""A saved page with a list of projects -> facts, none of which crosses a row."""

from __future__ import annotations

from pathlib import Path

from kg.annotate import annotate
from kg.model import Article
from kg.read import read_paths
from tests.handmade import known

CITIES = ("襄阳市", "宜昌市", "荆州市", "武汉市", "黄石市")
FIRMS = [f"{first}{second}科技有限公司" for first in "甲乙丙丁戊己" for second in "辰巳午未申酉"]


def read_page(folder: Path, head: str, rows: list[str]) -> Article:
    page = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in (head, *rows))
    file = folder / "a.html"
    file.write_text(f"<title>重点招商项目清单</title><table>{page}</table>", encoding="utf-8")
    (article,) = read_paths([file])
    assert isinstance(article, Article)
    return article


def test_no_firm_is_tied_to_the_city_of_another_row(tmp_path: Path) -> None:
    rows = [f"{number}|{firm}|{CITIES[number % 5]}|{number}亿元" for number, firm in enumerate(FIRMS, 1)]
    annotation = annotate(read_page(tmp_path, "序号|投资企业|落地城市|投资额", rows), known())
    told = [relation.evidence[0] for relation in annotation.relations if relation.predicate == "operatesIn"]
    assert len(told) > len(FIRMS) / 2
    assert all("\n" not in evidence.passage.text for evidence in told)


def test_sums_and_dates_of_rows_are_those_of_their_projects(tmp_path: Path) -> None:
    head = "序号|项目名称|投资方|投资额（亿元）|签约时间"
    rows = [
        "1|年产5万吨铝箔项目|甲辰科技有限公司|12.5|2024年3月5日",
        "2|年产3万吨钢管项目|乙巳科技有限公司|8|2024-03-06",
    ]
    annotation = annotate(read_page(tmp_path, head, rows), known())
    names = {entity.id: entity.name for entity in annotation.entities}
    assert [(names[a.subject], a.property, a.value) for a in annotation.attributes if a.property != "status"] == [
        ("年产5万吨铝箔项目", "amount", "1250000000"),
        ("年产5万吨铝箔项目", "date", "2024-03-05"),
        ("年产3万吨钢管项目", "amount", "800000000"),
        ("年产3万吨钢管项目", "date", "2024-03-06"),
    ]
