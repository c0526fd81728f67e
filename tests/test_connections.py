"""Which enterprises connect to which cities: ways, strength, filters, and the command."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import networkx as nx
import openpyxl
import pytest
from pyoxigraph import Store

from kg.cli import connections
from kg.cli.main import run
from kg.cli.workbook import Sheet, write_workbook
from kg.connections import Amount, Connection, Filter, find_connections
from kg.errors import QueryError
from kg.files import data_folder
from kg.model import Attribute, Modality
from kg.ontology import load_ontology
from kg.page.outline import RELATION, read_outline, write_outline
from kg.store import open_store, write_store
from tests.graphs import foreign_graph, sample_graph

ONTOLOGY = load_ontology(data_folder() / "ontology")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("connections")
    write_store(sample_graph(), folder / "store", ONTOLOGY)
    return folder


@pytest.fixture(scope="module")
def store(build: Path) -> Store:
    return open_store(build)


def find(store: Store, **wanted: object) -> dict[tuple[str, str], Connection]:
    found = find_connections(store, ONTOLOGY, Filter(**wanted))  # type: ignore[arg-type]
    return {(c.enterprise.partition("/")[2], c.city.partition("/")[2]): c for c in found}


def kinds(connection: Connection) -> list[str]:
    return [way.kind for way in connection.ways]


def test_every_kind_of_way_is_found_shortest_first(store: Store) -> None:
    byd = find(store)["byd", "420600"]
    assert kinds(byd) == ["direct", "park", "project", "subsidiary"]
    assert byd.ways[0].steps == (("enterprise/byd", "operatesIn", "city/420600"),)
    assert byd.ways[3].steps == (
        ("enterprise/fudi", "subsidiaryOf", "enterprise/byd"),
        ("enterprise/fudi", "investsIn", "project/bbbbbbbbbbbb"),
        ("project/bbbbbbbbbbbb", "locatedIn", "city/420606"),
        ("city/420606", "partOf", "city/420600"),
    )


def test_a_county_leads_to_its_prefecture(store: Store) -> None:
    graph = sample_graph()
    assert ("fudi", "420606") in find(store)
    assert kinds(find(store)["fudi", "420600"]) == ["project"]
    assert graph.nodes["city/420606"]["level"] == "county"


def test_a_direct_fact_about_a_county_is_a_county_way(tmp_path: Path) -> None:
    graph = sample_graph()
    said = graph.edges["enterprise/byd", "city/420600", "operatesIn"]
    graph.add_edge("enterprise/fudi", "city/420606", key="operatesIn", **said)
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert kinds(find(open_store(tmp_path))["fudi", "420600"]) == ["county", "project"]


def test_a_park_leads_to_its_division_though_no_article_says_so(tmp_path: Path) -> None:
    graph = sample_graph()
    graph.remove_edge("park/xiangyang-hidz", "city/420600")
    graph.remove_edge("enterprise/byd", "city/420600")
    graph.add_edge("park/xiangyang-hidz", "city/420600", key="partOf", evidence=(), confidence=1.0)
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert kinds(find(open_store(tmp_path))["byd", "420600"]) == ["park", "project", "subsidiary"]


def test_a_denied_fact_connects_nothing(store: Store) -> None:
    assert ("catl", "420606") not in find(store)


def test_strength_dates_and_amount_add_up(store: Store) -> None:
    byd = find(store)["byd", "420600"]
    assert (byd.articles, byd.facts) == (2, 4)
    assert byd.dates == ("2024-05-07", "2025-03-01")
    assert (byd.yuan, byd.planned_yuan) == (10_000_000_000, None)
    assert byd.amounts == (
        Amount(project="project/aaaaaaaaaaaa", number=10_000_000_000, currency="CNY", planned=False),
    )
    assert "比亚迪落户襄阳" in {said.sentence for said in byd.said}


def test_other_currencies_stand_beside_the_yuan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_store(foreign_graph(), tmp_path / "store", ONTOLOGY)
    found = find(open_store(tmp_path))
    assert found["byd", "420600"].yuan == 12_000_000_000
    assert found["byd", "420600"].foreign == {"EUR": 300_000_000, "USD": 2_000_000_000}
    assert (found["fudi", "420606"].yuan, found["fudi", "420606"].foreign) == (None, {"EUR": 300_000_000})
    assert run(["connections", "弗迪电池", "--graph", str(tmp_path), "--city", "樊城", "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["yuan"], row["foreign"]) == ("", "EUR 300000000")


def test_what_is_only_planned_says_so(store: Store) -> None:
    found = find(store)
    assert found["catl", "420600"].planned
    assert not found["byd", "420600"].planned


def test_confidence_sentence_and_plan_are_those_of_the_way_that_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = sample_graph()
    edge = graph.edges["enterprise/byd", "city/420600", "operatesIn"]
    edge["evidence"] = tuple(replace(e, modality=Modality.PLANNED, confidence=0.5) for e in edge["evidence"])
    write_store(graph, tmp_path / "store", ONTOLOGY)
    byd = find(open_store(tmp_path))["byd", "420600"]
    assert (byd.confidence, byd.planned) == (0.5, True)
    assert max(way.confidence for way in byd.ways) > 0.5
    assert run(["connections", "--graph", str(tmp_path), "--city", "襄阳", "--format", "csv"]) == 0
    row = next(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert (row["path"], row["confidence"], row["planned"]) == ("落户 襄阳市", "0.5", "是")
    assert set(row["sentence"].splitlines()) == {e.passage.text for e in edge["evidence"]}


@pytest.mark.parametrize("planned", ["the figure", "what ties the enterprise to the project"])
def test_an_amount_that_is_only_planned_says_so(tmp_path: Path, planned: str) -> None:
    graph = sample_graph()
    project = graph.nodes["project/aaaaaaaaaaaa"]
    edge = graph.edges["enterprise/byd", "project/aaaaaaaaaaaa", "investsIn"]
    if planned == "the figure":
        project["attributes"] = tuple(
            replace(a, evidence=replace(a.evidence, modality=Modality.PLANNED)) for a in project["attributes"]
        )
    else:
        edge["evidence"] = tuple(replace(e, modality=Modality.PLANNED) for e in edge["evidence"])
    write_store(graph, tmp_path / "store", ONTOLOGY)
    byd = find(open_store(tmp_path))["byd", "420600"]
    assert (byd.yuan, byd.planned_yuan, byd.planned) == (10_000_000_000, 10_000_000_000, False)


def test_a_parents_ways_are_there_only_where_asked_for(store: Store) -> None:
    assert "parent" not in kinds(find(store)["fudi", "420600"])
    assert "parent" in kinds(find(store, kinds=("direct", "parent"))["fudi", "420600"])


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({"city": "樊城"}, {("byd", "420606"), ("fudi", "420606")}),
        ({"enterprise": "BYD"}, {("byd", "420600"), ("byd", "420606")}),
        ({"province": "湖北", "enterprise": "宁德时代"}, {("catl", "420600")}),
        ({"industry": "动力电池"}, {("catl", "420600")}),
        ({"industry": "白酒"}, set()),
        ({"industry": "汽车", "enterprise": "比亚迪"}, {("byd", "420600"), ("byd", "420606")}),  # by the lexicon
        ({"year": 2024}, {("byd", "420600")}),
        ({"relation": "operatesIn"}, {("byd", "420600"), ("catl", "420600")}),
        ({"kinds": ("direct",)}, {("byd", "420600")}),
        ({"min_confidence": 0.7, "city": "襄阳"}, {("byd", "420600"), ("fudi", "420600")}),
        ({"min_confidence": 0.95}, set()),
    ],
)
def test_a_filter_leaves_what_it_names(store: Store, wanted: dict[str, object], left: set[tuple[str, str]]) -> None:
    assert set(find(store, **wanted)) == left


def test_a_year_is_that_of_the_event_before_that_of_the_article(tmp_path: Path) -> None:
    graph = sample_graph()
    project, (said, *_) = "project/aaaaaaaaaaaa", graph.edges["enterprise/byd", "city/420600", "operatesIn"]["evidence"]
    told = Attribute(subject=project, property="date", value="2021-05", span=said.passage, evidence=said)
    graph.nodes[project]["attributes"] += (told,)
    write_store(graph, tmp_path / "store", ONTOLOGY)
    store = open_store(tmp_path)
    (fact,) = [way for way in find(store, year=2021)["byd", "420600"].ways if way.kind == "direct"]
    assert {one.sentence for one in fact.said} == {said.passage.text}
    published = {one.sentence for c in find(store, year=2024).values() for way in c.ways for one in way.said}
    assert said.passage.text not in published
    assert find_years(graph, tmp_path) >= {("enterprise/byd", "operatesIn", "city/420600", "2021")}


def find_years(graph: nx.MultiDiGraph, folder: Path) -> set[tuple[str, str, str, str]]:
    """Subject, relation, object and year of all facts, as the page's outline has them."""
    write_outline(graph, folder / "outline.json", ONTOLOGY)
    return {(s, p, o, year) for s, o, p, *_, years in read_outline(folder / "outline.json")[RELATION] for year in years}


