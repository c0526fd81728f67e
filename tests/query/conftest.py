"""A store to ask."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from kg.files import data_folder
from kg.find import find_entity
from kg.ontology import load_ontology
from kg.query import (
    Resolve,
    load_queries,
)
from kg.store import open_store, write_store
from tests.graphs import doubtful_graph
from tests.whole import write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")
QUERIES = load_queries(ONTOLOGY)

# What `kg query NAME --format csv` prints of `doubtful_graph`, whole; looked over by hand.
ANSWERS = Path(__file__).parent / "answers"


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    write_store(doubtful_graph(), folder / "store", ONTOLOGY)
    write_whole("ttl", doubtful_graph(), folder / "graph.ttl", ONTOLOGY)
    return folder


@pytest.fixture(scope="session")
def store(build: Path) -> Store:
    return open_store(build)


@pytest.fixture(scope="session")
def resolve(store: Store) -> Resolve:
    def resolve(text: str, types: Iterable[str]) -> NamedNode:
        return find_entity(store, ONTOLOGY, text, types)

    return resolve
