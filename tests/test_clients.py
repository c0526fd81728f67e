"""SPARQL clients that are not ours, on a store that is not ours: they get the rows that `kg query` prints."""

from __future__ import annotations

import csv
import io
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, SPARQLWrapper

from kg.cli.main import run
from kg.files import data_folder
from kg.ontology import load_ontology
from kg.query import NamedQuery, cell, load_queries
from kg.store import write_store
from tests.graphs import doubtful_graph
from tests.whole import write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")
QUERIES = load_queries(ONTOLOGY)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    write_store(doubtful_graph(), folder / "store", ONTOLOGY)
    write_whole("nt", doubtful_graph(), folder / "graph.nt", ONTOLOGY)
    return folder


@pytest.fixture(scope="module")
def server(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An Oxigraph server that `kg push` has filled."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert program, "the oxigraph server is a dependency of the tests"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    place = tmp_path_factory.mktemp("server")
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, "serve", "--location", str(place / "data"), "--bind", address], stdout=log, stderr=log
        )
        try:
            wait_for(f"http://{address}/", process, place / "log")
            assert run(["push", f"http://{address}/store", "--graph", str(build)]) == 0
            yield f"http://{address}/query"
        finally:
            process.terminate()
            process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            urlopen(url, timeout=5).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server does not answer: {log.read_text(encoding='utf-8')}")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run(["query", *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_named_query_answers_them_as_it_answers_us(
    server: str, build: Path, capsys: pytest.CaptureFixture[str], query: NamedQuery
) -> None:
    columns, *ours = csv.reader(io.StringIO(printed(capsys, query.name, "--graph", str(build), "--format", "csv")))
    sparql = printed(capsys, query.name, "--graph", str(build), "--show")

    client = SPARQLWrapper(server, returnFormat=JSON)
    client.setQuery(sparql)
    answer = client.queryAndConvert()
    assert isinstance(answer, dict)
    rows = [[shown(row.get(name)) for name in columns] for row in answer["results"]["bindings"]]
    assert (answer["head"]["vars"], rows) == (columns, ours)

    theirs = SPARQLStore(server).query(sparql)
    assert [[number(cell(ours_of(value), ONTOLOGY)) for value in row] for row in theirs] == [
        [number(value) for value in row] for row in ours
    ]

    assert printed(capsys, query.name, "--endpoint", server, "--format", "csv") == printed(
        capsys, query.name, "--graph", str(build), "--format", "csv"
    )


def shown(value: dict[str, str] | None) -> str:
    """A term of SPARQL results JSON as `kg query` prints it."""
    if value is None:
        return ""
    return cell(NamedNode(value["value"]) if value["type"] == "uri" else Literal(value["value"]), ONTOLOGY)


def ours_of(value: object) -> NamedNode | Literal | BlankNode | None:
    if value is None:
        return None
    return NamedNode(str(value)) if type(value).__name__ == "URIRef" else Literal(str(value))


def number(text: str) -> str:
    """rdflib writes whole decimals with a fraction."""
    return text.removesuffix(".0")
