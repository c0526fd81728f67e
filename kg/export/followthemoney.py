"""Property graph -> a stream of followthemoney entities, one JSON object a line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Final

from kg.export.tables import Whole
from kg.model import Attribute, Modality, content_id
from kg.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx

# followthemoney has no schema for parks, policies and divisions: a place is an Address, a policy a Document. Industries
# are values there: the sector of a company, a keyword of anything else.
SCHEMATA: Final = {
    "City": "Address", "Province": "Address", "Park": "Address", "Enterprise": "Company",
    "Organization": "Organization", "Project": "Project", "Policy": "Document", "Event": "Event",
}  # fmt: skip
# Relation -> schema, property of the subject, property of the object.
LINKS: Final = {
    "subsidiaryOf": ("Ownership", "asset", "owner"),
    "investsIn": ("ProjectParticipant", "participant", "project"),
}
# Relation of an event -> property that holds the other end.
ROLES: Final = {"involves": "involved", "concerns": "involved", "heldIn": "addressEntity"}
_INDUSTRY: Final = "inIndustry"
_PROJECT: Final = ("amount", "currency", "status", "date")
_OTHER: Final = ("UnknownLink", "subject", "object")

Record = dict[str, Any]


def write_followthemoney(parts: Iterable[Whole], path: Path, ontology: Ontology) -> None:
    """Entities in order of id, then links, which wait on disk; what is only denied is left out.

    The parts follow each other in order of their nodes.
    """
    with path.open("wb") as file, TemporaryFile() as links:
        for graph, nodes in parts:
            file.writelines(map(_line, _entities(graph, nodes, ontology)))
            links.writelines(map(_line, _links(graph, nodes, ontology)))
        links.seek(0)
        shutil.copyfileobj(links, file)


def _line(record: Record) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _entities(graph: nx.MultiDiGraph, nodes: Iterable[str], ontology: Ontology) -> Iterator[Record]:
    for node in nodes:
        data = graph.nodes[node]
        schema = SCHEMATA.get(data["type"])
        if schema is None:
            continue
        properties: dict[str, list[str]] = {"name": [data["name"]], "sourceUrl": [ontology.entity_iri(node)]}
        if aliases := [alias for alias in data.get("aliases", ()) if alias != data["name"]]:
            properties["alias"] = aliases
        if schema == "Document":
            properties = {"title": [data["name"]], "sourceUrl": properties["sourceUrl"]}
        elif schema == "Address":
            properties |= {"full": [data["name"]], "country": ["cn"]}
            if data.get("lon") is not None and data.get("lat") is not None:
                properties |= {"longitude": [str(data["lon"])], "latitude": [str(data["lat"])]}
        elif schema in ("Project", "Event"):
            properties |= _told(data.get("attributes", ()), ("date",) if schema == "Event" else _PROJECT)
        if industries := sorted({graph.nodes[o]["name"] for _, o in _believed_links(graph, node, {_INDUSTRY})}):
            properties["sector" if schema == "Company" else "keywords"] = industries
        for predicate, other in _believed_links(graph, node, ROLES):
            properties.setdefault(ROLES[predicate], []).append(_id(other))
        yield {"id": _id(node), "schema": schema, "properties": properties}


def _believed_links(graph: nx.MultiDiGraph, node: str, predicates: Iterable[str]) -> Iterator[tuple[str, str]]:
    for _, other, predicate, data in sorted(graph.out_edges(node, keys=True, data=True), key=lambda edge: edge[1:3]):
        if predicate in predicates and any(e.modality is not Modality.DENIED for e in data.get("evidence", ())):
            yield predicate, other


def _told(attributes: tuple[Attribute, ...], wanted: Iterable[str]) -> dict[str, list[str]]:
    believed = [a for a in attributes if a.evidence.modality is not Modality.DENIED]
    found = {
        "amount": sorted({a.value for a in believed if a.property == "amount"}),
        "currency": sorted({a.unit for a in believed if a.property == "amount"}),
        "status": sorted({a.value for a in believed if a.property == "status"}),
        # followthemoney knows years, months and days; of a quarter only its year is one of them.
        "date": sorted({a.value[:4] if "/" in a.value else a.value for a in believed if a.property == "date"}),
    }
    return {name: found[name] for name in wanted if found[name]}


def _links(graph: nx.MultiDiGraph, nodes: Iterable[str], ontology: Ontology) -> Iterator[Record]:
    dates = {key: article.date for key, article in graph.graph.get("articles", {}).items()}
    for source, predicate, target in sorted((s, p, o) for s, o, p in graph.edges(nodes, keys=True)):
        said = [
            e for e in graph.edges[source, target, predicate].get("evidence", ()) if e.modality is not Modality.DENIED
        ]
        if (not said and predicate != "partOf") or predicate in ROLES or predicate == _INDUSTRY:
            continue
        schema, subject, object_ = LINKS.get(predicate, _OTHER)
        properties = {subject: [_id(source)], object_: [_id(target)], "role": [ontology.label(predicate, "en")]}
        if sentences := sorted({e.passage.text for e in said}):
            properties["summary"] = sentences
        if when := sorted({dates.get(e.article) or "" for e in said} - {""}):
            properties["date"] = when
        yield {"id": f"zs-{content_id(source, predicate, target)}", "schema": schema, "properties": properties}


def _id(node: str) -> str:
    """followthemoney ids hold no slash."""
    return "zs-" + node.replace("/", "-")
