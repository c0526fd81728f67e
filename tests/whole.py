"""A graph by hand -> what a build makes of it, in any format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx

from kg.also import ALSO, Build
from kg.export.forms import Described, Form, make_forms, make_more_forms
from kg.model import Article
from kg.ontology import Ontology
from kg.outputs import TRIPLES
from kg.parts import ARTICLE, ENTITY, Part
from tests.handmade import known

ALWAYS = ("ttl", "nt", "jsonld", "graphml")
EVERY = (*ALWAYS, *ALSO)


@dataclass
class WholeGraph:
    """Gives all of a graph as one part, as `kg.parts.Parts` gives it part by part."""

    graph: nx.MultiDiGraph

    def all_entities(self) -> Iterator[Part]:
        yield Part(ENTITY, tuple(sorted(self.graph)), self.graph)

    def whole(self) -> nx.MultiDiGraph:
        return self.graph

    def articles(self) -> Iterable[Article]:
        return self.graph.graph.get("articles", {}).values()

    def count_entities(self) -> int:
        return len(self.graph)

    def kinds(self) -> set[str]:
        return {str(node).partition("/")[0] for node in self.graph}


def write_whole(form: str, graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """The output that a build writes of a graph: `ttl`, `csv`, `void.ttl`, …"""
    parts = WholeGraph(graph)
    pieces = make_forms(ontology, parts.kinds()) | make_more_forms(ontology, parts.kinds())
    if f"graph.{form}" in pieces:
        write_pieces(pieces[f"graph.{form}"], parts, path, ontology)
        return
    with TemporaryDirectory() as folder:
        write_pieces(pieces[TRIPLES], parts, Path(folder) / TRIPLES, ontology)
        write = ALSO[form].write
        assert write is not None
        write(Build(parts, Path(folder), known().digest, ontology), path)  # type: ignore[arg-type]


def write_pieces(form: Form, parts: WholeGraph, path: Path, ontology: Ontology) -> None:
    """All pieces in order of section and key, between head and foot."""
    pieces = {
        (piece.section, piece.key): piece.text
        for part in (*parts.all_entities(), Part(ARTICLE, ("",), parts.graph))
        for piece in form.pieces(Described.of(part, ontology))
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(form.head)
        former = None
        for section, key in sorted(pieces):
            file.write(form.gap(former, section) + pieces[section, key])
            former = section
        file.write(form.foot)
