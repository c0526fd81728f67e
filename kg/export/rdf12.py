"""Property graph -> RDF 1.2 Turtle: a claim reifies a triple term instead of naming subject, predicate and object."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.export.turtle import Shortener, prefixes_of, turtle_block
from kg.ontology import Ontology
from kg.rdf import Resource, Statement, describe_graph
from kg.terms import term

if TYPE_CHECKING:
    import networkx as nx

_PARTS: Final = tuple(f"<{term(f'rdf:{part}')}>" for part in ("subject", "predicate", "object"))
_REIFIES: Final = f"<{term('rdf:reifies')}>"
_STATEMENT: Final = f"<{term('rdf:Statement')}>"


def write_turtle12(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """For stores that know triple terms; two triples fewer for each part that a claim need not name."""
    shorten = Shortener12(prefixes_of(graph, ontology))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(shorten.header())
        file.writelines(turtle12_block(resource, shorten) for resource in describe_graph(graph, ontology))


def turtle12_block(resource: Resource, shorten: Shortener12) -> str:
    """The Turtle of one subject."""
    subject, statements = resource
    return turtle_block(subject, _reified(statements), shorten)


class Shortener12(Shortener):
    """One that also knows triple terms, which are kept as `<<( s p o )>>` with single blanks."""

    def header(self) -> str:
        """The version of the language, and the `@prefix` lines."""
        return 'VERSION "1.2"\n' + super().header()

    def __call__(self, text: str) -> str:
        if not text.startswith("<<("):
            return super().__call__(text)
        subject, predicate, object_ = text[4:-4].split(" ", 2)
        return f"<<( {self(subject)} {self(predicate)} {self(object_)} )>>"


def _reified(statements: list[Statement]) -> list[Statement]:
    parts = {predicate: object_ for predicate, object_, _ in statements if predicate in _PARTS}
    if not parts:
        return statements
    kept = [s for s in statements if s[0] not in _PARTS and s[1] != _STATEMENT]
    return sorted([*kept, (_REIFIES, f"<<( {' '.join(parts[part] for part in _PARTS)} )>>", ())])
