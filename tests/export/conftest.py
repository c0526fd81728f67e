"""A small graph in every format."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.files import data_folder
from kg.ontology import load_ontology
from kg.rdf import triples
from tests.graphs import sample_graph
from tests.whole import EVERY, write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")
WITHOUT_EXTRAS = sorted({*EVERY} - {"parquet"})


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    graph = sample_graph()
    for name in WITHOUT_EXTRAS:
        write_whole(name, graph, folder / f"graph.{name}", ONTOLOGY)
    return folder


@pytest.fixture(scope="session")
def expected() -> set[pyoxigraph.Triple]:
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples(sample_graph(), ONTOLOGY))
    return {quad.triple for quad in pyoxigraph.parse(lines.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)}
