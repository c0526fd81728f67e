"""/sparql: the SPARQL 1.1 Protocol, for reading."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final

from pyoxigraph import RdfFormat, Triple, parse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.ontology import Ontology
from kg.serve.accept import ROWS, TRIPLES, choose, media_of, with_charset
from kg.serve.asked import Asked, read_asked
from kg.serve.results import write_triples
from kg.serve.site import Site
from kg.serve.worker import Answer

# Tells a program that an answer was cut, and at how many rows or triples.
CUT: Final = "Kg-Rows-Limited"


async def sparql(request: Request) -> Response:
    """Answers a query; a GET without one gets the description of the service, a browser the query page."""
    site: Site = request.app.state.site
    accept = ",".join(request.headers.getlist("accept"))
    if request.method != "POST" and not request.scope["query_string"]:
        return describe_service(request, site.ontology, accept)
    asked = await read_asked(request, site.settings)
    rows, triples = formats(asked, accept)
    if rows is None and triples is None:
        raise HTTPException(406, f"the formats here are {', '.join((*ROWS, *TRIPLES))}")
    head, body = await answer_query(
        site, asked, rows=ROWS.get(rows or ""), triples=TRIPLES.get(triples or ""),
        max_rows=site.settings.max_rows, max_bytes=site.settings.max_bytes,
    )  # fmt: skip
    if head["status"] != 200:
        raise HTTPException(head["status"], head["reason"], {"Retry-After": "5"} if head["status"] == 503 else None)
    media = (rows if head["kind"] == "rows" else triples) or ""
    headers = {"Vary": "Accept"}
    if head["cut"]:
        headers[CUT] = str(site.settings.max_rows)
    if asked.form:
        headers["Content-Disposition"] = f'attachment; filename="query.{asked.form}"'
    return Response(body, headers=headers, media_type=with_charset(media))


async def answer_query(
    site: Site, asked: Asked, *, rows: str | None, triples: str | None, max_rows: int, max_bytes: int
) -> Answer:
    """What a worker answers; formats None are not acceptable."""
    question: dict[str, Any] = {
        "task": "query",
        "query": asked.query,
        "default": asked.default,
        "named": asked.named,
        "rows": rows,
        "triples": triples,
        "max_rows": max_rows,
        "max_bytes": max_bytes,
    }
    return await site.ask(question)


def formats(asked: Asked, accept: str) -> tuple[str | None, str | None]:
    """The media types for rows and for triples, None where the request wants no such thing."""
    if asked.form:
        return media_of(asked.form, ROWS), media_of(asked.form, TRIPLES)
    return choose(accept, ROWS), choose(accept, TRIPLES)


def describe_service(request: Request, ontology: Ontology, accept: str) -> Response:
    """The SPARQL 1.1 Service Description; people are sent to the query page."""
    media = choose(accept, (*TRIPLES, "text/html"))
    if media is None:
        raise HTTPException(406, f"the description comes as {', '.join(TRIPLES)}")
    if media == "text/html":
        return RedirectResponse("/query", 303, {"Vary": "Accept"})
    base = str(request.url.replace(query="", fragment=""))
    text = files("kg.serve").joinpath("description.ttl").read_text("utf-8")
    quads = parse(text.replace("urn:ontology", ontology.namespace.rstrip("#/")), format=RdfFormat.TURTLE, base_iri=base)
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    body = write_triples(TRIPLES[media], triples, quads.prefixes)
    return Response(body, headers={"Vary": "Accept"}, media_type=with_charset(media))
