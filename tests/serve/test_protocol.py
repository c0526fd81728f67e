"""The SPARQL 1.1 Protocol, with the cases of the W3C's suite that apply to an endpoint that only answers.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/: each name in `W3C` is one of its tests.
"""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from httpx2 import Response
from rdflib import Graph
from starlette.testclient import TestClient

from kg.ontology import Ontology
from tests.serve.conftest import HOME, Start

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
CITIES = "SELECT ?c { ?c a zs:City } ORDER BY ?c"
ONTOLOGY_GRAPH = "https://w3id.org/zhaoshang/ontology"
CLASSES = "ASK { <https://w3id.org/zhaoshang/ontology#City> a <http://www.w3.org/2002/07/owl#Class> }"
NAMED_CLASSES = f"ASK {{ GRAPH ?g {CLASSES.removeprefix('ASK ')} }}"

# name in the suite: method, what follows /sparql, headers, body, status
W3C: dict[str, tuple[str, str, dict[str, str], bytes, int]] = {
    "bad_query_method": ("PUT", "?query=ASK%20%7B%7D", {}, b"", 405),
    "bad_multiple_queries": ("GET", "?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", {}, b"", 400),
    "bad_query_wrong_media_type": ("POST", "", {"Content-Type": "text/plain"}, b"ASK {}", 415),
    "bad_query_missing_form_type": ("POST", "", {}, b"query=ASK%20%7B%7D", 415),
    "bad_query_missing_direct_type": ("POST", "", {}, b"ASK {}", 415),
    "bad_query_non_utf8": (
        "POST", "", {"Content-Type": "application/sparql-query; charset=UTF-16"}, "ASK {}".encode("utf-16"), 415,
    ),
    "bad_query_syntax": ("GET", "?query=ASK%20%7B", {}, b"", 400),
    "query_get": ("GET", "?query=ASK%20%7B%7D", {}, b"", 200),
    "query_post_form": ("POST", "", FORM, b"query=ASK%20%7B%7D", 200),
    "query_post_direct": ("POST", "", DIRECT, b"ASK {}", 200),
    "bad_update_get": ("GET", "?update=CLEAR%20ALL", {}, b"", 400),
    "update_post_form (refused)": ("POST", "", FORM, b"update=CLEAR%20NONE", 400),
    "update_post_direct (refused)": ("POST", "", {"Content-Type": "application/sparql-update"}, b"CLEAR NONE", 415),
    # and what the suite does not ask
    "no query": ("GET", "?default-graph-uri=urn:x", {}, b"", 400),
    "bytes that are no UTF-8": ("POST", "", DIRECT, b"ASK { ?s ?p '\xff' }", 400),
    "fields that are no UTF-8": ("GET", "?query=%FF%FE", {}, b"", 400),
    "an update as a query": ("GET", "?query=CLEAR%20ALL", {}, b"", 400),
    "a compressed request": ("POST", "", DIRECT | {"Content-Encoding": "gzip"}, b"\x1f\x8b", 415),
    "an unknown format": ("GET", "?query=ASK%20%7B%7D&download=doc", {}, b"", 400),
    "too long a body": ("POST", "", DIRECT, b"#" * 1_100_000, 413),
    "too long an address": ("GET", "?query=" + "%20" * 15_000, {}, b"", 414),
    "deleting": ("DELETE", "", {}, b"", 405),
}  # fmt: skip


@pytest.mark.parametrize("case", W3C)
def test_a_request_gets_the_status_that_the_protocol_wants(client: TestClient, case: str) -> None:
    method, behind, headers, body, status = W3C[case]
    answer = client.request(method, f"/sparql{behind}", headers=headers, content=body)
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.headers["content-type"].startswith("text/plain")
    if status == 405:
        assert {"GET", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))


