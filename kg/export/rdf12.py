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
    shorten = _Shortener(prefixes_of(graph, ontology))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('VERSION "1.2"\n' + shorten.header())
        for resource in describe_graph(graph, ontology):
            file.write(turtle_block(resource, _reified(resource), shorten))


class _Shortener(Shortener):
    """One that also knows triple terms, which are kept as `<<( s p o )>>` with single blanks."""

    def __call__(self, text: str) -> str:
        if not text.startswith("<<("):
            return super().__call__(text)
        subject, predicate, object_ = text[4:-4].split(" ", 2)
        return f"<<( {self(subject)} {self(predicate)} {self(object_)} )>>"


def _reified(resource: Resource) -> list[Statement]:
    parts = {s.predicate: s.object for s in resource.statements if s.predicate in _PARTS}
    if not parts:
        return list(resource.statements)
    kept = [s for s in resource.statements if s.predicate not in _PARTS and s.object != _STATEMENT]
    return sorted(
        [*kept, Statement(_REIFIES, f"<<( {' '.join(parts[part] for part in _PARTS)} )>>")],
        key=lambda s: (s.predicate, s.object),
    )
