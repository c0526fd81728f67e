"""Queries and triples -> a SPARQL 1.1 store somewhere else, over HTTP.

Credentials come from the environment (KG_STORE_TOKEN, or KG_STORE_USER and KG_STORE_PASSWORD) and are never told.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from gzip import GzipFile
from http.client import HTTPException
from itertools import chain, islice
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from kg.errors import ExportError, QueryError
from kg.ontology import Ontology
from kg.query import Result, collect, with_prefixes

CHUNK: Final = 50_000
TIMEOUT: Final = 120.0

Tell = Callable[[int, int], None]


class _NoRedirect(HTTPRedirectHandler):
    """A store that sends us elsewhere would be sent our credentials there."""

    def redirect_request(self, *arguments: object, **more: object) -> None:
        return None


def query_endpoint(url: str, text: str, ontology: Ontology) -> Result:
    """The answer of a remote store; CONSTRUCT and DESCRIBE are for local builds."""
    headers = {
        "Content-Type": "application/sparql-query; charset=utf-8",
        "Accept": "application/sparql-results+json",
    }
    try:
        body = _send(url, "POST", with_prefixes(text, ontology).encode(), headers)
        answer = parse_query_results(body, format=QueryResultsFormat.JSON)
    except OSError as error:
        raise QueryError(f"{_shown(url)}: {_reason(error)}") from error
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{_shown(url)}: does not answer in SPARQL results JSON: {error}") from error
    assert isinstance(answer, QuerySolutions | QueryBoolean)
    return collect(answer)


def find_remote(url: str, ontology: Ontology, text: str, types: Iterable[str]) -> NamedNode:
    """The entity of one of the types with exactly that name, alias or id; of several the first by IRI."""
    if "/" in text:
        return NamedNode(ontology.entity_iri(text))
    kinds = tuple(types)
    values = " ".join(str(value) for value in (Literal(text, language="zh"), Literal(text)))
    classes = " ".join(str(NamedNode(ontology.iri(cls))) for cls in kinds)
    query = (
        f"SELECT DISTINCT ?e WHERE {{ VALUES ?name {{ {values} }} VALUES ?class {{ {classes} }} "
        "?e skos:prefLabel|skos:altLabel ?name ; a ?class } ORDER BY ?e LIMIT 1"
    )
    for row in query_endpoint(url, query, ontology).rows:
        if isinstance(row[0], NamedNode):
            return row[0]
    raise QueryError(f"no {'/'.join(ontology.label(cls, 'zh') for cls in kinds)} {text!r} at {_shown(url)}")


def push_triples(
    files: Iterable[Path],
    url: str,
    *,
    graph: str | None = None,
    replace: bool = False,
    start: int = 1,
    tell: Tell = lambda *_: None,
) -> int:
    """Sends files of N-Triples in chunks by the Graph Store Protocol and gives the number of triples.

    Files may be packed (`.gz`). Sending a chunk twice changes nothing, so a push that broke off goes on from the chunk
    that its error names. `replace` empties the graph with the first chunk.
    """
    target = f"{url}{'&' if urlsplit(url).query else '?'}{urlencode({'graph': graph}) if graph else 'default'}"
    sent = 0
    for number, lines in enumerate(_chunks(files), 1):
        sent += len(lines)
        if number < start:
            continue
        method = "PUT" if replace and number == 1 else "POST"
        try:
            _send(target, method, b"".join(lines), {"Content-Type": "application/n-triples"})
        except OSError as error:
            raise ExportError(
                f"{_shown(url)}: chunk {number}: {_reason(error)}; go on with --start {number}"
            ) from error
        tell(number, sent)
    return sent


def _chunks(files: Iterable[Path]) -> Iterator[list[bytes]]:
    lines = chain.from_iterable(map(_lines, files))
    while chunk := list(islice(lines, CHUNK)):
        yield chunk


def _lines(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as opened, GzipFile(fileobj=opened) if file.suffix == ".gz" else opened as lines:
            yield from lines
    except (OSError, EOFError) as error:
        raise ExportError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _send(url: str, method: str, body: bytes, headers: dict[str, str]) -> bytes:
    if urlsplit(url).scheme not in ("http", "https"):
        raise OSError("no http address")
    request = Request(url, data=body, method=method, headers=headers | _authorization())
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as response:
            answer: bytes = response.read()
    except HTTPException as error:  # a connection that ends within an answer
        raise OSError(f"no whole answer: {error}") from error
    return answer


def _authorization() -> dict[str, str]:
    if token := os.environ.get("KG_STORE_TOKEN"):
        return {"Authorization": f"Bearer {token}"}
    if user := os.environ.get("KG_STORE_USER"):
        pair = f"{user}:{os.environ.get('KG_STORE_PASSWORD', '')}"
        return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
    return {}


def _shown(url: str) -> str:
    """The address without a user and a password that somebody put into it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()


def _reason(error: OSError) -> str:
    if isinstance(error, HTTPError):
        told = " ".join(error.read(200).decode(errors="replace").split())
        return f"answers {error.code} {error.reason}: {told}"
    return str(error.reason if isinstance(error, URLError) else error)
