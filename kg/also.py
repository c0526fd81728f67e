"""Parts of the graph -> what a build writes only when asked: format -> the name of its output, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import networkx as nx

from kg.export.description import write_description
from kg.export.followthemoney import write_followthemoney
from kg.export.gexf import write_gexf
from kg.export.inferred import write_inferred
from kg.export.neo4j import write_neo4j
from kg.export.ntriples import read_resources, read_triples
from kg.export.tables import Whole, write_csv, write_parquet
from kg.ontology import Ontology
from kg.outputs import TRIPLES
from kg.parts import Parts


@dataclass(frozen=True, slots=True)
class Build:
    """What a format is made from: the parts of the graph, and a folder that has its triples already.

    `knowledge` is the digest of what the articles were read with.
    """

    parts: Parts
    folder: Path
    knowledge: str
    ontology: Ontology


Write = Callable[[Build, Path], None]


@dataclass(frozen=True, slots=True)
class Also:
    """A format: its file or folder in a build, and what writes it; nothing where it is written piece by piece."""

    name: str
    write: Write | None = None


def from_parts(write: Callable[[Iterable[Whole], Path, Ontology], None]) -> Write:
    """Made of one part after the other."""

    def from_build(build: Build, path: Path) -> None:
        write(((part.graph, part.keys) for part in build.parts.all_entities()), path, build.ontology)

    return from_build


def from_whole(write: Callable[[nx.MultiDiGraph, Path, Ontology], None]) -> Write:
    """Made of the graph in memory."""

    def from_build(build: Build, path: Path) -> None:
        write(build.parts.whole(), path, build.ontology)

    return from_build


def infer_from_triples(build: Build, path: Path) -> None:
    """What follows from the triples."""
    write_inferred(read_resources(build.folder / TRIPLES), build.parts.kinds(), path, build.ontology)


def describe_triples(build: Build, path: Path) -> None:
    """What the triples are."""
    articles = {article.id: replace(article, title="", body="") for article in build.parts.articles()}
    found, entities = read_triples(build.folder / TRIPLES), build.parts.count_entities()
    write_description(found, entities, articles, build.knowledge, path, build.ontology)


ALSO: Final[dict[str, Also]] = {
    "trig": Also("graph.trig"),
    "nq": Also("graph.nq"),
    "rdf12.ttl": Also("graph.rdf12.ttl"),
    "inferred.ttl": Also("graph.inferred.ttl", infer_from_triples),
    "gexf": Also("graph.gexf", from_whole(write_gexf)),
    "csv": Also("csv", from_parts(write_csv)),
    "parquet": Also("parquet", from_parts(write_parquet)),
    "neo4j": Also("neo4j", from_parts(write_neo4j)),
    "ftm.jsonl": Also("graph.ftm.jsonl", from_parts(write_followthemoney)),
    "void.ttl": Also("graph.void.ttl", describe_triples),
}


# The files of those that are written piece by piece.
WHEN_ASKED: Final = frozenset(one.name for one in ALSO.values() if one.write is None)


def write_also(asked: Iterable[str], build: Build) -> None:
    """Write the formats that are asked for, but those that `kg.pieces` has written."""
    for form in asked:
        if (write := ALSO[form].write) is not None:
            write(build, build.folder / ALSO[form].name)
