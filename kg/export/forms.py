"""Parts of the graph -> pieces of files, for the formats that can be written piece by piece.

The pieces of a format, in order of section and key, between its head and its foot, are its file; however the graph is
cut into parts, it is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from kg.export.flat import edge_rows, node_rows
from kg.export.graphml import FOOT as GRAPHML_FOOT
from kg.export.graphml import graphml_edge, graphml_head, graphml_node
from kg.export.jsonld import BETWEEN, jsonld_head, jsonld_line
from kg.export.jsonld import FOOT as JSONLD_FOOT
from kg.export.ntriples import ntriples_lines
from kg.export.quads import TRIG_CLOSE, nquads_lines, trig_blocks, trig_heading
from kg.export.rdf12 import Shortener12, turtle12_block
from kg.export.turtle import Shortener, prefixes_of, turtle_block, turtle_heading
from kg.ontology import Ontology
from kg.outputs import RECORDS, TRIPLES
from kg.parts import ARTICLE, ENTITY, Part
from kg.rdf import Resource, describe_entities, describe_graph
from kg.records import record_line

# What one article's passages are made of: these follow each other article by article.
OF_ARTICLE: Final = ("claim/", "passage/", "selector/")
BEHIND: Final = "\U0010ffff"  # a key that comes after all others


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file, and the unit that it comes from. Equal places have equal texts."""

    unit: str
    section: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Described:
    """A part, and its RDF."""

    part: Part
    resources: tuple[tuple[str, str, str, Resource], ...]  # unit, section, key

    @classmethod
    def of(cls, part: Part, ontology: Ontology) -> Described:
        begin = len(ontology.id_namespace) + 1

        def place(unit: str, resource: Resource) -> tuple[str, str, str, Resource]:
            section, slash, local = resource[0][begin:].partition("/")
            section += slash
            return unit, section, unit if section in OF_ARTICLE else local, resource

        if part.scope == ENTITY:
            return cls(part, tuple(place(*found) for found in describe_entities(part.graph, ontology, part.keys)))
        entities = {f"<{ontology.entity_iri(node)}>" for node in part.graph}
        (unit,) = part.keys
        told = (resource for resource in describe_graph(part.graph, ontology) if resource[0] not in entities)
        return cls(part, tuple(place(unit, resource) for resource in told))


@dataclass(frozen=True, slots=True)
class Form:
    """A format as pieces."""

    pieces: Callable[[Described], Iterable[Piece]]
    head: str = ""
    between: str = ""
    foot: str = ""
    heading: Callable[[str], str] = lambda section: ""

    def gap(self, former: str | None, section: str) -> str:
        """What stands before a piece, by the section of the piece before it."""
        between = "" if former is None else self.between
        return between + (self.heading(section) if section != former else "")


def make_forms(ontology: Ontology, kinds: Iterable[str]) -> dict[str, Form]:
    """The formats by the name of their file. `kinds` are the first parts of the ids of all entities."""
    shorten = Shortener(prefixes_of(kinds, ontology))
    return {
        "graph.ttl": Form(
            pieces=rdf_pieces(lambda resource: turtle_block(*resource, shorten)),
            head=shorten.header(),
            heading=lambda section: turtle_heading(section.rstrip("/")),
        ),
        TRIPLES: Form(pieces=rdf_pieces(ntriples_lines)),
        "graph.jsonld": Form(
            pieces=rdf_pieces(jsonld_line(ontology), BETWEEN),
            head=jsonld_head(ontology),
            between=BETWEEN,
            foot=JSONLD_FOOT,
        ),
        "graph.graphml": Form(
            pieces=lambda described: graphml_pieces(described.part, ontology),
            head=graphml_head(),
            foot=GRAPHML_FOOT,
        ),
        RECORDS: Form(pieces=lambda described: record_pieces(described.part)),
    }


def make_more_forms(ontology: Ontology, kinds: Iterable[str]) -> dict[str, Form]:
    """The formats that are written as pieces when they are asked for."""
    prefixes = prefixes_of(kinds, ontology)
    shorten, shorten12 = Shortener(prefixes), Shortener12(prefixes)
    return {
        "graph.nq": Form(pieces=rdf_pieces(nquads_lines)),
        "graph.rdf12.ttl": Form(
            pieces=rdf_pieces(lambda resource: turtle12_block(resource, shorten12)), head=shorten12.header()
        ),
        "graph.trig": Form(
            pieces=lambda described: trig_pieces(described, shorten),
            head=shorten.header(),
            heading=lambda section: trig_heading(section, shorten),
        ),
    }


def trig_pieces(described: Described, shorten: Shortener) -> Iterator[Piece]:
    """Of each graph a section: what stands there of each subject, and a bracket behind all."""
    closed: set[tuple[str, str]] = set()
    for (unit, section, key), group in groupby(described.resources, key=itemgetter(0, 1, 2)):
        blocks: defaultdict[str, list[str]] = defaultdict(list)
        for found in group:
            for name, block in trig_blocks(found[3], shorten):
                blocks[name].append(block)
        for name, texts in blocks.items():
            yield Piece(unit, name, section + key, "".join(texts))
            if name and (unit, name) not in closed:
                closed.add((unit, name))
                yield Piece(unit, name, BEHIND, TRIG_CLOSE)


def rdf_pieces(write: Callable[[Resource], str], between: str = "") -> Callable[[Described], Iterator[Piece]]:
    """What makes pieces of a format that writes resource after resource."""

    def pieces(described: Described) -> Iterator[Piece]:
        for (unit, section, key), group in groupby(described.resources, key=itemgetter(0, 1, 2)):
            yield Piece(unit, section, key, between.join(write(found[3]) for found in group))

    return pieces


def graphml_pieces(part: Part, ontology: Ontology) -> Iterator[Piece]:
    """Of each entity its node and its facts."""
    if part.scope != ENTITY:
        return
    for row in node_rows(part.graph, ontology, part.keys):
        yield Piece(str(row["id"]), "entity", str(row["id"]), graphml_node(row))
    for subject, rows in groupby(edge_rows(part.graph, ontology, part.keys), key=lambda row: str(row["source"])):
        yield Piece(subject, "fact", subject, "".join(map(graphml_edge, rows)))


def record_pieces(part: Part) -> Iterator[Piece]:
    """Of each article its line."""
    if part.scope == ARTICLE:
        for annotation in part.annotations:
            yield Piece(part.keys[0], "", annotation.article.id, record_line(annotation) + "\n")
