"""The query page: named queries with forms, an editor, a drawing of the answer."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from kg.ontology import Ontology
from kg.query import load_queries
from kg.serve.questions import OWN


def test_the_query_page_runs_a_named_query_with_its_parameters(client: TestClient) -> None:
    page = client.get("/query", params={"name": "enterprises-in-city", "city": "襄阳"}).text
    assert "5 行" in page
    assert '<a href="/id/enterprise/catl">' in page
    written = page.split("<textarea")[1].split("</textarea>")[0]
    assert "city/420600&gt;" in written
    wrong = client.get("/query", params={"name": "enterprises-in-city", "city": "襄杨"})
    assert (wrong.status_code, "襄阳" in wrong.text) == (400, True)


def test_the_query_page_says_when_a_named_query_was_cut(client: TestClient) -> None:
    named = {"name": "top-enterprises", "lang": "en"}
    assert "1 rows (the number asked for; there may be more)" in client.get("/query", params=named | {"limit": 1}).text
    assert "there may be more" not in client.get("/query", params=named).text


def test_the_query_page_lists_every_named_query(client: TestClient, ontology: Ontology) -> None:
    page, english = client.get("/query").text, client.get("/query?lang=en").text
    for query in load_queries(ontology):
        assert query.title_zh in page
        assert query.title_en in english
        assert not OWN & {parameter.name for parameter in query.parameters}


def test_the_query_page_takes_long_queries_by_post_and_tells_mistakes(client: TestClient) -> None:
    long = "ASK {} # " + "x" * 100_000
    assert "true" in client.post("/query", data={"query": long}).text
    assert client.post("/query", data={"query": "SELECT {"}).status_code == 400
    assert client.post("/query", data={"query": "x" * 2_000_000}).status_code == 413


def test_the_query_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    for page in (client.get("/query").text, client.get("/id/city/420606").text):
        sources = [part.split('"')[0] for part in page.split('src="')[1:]]
        sheets = [part.split('"')[0] for part in page.split('rel="stylesheet" href="')[1:]]
        assert {*sources, *sheets} == {"/static/query.js", "/static/style.css"}


def test_the_query_page_draws_what_ties_entities_together(client: TestClient) -> None:
    page = client.get("/query", params={"query": "SELECT ?e ?c { ?e zs:operatesIn ?c }"}).text
    drawing = page.split("<svg")[1].split("</svg>")[0]
    assert '<a href="/id/park/xiangyang-hidz">' in drawing
    assert drawing.count("<circle") == 4
    assert drawing.count("<line") == 3
    built = client.get("/query", params={"query": "CONSTRUCT WHERE { ?e zs:subsidiaryOf ?p }"}).text
    assert "弗迪电池有限公司" in built.split("<svg")[1].split("</svg>")[0]
    assert "<svg" not in client.get("/query", params={"query": "SELECT ?n { ?e skos:prefLabel ?n }"}).text


def test_what_no_drawing_can_hold_is_counted(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.questions.DRAWN", 2)
    page = client.get("/query", params={"query": "SELECT ?e ?c { ?e zs:operatesIn ?c }"}).text
    assert "(2 条未画出，见下)" in page
