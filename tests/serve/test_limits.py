"""Queries that take too much, and queries that would ask others."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event, Thread
from typing import Any

import pytest
from pyoxigraph import Store
from starlette.testclient import TestClient

from kg.query.guard import asks_elsewhere
from kg.serve import questions
from tests.serve.conftest import Start

HOURS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(6)) + " }"
SORTING = "SELECT * { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(4)) + " } ORDER BY ?o3 ?o0 LIMIT 1"
# One row that each line makes ten times as long.
LONG = "SELECT ?a4 { BIND('襄阳' AS ?a0) " + " ".join(
    f"BIND(CONCAT({', '.join([f'?a{i}'] * 10)}) AS ?a{i + 1})" for i in range(4)
) + " }"  # fmt: skip
MANY = "SELECT ?a ?b { ?a ?p ?q . ?b ?r ?s } LIMIT 1500"
HERE = "<http://127.0.0.1:{port}/>"

# Where the parser takes SERVICE for a clause; it wants no blank behind a keyword.
ELSEWHERE = (
    "{ SERVICE <x> { ?a ?b ?c } }",
    "{ SERVICE SILENT <x> { ?a ?b ?c } }",
    "{SERVICE<x>{?a ?b ?c}}",
    "{ sErViCe#comment\n<x> { ?a ?b ?c } }",
    "{ SERVICEex:e { ?a ?b ?c } }",
    "{ SERVICE SILENTex:e { ?a ?b ?c } }",
    "{ SERVICE?v { ?a ?b ?c } }",
    "{ ?s ?p trueSERVICE <x> { ?a ?b ?c } }",
    "{ ?s ?p 1SERVICE <x> { ?a ?b ?c } }",
    "{ ?s ?p 1e5SERVICE <x> { ?a ?b ?c } }",
    "{ ?s ?p 'a' SERVICE <x> { ?a ?b ?c } }",
    '{ ?s ?p "a\\\\" SERVICE <x> { ?a ?b ?c } }',
    "{ ?s ?p '''a''b''' SERVICE <x> { ?a ?b ?c } }",
    "{ ?s ?p ex:a\\' . SERVICE <x> { ?a ?b ?c } }",
    "{ FILTER(1<2)SERVICE<x>{?a ?b ?c} }",
    "{ BIND(1 AS ?x)FILTER(?x<?b)SERVICE<x>{?a ?b ?c} }",
    "{ OPTIONAL { SERVICE <x> { ?a ?b ?c } } }",
    "{ FILTER NOT EXISTS { SERVICE <x> { ?a ?b ?c } } }",
    "{ { SELECT * { SERVICE <x> { ?a ?b ?c } } } }",
)
HERE_ONLY = (
    '{ ?s ?p "SERVICE" }',
    '{ ?s ?p "a\\"SERVICE" }',
    '{ ?s ?p """a"SERVICE""" }',
    "{ ?s ex:SERVICE ?service . ?x <http://SERVICE> 1 } # SERVICE <x> {}",
    "{ ?s ?p 'x'@service }",
    "{ ?s ?p _:service }",
)


@pytest.mark.parametrize("pattern", ELSEWHERE)
def test_a_query_that_asks_elsewhere_is_refused_before_it_runs(client: TestClient, pattern: str) -> None:
    with Listener() as heard:
        text = "PREFIX ex: <http://127.0.0.1/> SELECT * " + pattern.replace("<x>", HERE.format(port=heard.port))
        answer = client.get("/sparql", params={"query": text})
        assert (answer.status_code, answer.text.split(":")[0]) == (400, "SERVICE is refused")
        assert heard.connections == 0


@pytest.mark.parametrize("pattern", HERE_ONLY)
def test_the_word_alone_is_no_clause(client: TestClient, pattern: str) -> None:
    answer = client.get("/sparql", params={"query": f"PREFIX ex: <urn:x> SELECT * {pattern}"})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    "pattern",
    [
        "{ ?s ?p ex:o.SERVICE <x> { ?a ?b ?c } }",
        "{ ?s ?p 'x'@enSERVICE <x> { ?a ?b ?c } }",
        "{ ?s ?p _:b.SERVICE <x> { ?a ?b ?c } }",
        "{ ?s ?p ?xSERVICE <x> { ?a ?b ?c } }",
        "{ ?s ?p ex:a\\'SERVICE <x> { ?a ?b ?c } }",
        "{ \\u0053ERVICE <x> { ?a ?b ?c } }",
    ],
)
def test_what_the_guard_lets_through_is_no_clause_for_the_parser_either(pattern: str) -> None:
    """Should a new version of the parser read these as a clause, the guard has to learn it."""
    text = f"PREFIX ex: <urn:x> SELECT * {pattern.replace('<x>', '<http://127.0.0.1:9/>')}"
    assert not asks_elsewhere(text)
    with pytest.raises(SyntaxError):
        Store().query(text)


