"""GraphML and GEXF: what networkx and Gephi read."""

from __future__ import annotations

from math import dist
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx

from kg.export.gexf import _positions
from tests.export.conftest import ONTOLOGY
from tests.graphs import sample_graph
from tests.whole import write_whole


def test_networkx_reads_the_same_nodes_and_edges_from_graphml(written: Path) -> None:
    graph, read = sample_graph(), nx.read_graphml(written / "graph.graphml")
    assert set(read) == set(graph)
    assert {(s, d["predicate"], o) for s, o, d in read.edges(data=True)} == {
        (s, p, o) for s, o, p in graph.edges(keys=True)
    }
    assert read.nodes["city/420600"]["lon"] == 112.1224
    assert read.nodes["enterprise/byd"]["aliases"] == "BYD\n比亚迪"


def test_characters_that_xml_cannot_hold_do_not_break_it(tmp_path: Path) -> None:
    graph = sample_graph()
    graph.nodes["enterprise/byd"]["name"] = 'a\x00\x0b\ufffe<b attr="1">&amp;]]>\u2028'
    for name in ("graphml", "gexf"):
        write_whole(name, graph, tmp_path / name, ONTOLOGY)
        ElementTree.parse(tmp_path / name)
    assert nx.read_graphml(tmp_path / "graphml").nodes["enterprise/byd"]["label"].startswith("a\ufffd\ufffd\ufffd<b")


GEXF = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
# What the schema of GEXF 1.3 lets each element hold, as far as it is written here; the first names must be there.
GEXF_ATTRIBUTES = {
    "gexf": "version", "meta": "", "creator": "", "description": "", "graph": "defaultedgetype mode",
    "attributes": "class", "attribute": "id title type", "nodes": "", "edges": "", "node": "id label",
    "edge": "id source target kind label weight", "attvalues": "", "attvalue": "for value", "color": "r g b",
    "position": "x y z", "size": "value",
}  # fmt: skip
GEXF_VALUES = {"string": str, "double": float, "long": int}


def test_gexf_keeps_the_rules_of_its_schema(written: Path) -> None:
    root = ElementTree.parse(written / "graph.gexf").getroot()
    for element in root.iter():
        namespace, _, name = element.tag[1:].partition("}")
        assert namespace == GEXF["viz" if name in ("color", "position", "size") else "g"]
        assert sorted(element.attrib) == sorted(GEXF_ATTRIBUTES[name].split()), name
    ids = [node.attrib["id"] for node in root.iterfind(".//g:node", GEXF)]
    edges = [edge.attrib for edge in root.iterfind(".//g:edge", GEXF)]
    assert len(set(ids)) == len(ids) == len(sample_graph())
    assert len({edge["id"] for edge in edges}) == len({(e["source"], e["kind"], e["target"]) for e in edges})
    assert {edge[end] for edge in edges for end in ("source", "target")} <= set(ids)
    assert len(edges) == sample_graph().size() and all(float(edge["weight"]) > 0 for edge in edges)
    for kind in ("node", "edge"):
        declared = {
            found.attrib["id"]: GEXF_VALUES[found.attrib["type"]]
            for found in root.iterfind(f".//g:attributes[@class='{kind}']/g:attribute", GEXF)
        }
        assert "label" not in declared, "Gephi has a column of that name"
        for value in root.iterfind(f".//g:{kind}/g:attvalues/g:attvalue", GEXF):
            declared[value.attrib["for"]](value.attrib["value"])


def test_gexf_has_colour_size_and_position_for_each_node(written: Path) -> None:
    root = ElementTree.parse(written / "graph.gexf").getroot()
    places = set()
    for node in root.iterfind(".//g:node", GEXF):
        colour, size, place = (node.find(f"viz:{name}", GEXF) for name in ("color", "size", "position"))
        assert colour is not None and size is not None and place is not None
        assert all(0 <= int(colour.attrib[part]) <= 255 for part in "rgb")
        assert float(size.attrib["value"]) > 0
        places.add((float(place.attrib["x"]), float(place.attrib["y"])))
    assert len(places) == len(sample_graph()), "no two lie on one another"


def test_networkx_reads_the_same_nodes_and_edges_from_gexf(written: Path) -> None:
    graph, read = sample_graph(), nx.read_gexf(written / "graph.gexf")
    assert set(read) == set(graph)
    assert set(read.edges()) == {(s, o) for s, o in graph.edges()}
    assert read.nodes["enterprise/byd"]["viz"]["color"] == {"r": 213, "g": 94, "b": 0, "a": 1.0}


def test_many_nodes_are_laid_out_evenly_and_the_same_each_time() -> None:
    graph = nx.MultiDiGraph(nx.random_labeled_tree(3000, seed=1))
    places = _positions(graph)
    assert places == _positions(graph)
    assert len(set(places.values())) == 3000
    links = sum(dist(places[s], places[o]) for s, o in graph.edges()) / graph.size()
    others = sum(dist(places[n], places[(n * 7919 + 1) % 3000]) for n in graph) / 3000
    assert links * 2 < others, "what is linked lies closer than what is not"
