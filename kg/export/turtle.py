"""RDF resources -> Turtle, one block a subject under a heading for each kind, for reading as well as for loading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final

from kg.ontology import Ontology
from kg.rdf import Statement
from kg.terms import PREFIXES, term

USED: Final = ("dcterms", "geo", "oa", "owl", "prov", "rdf", "rdfs", "schema", "skos", "xsd")
KINDS: Final = ("amount", "article", "claim", "passage", "selector")

_RDF_TYPE: Final = f"<{term('rdf:type')}>"
_LOCAL: Final = re.compile(
    r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9_-]|%[0-9A-Fa-f]{2}))?"
)
_DECIMAL: Final = re.compile(rf'"(-?[0-9]+\.[0-9]+)"\^\^<{re.escape(term("xsd:decimal"))}>')


def turtle_heading(kind: str) -> str:
    """What stands before the things of one kind."""
    return f"\n# ── {kind} ──\n"


def prefixes_of(graph: Iterable[str], ontology: Ontology) -> dict[str, str]:
    """Prefix -> namespace: the vocabularies, ours, and one for each kind of node (`city:420600`)."""
    kinds = {str(node).partition("/")[0] for node in graph} | set(KINDS)
    ours = {kind: f"{ontology.id_namespace}{kind}/" for kind in sorted(kinds)}
    return {ontology.prefix: ontology.namespace} | {prefix: PREFIXES[prefix] for prefix in USED} | ours


def turtle_block(subject: str, statements: Iterable[Statement], shorten: Shortener, indent: str = "") -> str:
    """The Turtle of one subject: its type first, then the other predicates."""
    lines = []
    for predicate, group in _by_predicate(statements):
        objects = ", ".join(shorten(object_) for _, object_, _ in group)
        lines.append(f"{'a' if predicate == _RDF_TYPE else shorten(predicate)} {objects}")
    return f"\n{indent}{shorten(subject)} {f' ;{chr(10)}{indent}    '.join(lines)} .\n"


class Shortener:
    """Terms of N-Triples -> terms of Turtle, by prefixes. A value with a memory."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._of = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._known: dict[str, str] = {}

    def header(self) -> str:
        """The `@prefix` lines."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self._prefixes.items())

    def __call__(self, text: str) -> str:
        if text.startswith("<"):
            return self._iri(text)
        if not text.endswith(">"):
            return text
        if number := _DECIMAL.fullmatch(text):
            return number[1]
        value, _, datatype = text.rpartition("^^")
        return f"{value}^^{self._iri(datatype)}"

    def _iri(self, text: str) -> str:
        if text not in self._known:
            cut = max(text.rfind("/"), text.rfind("#")) + 1
            prefix, local = self._of.get(text[1:cut]), text[cut:-1]
            if prefix is None or not _LOCAL.fullmatch(local):
                return text
            if len(self._known) > 100_000:
                self._known.clear()
            self._known[text] = f"{prefix}:{local}"
        return self._known[text]


def _by_predicate(statements: Iterable[Statement]) -> Iterator[tuple[str, Iterator[Statement]]]:
    types_first = sorted(statements, key=lambda s: (s[0] != _RDF_TYPE, s))
    return groupby(types_first, key=itemgetter(0))
