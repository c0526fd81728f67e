"""Property graph -> files, one module a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.export.description import write_description
from kg.export.followthemoney import write_followthemoney, write_followthemoney_parts
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.inferred import write_inferred
from kg.export.jsonld import write_jsonld
from kg.export.neo4j import write_neo4j, write_neo4j_parts
from kg.export.ntriples import write_ntriples
from kg.export.quads import write_nquads, write_trig
from kg.export.rdf12 import write_turtle12
from kg.export.tables import write_csv, write_csv_parts, write_parquet, write_parquet_parts
from kg.export.turtle import write_turtle
from kg.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx

    from kg.export.tables import Whole

Writer = Callable[["nx.MultiDiGraph", Path, Ontology], None]
PartWriter = Callable[[Iterable["Whole"], Path, Ontology], None]

# What every build writes: format -> writer. The format is also the suffix: `graph.ttl`.
WRITERS: Final[dict[str, Writer]] = {
    "ttl": write_turtle,
    "nt": write_ntriples,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
}

# What is written on request. The format is the suffix of a file, or the name of a folder (csv, parquet, neo4j).
MORE_WRITERS: Final[dict[str, Writer]] = {
    "trig": write_trig,
    "nq": write_nquads,
    "rdf12.ttl": write_turtle12,
    "inferred.ttl": write_inferred,
    "gexf": write_gexf,
    "csv": write_csv,
    "parquet": write_parquet,
    "neo4j": write_neo4j,
    "ftm.jsonl": write_followthemoney,
    "void.ttl": write_description,
}

# Of these the files that a build makes piece by piece, as all that it writes (`make_more_forms`), and what is written
# one part of the graph after the other; both in the same bytes.
AS_PIECES: Final = {"trig": "graph.trig", "nq": "graph.nq", "rdf12.ttl": "graph.rdf12.ttl"}
PART_WRITERS: Final[dict[str, PartWriter]] = {
    "csv": write_csv_parts,
    "parquet": write_parquet_parts,
    "neo4j": write_neo4j_parts,
    "ftm.jsonl": write_followthemoney_parts,
}
