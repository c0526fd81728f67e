"""Pages, entities at their addresses, the JSON API, and who is let in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Graph, URIRef
from starlette.testclient import TestClient

from kg.cli.main import run
from kg.model import Annotation, Article
from kg.ontology import Ontology
from kg.query import load_queries
from kg.records import record_line
from kg.serve.explorer import LINK
from kg.serve.questions import OWN
from tests.graphs import LAW, sample_graph
from tests.serve.conftest import HOME, Start, write_build

HOSTILE = "<img src=x onerror=alert(1)>\"'&</script>\u202e"
LAW_PATH = "article/%E6%89%B9%2F%E4%B8%89%201"  # the id holds a slash and a blank


@pytest.mark.parametrize(
    "path", ["/", "/query", "/sparql", "/id/city/420600", "/static/style.css", "/nothing", "/sparql?x"]
)
def test_every_answer_keeps_a_browser_from_harm(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy.replace("style-src 'unsafe-inline'", "")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200), ("127.0.0.1", 200), ("[::1]:8000", 200), ("LOCALHOST.", 200),
        ("evil.example", 421), ("evil.example:8000", 421), ("localhost.evil.example", 421), ("localhost@evil", 421),
        ("", 421), ("127.0.0.1:x", 421),
    ],
)  # fmt: skip
def test_only_our_own_names_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/query", headers={"Host": host}).status_code == status


def test_a_server_for_others_may_have_any_name(start: Start) -> None:
    assert start(hosts=None).get("/query", headers={"Host": "graph.example"}).status_code == 200


def test_other_sites_may_ask_only_where_that_was_asked_for(client: TestClient, start: Start) -> None:
    origin = {"Origin": "https://example.org"}
    asked = "/sparql?query=ASK%20%7B%7D"
    assert "access-control-allow-origin" not in client.get(asked, headers=origin).headers
    open_to = start(cors=("https://example.org",))
    answer = open_to.get(asked, headers=origin)
    assert answer.headers["access-control-allow-origin"] == "https://example.org"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-origin" not in open_to.get(asked, headers={"Origin": "https://evil.example"}).headers
    preflight = origin | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert open_to.options("/sparql", headers=preflight).status_code == 200


def test_the_explorer_asks_only_its_own_server_and_leads_to_the_query_page(client: TestClient) -> None:
    served = client.get("/")
    assert LINK in served.text
    policy = served.headers["content-security-policy"]
    assert "connect-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert re.search(r"script-src 'sha256-\S+' 'sha256-\S+';", policy)


def test_the_page_of_the_build_can_be_taken_along(client: TestClient, sample_build: Path) -> None:
    assert client.get("/graph.html").content == (sample_build / "graph.html").read_bytes()


@pytest.mark.parametrize("wrong", ["around?id=city/999999", "path?from=x&to=y", "article?id=x", "nothing"])
def test_an_excerpt_of_what_is_not_there_is_404(client: TestClient, wrong: str) -> None:
    assert client.get(f"/api/explore/{wrong}").status_code == 404


@pytest.mark.parametrize(
    "wrong", ["around?id=city/420600&hops=x", "area?since=1%22%20", "groups?min=x", "path?said=-1"]
)
def test_an_excerpt_that_is_asked_for_wrongly_is_400(client: TestClient, wrong: str) -> None:
    more = "&from=city/420600&to=city/420606" if wrong.startswith("path") else ""
    assert client.get(f"/api/explore/{wrong}{more}").status_code == 400


def test_a_neighbourhood_has_a_limit(client: TestClient) -> None:
    excerpt = client.get("/api/explore/around?id=city/420600&hops=3&most=3").json()
    assert len(excerpt["nodes"]) <= 5  # three, and the places that they lie in
    assert client.get("/api/explore/around?id=city/420600&hops=9").status_code == 200


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


@pytest.mark.parametrize("text", ["襄阳", "xiangyang", "xy", "XiangYang", "ｘｙ"])
def test_search_finds_by_name_pinyin_and_initials(client: TestClient, text: str) -> None:
    results = client.get("/api/search", params={"q": text, "type": "City"}).json()["results"]
    assert results[0] == {"id": "city/420600", "type": "City", "name": "襄阳市", "articles": 2}


def test_search_has_limits(client: TestClient) -> None:
    assert len(client.get("/api/search?q=襄&limit=1").json()["results"]) == 1
    assert client.get("/api/search?q=").json() == {"results": []}
    for wrong in ("limit=-1", "limit=x", "limit=1e3", "limit=٣", "type=Nothing"):
        assert client.get(f"/api/search?q=x&{wrong}").status_code == 400


def test_an_entity_as_json(client: TestClient) -> None:
    found = client.get("/api/entity/enterprise/byd").json()
    assert (found["id"], found["type"], found["name"]) == ("enterprise/byd", "Enterprise", "比亚迪股份有限公司")
    assert {"id": "city/420600", "name": "襄阳市"} in found["properties"]["operatesIn"]
    assert found["in"]["subsidiaryOf"] == ["enterprise/fudi"]
    assert {claim["predicate"] for claim in found["claims"]} == {"operatesIn", "investsIn", "subsidiaryOf"}


def test_neighbours_have_names_and_numbers_of_sentences(client: TestClient) -> None:
    found = client.get("/api/neighbours/city/420600").json()
    assert {"s": "enterprise/byd", "p": "operatesIn", "o": "city/420600", "evidence": 2} in found["edges"]
    assert {node["id"] for node in found["nodes"]} >= {"city/420600", "enterprise/byd", "province/420000"}
    cut = client.get("/api/neighbours/city/420600?limit=1").json()
    assert (len(cut["edges"]), cut["cut"]) == (1, True)


def test_an_article_as_json(client: TestClient) -> None:
    assert client.get(f"/api/{LAW_PATH}").json()["text"] == LAW.text


def test_the_explorer_gets_the_address_of_an_article_that_says_nothing(start: Start, build: Path) -> None:
    article = Article(id="天气", title="宜昌天气", body="晴。", url="https://example.org/sky")
    with (build / "articles.jsonl").open("a", encoding="utf-8") as file:
        file.write(record_line(Annotation(article=article)) + "\n")
    excerpt = start(build).get("/api/explore/article", params={"id": "天气"}).json()
    assert excerpt["articles"] == [["天气", "宜昌天气", None, "https://example.org/sky", "宜昌天气\n晴。"]]


def test_connections_are_those_of_the_command_line(
    client: TestClient, sample_build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for given in ({"city": "襄阳"}, {"enterprise": "比亚迪"}, {"city": "樊城", "enterprise": "弗迪电池"}):
        options = [word for name, value in given.items() for word in (f"--{name}", value)]
        assert run(["connections", "--graph", str(sample_build), *options, "--format", "json"]) == 0
        assert client.get("/api/connections", params=given).json() == json.loads(capsys.readouterr().out)
    assert client.get("/api/connections").status_code == 400
    unknown = client.get("/api/connections", params={"city": "襄杨"})
    assert (unknown.status_code, "襄阳" in unknown.text) == (404, True)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("connections?city=襄阳&year=2023", "no parameter 'year' here; known: city, enterprise, limit"),
        ("connections?city=襄阳&Limit=1", "no parameter 'Limit' here; known: city, enterprise, limit"),
        ("search?q=襄阳&types=City", "no parameter 'types' here; known: q, type, limit"),
        ("neighbours/city/420600?most=3", "no parameter 'most' here; known: limit"),
        ("entity/city/420600?lang=en", "no parameter 'lang' here; it takes none"),
        ("explore/around?id=city/420600&hop=2", "no parameter 'hop' here; known: id, hops, most"),
    ],
)
def test_an_unknown_parameter_is_refused_with_those_that_are_known(client: TestClient, asked: str, told: str) -> None:
    answer = client.get(f"/api/{asked}")
    assert (answer.status_code, answer.text) == (400, f"{told}\n")


def test_the_base_address_is_that_of_the_request(client: TestClient) -> None:
    assert HOME in client.get("/sparql", headers={"Accept": "text/turtle"}).text


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
