"""Property graph -> N-Triples, sorted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.ontology import Ontology
from kg.rdf import triples

if TYPE_CHECKING:
    import networkx as nx


def write_ntriples(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """One triple a line, in order of code points."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{s} {p} {o} .\n" for s, p, o in triples(graph, ontology))
