"""An RDF file -> what of it breaks `ontology/shapes.ttl`."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyshacl
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.errors import GraphError, KnowledgeError
from kg.ontology import Ontology

SHAPES: Final = "shapes.ttl"
# Suffix -> rdflib's name of the format.
FORMATS: Final = {
    ".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld", ".json": "json-ld", ".rdf": "xml", ".xml": "xml",
    ".trig": "trig", ".nq": "nquads", ".n3": "n3",
}  # fmt: skip

_CHINESE: Final = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One thing that is wrong: where, by which property and value, and why in both languages."""

    focus: str
    path: str
    value: str
    message_zh: str
    message_en: str


def validate_rdf(file: Path, ontology: Ontology) -> tuple[Finding, ...]:
    """All findings, sorted; none if the file conforms."""
    data = read_rdf(file)
    if not len(data):
        raise GraphError(f"{file}: holds no triple")
    return (*_blank_nodes(data), *_broken_shapes(data, ontology))


def read_rdf(file: Path) -> Graph:
    """The triples of a file in any RDF format that its suffix tells, those of named graphs included."""
    kind = FORMATS.get(file.suffix.lower())
    if kind is None:
        raise GraphError(f"{file}: no RDF suffix; known are {' '.join(FORMATS)}")
    whole = Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's JSON-LD parser warns of itself
        try:
            if kind in ("trig", "nquads"):
                dataset = Dataset()
                dataset.parse(file, format=kind)
                for s, p, o, _ in dataset.quads():
                    whole.add((s, p, o))
            else:
                whole.parse(file, format=kind)
        # Each of rdflib's parsers raises errors of its own kind; all mean that the file is wrong.
        except Exception as error:
            raise GraphError(f"{file}: cannot be read as {kind}: {' '.join(str(error).split())[:300]}") from error
    return whole


def _broken_shapes(data: Graph, ontology: Ontology) -> Iterator[Finding]:
    folder = ontology.file.parent
    try:
        shapes = Graph().parse(folder / SHAPES, format="turtle")
    except Exception as error:
        raise KnowledgeError(folder / SHAPES, None, f"cannot be read: {error}") from error
    terms = Graph().parse(ontology.file, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=terms, inference="none")
    if not isinstance(report, Graph):
        raise KnowledgeError(folder / SHAPES, None, f"cannot be applied: {report!r}")
    yield from sorted(
        Finding(
            focus=_short(report.value(result, SH.focusNode), ontology),
            path=_short(report.value(result, SH.resultPath), ontology),
            value=_short(report.value(result, SH.value), ontology),
            message_zh=_message(report, result, "zh"),
            message_en=_message(report, result, "en"),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


def _blank_nodes(data: Graph) -> Iterator[Finding]:
    for node in sorted({str(part) for triple in data for part in triple if isinstance(part, BNode)}):
        yield Finding(focus=f"_:{node}", path="", value="", message_zh="不得有空白节点", message_en="no blank nodes")


def _message(report: Graph, result: Node, lang: str) -> str:
    messages = [m for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal)]
    # pyshacl drops the language of what a SPARQL constraint says.
    chosen = {str(m) for m in messages if (m.language or ("zh" if _CHINESE.search(str(m)) else "en")) == lang}
    return " ".join(sorted(chosen))


def _short(node: Node | None, ontology: Ontology) -> str:
    if node is None:
        return ""
    text = str(node)
    if not isinstance(node, URIRef):
        return text
    return text.removeprefix(ontology.id_namespace).removeprefix(ontology.namespace)