@pytest.mark.parametrize(
    "update",
    ["LOAD <http://127.0.0.1:9/>", "INSERT DATA { <urn:a> <urn:b> 1 }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL"],
)
def test_nothing_can_be_changed(client: TestClient, update: str) -> None:
    assert client.get("/sparql", params={"query": update}).status_code == 400


def test_a_query_that_would_run_for_hours_is_ended_while_others_are_answered(start: Start) -> None:
    client = start(seconds=3, workers=2)
    with ThreadPoolExecutor(1) as other:
        begun = time.monotonic()
        endless = other.submit(client.get, "/sparql", params={"query": HOURS})
        time.sleep(0.5)
        for _ in range(3):
            assert client.get("/sparql", params={"query": "ASK {}"}).json() == {"head": {}, "boolean": True}
        assert not endless.done()
        answer = endless.result()
    assert (answer.status_code, "time limit of 3 seconds" in answer.text) == (503, True)
    assert 3 <= time.monotonic() - begun < 20
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_a_query_that_wants_too_much_memory_ends_alone(start: Start) -> None:
    client = start(memory=300 * 1024**2, seconds=60, workers=1)
    answer = client.get("/sparql", params={"query": SORTING})
    assert (answer.status_code, "memory" in answer.text) == (503, True)
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_too_many_waiting_queries_are_turned_away(start: Start) -> None:
    client = start(seconds=2, workers=1, waiting=1)
    with ThreadPoolExecutor(4) as others:
        answers = list(others.map(lambda _: client.get("/sparql", params={"query": HOURS}), range(4)))
    told = sorted(answer.text.partition(";")[0].strip() for answer in answers)
    assert [answer.status_code for answer in answers] == [503] * 4
    assert sum(text == "too many queries are waiting" for text in told) == 2
    assert all(answer.headers["retry-after"] for answer in answers)


@pytest.mark.parametrize("path", ["/sparql", "/query"])
def test_an_answer_of_few_rows_and_many_bytes_is_not_taken(start: Start, path: str) -> None:
    client = start(max_bytes=50_000)
    answer = client.get(path, params={"query": LONG})
    assert (answer.status_code, "the answer has more than 50,000 bytes" in answer.text) == (503, True)
    assert client.get(path, params={"query": LONG.replace("?a4 {", "?a3 {")}).status_code == 200


def test_connections_have_the_limit_of_bytes_too(start: Start) -> None:
    assert start(max_bytes=100).get("/api/connections", params={"city": "襄阳"}).status_code == 503


def test_the_query_page_shows_so_much_as_one_reads_and_leads_to_the_rest(client: TestClient) -> None:
    page = client.get("/query", params={"query": MANY}).text
    assert "1000 行 (只列出前 1000)" in page
    assert page.count("<tr>") == 1001
    assert client.get("/sparql", params={"query": MANY, "download": "csv"}).text.count("\n") == 1501


def test_others_are_answered_while_an_answer_is_made_into_a_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, show = Event(), Event(), questions.show_answer

    def wait_and_show(*given: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        return show(*given)

    monkeypatch.setattr(questions, "show_answer", wait_and_show)
    with ThreadPoolExecutor(1) as other:
        page = other.submit(client.get, "/query", params={"query": MANY})
        assert begun.wait(20)
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert not page.done()
        go_on.set()
        assert page.result().status_code == 200


@pytest.mark.parametrize("given", [{"name": "企业落"}, {"name": "企业落户", "city": "襄杨"}])
def test_names_are_looked_for_where_there_are_limits(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    for place in ("kg.find.nearest", "kg.query.nearest"):  # of this process, which is the server's
        monkeypatch.setattr(place, None)
    answer = client.get("/query", params=given)
    assert (answer.status_code, "nearest: " in answer.text) == (400, True)


class Listener:
    """A server that counts who comes."""

    def __enter__(self) -> Listener:
        self.connections = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        Thread(target=self.listen, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def listen(self) -> None:
        with suppress(OSError):
            while True:
                self.socket.accept()[0].close()
                self.connections += 1
