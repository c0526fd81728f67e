"""The JSON API: search, entities, neighbours, articles, connections."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.cli.main import run
from kg.model import Annotation, Article
from kg.records import record_line
from tests.graphs import LAW
from tests.serve.conftest import LAW_PATH, Start


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
