"""Property graph -> flat rows of nodes and edges, for every format that is a table at heart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from kg.model import Attribute, Modality
from kg.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx

Value = str | float | int | None

# Several values in one cell stand on lines of their own: names hold bars, commas and semicolons.
SEPARATOR: Final = "\n"

NODE_COLUMNS: Final[dict[str, type]] = {
    "label": str, "type": str, "type_zh": str, "aliases": str, "level": str, "lon": float, "lat": float,
    "amount_yuan": float, "status": str, "date": str, "articles": str, "article_count": int, "colour": str, "iri": str,
}  # fmt: skip
EDGE_COLUMNS: Final[dict[str, type]] = {
    "predicate": str, "label": str, "confidence": float, "modality": str, "evidence_count": int,
    "article_count": int, "articles": str, "first_date": str, "last_date": str, "sentences": str, "rules": str,
}  # fmt: skip

_NOT_XML: Final = re.compile("[^\t\n\r -퟿-�\U00010000-\U0010ffff]")
_STRENGTH: Final = (Modality.STATED, Modality.PLANNED, Modality.DENIED)


def node_rows(
    graph: nx.MultiDiGraph, ontology: Ontology, nodes: Iterable[str] | None = None
) -> Iterator[dict[str, Value]]:
    """One row an entity, of all or some, in order of id; `id` and the columns of NODE_COLUMNS.

    `article_count` counts articles that repeat the same news once.
    """
    alike = graph.graph.get("alike", {})
    for node in sorted(graph if nodes is None else nodes):
        data: dict[str, Any] = graph.nodes[node]
        believed = [a for a in data.get("attributes", ()) if a.evidence.modality is not Modality.DENIED]
        yield {
            "id": node,
            "label": data["name"],
            "type": data["type"],
            "type_zh": ontology.label(data["type"], "zh"),
            "aliases": _join(data.get("aliases", ())),
            "level": data.get("level") or "",
            "lon": data.get("lon"),
            "lat": data.get("lat"),
            "amount_yuan": _amount(believed),
            "status": _join(sorted({a.value for a in believed if a.property == "status"})),
            "date": _join(sorted({a.value for a in believed if a.property == "date"})),
            "articles": _join(data.get("articles", ())),
            "article_count": len({alike.get(article, article) for article in data.get("articles", ())}),
            "colour": ontology.colour(data["type"]),
            "iri": ontology.entity_iri(node),
        }


def edge_rows(
    graph: nx.MultiDiGraph, ontology: Ontology, nodes: Iterable[str] | None = None
) -> Iterator[dict[str, Value]]:
    """One row a fact, of all or some subjects, in order of subject, predicate and object.

    `source`, `target` and EDGE_COLUMNS.
    """
    dates = {key: article.date for key, article in graph.graph.get("articles", {}).items()}
    alike = graph.graph.get("alike", {})
    for source, predicate, target in sorted((s, p, o) for s, o, p in graph.edges(nodes, keys=True)):
        data: dict[str, Any] = graph.edges[source, target, predicate]
        evidence = data.get("evidence", ())
        articles = sorted({e.article for e in evidence})
        when = sorted({dates.get(article) or "" for article in articles} - {""})
        sentences = {e.passage.text: None for e in sorted(evidence, key=lambda e: (e.article, e.passage))}
        yield {
            "source": source,
            "target": target,
            "predicate": predicate,
            "label": ontology.label(predicate, "zh"),
            "confidence": float(data.get("confidence", 1.0)),
            "modality": next((str(m) for m in _STRENGTH if any(e.modality is m for e in evidence)), ""),
            "evidence_count": len(evidence),
            "article_count": len({alike.get(article, article) for article in articles}),
            "articles": _join(articles),
            "first_date": when[0] if when else "",
            "last_date": when[-1] if when else "",
            "sentences": _join(sentences),
            "rules": _join(sorted({e.rule for e in evidence})),
        }


def _join(values: Iterable[str]) -> str:
    return SEPARATOR.join(" ".join(value.splitlines()) for value in values)


def xml_text(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 cannot hold, escaped or not."""
    return _NOT_XML.sub("�", text)


def _amount(attributes: list[Attribute]) -> float | None:
    """The largest amount in yuan; articles repeat and round, they do not add."""
    amounts = [float(a.value) for a in attributes if a.property == "amount" and a.unit == "CNY"]
    return max(amounts, default=None)
