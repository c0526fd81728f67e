"""A build of the small graph, and clients that talk to a server over it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from starlette.testclient import TestClient

from kg.files import data_folder
from kg.ontology import Ontology, load_ontology
from kg.page import write_outline, write_page
from kg.serve.app import make_app
from kg.serve.settings import Settings
from kg.store import write_store
from tests.graphs import BATTERY, BYD, LAW, sample_graph

HOME = "http://localhost:8000"
ARTICLES = (BYD, BATTERY, LAW)
LAW_PATH = "article/%E6%89%B9%2F%E4%B8%89%201"  # the id holds a slash and a blank

Start = Callable[..., TestClient]


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology(data_folder() / "ontology")


def write_build(graph: nx.MultiDiGraph, folder: Path, ontology: Ontology) -> None:
    """What a server reads of a build."""
    folder.mkdir()
    write_store(graph, folder / "store", ontology)
    write_page(graph, folder / "graph.html", ontology)
    write_outline(graph, folder / "outline.json", ontology)
    records = [{"id": a.id, "title": a.title, "date": a.date, "url": a.url, "text": a.text} for a in ARTICLES]
    lines = [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records]
    (folder / "articles.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "report.json").write_text('{"outputs": ["store", "graph.html", "articles.jsonl", "report.json"]}')


@pytest.fixture(scope="session")
def sample_build(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "exports"
    write_build(sample_graph(), folder, ontology)
    return folder


@pytest.fixture
def build(sample_build: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(sample_build, tmp_path / "exports"))


@pytest.fixture
def start(sample_build: Path, ontology: Ontology) -> Iterator[Start]:
    """Starts a server with limits of its own."""
    clients: list[TestClient] = []

    def start(folder: Path = sample_build, **limits: object) -> TestClient:
        app = make_app(folder, ontology, Settings(**limits))  # type: ignore[arg-type]
        clients.append(TestClient(app, base_url=HOME, follow_redirects=False))
        return clients[-1].__enter__()

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture(scope="session")
def client(sample_build: Path, ontology: Ontology) -> Iterator[TestClient]:
    """One server for all that only asks."""
    with TestClient(make_app(sample_build, ontology, Settings()), base_url=HOME, follow_redirects=False) as client:
        yield client
