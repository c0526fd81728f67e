"""Rows and triples -> the formats of the SPARQL 1.1 recommendations.

Ours, since an answer that is cut at a number of rows must still be whole JSON or XML, and since articles hold
characters that XML cannot.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.export.flat import xml_text
from kg.query import Term
from kg.terms import term

Row = Sequence[Term | None]

_STRING: Final = term("xsd:string")
_RDF_FORMATS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
_XML_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def write_rows(form: str, columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """The rows of a SELECT."""
    return ROW_WRITERS[form](columns, rows).encode()


def write_truth(form: str, truth: bool) -> bytes:
    """The answer of an ASK."""
    word = str(truth).lower()
    if form == "json":
        return json.dumps({"head": {}, "boolean": truth}).encode()
    if form == "xml":
        return f"{_XML_HEAD}<head/><boolean>{word}</boolean></sparql>\n".encode()
    return word.encode()


def write_triples(form: str, triples: Sequence[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Triples in an RDF format."""
    if form == "rdf":
        triples = [_for_xml(triple) for triple in triples]
    used = _used(triples, prefixes) if form in ("ttl", "rdf") else None
    written = serialize(triples, format=_RDF_FORMATS[form], prefixes=used)
    assert written is not None
    return written


def _used(triples: Sequence[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that shorten something."""
    iris = {part.value for triple in triples for part in triple if isinstance(part, NamedNode)}
    iris |= {triple.object.datatype.value for triple in triples if isinstance(triple.object, Literal)}
    spaces = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in iris}
    return {prefix: namespace for prefix, namespace in sorted(prefixes.items()) if namespace in spaces}


def _json(columns: Sequence[str], rows: Sequence[Row]) -> str:
    bindings = [
        {name: _json_term(value) for name, value in zip(columns, row, strict=True) if value is not None} for row in rows
    ]
    return json.dumps({"head": {"vars": list(columns)}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _json_term(value: Term) -> dict[str, object]:
    match value:
        case NamedNode():
            return {"type": "uri", "value": value.value}
        case BlankNode():
            return {"type": "bnode", "value": value.value}
        case Literal():
            found: dict[str, object] = {"type": "literal", "value": value.value}
            if value.language:
                return found | {"xml:lang": value.language}
            return found if value.datatype.value == _STRING else found | {"datatype": value.datatype.value}
        case _:
            return {"type": "literal", "value": str(value)}


def _xml(columns: Sequence[str], rows: Sequence[Row]) -> str:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in columns)
    body = "\n".join(
        "<result>"
        + "".join(
            f"<binding name={quoteattr(name)}>{_xml_term(value)}</binding>"
            for name, value in zip(columns, row, strict=True)
            if value is not None
        )
        + "</result>"
        for row in rows
    )
    return f"{_XML_HEAD}<head>{head}</head>\n<results>\n{body}\n</results></sparql>\n"


def _xml_term(value: Term) -> str:
    match value:
        case NamedNode():
            return f"<uri>{_xml_text(value.value)}</uri>"
        case BlankNode():
            return f"<bnode>{_xml_text(value.value)}</bnode>"
        case Literal():
            mark = f" xml:lang={quoteattr(value.language)}" if value.language else ""
            if not mark and value.datatype.value != _STRING:
                mark = f" datatype={quoteattr(xml_text(value.datatype.value))}"
            return f"<literal{mark}>{_xml_text(value.value)}</literal>"
        case _:
            return f"<literal>{_xml_text(str(value))}</literal>"


def _xml_text(text: str) -> str:
    return escape(xml_text(text), {"\r": "&#13;"})


def _csv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_csv_term(value) for value in row] for row in rows)
    return file.getvalue()


def _csv_term(value: Term | None) -> str:
    if value is None:
        return ""
    return value.value if isinstance(value, NamedNode | Literal) else str(value)


def _tsv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    lines = ["\t".join(f"?{name}" for name in columns)]
    lines += ["\t".join("" if value is None else _tsv_term(value) for value in row) for row in rows]
    return "".join(f"{line}\n" for line in lines)


def _tsv_term(value: Term) -> str:
    return str(value).replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n")


def _for_xml(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal) or xml_text(value.value) == value.value:
        return triple
    language, datatype = value.language, value.datatype
    clean = (
        Literal(xml_text(value.value), language=language)
        if language
        else Literal(xml_text(value.value), datatype=datatype)
    )
    return Triple(triple.subject, triple.predicate, clean)


ROW_WRITERS: Final[dict[str, Callable[[Sequence[str], Sequence[Row]], str]]] = {
    "json": _json,
    "xml": _xml,
    "csv": _csv,
    "tsv": _tsv,
}
