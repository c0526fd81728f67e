"""RDF resources -> TriG and N-Quads: what an article says stands in the named graph of that article.

Names, types and the hierarchy of places stand in the default graph, what follows from containment in a graph of its
own. All graphs taken together hold the triples of the other RDF formats, no more and no fewer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.export.turtle import Shortener, turtle_block
from kg.rdf import Resource, Statement

TRIG_CLOSE: Final = "}\n"  # behind the blocks of a named graph


def nquads_lines(resource: Resource) -> str:
    """All quads of one subject."""
    subject, statements = resource
    return "".join(sorted(line for statement in statements for line in _lines(subject, statement)))


def trig_blocks(resource: Resource, shorten: Shortener) -> Iterator[tuple[str, str]]:
    """What stands of one subject in each graph, with the name of the graph; that of the default one is empty."""
    subject, statements = resource
    by_graph: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        for name in statement[2] or ("",):
            by_graph[name].append(statement)
    for name, part in by_graph.items():
        yield name, turtle_block(subject, part, shorten, indent="  " if name else "")


def trig_heading(name: str, shorten: Shortener) -> str:
    """What stands before the blocks of a graph."""
    return f"\n{shorten(name)} {{" if name else ""


def _lines(subject: str, statement: Statement) -> list[str]:
    predicate, object_, graphs = statement
    return [f"{subject} {predicate} {object_} {name} .\n" for name in graphs] or [
        f"{subject} {predicate} {object_} .\n"
    ]
