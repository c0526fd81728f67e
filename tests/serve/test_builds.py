"""A build that takes the place of another under a running server."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import networkx as nx
import pytest

from kg.errors import GraphError
from kg.ontology import Ontology
from kg.publish import hidden_sibling, replace_folder
from kg.serve.builds import Builds
from kg.serve.once import made_once
from tests.graphs import sample_graph
from tests.serve.conftest import Start, write_build

COUNT = "SELECT (COUNT(?c) AS ?n) { ?c a zs:City }"


def rebuild(folder: Path, ontology: Ontology, cities: int) -> None:
    """A new build with that many more cities, put in place as `kg build` does."""
    graph: nx.MultiDiGraph = sample_graph()
    for number in range(cities):
        name = f"新市{number}"
        graph.add_node(f"city/x{number}", type="City", name=name, aliases=(), articles=(), attributes=())
    with replace_folder(folder) as fresh:
        fresh.rmdir()
        write_build(graph, fresh, ontology)


def test_what_takes_long_is_made_once_for_all_who_wait() -> None:
    made: list[int] = []

    class Slow:
        @made_once
        def value(self) -> int:
            time.sleep(0.05)
            made.append(len(made))
            return made[-1]

    slow = Slow()
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: slow.value, range(4))) == {0}
    assert made == [0]
    assert Slow().value == 1


@pytest.mark.parametrize("kind", ["whole", "groups", "groups?in=province/420000"])
def test_a_picture_is_laid_out_once_for_a_build(start: Start, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = start()
    first = client.get(f"/api/explore/{kind}")
    monkeypatch.setattr("kg.serve.excerpts.place_nodes", None)
    again = client.get(f"/api/explore/{kind}")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()


def test_a_new_build_is_noticed_everywhere(start: Start, build: Path, ontology: Ontology) -> None:
    client = start(build)

    def cities() -> int:
        answer = client.get("/sparql", params={"query": COUNT}).json()
        return int(answer["results"]["bindings"][0]["n"]["value"])

    assert (cities(), client.get("/api/search?q=新市0").json()["results"]) == (2, [])
    rebuild(build, ontology, 3)
    assert cities() == 5
    assert client.get("/api/search?q=新市0").json()["results"][0]["id"] == "city/x0"
    assert client.get("/id/city/x0").status_code == 200
    assert "新市0" in client.get("/api/explore/whole").text


def test_a_request_under_way_ends_with_the_build_it_began_with(build: Path, ontology: Ontology) -> None:
    builds = Builds(build, ontology)
    with builds.reading() as old:
        rebuild(build, ontology, 3)
        with builds.reading() as new:
            assert new is not old
            assert len(list(new.store.query(COUNT, prefixes={"zs": ontology.namespace}))) == 1
        assert len(old.names.entities) + 3 == len(new.names.entities)
        assert (old.folder / "graph.html").is_file()
    assert not old.folder.exists()
    assert new.folder.exists()
    builds.close()
    assert [path.name for path in build.parent.iterdir()] == ["exports"]


def test_a_query_under_way_survives_the_change(start: Start, build: Path, ontology: Ontology) -> None:
    client = start(build, seconds=30)
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(STRLEN(STR(?c)) > STRLEN(STR(?f))) }"
    before = client.get("/sparql", params={"query": slow}).json()
    with ThreadPoolExecutor(1) as other:
        answer = other.submit(client.get, "/sparql", params={"query": slow})
        rebuild(build, ontology, 3)
        assert answer.result().json() in (before, client.get("/sparql", params={"query": slow}).json())


def test_no_request_ever_sees_half_a_graph(start: Start, build: Path, ontology: Ontology) -> None:
    client = start(build)

    def ask(_: int) -> tuple[int, str]:
        found = client.get("/api/search?q=襄阳市&limit=1")
        return found.status_code, found.json()["results"][0]["id"]

    with ThreadPoolExecutor(2) as others:
        answers = others.map(ask, range(60))
        for number in range(3):
            rebuild(build, ontology, number)
        assert set(answers) == {(200, "city/420600")}


def test_while_there_is_no_build_the_former_answers(start: Start, build: Path) -> None:
    client = start(build)
    shutil.rmtree(build)
    assert client.get("/id/city/420600").status_code == 200
    build.mkdir()
    (build / "store").mkdir()
    (build / "store" / "CURRENT").write_text("no store")
    assert client.get("/id/city/420600").status_code == 200


def test_without_a_build_a_server_does_not_start(start: Start, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no build here"):
        start(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_build_of_another_version_is_not_read_wrongly(start: Start, build: Path) -> None:
    outline = (build / "outline.json").read_text()
    (build / "outline.json").write_text(outline.replace('"format":', '"format":1', 1))
    with pytest.raises(GraphError, match="build it anew"):
        start(build)


def test_what_a_killed_server_left_is_swept(build: Path, ontology: Ontology) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    left = hidden_sibling(build, "serve-0a1b2c3d").with_suffix(f".{ended.stdout.strip()}")
    left.mkdir()
    running = hidden_sibling(build, "serve-00000000")
    running.mkdir()
    builds = Builds(build, ontology)
    assert not left.exists()
    assert running.exists()
    builds.close()


def test_looking_whether_the_build_changed_costs_next_to_nothing(build: Path, ontology: Ontology) -> None:
    builds = Builds(build, ontology)
    begun = time.perf_counter()
    for _ in range(1000):
        builds.give_back(builds.take())
    assert time.perf_counter() - begun < 1
    builds.close()