def test_a_circle_of_subsidiaries_ends(tmp_path: Path) -> None:
    graph = sample_graph()
    said = graph.edges["enterprise/fudi", "enterprise/byd", "subsidiaryOf"]
    graph.add_edge("enterprise/byd", "enterprise/fudi", key="subsidiaryOf", **said)
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert "subsidiary" in kinds(find(open_store(tmp_path))["fudi", "420600"])


def test_an_unknown_city_tells_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no 城市 '襄樊' in this graph; nearest: 樊城, 襄阳"):
        find(store, city="襄樊")


def test_the_same_graph_gives_the_same_order(store: Store) -> None:
    assert list(find(store)) == list(find(store))
    assert next(iter(find(store))) == ("byd", "420600")


def test_the_command_prints_csv_with_ids(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["connections", "--graph", str(build), "--city", "襄阳", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["enterprise_id"] == "enterprise/byd"
    assert rows[0]["path"] == "落户 襄阳市"
    assert rows[0]["yuan"] == "10000000000"


@pytest.mark.parametrize(
    ("bare", "option"),
    [
        ("xiangyang", "--city=襄阳"),
        ("BYD", "--enterprise=比亚迪"),
        ("湖北", "--province=湖北"),
        ("420606", "--city=樊城"),
    ],
)
def test_a_bare_name_is_that_of_a_city_an_enterprise_or_a_province(
    build: Path, capsys: pytest.CaptureFixture[str], bare: str, option: str
) -> None:
    printed = []
    for asked in (bare, option):
        assert run(["connections", asked, "--graph", str(build), "--format", "csv"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) > 1


def test_two_names_of_one_kind_are_wrong_usage(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["connections", "襄阳", "--graph", str(build), "--city", "樊城"]) == 2
    assert "襄阳 is a second city" in capsys.readouterr().err


def test_the_command_prints_json_with_the_sentence_of_every_step(
    build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["connections", "--graph", str(build), "--enterprise", "弗迪电池", "--format", "json"]) == 0
    records = json.loads(capsys.readouterr().out)
    path = records[0]["paths"][0]
    assert path["evidence"][0]["text"].startswith("弗迪电池是比亚迪的子公司")
    assert path["premises"][0]["article"] == "a2"


def test_the_matrix_has_a_row_for_each_enterprise(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["connections", "--graph", str(build), "--matrix", "--format", "md"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "| 企业 | 襄阳市 | 樊城区 |"
    assert lines[2] == "| 比亚迪股份有限公司 | 2 | 1 |"


def test_a_workbook_holds_connections_pivot_and_sentences(build: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    assert run(["connections", "--graph", str(build), "--city", "襄阳", "--out", str(file)]) == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["联系", "矩阵", "原句"]
    titles, first = list(book["联系"].iter_rows(max_row=2, values_only=True))
    row = dict(zip(titles, first, strict=True))
    assert (row["企业"], row["路径"], row["文章"], row["投资额（元）"]) == (
        "比亚迪股份有限公司", "落户 襄阳市", 2, 10_000_000_000
    )  # fmt: skip
    assert [cell.value for cell in book["矩阵"][1]] == ["企业", "襄阳市"]
    assert "比亚迪落户襄阳" in {cell.value for cell in book["原句"]["G"]}
    again = tmp_path / "b.xlsx"
    assert run(["connections", "--graph", str(build), "--city", "襄阳", "--out", str(again)]) == 0
    assert file.read_bytes() == again.read_bytes()


def test_a_name_in_a_workbook_is_never_a_formula_and_a_long_text_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    sheet = Sheet(name="甲", columns=("乙",), rows=[("=1+1",), ("https://example.org",), ("长" * 40_000,)])
    with file.open("wb") as target:
        write_workbook([sheet], target)
    cells = [cell for (cell,) in openpyxl.load_workbook(file)["甲"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert [cell.value for cell in cells[:2]] == ["=1+1", "https://example.org"]
    assert len(cells[2].value) == 32_767 and cells[2].value.endswith("…")


@pytest.mark.parametrize("suffix", ["csv", "json", "md"])
def test_a_file_holds_what_would_be_printed(
    build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    assert run(["connections", "--graph", str(build), "--out", str(tmp_path / f"a.{suffix}")]) == 0
    assert capsys.readouterr().out == ""
    assert run(["connections", "--graph", str(build), "--format", suffix]) == 0
    assert (tmp_path / f"a.{suffix}").read_text(encoding="utf-8") == capsys.readouterr().out


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
def test_a_file_that_cannot_be_written_whole_is_left_as_it_was(
    build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def fill_disk(*_: object, file: TextIO | None = None, **__: object) -> None:
        print("half", file=file)
        raise OSError(28, "No space left on device")

    file = tmp_path / f"a.{suffix}"
    file.write_text("before")
    for name in ("print_rows", "write_workbook", "connection_record"):
        monkeypatch.setattr(connections, name, fill_disk)
    assert run(["connections", "--graph", str(build), "--out", str(file)]) == 1
    assert file.read_text() == "before" and [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["connections", "--out", "a.pdf"], 2, "none of .xlsx"),
        (["connections", "--city", "火星"], 1, "no 城市 '火星'"),
        (["connections", "--kind", "magic"], 2, "magic"),
        (["connections", "--relation", "locatedIn"], 2, "operatesIn or investsIn"),
        (["query", "没有这个"], 1, "no query named"),
        (["query", "企业落户", "--set", "city"], 2, "NAME=VALUE"),
        (["query", "SELECT {"], 1, "SPARQL syntax"),
        (["query", "ASK {}", "--city", "襄阳"], 1, "has no parameters"),
    ],
)
def test_what_is_wrong_is_said_in_one_place_with_the_right_code(
    build: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, told: str
) -> None:
    assert run([*arguments, "--graph", str(build)]) == code
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error


def test_the_table_keeps_brackets_of_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = sample_graph()
    graph.nodes["enterprise/byd"]["name"] = "[bold]甲[/bold] | <乙>"
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert run(["connections", "--graph", str(tmp_path), "--city", "襄阳"]) == 0
    assert "[bold]甲[/bold] | <乙>" in capsys.readouterr().out


def test_a_csv_cell_that_begins_like_a_formula_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = sample_graph()
    graph.nodes["enterprise/byd"]["name"] = "=1+1"
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert run(["connections", "--graph", str(tmp_path), "--city", "襄阳", "--format", "csv"]) == 0
    assert "'=1+1" in capsys.readouterr().out


def test_many_claims_are_read_from_end_to_end_and_give_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Filter(province="湖北", enterprise="比亚迪")
    looked_up = find_connections(store, ONTOLOGY, wanted)
    monkeypatch.setattr("kg.facts.MANY", 0)
    assert find_connections(store, ONTOLOGY, wanted) == looked_up != ()


def test_an_industry_that_nobody_is_in_connects_nothing(store: Store) -> None:
    assert find(store, industry="白酒", city="襄阳") == find(store, industry="白酒") == {}


def test_a_narrow_terminal_shows_a_block_for_each_connection_in_place_of_a_table(
    build: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cli.connections._is_narrow", lambda file: True)
    assert run(["connections", "--graph", str(build), "--city", "樊城"]) == 0
    blocks = capsys.readouterr().out.split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == ["弗迪电池有限公司 — 樊城区", "比亚迪股份有限公司 — 樊城区"]
    assert "  途径 项目" in blocks[0].splitlines()
    assert not any("┃" in block or "投资额" in block for block in blocks), "no frame, and nothing that is not known"


@pytest.mark.parametrize("narrow", [True, False])
def test_where_there_is_no_connection_there_is_no_frame(
    build: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, narrow: bool
) -> None:
    monkeypatch.setattr("kg.cli.connections._is_narrow", lambda file: narrow)
    assert run(["connections", "--graph", str(build), "--city", "樊城", "--year", "1999"]) == 0
    assert capsys.readouterr().out == "没有联系 · no connection\n"


def test_an_unknown_industry_tells_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no 产业 '动力电瓶'; nearest: 动力电池"):
        find(store, industry="动力电瓶")


def test_an_argument_in_another_encoding_is_told_in_one_line(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gbk = "襄阳".encode("gbk").decode(errors="surrogateescape")
    assert run(["connections", "--graph", str(build), "--city", gbk]) == 2
    assert capsys.readouterr().err == "kg: an argument is not UTF-8: \\udccf\\udce5\\udcd1\\udcf4\n"
