"""The page's list of enterprises and cities is that of `kg connections`; Node.js runs its scripts without a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import pytest

from kg.connections import Filter, find_connections
from kg.files import data_folder
from kg.ontology import load_ontology
from kg.page.write import write_page
from kg.store import open_store, write_store
from tests.graphs import doubtful_graph, foreign_graph, sample_graph

ONTOLOGY = load_ontology(data_folder() / "ontology")
JS = data_folder() / "kg" / "page" / "js"
# All that the scripts ask of a browser to tell connections.
RUN = """
const fs = require("node:fs");
const [page, ...files] = process.argv.slice(1);
const data = fs.readFileSync(page, "utf8").match(/<script[^>]*id="data"[^>]*>([^]*?)<[/]script>/)[1];
const document = { getElementById: () => ({ textContent: data }) };
const location = { hash: "" };
const tell = `const row = (each) => [each.enterprise.id, each.city.id, each.kinds, each.confidence, each.planned,
  each.edges.map((e) => [e.subject.id, e.predicate, e.object.id]),
  each.amounts.map(({ unit, value }) => [unit, value])];
process.stdout.write(JSON.stringify(connections().map(row)));`;
const scripts = [...files.map((file) => fs.readFileSync(file, "utf8")), tell].join("\\n");
new Function("document", "location", "process", scripts)(document, location, process);
"""


def park_without_article() -> nx.MultiDiGraph:
    """The sample in which only the lexicon tells where the park lies."""
    graph = sample_graph()
    graph.remove_edge("park/xiangyang-hidz", "city/420600")
    graph.add_edge("park/xiangyang-hidz", "city/420600", key="partOf", evidence=(), confidence=1.0)
    return graph


@pytest.mark.skipif(shutil.which("node") is None, reason="wants Node.js")
@pytest.mark.parametrize("graph", [sample_graph, doubtful_graph, foreign_graph, park_without_article])
def test_page_and_command_tell_the_same_connections(tmp_path: Path, graph: object) -> None:
    assert callable(graph)
    write_page(graph(), tmp_path / "graph.html", ONTOLOGY)
    write_store(graph(), tmp_path / "store", ONTOLOGY)
    scripts = [str(JS / f"{name}.js") for name in ("text", "data", "state", "years", "paths")]
    ran = subprocess.run(
        ["node", "-e", RUN, str(tmp_path / "graph.html"), *scripts], capture_output=True, text=True, encoding="utf-8"
    )
    assert ran.stderr == ""
    told = {
        (c.enterprise, c.city): [
            list(dict.fromkeys(way.kind for way in c.ways)), c.confidence, c.planned,
            [list(step) for step in c.ways[0].steps],
            [["CNY", c.yuan]] * (c.yuan is not None) + [[unit, number] for unit, number in c.foreign.items()],
        ]
        for c in find_connections(open_store(tmp_path), ONTOLOGY, Filter())
    }  # fmt: skip
    assert {(row[0], row[1]): row[2:] for row in json.loads(ran.stdout)} == told != {}
