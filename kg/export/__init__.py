"""Property graph -> files, one module a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.export.graphml import write_graphml
from kg.export.jsonld import write_jsonld
from kg.export.ntriples import write_ntriples
from kg.export.turtle import write_turtle
from kg.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx

Writer = Callable[["nx.MultiDiGraph", Path, Ontology], None]

# Format -> what writes it. The format is also the suffix: `graph.ttl`.
WRITERS: Final[dict[str, Writer]] = {
    "ttl": write_turtle,
    "nt": write_ntriples,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
}
