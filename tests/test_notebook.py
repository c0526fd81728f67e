"""`kg.load`: the graph of a build, in Python."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.assemble import evidence_order
from kg.errors import GraphError, KgError, QueryError
from kg.files import data_folder
from kg.notebook import Graph
from kg.ontology import load_ontology
from kg.page import write_page
from kg.store import write_store
from tests.graphs import BATTERY, BYD, LAW, sample_graph
from tests.whole import write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    write_store(sample_graph(), folder / "store", ONTOLOGY)
    write_page(sample_graph(), folder / "graph.html", ONTOLOGY)
    lines = [json.dumps({"id": a.id, "title": a.title, "text": a.text}) for a in (BYD, BATTERY, LAW)]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=["graph.nt", "store"])
def graph(folder: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Graph:
    """With and without the N-Triples that are quicker to read than the store."""
    if request.param == "store":
        return kg.load(folder)
    whole = Path(shutil.copytree(folder, tmp_path_factory.mktemp("whole") / "exports"))
    write_whole("nt", sample_graph(), whole / "graph.nt", ONTOLOGY)
    return kg.load(whole)


def test_importing_kg_loads_no_library() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, kg; kg.load; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"pyoxigraph", "networkx", "rdflib", "pandas", "jieba", "starlette"} & set(told.stdout.split())


def test_the_property_graph_comes_back(graph: Graph) -> None:
    original, restored = sample_graph(), graph.to_networkx()
    assert list(restored) == sorted(original)
    for node, data in original.nodes(data=True):
        expected = {key: value for key, value in data.items() if key != "attributes"}
        assert {key: value for key, value in restored.nodes[node].items() if key != "attributes"} == expected
        assert len(restored.nodes[node]["attributes"]) == len(data["attributes"])
    assert set(restored.edges(keys=True)) == set(original.edges(keys=True))
    for *edge, data in original.edges(keys=True, data=True):
        assert restored.edges[edge]["confidence"] == data["confidence"]
        assert restored.edges[edge]["evidence"] == tuple(sorted(data["evidence"], key=evidence_order))
    assert restored.graph["articles"] == original.graph["articles"]


def test_an_attribute_comes_back_with_its_words(graph: Graph) -> None:
    found = {a.property: a for a in graph.to_networkx().nodes["project/aaaaaaaaaaaa"]["attributes"]}
    assert (found["amount"].value, found["amount"].unit, found["amount"].span.text) == ("10000000000", "CNY", "100亿元")
    assert (found["status"].value, found["date"].value) == ("签约", "2024-05-06")


@pytest.mark.parametrize("form", ["nt", "ttl", "graphml"])
def test_what_comes_back_exports_to_the_same_bytes(graph: Graph, tmp_path: Path, form: str) -> None:
    original = sample_graph()
    write_whole(form, original, tmp_path / "original", ONTOLOGY)
    write_whole(form, graph.to_networkx(), tmp_path / "restored", ONTOLOGY)
    assert (tmp_path / "restored").read_bytes() == (tmp_path / "original").read_bytes()


def test_without_the_records_an_article_has_no_body(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "store").symlink_to(folder / "store")
    articles = kg.load(tmp_path).to_networkx().graph["articles"]
    assert {article.body for article in articles.values()} == {""}


def test_data_frames_hold_entities_and_facts(graph: Graph) -> None:
    nodes, edges = graph.to_pandas()
    assert nodes.loc["city/420600", "label"] == "襄阳市"
    assert len(edges) == sample_graph().number_of_edges()
    assert set(edges.columns) >= {"source", "predicate", "target", "sentences", "confidence"}


def test_without_pandas_one_is_told_what_to_install(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"pip install 'zhaoshang-kg\[notebook\]'"):
        graph.to_pandas()


def test_queries_by_text_and_by_name(graph: Graph) -> None:
    counted = graph.query("SELECT (COUNT(?c) AS ?n) { ?c a zs:City }")
    assert list(counted) == [{"n": 2}]
    named = graph.query("企业落户", city="襄阳")
    assert len(named) == 5
    assert named.to_pandas().shape == (5, len(named.columns))
    assert "宁德时代" in named._repr_html_()


def test_wrong_questions_are_named(graph: Graph) -> None:
    with pytest.raises(QueryError, match="nearest"):
        graph.query("企业落")
    with pytest.raises(QueryError, match="襄阳"):
        graph.query("企业落户", city="襄杨")
    with pytest.raises(KgError, match="no parameters: city"):
        graph.query("ASK {}", city="襄阳")


def test_a_table_in_a_notebook_escapes_what_articles_say(graph: Graph) -> None:
    shown = graph.query("SELECT ('<img src=x onerror=alert(1)>' AS ?x) {}")._repr_html_()
    assert "<img" not in shown
    assert "&lt;img" in shown


def test_the_picture_is_the_page_in_a_frame_that_reaches_nothing(graph: Graph, folder: Path) -> None:
    shown = graph.show()._repr_html_()
    assert 'sandbox="allow-scripts allow-downloads"' in shown
    frame = shown[: shown.index('srcdoc="')], shown[shown.index('srcdoc="') + 8 :].removesuffix('"></iframe>')
    assert '"' not in frame[1]
    assert "<" not in frame[1]


def test_a_graph_is_a_value(graph: Graph) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        graph.folder = Path("x")  # type: ignore[misc]
    assert isinstance(graph.to_networkx(), nx.MultiDiGraph)


def test_a_folder_without_a_build_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no build here"):
        kg.load(tmp_path)


def test_an_answer_that_is_cut_warns(graph: Graph) -> None:
    with pytest.warns(UserWarning, match=r"^1 of \d+ rows; all of them: limit=\d+$"):
        assert len(graph.query("企业排行", limit=1)) == 1
