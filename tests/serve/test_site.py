"""What every answer keeps to, and the explorer's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.serve.explorer import LINK
from tests.serve.conftest import HOME, Start


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


def test_the_base_address_is_that_of_the_request(client: TestClient) -> None:
    assert HOME in client.get("/sparql", headers={"Accept": "text/turtle"}).text
