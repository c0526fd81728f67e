"""Property graph -> Turtle of what follows from it, to load beside `graph.ttl`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.export.turtle import Shortener, prefixes_of, turtle_block
from kg.infer import infer_facts
from kg.ontology import Ontology
from kg.rdf import Resource, describe_graph

if TYPE_CHECKING:
    import networkx as nx


def write_inferred(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """Containment at every depth and the inverse of each relation, each with rule and premises."""
    write_inferred_facts(describe_graph(graph, ontology), graph, path, ontology)


def write_inferred_facts(resources: Iterable[Resource], nodes: Iterable[str], path: Path, ontology: Ontology) -> None:
    """The same from resources one by one; of the ids of nodes only their first parts are wanted."""
    prefixes = prefixes_of(nodes, ontology) | {
        kind: f"{ontology.id_namespace}{kind}/" for kind in ("inference", "premise")
    }
    shorten = Shortener(prefixes)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(shorten.header())
        for subject, statements in infer_facts(resources, ontology):
            file.write(turtle_block(subject, statements, shorten))
