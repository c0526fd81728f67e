"""RDF resources -> RDF 1.2 Turtle: a claim reifies a triple term instead of naming subject, predicate and object.

For stores that know triple terms; two triples fewer for each part that a claim need not name.
"""

from __future__ import annotations

from typing import Final

from kg.export.turtle import Shortener, turtle_block
from kg.rdf import Resource, Statement
from kg.terms import term

_PARTS: Final = tuple(f"<{term(f'rdf:{part}')}>" for part in ("subject", "predicate", "object"))
_REIFIES: Final = f"<{term('rdf:reifies')}>"
_STATEMENT: Final = f"<{term('rdf:Statement')}>"


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
