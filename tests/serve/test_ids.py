"""Every entity at its address, as a page and as data."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from rdflib import Graph, URIRef
from starlette.testclient import TestClient

from kg.ontology import Ontology
from tests.graphs import sample_graph
from tests.serve.conftest import LAW_PATH, Start, write_build

HOSTILE = "<img src=x onerror=alert(1)>\"'&</script>\u202e"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml, text/turtle;q=0.5", "application/rdf+xml"),
    ],
)
@pytest.mark.parametrize("path", ["city/420600", "enterprise/byd", LAW_PATH])
def test_an_entity_answers_in_the_format_asked_for(client: TestClient, path: str, accept: str, media: str) -> None:
    answer = client.get(f"/id/{path}", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"], answer.headers["vary"]) == (200, media, "Accept")


@pytest.mark.parametrize(
    ("extension", "media"), [("ttl", "text/turtle"), ("nt", "application/n-triples"), ("jsonld", "application/ld+json")]
)
def test_an_entity_answers_by_extension_whatever_the_accept_header(
    client: TestClient, ontology: Ontology, extension: str, media: str
) -> None:
    answer = client.get(f"/id/city/420600.{extension}", headers={"Accept": "text/html"})
    graph = Graph().parse(data=answer.content, format=media)
    city = URIRef(ontology.entity_iri("city/420600"))
    assert (URIRef(ontology.entity_iri("enterprise/byd")), URIRef(ontology.iri("operatesIn")), city) in graph
    assert (city, URIRef(ontology.iri("partOf")), URIRef(ontology.entity_iri("province/420000"))) in graph


def test_every_subject_of_the_graph_is_at_its_address(client: TestClient, ontology: Ontology) -> None:
    found = client.get("/sparql?query=SELECT%20DISTINCT%20%3Fs%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D").json()
    iris = [row["s"]["value"] for row in found["results"]["bindings"]]
    assert len(iris) > 50
    for iri in iris:
        path = iri.removeprefix(ontology.id_namespace)
        assert client.get(f"/id/{path}").status_code == 200, iri
        assert client.get(f"/id/{path}.ttl").status_code == 200, iri


@pytest.mark.parametrize(
    "path",
    ["city/999999", "", "city", "city/420600.doc", "..%2f..%2fetc/passwd", "city/%00", "city/%FF", "city/420600/",
     "<b>", "city//420600", "%22%3E%3Cscript%3E", "city/420600%3E%20.%20%3Cx", "a" * 5000],
)  # fmt: skip
@pytest.mark.parametrize("prefix", ["/id/", "/api/entity/", "/api/neighbours/", "/api/article/"])
def test_what_is_not_there_is_404_and_never_echoed(client: TestClient, prefix: str, path: str) -> None:
    answer = client.get(prefix + path)
    assert answer.status_code == 404
    assert "<" not in answer.text


def test_a_format_that_we_do_not_have_is_406(client: TestClient) -> None:
    assert client.get("/id/city/420600", headers={"Accept": "image/png"}).status_code == 406


def test_a_page_shows_names_facts_and_sentences(client: TestClient) -> None:
    page = client.get("/id/enterprise/byd").text
    for text in (
        "比亚迪股份有限公司",
        "企业",
        "落户",
        "襄阳高新技术产业开发区",
        "5月6日，比亚迪与襄阳市签约",
        "/id/city/420600",
    ):
        assert text in page
    assert "operates in" in client.get("/id/enterprise/byd?lang=en").text


def test_an_article_has_its_whole_text_escaped(client: TestClient) -> None:
    page = client.get(f"/id/{LAW_PATH}").text
    assert "适用于襄阳高新区" in page
    assert "&lt;/script&gt;&quot;&amp;&lt;b&gt;" in page
    assert "\x01" not in page


def test_hostile_names_are_text_wherever_they_appear(start: Start, tmp_path: Path, ontology: Ontology) -> None:
    graph: nx.MultiDiGraph = sample_graph()
    graph.nodes["enterprise/byd"]["name"] = HOSTILE
    graph.nodes["enterprise/byd"]["aliases"] = (f"x{HOSTILE}",)
    write_build(graph, tmp_path / "exports", ontology)
    client = start(tmp_path / "exports")
    query = f"SELECT ?n {{ enterprise:byd skos:prefLabel ?n }} # {HOSTILE}"
    pages = [
        client.get("/id/enterprise/byd").text,
        client.get("/id/city/420600").text,
        client.get("/query", params={"query": query}).text,
        client.get("/query", params={"name": HOSTILE}).text,
        client.get("/query", params={"name": "企业落户", "city": HOSTILE}).text,
        client.get("/query", params={"query": "SELECT {", "lang": HOSTILE, HOSTILE: HOSTILE}).text,
        client.get("/query", params={"query": "CONSTRUCT { <urn:x> <urn:y> ?n } WHERE { ?s skos:prefLabel ?n }"}).text,
    ]
    for page in pages:
        assert "<img" not in page
        assert page.count("<script") == page.count("</script>") == 1
    assert client.get("/api/search", params={"q": HOSTILE}).json()["results"][0]["name"] == HOSTILE
    assert client.get("/api/entity/enterprise/byd").headers["content-type"] == "application/json"


def test_no_mark_of_direction_turns_a_page(start: Start, tmp_path: Path, ontology: Ontology) -> None:
    graph: nx.MultiDiGraph = sample_graph()
    graph.nodes["enterprise/byd"]["name"] = "甲\u202e乙"
    write_build(graph, tmp_path / "exports", ontology)
    client = start(tmp_path / "exports")
    shown = client.get("/id/enterprise/byd").text
    assert "甲乙" in shown and "\u202e" not in shown
    asked = "SELECT ?n { ?e skos:prefLabel ?n FILTER(?n = '甲\u202e乙'@zh) }"
    page = client.get("/query", params={"query": asked}).text
    assert "1 行" in page and "<bdi>甲乙</bdi>" in page
    assert "甲\u202e乙" in page.split("<textarea")[1].split("</textarea>")[0]  # what was asked goes back as it came
