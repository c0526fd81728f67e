"""Property graph -> GEXF 1.3, which Gephi opens with colours, sizes and positions."""

from __future__ import annotations

import random
from math import cos, log2, pi, sin, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.export.flat import EDGE_COLUMNS, NODE_COLUMNS, Value, edge_rows, node_rows
from kg.export.graphml import attribute
from kg.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx

_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta>
    <creator>kg</creator>
    <description>招商投资知识图谱</description>
  </meta>
  <graph defaultedgetype="directed" mode="static">
"""
# The label is an attribute of each node and edge itself; Gephi has a column of that name already.
_NODE: Final = {name: type_ for name, type_ in NODE_COLUMNS.items() if name != "label"}
_EDGE: Final = {name: type_ for name, type_ in EDGE_COLUMNS.items() if name != "label"}
_TYPES: Final = {str: "string", float: "double", int: "long"}
_SCALE: Final = 100.0
_TURN: Final = pi * (3 - sqrt(5))  # the golden angle


def write_gexf(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """Size grows with the number of links, a line's weight with the number of articles."""
    places = _positions(graph)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for target, columns in (("node", _NODE), ("edge", _EDGE)):
            file.write(f'    <attributes class="{target}">\n')
            for name, type_ in columns.items():
                file.write(f'      <attribute id="{name}" title="{name}" type="{_TYPES[type_]}"/>\n')
            file.write("    </attributes>\n")
        file.write("    <nodes>\n")
        for row in node_rows(graph, ontology):
            node = str(row["id"])
            red, green, blue = bytes.fromhex(str(row["colour"])[1:])
            x, y = places[node]
            file.write(
                f'      <node id="{attribute(node)}" label="{attribute(row["label"])}">\n'
                f"{_values(row, _NODE)}"
                f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n'
                f'        <viz:position x="{x:.2f}" y="{y:.2f}" z="0.0"/>\n'
                f'        <viz:size value="{5 + 5 * log2(1 + graph.degree(node)):.2f}"/>\n'
                "      </node>\n"
            )
        file.write("    </nodes>\n    <edges>\n")
        for row in edge_rows(graph, ontology):
            key = attribute(f"{row['source']}|{row['predicate']}|{row['target']}")
            ends = f'source="{attribute(row["source"])}" target="{attribute(row["target"])}"'
            weight = float(row["article_count"] or 1)
            file.write(
                f'      <edge id="{key}" {ends} kind="{attribute(row["predicate"])}"'
                f' label="{attribute(row["label"])}" weight="{weight}">\n'
                f"{_values(row, _EDGE)}      </edge>\n"
            )
        file.write("    </edges>\n  </graph>\n</gexf>\n")


def _values(row: dict[str, Value], columns: dict[str, type]) -> str:
    lines = [
        f'          <attvalue for="{name}" value="{attribute(row[name])}"/>\n'
        for name in columns
        if row[name] is not None and row[name] != ""
    ]
    return f"        <attvalues>\n{''.join(lines)}        </attvalues>\n"


def _positions(graph: nx.MultiDiGraph) -> dict[str, tuple[float, float]]:
    """A force-directed layout, the same each time: igraph draws from Python's generator, seeded here.

    It begins with the nodes evenly spread, as the seeds of a sunflower: beyond a thousand nodes igraph lets only near
    ones push each other, which is quick where they do not begin in one heap.
    """
    import igraph

    nodes = sorted(graph)
    number = {node: index for index, node in enumerate(nodes)}
    links = sorted({(number[s], number[o]) for s, o in graph.edges() if s != o})
    igraph.set_random_number_generator(random.Random(0))
    try:
        start = [[sqrt(i) * cos(i * _TURN), sqrt(i) * sin(i * _TURN)] for i in range(len(nodes))]
        found = igraph.Graph(len(nodes), links).layout_fruchterman_reingold(seed=start, niter=300, grid="auto")
    finally:
        igraph.set_random_number_generator(random)
    return {node: (found[i][0] * _SCALE, found[i][1] * _SCALE) for i, node in enumerate(nodes)}
