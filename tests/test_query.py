"""Named queries and SPARQL over the store of a small graph."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import NamedNode, Store
from rdflib import Graph

from kg.cli.main import run
from kg.errors import GraphError, KnowledgeError, QueryError
from kg.files import data_folder
from kg.find import find_entity
from kg.ontology import Ontology, load_ontology
from kg.query import (
    NamedQuery,
    Parameter,
    Resolve,
    bind_query,
    cell,
    find_query,
    is_sparql,
    load_queries,
    plain,
    run_query,
    with_prefixes,
)
from kg.store import open_store, write_store
from tests.graphs import EVENT, ROUNDED, doubtful_graph, evidence, foreign_graph, span
from tests.whole import write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")
QUERIES = load_queries(ONTOLOGY)

# What `kg query NAME --format csv` prints of `doubtful_graph`, whole; looked over by hand.
ANSWERS = Path(__file__).parent / "answers"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    write_store(doubtful_graph(), folder / "store", ONTOLOGY)
    write_whole("ttl", doubtful_graph(), folder / "graph.ttl", ONTOLOGY)
    return folder


@pytest.fixture(scope="module")
def store(build: Path) -> Store:
    return open_store(build)


@pytest.fixture(scope="module")
def resolve(store: Store) -> Resolve:
    def resolve(text: str, types: Iterable[str]) -> NamedNode:
        return find_entity(store, ONTOLOGY, text, types)

    return resolve


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


@pytest.mark.parametrize("name", ["襄阳", "襄阳市", "420600", "city/420600", " 襄阳 "])
def test_a_city_is_found_by_any_of_its_names(resolve: Resolve, name: str) -> None:
    assert resolve(name, ("City",)).value == ONTOLOGY.entity_iri("city/420600")


@pytest.mark.parametrize("name", ["比亚迪", "BYD", "byd", "ＢＹＤ", "比亚迪股份有限公司", "enterprise/byd"])
def test_an_enterprise_is_found_by_any_of_its_names(resolve: Resolve, name: str) -> None:
    assert resolve(name, ("Enterprise",)).value == ONTOLOGY.entity_iri("enterprise/byd")


@pytest.mark.parametrize(
    ("name", "cls", "entity"),
    [
        ("襄陽", "City", "city/420600"),
        ("襄阳国家高新区", "Park", "park/xiangyang-hidz"),
        ("襄阳市高新技术产业开发区", "Park", "park/xiangyang-hidz"),
        ("比亚迪集团有限公司", "Enterprise", "enterprise/byd"),
    ],
)
def test_another_script_and_an_ending_that_means_the_same_name_the_same(
    resolve: Resolve, name: str, cls: str, entity: str
) -> None:
    assert resolve(name, (cls,)).value == ONTOLOGY.entity_iri(entity)


@pytest.mark.parametrize(("name", "cls"), [("襄阳经开区", "Park"), ("高新区", "Park"), ("比亚迪电子", "Enterprise")])
def test_an_ending_that_means_something_else_names_something_else(resolve: Resolve, name: str, cls: str) -> None:
    with pytest.raises(QueryError, match=r"; nearest: |; in "):
        resolve(name, (cls,))


def test_a_name_of_another_class_is_not_found(resolve: Resolve) -> None:
    with pytest.raises(QueryError, match="no 企业 '襄阳'"):
        resolve("襄阳", ("Enterprise",))


def test_an_unknown_entity_tells_the_nearest(resolve: Resolve) -> None:
    with pytest.raises(QueryError, match="nearest: 宁德时代"):
        resolve("宁得时代", ("Enterprise",))


@pytest.mark.parametrize(
    ("spoken", "cls", "entity"),
    [
        ("xiangyang", "City", "city/420600"),
        ("Xiang Yang", "City", "city/420600"),
        ("fancheng", "City", "city/420606"),
        ("ningdeshidai", "Enterprise", "enterprise/catl"),
        ("ndsd", "Enterprise", "enterprise/catl"),
    ],
)
def test_a_name_is_found_by_its_pinyin_and_initials(resolve: Resolve, spoken: str, cls: str, entity: str) -> None:
    assert resolve(spoken, (cls,)).value == ONTOLOGY.entity_iri(entity)


def test_of_names_that_only_sound_alike_none_is_chosen(tmp_path: Path) -> None:
    graph = doubtful_graph()
    graph.nodes["city/420606"].update(name="香阳市", aliases=("香阳",))
    write_store(graph, tmp_path / "store", ONTOLOGY)
    with pytest.raises(QueryError, match=r"'xiangyang' may be 襄阳 \(city/420600\), 香阳 \(city/420606\)"):
        find_entity(open_store(tmp_path), ONTOLOGY, "xiangyang", ("City",))
    assert find_entity(open_store(tmp_path), ONTOLOGY, "襄阳", ("City",)).value.endswith("city/420600")


@pytest.mark.parametrize(
    ("name", "cls", "told"),
    [
        ("湖北", "City", "no 城市 '湖北' in this graph; 湖北省 is a 省份"),
        ("hubei", "City", "no 城市 'hubei' in this graph; 湖北省 is a 省份"),
        ("阳产业园", "Enterprise", "no 企业 '阳产业园' in this graph; in 比亚迪襄阳产业园项目 (项目)"),
        ("宁得时代", "Enterprise", "no 企业 '宁得时代' in this graph; nearest: 宁德时代, "),
    ],
)
def test_what_else_has_the_name_is_told(resolve: Resolve, name: str, cls: str, told: str) -> None:
    with pytest.raises(QueryError, match=f"^{re.escape(told)}"):
        resolve(name, (cls,))


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


def test_a_default_that_the_graph_lacks_is_replaced_by_what_most_articles_name(
    store: Store, resolve: Resolve, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = doubtful_graph()
    graph = nx.relabel_nodes(graph, {"enterprise/byd": "enterprise/other", "enterprise/catl": "enterprise/third"})
    for node, name in (("enterprise/other", "甲公司"), ("enterprise/third", "乙公司")):
        graph.nodes[node].update(name=name, aliases=())
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert run(["query", "共同城市", "--graph", str(tmp_path), "--format", "csv"]) == 0
    told = capsys.readouterr()
    assert "enterprise: the default is not in this graph, so 甲公司 (enterprise/other) is asked for" in told.err
    assert "other: the default is not in this graph, so 乙公司 (enterprise/third) is asked for" in told.err
    assert told.out == (ANSWERS / "common-cities.csv").read_text(encoding="utf-8")


def test_a_given_name_that_the_graph_lacks_is_an_error(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "企业布局", "--enterprise", "没有这家", "--graph", str(build)]) == 1
    assert "no 企业 '没有这家'" in capsys.readouterr().err


def test_an_unknown_parameter_is_refused(resolve: Resolve) -> None:
    with pytest.raises(QueryError, match=r"has no parameter park; it takes city"):
        bind_query(find_query(QUERIES, "企业落户"), {"park": "x"}, resolve, ONTOLOGY)


def test_sparql_needs_no_prefix_and_ask_and_construct_answer_too(store: Store) -> None:
    assert len(run_query(store, "SELECT ?c { ?c a zs:City }", ONTOLOGY).rows) == 2
    truth = run_query(store, "ASK { city:420600 a zs:City }", ONTOLOGY)
    assert [plain(value, ONTOLOGY) for value in truth.rows[0]] == [True]
    built = run_query(store, "CONSTRUCT { ?c a zs:City } WHERE { ?c a zs:City }", ONTOLOGY)
    assert (built.columns, len(built.rows)) == (("s", "p", "o"), 2)


def test_wrong_sparql_is_an_error_of_ours(store: Store) -> None:
    with pytest.raises(QueryError, match="SPARQL syntax"):
        run_query(store, "SELECT {", ONTOLOGY)


def test_a_query_cannot_change_the_store(store: Store) -> None:
    with pytest.raises(QueryError):
        run_query(store, "DELETE WHERE { ?s ?p ?o }", ONTOLOGY)


def test_no_query_asks_another_store(store: Store) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run_query(store, "SELECT ?x { SERVICE <http://localhost:1/sparql> { ?x ?y ?z } }", ONTOLOGY)
    assert run_query(store, "SELECT ('SERVICE' AS ?word) {}", ONTOLOGY).rows


def test_the_labels_of_the_ontology_are_in_its_named_graph(store: Store) -> None:
    text = f"SELECT ?l {{ GRAPH <{ONTOLOGY.namespace.rstrip('#')}> {{ zs:operatesIn rdfs:label ?l }} }}"
    assert {cell(row[0], ONTOLOGY) for row in run_query(store, text, ONTOLOGY).rows} == {"落户", "operates in"}


def test_a_folder_without_a_build_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no build here"):
        open_store(tmp_path)
    (tmp_path / "store").mkdir()
    with pytest.raises(GraphError, match="cannot be opened"):
        open_store(tmp_path)


def test_a_query_and_the_name_of_one_are_told_apart() -> None:
    assert is_sparql("ASK {}")
    assert not is_sparql("企业落户")


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


def test_asking_loads_no_slow_library() -> None:
    code = (
        "import sys, kg.cli.query, kg.cli.connections;"
        "print({'rdflib', 'jieba', 'networkx', 'pandas', 'numpy', 'pyshacl'} & set(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


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


def test_an_answer_that_is_cut_says_how_many_rows_there_are(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["query", "top-enterprises", "--graph", str(build), "--format", "csv"]
    assert run(asked) == 0
    whole = capsys.readouterr()
    rows = len(whole.out.splitlines()) - 1
    assert rows > 1 and not whole.err
    assert run([*asked, "--limit", "1"]) == 0
    cut = capsys.readouterr()
    assert cut.out.splitlines() == whole.out.splitlines()[:2]
    assert cut.err == f"kg: 1 of {rows} rows; all of them: --limit {rows}\n"
    assert run([*asked, "--limit", str(rows)]) == 0
    assert not capsys.readouterr().err


def test_an_id_of_a_table_goes_back_into_a_query(store: Store) -> None:
    first = cell(run_query(store, "SELECT ?c { ?c a zs:City } ORDER BY ?c LIMIT 1", ONTOLOGY).rows[0][0], ONTOLOGY)
    asked = f"ASK {{ <{first}> a zs:City }}"
    assert plain(run_query(store, asked, ONTOLOGY).rows[0][0], ONTOLOGY) is True
    assert with_prefixes(asked, ONTOLOGY).startswith(f"BASE <{ONTOLOGY.id_namespace}>\n")
    assert "BASE" not in with_prefixes("ASK { <http://example.org/a> a zs:City }", ONTOLOGY)


def test_a_default_that_is_asked_for_is_told(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["query", "enterprises-in-city", "--graph", str(build)]
    assert run(asked) == 0
    assert capsys.readouterr().err == "kg: city: 襄阳, unless --city names another\n"
    assert run([*asked, "--city", "襄阳"]) == 0
    assert not capsys.readouterr().err
