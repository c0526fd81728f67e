"""Property graph -> N-Triples, sorted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.ontology import Ontology
from kg.rdf import Resource, describe_graph

if TYPE_CHECKING:
    import networkx as nx


def write_ntriples(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """One triple a line, in order of code points."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(map(ntriples_lines, describe_graph(graph, ontology)))


def ntriples_lines(resource: Resource) -> str:
    """All triples of one subject."""
    subject, statements = resource
    return "".join(f"{subject} {predicate} {object_} .\n" for predicate, object_, _ in statements)
