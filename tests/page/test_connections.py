"""The page's list of enterprises and cities is that of `kg connections`; Node.js runs its scripts without a browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from msgspec.structs import replace

from kg.connections import Filter, find_connections
from kg.files import data_folder
from kg.model import Modality
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
const tell = process.env.TELL ?? `const row = (each) => [
  each.enterprise.id, each.city.id, each.kinds, each.confidence, each.planned,
  each.edges.map((e) => [e.subject.id, e.predicate, e.object.id]),
  each.amounts.map(({ unit, value, planned }) => [unit, value, unit === "CNY" ? planned : 0])];
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


def planned_figure() -> nx.MultiDiGraph:
    """The sample in which the cost of a project is told as a plan only."""
    graph = sample_graph()
    project = graph.nodes["project/aaaaaaaaaaaa"]
    project["attributes"] = tuple(
        replace(a, evidence=replace(a.evidence, modality=Modality.PLANNED)) for a in project["attributes"]
    )
    return graph


@pytest.mark.skipif(shutil.which("node") is None, reason="wants Node.js")
@pytest.mark.parametrize("graph", [sample_graph, doubtful_graph, foreign_graph, park_without_article, planned_figure])
def test_page_and_command_tell_the_same_connections(tmp_path: Path, graph: object) -> None:
    assert callable(graph)
    write_store(graph(), tmp_path / "store", ONTOLOGY)
    told = {
        (c.enterprise, c.city): [
            list(dict.fromkeys(way.kind for way in c.ways)), c.confidence, c.planned,
            [list(step) for step in c.ways[0].steps],
            [["CNY", c.yuan, c.planned_yuan or 0]] * (c.yuan is not None)
            + [[unit, number, 0] for unit, number in c.foreign.items()],
        ]
        for c in find_connections(open_store(tmp_path), ONTOLOGY, Filter())
    }  # fmt: skip
    assert {(row[0], row[1]): row[2:] for row in ask_page(graph(), tmp_path)} == told != {}


def ask_page(graph: nx.MultiDiGraph, folder: Path, tell: str | None = None) -> Any:
    """What the scripts of the page of a graph tell: its connections, or what `tell` writes."""
    write_page(graph, folder / "graph.html", ONTOLOGY)
    scripts = [str(JS / f"{name}.js") for name in ("text", "data", "state", "years", "paths")]
    ran = subprocess.run(
        ["node", "-e", RUN, str(folder / "graph.html"), *scripts], capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, **({"TELL": tell} if tell else {})},
    )  # fmt: skip
    assert ran.stderr == ""
    return json.loads(ran.stdout)


TELL_PATH = """
const index = (id) => nodeById.get(id).index, ends = [index("%s"), index("%s")];
const path = pathBetween(...ends).map((each) => nodes[each].id);
process.stdout.write(JSON.stringify([path, isOnlyShared(...ends)]));
"""


def graph_with_a_common_policy() -> nx.MultiDiGraph:
    """The sample, where a policy applies to 襄阳 and to another city, with which 比亚迪 has nothing to do."""
    graph = sample_graph()
    graph.add_node("city/420100", type="City", name="武汉市", aliases=("武汉",), articles=(), attributes=())
    said = graph.edges["policy/0123456789ab", "park/xiangyang-hidz", "appliesTo"]
    for city in ("city/420600", "city/420100"):
        graph.add_edge("policy/0123456789ab", city, key="appliesTo", **said)
    return graph


@pytest.mark.skipif(shutil.which("node") is None, reason="wants Node.js")
@pytest.mark.parametrize(
    ("ends", "path", "is_only_shared"),
    [
        (("enterprise/byd", "city/420600"), ["enterprise/byd", "city/420600"], False),
        (("enterprise/fudi", "city/420606"), ["enterprise/fudi", "project/bbbbbbbbbbbb", "city/420606"], False),
        (("city/420606", "enterprise/fudi"), ["city/420606", "project/bbbbbbbbbbbb", "enterprise/fudi"], False),
        (
            ("enterprise/byd", "city/420100"),
            ["enterprise/byd", "city/420600", "policy/0123456789ab", "city/420100"],
            True,
        ),
    ],
)
def test_a_path_that_is_no_connection_says_so(
    tmp_path: Path, ends: tuple[str, str], path: list[str], is_only_shared: bool
) -> None:
    assert ask_page(graph_with_a_common_policy(), tmp_path, TELL_PATH % ends) == [path, is_only_shared]
