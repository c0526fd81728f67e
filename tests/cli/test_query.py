"""`kg query`: what it prints, and what it says beside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from kg.cli.main import run
from kg.store import write_store
from tests.graphs import doubtful_graph
from tests.query.conftest import ANSWERS, ONTOLOGY


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("query")
    write_store(doubtful_graph(), folder / "store", ONTOLOGY)
    return folder


def test_a_default_that_the_graph_lacks_is_replaced_by_what_most_articles_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
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


def test_asking_loads_no_slow_library() -> None:
    code = (
        "import sys, kg.cli.query, kg.cli.connections;"
        "print({'rdflib', 'jieba', 'networkx', 'pandas', 'numpy', 'pyshacl'} & set(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


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


def test_a_default_that_is_asked_for_is_told(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["query", "enterprises-in-city", "--graph", str(build)]
    assert run(asked) == 0
    assert capsys.readouterr().err == "kg: city: 襄阳, unless --city names another\n"
    assert run([*asked, "--city", "襄阳"]) == 0
    assert not capsys.readouterr().err
