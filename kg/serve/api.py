"""/api: the graph as JSON, piece by piece."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.serve.fields import refuse_unknown
from kg.serve.site import Site
from kg.serve.things import LINKS, Reader, Thing, path_iri

MOST: Final = 1_000


def search(request: Request) -> Response:
    """/api/search?q=&type=&limit=: entities by name, alias, pinyin or initials, best first."""
    site: Site = request.app.state.site
    refuse_unknown(request, "q", "type", "limit")
    types = request.query_params.getlist("type")
    if strange := sorted(set(types) - set(site.ontology.classes)):
        raise HTTPException(400, f"no class {strange[0]!r}")
    with site.builds.reading() as build:
        found = build.names.search(request.query_params.get("q", ""), types=types, most=limit(request, 20))
    results = [{"id": e.id, "type": e.type, "name": e.name, "articles": e.articles} for e in found]
    return JSONResponse({"results": results})


def entity(request: Request) -> Response:
    """/api/entity/{id}: all that is said of a thing."""
    site: Site = request.app.state.site
    refuse_unknown(request)
    with site.builds.reading() as build:
        reader = Reader(build.store, site.ontology)
        return JSONResponse(thing_record(reader, find(request, reader, "/api/entity/")))


def neighbours(request: Request) -> Response:
    """/api/neighbours/{id}?limit=: the facts of an entity and what stands at their other ends."""
    site: Site = request.app.state.site
    refuse_unknown(request, "limit")
    most = limit(request, LINKS)
    with site.builds.reading() as build:
        reader = Reader(build.store, site.ontology)
        thing = find(request, reader, "/api/neighbours/")
        facts, is_cut = reader.neighbours(thing.iri, most)
        counts = reader.said(thing.iri)
        ends = {thing.id: None} | dict.fromkeys(end for s, _, o in facts for end in (s, o))
        nodes = [node_record(reader, end) for end in ends]
    edges = [{"s": s, "p": p, "o": o, "evidence": counts.get((s, p, o), 0)} for s, p, o in facts]
    return JSONResponse({"nodes": nodes, "edges": edges, "cut": is_cut})


def article(request: Request) -> Response:
    """/api/article/{id}: the record of an article, as `kg extract` prints it."""
    site: Site = request.app.state.site
    refuse_unknown(request)
    try:
        name = unquote(request.scope["raw_path"].decode("ascii").removeprefix("/api/article/"), errors="strict")
    except UnicodeDecodeError as error:
        raise HTTPException(404, "no such article") from error
    with site.builds.reading() as build:
        record = build.texts.read(name)
    if record is None:
        raise HTTPException(404, "no such article")
    return JSONResponse(record)


async def connections(request: Request) -> Response:
    """/api/connections?city=&enterprise=&limit=: which enterprises connect to which cities, and how."""
    site: Site = request.app.state.site
    refuse_unknown(request, "city", "enterprise", "limit")
    city, enterprise = (request.query_params.get(name) or None for name in ("city", "enterprise"))
    if city is None and enterprise is None:
        raise HTTPException(400, "name a city, an enterprise or both")
    question = {
        "task": "connections",
        "city": city,
        "enterprise": enterprise,
        "max_rows": limit(request, MOST),
        "max_bytes": site.settings.max_bytes,
    }
    head, body = await site.ask(question)
    if head["status"] != 200:
        raise HTTPException(head["status"], head["reason"])
    return Response(
        body,
        media_type="application/json",
        headers={"Kg-Rows-Limited": str(question["max_rows"])} if head["cut"] else None,
    )


def find(request: Request, reader: Reader, prefix: str) -> Thing:
    """The thing that an address names."""
    iri = path_iri(request.scope["raw_path"], prefix, reader.ontology)
    thing = reader.thing(iri) if iri else None
    if thing is None:
        raise HTTPException(404, "no such entity")
    return thing


def thing_record(reader: Reader, thing: Thing) -> dict[str, Any]:
    """A thing as JSON: values by predicate, subjects by predicate, claims."""
    values: dict[str, list[Any]] = {}
    for word, value in thing.out:
        values.setdefault(word, []).append(value_record(reader, value))
    into: dict[str, list[str]] = {}
    for word, subject in thing.into:
        into.setdefault(word, []).append(subject)
    return {
        "id": thing.id,
        "iri": thing.iri,
        "type": thing.type,
        "name": thing.name,
        "properties": values,
        "in": into,
        "claims": [asdict(claim) for claim in thing.claims],
        "cut": thing.is_cut,
    }


def value_record(reader: Reader, value: object) -> dict[str, str] | str:
    """An entity with its name, any other IRI as a word, a literal as its text."""
    match value:
        case NamedNode() if value.value.startswith(reader.ontology.id_namespace):
            return {"id": reader.id(value), "name": reader.name(value)}
        case NamedNode():
            return reader.word(value)
        case Literal():
            return value.value
        case _:
            return str(value)


def node_record(reader: Reader, entity: str) -> dict[str, str]:
    node = NamedNode(reader.ontology.id_namespace + entity)
    return {"id": entity, "type": reader.type(node), "name": reader.name(node)}


def limit(request: Request, usual: int) -> int:
    """The `limit` of a request, never more than MOST."""
    text = request.query_params.get("limit", str(usual))
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise HTTPException(400, "limit is a number")
    return min(int(text), MOST)
