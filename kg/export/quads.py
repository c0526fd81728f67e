"""Property graph -> TriG and N-Quads: what an article says stands in the named graph of that article.

Names, types and the hierarchy of places stand in the default graph, what follows from containment in a graph of its
own. All graphs taken together hold the triples of the other RDF formats, no more and no fewer.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from kg.export.turtle import Shortener, prefixes_of, turtle_block
from kg.ontology import Ontology
from kg.rdf import Resource, Statement, describe_graph

if TYPE_CHECKING:
    import networkx as nx


def write_nquads(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """One quad a line, in order of code points."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(map(nquads_lines, describe_graph(graph, ontology)))


def nquads_lines(resource: Resource) -> str:
    """All quads of one subject."""
    subject, statements = resource
    return "".join(sorted(line for statement in statements for line in _lines(subject, statement)))


def write_trig(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """The default graph first, then one block a named graph."""
    shorten = Shortener(prefixes_of(graph, ontology))
    named: dict[str, list[str]] = defaultdict(list)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(shorten.header())
        for subject, statements in describe_graph(graph, ontology):
            by_graph: dict[str, list[Statement]] = defaultdict(list)
            for statement in statements:
                for name in statement[2] or ("",):
                    by_graph[name].append(statement)
            for name, part in by_graph.items():
                block = turtle_block(subject, part, shorten, indent="  " if name else "")
                if name:
                    named[name].append(block)
                else:
                    file.write(block)
        for name in sorted(named):
            file.write(f"\n{shorten(name)} {{\n{''.join(named[name])[1:]}}}\n")


def _lines(subject: str, statement: Statement) -> list[str]:
    predicate, object_, graphs = statement
    return [f"{subject} {predicate} {object_} {name} .\n" for name in graphs] or [
        f"{subject} {predicate} {object_} .\n"
    ]
