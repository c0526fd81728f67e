"""Property graph -> Turtle of what follows from it, to load beside `graph.ttl`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.export.turtle import Shortener, prefixes_of, turtle_block
from kg.infer import infer_facts
from kg.ontology import Ontology
from kg.rdf import describe_graph

if TYPE_CHECKING:
    import networkx as nx


def write_inferred(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """Containment at every depth and the inverse of each relation, each with rule and premises."""
    prefixes = prefixes_of(graph, ontology) | {
        kind: f"{ontology.id_namespace}{kind}/" for kind in ("inference", "premise")
    }
    shorten = Shortener(prefixes)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(shorten.header())
        for subject, statements in infer_facts(describe_graph(graph, ontology), ontology):
            file.write(turtle_block(subject, statements, shorten))