def ask(client: TestClient, query: str, accept: str = "", **more: str | list[str]) -> Response:
    headers = {"Accept": accept} if accept else {"Accept": ""}
    return client.get("/sparql", params={"query": query, **more}, headers=headers)


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (CITIES, "", "application/sparql-results+json"),
        (CITIES, "*/*", "application/sparql-results+json"),
        (CITIES, "application/json", "application/json"),
        (CITIES, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CITIES, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        (CITIES, "text/csv", "text/csv; charset=utf-8"),
        (CITIES, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (CITIES, "text/*", "text/csv; charset=utf-8"),
        (CITIES, "text/csv;q=0.5, application/sparql-results+json;q=0.4", "text/csv; charset=utf-8"),
        (CITIES, "application/sparql-results+json;q=0, */*", "application/json"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("DESCRIBE city:420600", "", "text/turtle; charset=utf-8"),
        ("DESCRIBE city:420600", "application/n-triples", "application/n-triples"),
        ("DESCRIBE city:420600", "application/ld+json, text/turtle;q=0.9", "application/ld+json"),
        ("CONSTRUCT WHERE { ?c a zs:City }", "application/rdf+xml", "application/rdf+xml"),
        # one header for both kinds of queries, as clients send it
        ("CONSTRUCT WHERE { ?c a zs:City }", "text/csv, text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_the_format_is_negotiated(client: TestClient, query: str, accept: str, media: str) -> None:
    answer = ask(client, query, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"),
    [(CITIES, "image/png"), (CITIES, "text/turtle"), ("DESCRIBE city:420600", "text/csv"), (CITIES, "*/*;q=0")],
)
def test_a_format_that_cannot_hold_the_answer_is_406(client: TestClient, query: str, accept: str) -> None:
    assert ask(client, query, accept).status_code == 406


def test_the_formats_say_the_same(client: TestClient) -> None:
    cities = ["https://w3id.org/zhaoshang/id/city/420600", "https://w3id.org/zhaoshang/id/city/420606"]
    found = ask(client, CITIES, "application/json").json()
    assert found["head"]["vars"] == ["c"]
    assert [row["c"] for row in found["results"]["bindings"]] == [{"type": "uri", "value": city} for city in cities]
    tree = ElementTree.fromstring(ask(client, CITIES, "application/xml").content)
    assert [e.text for e in tree.iter("{http://www.w3.org/2005/sparql-results#}uri")] == cities
    assert ask(client, CITIES, "text/csv").text == "c\r\n" + "".join(f"{city}\r\n" for city in cities)
    assert ask(client, CITIES, "text/tab-separated-values").text == "?c\n" + "".join(f"<{c}>\n" for c in cities)


def test_the_rdf_formats_say_the_same(client: TestClient) -> None:
    graphs = [
        Graph().parse(data=ask(client, "DESCRIBE enterprise:byd", media).content, format=media)
        for media in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
    ]
    assert len(graphs[0]) > 5
    assert all(set(graph) == set(graphs[0]) for graph in graphs[1:])


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_what_articles_hold_stays_a_value(client: TestClient, form: str) -> None:
    hostile = "</script>\"&<b>\x01\t\n,;'?x{"
    literal = json.dumps(hostile)
    answer = ask(client, f'SELECT ({literal} AS ?x) ("y"@zh AS ?y) (1 AS ?z) ?none {{}}', download=form)
    match form:
        case "json":
            row = answer.json()["results"]["bindings"][0]
            assert row["x"] == {"type": "literal", "value": hostile}
            assert row["y"] == {"type": "literal", "value": "y", "xml:lang": "zh"}
            assert row["z"] == {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
            assert "none" not in row
        case "xml":
            values = [e.text for e in ElementTree.fromstring(answer.content).iter() if e.tag.endswith("literal")]
            assert values == [hostile.replace("\x01", "\ufffd"), "y", "1"]
        case "csv":
            assert list(csv.reader(io.StringIO(answer.text, newline="")))[1] == [hostile, "y", "1", ""]
        case "tsv":
            assert len(answer.text.splitlines()[1].split("\t")) == 4
    assert answer.headers["content-disposition"] == f'attachment; filename="query.{form}"'


def test_the_dataset_of_the_request_goes_before_that_of_the_query(client: TestClient) -> None:
    def truth(query: str, **graphs: str | list[str]) -> bool:
        answer = ask(client, query, "application/json", **graphs)
        assert answer.status_code == 200, answer.text
        return bool(answer.json()["boolean"])

    default, named = "default-graph-uri", "named-graph-uri"
    assert not truth(CLASSES)
    assert truth(NAMED_CLASSES)
    assert truth(CLASSES, **{default: ONTOLOGY_GRAPH})
    assert not truth(NAMED_CLASSES, **{default: ONTOLOGY_GRAPH})
    assert truth(NAMED_CLASSES, **{named: ONTOLOGY_GRAPH})
    assert not truth("ASK { ?s ?p ?o }", **{named: ONTOLOGY_GRAPH})
    assert truth(CLASSES.replace("ASK", "ASK FROM <urn:x>"), **{default: [ONTOLOGY_GRAPH, ONTOLOGY_GRAPH]})
    body = urlencode({"query": CLASSES, default: ONTOLOGY_GRAPH})
    assert client.post("/sparql", content=body, headers=FORM).json()["boolean"] is True
    direct = client.post(f"/sparql?{default}={quote(ONTOLOGY_GRAPH)}", content=CLASSES, headers=DIRECT)
    assert direct.json()["boolean"] is True


@pytest.mark.parametrize("graph", ["http://169.254.169.254/latest", "file:///etc/passwd", "no iri", ""])
def test_a_graph_that_is_not_here_is_refused_and_never_fetched(client: TestClient, graph: str) -> None:
    answer = ask(client, "ASK {}", **{"default-graph-uri": graph})
    assert answer.status_code == 400
    assert ONTOLOGY_GRAPH in answer.text


def test_the_parser_says_where_a_query_is_wrong(client: TestClient) -> None:
    assert re.search(r"SPARQL syntax: line 2, column \d", ask(client, "SELECT ?s {\n ?s }").text)


def test_an_answer_is_cut_at_the_row_limit_and_says_so(start: Start) -> None:
    client = start(max_rows=1)
    rows = ask(client, CITIES)
    assert (len(rows.json()["results"]["bindings"]), rows.headers["kg-rows-limited"]) == (1, "1")
    assert "kg-rows-limited" not in ask(client, CITIES + " LIMIT 1").headers
    triples = ask(client, "CONSTRUCT WHERE { ?c a zs:City }", "application/n-triples")
    assert (triples.text.count("\n"), triples.headers["kg-rows-limited"]) == (1, "1")


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_the_service_describes_itself(client: TestClient, ontology: Ontology, media: str) -> None:
    answer = client.get("/sparql", headers={"Accept": media})
    graph = Graph().parse(data=answer.content, format=media)
    assert graph.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK { ?s a sd:Service ; sd:endpoint ?e ;"
        " sd:supportedLanguage sd:SPARQL11Query ; sd:defaultDataset/sd:namedGraph/sd:name ?n"
        f" FILTER (?e = <{HOME}/sparql> && ?n = <{ONTOLOGY_GRAPH}>) }}"
    ).askAnswer


def test_a_browser_is_sent_to_the_query_page(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/query")
