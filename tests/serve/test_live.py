"""A server as `kg serve` starts it, and the clients that people have."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser
from pyoxigraph import Literal
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

import kg
from kg.cli.main import run
from kg.ontology import Ontology
from kg.query.remote import query_endpoint

CITIES = "PREFIX zs: <https://w3id.org/zhaoshang/ontology#> SELECT ?c WHERE { ?c a zs:City } ORDER BY ?c"


def start(folder: Path, *options: str) -> tuple[subprocess.Popen[str], str]:
    """A server on a free port, and its address."""
    command = [
        sys.executable,
        "-c",
        "from kg.cli.main import main; main()",
        "serve",
        str(folder),
        "--port",
        "0",
        *options,
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.match(r"(http://\S+/) ", line)
    assert found, line + process.stdout.read()
    return process, found[1]


def stop(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Ends a server as Ctrl-C does."""
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate(timeout=20)
    return process.returncode, told


@pytest.fixture(scope="module")
def address(sample_build: Path) -> Iterator[str]:
    process, address = start(sample_build)
    yield address
    assert stop(process) == (0, "")
    assert not list(sample_build.parent.glob(f".exports.serve-*.{process.pid}"))


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_selects(address: str, method: str) -> None:
    client = SPARQLWrapper(f"{address}sparql")
    client.setMethod(method)
    client.setQuery(CITIES)
    for form in (JSON, XML, CSV):
        client.setReturnFormat(form)
        found = client.query().convert()
        cities = [row["c"]["value"] for row in found["results"]["bindings"]] if form == JSON else []
        assert cities[:1] == (["https://w3id.org/zhaoshang/id/city/420600"] if form == JSON else [])
        assert form == JSON or "420606" in (found.toxml() if form == XML else found.decode())


@pytest.mark.parametrize("form", [RDFXML, TURTLE, N3, XML])
def test_sparqlwrapper_constructs(address: str, form: str) -> None:
    client = SPARQLWrapper(f"{address}sparql")
    client.setQuery("PREFIX zs: <https://w3id.org/zhaoshang/ontology#> CONSTRUCT WHERE { ?c a zs:City }")
    client.setReturnFormat(form)
    found = client.query().convert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) == 2


def test_sparqlwrapper_tells_mistakes(address: str) -> None:
    client = SPARQLWrapper(f"{address}sparql")
    client.setQuery("SELECT {")
    with pytest.raises(QueryBadFormed, match="SPARQL syntax"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_takes_the_endpoint_for_a_graph(address: str, ontology: Ontology, method: str) -> None:
    store = SPARQLStore(f"{address}sparql", method=method, returnFormat="json")
    graph = Graph(store)
    city, kind = URIRef(ontology.iri("City")), URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert {str(subject) for subject in graph.subjects(kind, city)} == {
        ontology.entity_iri("city/420600"),
        ontology.entity_iri("city/420606"),
    }
    assert bool(graph.query("ASK { ?s ?p ?o }").askAnswer)


def test_kg_query_can_ask_it(address: str, ontology: Ontology, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(query_endpoint(f"{address}sparql", CITIES, ontology).rows) == 2
    truth = query_endpoint(f"{address}sparql", "ASK {}", ontology).rows[0][0]
    assert isinstance(truth, Literal) and truth.value == "true"
    options = ["--city", "襄阳", "--endpoint", f"{address}sparql", "--format", "csv"]
    assert run(["query", "enterprises-in-city", *options]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6


def test_raw_paths_reach_the_server_as_they_are(address: str) -> None:
    with urlopen(f"{address}id/article/%E6%89%B9%2F%E4%B8%89%201.nt") as answer:
        assert b"article/%E6%89%B9%2F%E4%B8%89%201>" in answer.read()
    port = int(address.rsplit(":", 1)[1].strip("/"))
    for path in (b"/id/../../../etc/passwd", b"/static/../app.py", b"/static/%2e%2e/app.py", b"/id/%ff", b"http://x/"):
        with socket.create_connection(("127.0.0.1", port)) as raw:
            raw.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            assert b" 404 " in raw.makefile("rb").readline()


def test_a_stranger_name_is_refused(address: str) -> None:
    port = address.rsplit(":", 1)[1]
    with socket.create_connection(("127.0.0.1", int(port.strip("/")))) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        assert b" 421 " in raw.makefile("rb").readline()


def test_the_pages_work_in_a_browser(browser: Browser, address: str, sample_build: Path, tmp_path: Path) -> None:
    complaints: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: request.url.startswith((address, "data:", "file:")) or complaints.append(request.url),
    )
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    page.click("text=SPARQL")
    page.fill("#editor", "SELECT ?c { ?c a zs:City }")
    page.press("#editor", "Control+Enter")
    page.click("text=city/420606")
    assert page.inner_text("h1") == "樊城区"
    # what a notebook shows, on a page of another origin
    (tmp_path / "notebook.html").write_text(kg.load(sample_build).show()._repr_html_(), encoding="utf-8")
    page.goto((tmp_path / "notebook.html").as_uri())
    page.frame_locator("iframe").locator("html[data-ready]").wait_for()
    page.close()
    assert complaints == []


def test_workers_end_with_the_server(sample_build: Path) -> None:
    process, address = start(sample_build)
    with urlopen(f"{address}sparql?query=ASK%20%7B%7D") as answer:
        assert answer.status == 200
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    workers = [int(child) for child in children.read_text().split()] if children.exists() else []
    assert stop(process)[0] == 0
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_options_reach_the_server(sample_build: Path) -> None:
    process, address = start(sample_build, "--max-rows", "1", "--query-seconds", "1", "--cors", "https://example.org")
    with urlopen(f"{address}sparql?query=SELECT%20%2A%20%7B%3Fs%20a%20%3Ft%7D") as answer:
        assert answer.headers["Kg-Rows-Limited"] == "1"
    endless = "%20.%20".join(f"%3Fa{n}%20%3Fb{n}%20%3Fc{n}" for n in range(6))
    with pytest.raises(HTTPError, match="503"):
        urlopen(f"{address}sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B{endless}%7D")
    assert stop(process)[0] == 0


def test_a_taken_port_a_missing_build_and_a_wrong_origin_are_told_in_one_line(
    sample_build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["serve", str(sample_build), "--port", port]) == 1
        assert re.fullmatch(rf"kg: 127.0.0.1:{port} cannot be listened on: .*\n", capsys.readouterr().err)
    assert run(["serve", str(tmp_path), "--port", "0"]) == 1
    assert capsys.readouterr().err.startswith(f"kg: {tmp_path}: no build here")
    assert run(["serve", "--cors", "example.org/x"]) == 2
    assert run(["serve", "--cors", "http://[bad"]) == 2
