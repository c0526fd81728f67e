"""Named queries: files -> queries, parameters -> SPARQL, and the expected answer of each."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from pyoxigraph import NamedNode, Store
from rdflib import Graph

from kg.cli.main import run
from kg.errors import KnowledgeError, QueryError
from kg.find import find_entity
from kg.ontology import Ontology, load_ontology
from kg.query import (
    NamedQuery,
    Parameter,
    Resolve,
    bind_query,
    cell,
    find_query,
    load_queries,
    run_query,
    with_prefixes,
)
from kg.store import open_store, write_store
from tests.graphs import EVENT, ROUNDED, doubtful_graph, evidence, foreign_graph, span
from tests.query.conftest import ANSWERS, ONTOLOGY, QUERIES
from tests.whole import write_whole


def test_there_are_at_least_twenty_and_each_has_an_expected_answer() -> None:
    assert len(QUERIES) >= 20
    assert {query.name for query in QUERIES} == {file.stem for file in ANSWERS.glob("*.csv")}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_named_query_prints_its_expected_answer(
    build: Path, capsys: pytest.CaptureFixture[str], query: NamedQuery
) -> None:
    assert run(["query", query.name, "--graph", str(build), "--format", "csv"]) == 0
    expected = (ANSWERS / f"{query.name}.csv").read_text(encoding="utf-8")
    assert capsys.readouterr().out == expected
    assert len(expected.splitlines()) > 1, "an answer without rows proves little"


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_another_engine_gives_the_same_rows(
    build: Path, rdflib_graph: Graph, store: Store, resolve: Resolve, query: NamedQuery
) -> None:
    text = bind_query(query, {}, resolve, ONTOLOGY)
    theirs = rdflib_graph.query(with_prefixes(text, ONTOLOGY))
    ours = run_query(store, text, ONTOLOGY)

    def number(text: str) -> str:
        return text.removesuffix(".0")

    assert sorted(tuple(number(str("" if v is None else v)) for v in row) for row in theirs) == sorted(
        tuple(number("" if v is None else str(getattr(v, "value", v))) for v in row) for row in ours.rows
    )


@pytest.fixture(scope="module")
def rdflib_graph(build: Path) -> Graph:
    return Graph().parse(build / "graph.ttl")


def test_a_query_is_found_by_name_short_name_and_title() -> None:
    for name in ("enterprises-in-city", "企业落户", "哪些企业落户某市"):
        assert find_query(QUERIES, name).name == "enterprises-in-city"


def test_an_unknown_name_tells_the_nearest() -> None:
    with pytest.raises(QueryError, match="no query named '企业落'; nearest: 企业落户"):
        find_query(QUERIES, "企业落")


WORD = Parameter(name="word", type="text", default="", label_zh="词", label_en="word")
HOSTILE = ('x" } DELETE {', "x\\", "}\n#", "<urn:x>", "' UNION {", "比亚迪 . } { ?s ?p ?o", "$city", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_words_from_outside_are_never_query_text(store: Store, resolve: Resolve, text: str) -> None:
    with pytest.raises(QueryError, match="no 城市"):
        bind_query(find_query(QUERIES, "企业落户"), {"city": text}, resolve, ONTOLOGY)
    for wrong in (text, "-1", "1e999", "nan", "1; DROP", "9" * 31):
        with pytest.raises(QueryError, match="limit wants integer"):
            bind_query(find_query(QUERIES, "最大项目"), {"limit": wrong}, resolve, ONTOLOGY)
    for wrong in (f"{text}nan", "1e999999999", "1e-999999999", "0e999999999", "1e99999999999", "0." + "7" * 31):
        with pytest.raises(QueryError, match="below wants decimal"):
            bind_query(find_query(QUERIES, "低置信"), {"below": wrong}, resolve, ONTOLOGY)


@pytest.mark.parametrize(("given", "written"), [("0.75", "0.75"), ("7e-1", "0.7"), ("1e3", "1000")])
def test_a_number_is_written_out(resolve: Resolve, given: str, written: str) -> None:
    text = bind_query(find_query(QUERIES, "低置信"), {"below": given, "limit": "5"}, resolve, ONTOLOGY)
    assert f"FILTER(?low < {written})" in text and "LIMIT 5" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_parameter_is_one_literal(store: Store, resolve: Resolve, text: str) -> None:
    query = NamedQuery(
        name="echo", alias="", title_zh="", title_en="", purpose_zh="", purpose_en="",
        text="SELECT ($word AS ?word) {}", parameters=(WORD,),
    )  # fmt: skip
    result = run_query(store, bind_query(query, {"word": text}, resolve, ONTOLOGY), ONTOLOGY)
    assert cell(result.rows[0][0], ONTOLOGY) == text


def test_an_unknown_parameter_is_refused(resolve: Resolve) -> None:
    with pytest.raises(QueryError, match=r"has no parameter park; it takes city"):
        bind_query(find_query(QUERIES, "企业落户"), {"park": "x"}, resolve, ONTOLOGY)


def broken(tmp_path: Path, text: str) -> Ontology:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "q.rq").write_text(text, encoding="utf-8")
    for name in ("invest.ttl",):
        (tmp_path / name).write_bytes((ONTOLOGY.file.parent / name).read_bytes())
    return load_ontology(tmp_path)


HEAD = "# 标题: 甲\n# title: a\n# 简称: 甲\n# 用途: 甲\n# purpose: a\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * {}", "lacks 标题"),
        (HEAD + "# nonsense\nSELECT * {}", "q.rq:6: no such header"),
        (HEAD + "# param x: Planet = 火星 | 星 | planet\nSELECT $x {}", "no such parameter type: Planet"),
        (HEAD + "SELECT * { ?s ?p $x }", "parameters do not fit the text: x"),
    ],
)
def test_a_wrong_query_file_is_named(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(KnowledgeError, match=reason):
        load_queries(broken(tmp_path, text))


def test_an_event_has_in_each_row_the_date_that_its_sentence_tells(tmp_path: Path) -> None:
    graph = doubtful_graph()
    kind, date = (a for name in ("eventKind", "date") for a in graph.nodes[EVENT]["attributes"] if a.property == name)
    later = evidence(ROUNDED, "比亚迪襄阳产业园项目总投资增至120亿元。")
    graph.nodes[EVENT]["attributes"] += (
        replace(kind, evidence=later, span=span(ROUNDED, "项目")),
        replace(date, evidence=later, span=span(ROUNDED, "120"), value="2024-05"),
    )
    write_store(graph, tmp_path / "store", ONTOLOGY)
    query = find_query(QUERIES, "events-of-city")
    store = open_store(tmp_path)
    text = bind_query(query, {}, lambda name, types: find_entity(store, ONTOLOGY, name, types), ONTOLOGY)
    found = run_query(store, text, ONTOLOGY)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    told = [(cell(row["date"], ONTOLOGY), cell(row["sentence"], ONTOLOGY)[:2]) for row in rows]
    assert told == [("2024-05-06", "5月"), ("2024-05", "比亚")]


def test_no_currency_is_added_to_another_and_no_signing_to_projects(tmp_path: Path) -> None:
    write_store(foreign_graph(), tmp_path / "store", ONTOLOGY)
    write_whole("ttl", foreign_graph(), tmp_path / "graph.ttl", ONTOLOGY)
    store, theirs = open_store(tmp_path), Graph().parse(tmp_path / "graph.ttl")

    def rows(name: str) -> list[list[str]]:
        text = bind_query(find_query(QUERIES, name), {}, lambda name, types: NamedNode("urn:none"), ONTOLOGY)
        ours = [[cell(value, ONTOLOGY) for value in row] for row in run_query(store, text, ONTOLOGY).rows]
        other = [[str("" if v is None else v) for v in row] for row in theirs.query(with_prefixes(text, ONTOLOGY))]
        assert [row[1:] for row in other] == [row[1:] for row in ours]
        return [row[1:] for row in ours]

    assert rows("investment-by-city") == [
        ["襄阳市", "CNY", "1", "12000000000", "1", "74800000000"],
        ["襄阳市", "USD", "1", "2000000000", "1", "900000000"],
        ["樊城区", "EUR", "1", "300000000", "0", "0"],
        ["襄阳市", "EUR", "1", "300000000", "0", "0"],
    ]
    assert rows("largest-projects") == [
        ["比亚迪襄阳产业园项目", "12000000000", "2000000000", "USD"],
        ["樊城基地项目", "", "300000000", "EUR"],
    ]
