"""An HTTP request -> the SPARQL query that it carries, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.accept import FORMATS
from kg.serve.settings import Settings

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
FIELDS: Final = 200

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query with the dataset and the format that its request names; `form` empty leaves it to the Accept header.

    The format is called `download`: clients send a `format` and an `output` of their own making beside Accept.
    """

    query: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    form: str


async def read_asked(request: Request, settings: Settings) -> Asked:
    """The query of a GET or POST; everything else is the client's error, with the status that the protocol wants."""
    fields = read_fields(request.scope["query_string"])
    if request.method == "POST":
        media, _, parameters = request.headers.get("content-type", "").partition(";")
        if request.headers.get("content-encoding", "identity") != "identity":
            raise HTTPException(415, "compressed requests are not read")
        media = media.strip().lower()
        if media == UPDATE:
            raise HTTPException(415, "this endpoint is read-only: it takes no update")
        if media not in (FORM, QUERY):
            raise HTTPException(415, f"a POST carries {QUERY} or {FORM}")
        if not is_utf8(parameters):
            raise HTTPException(415, "a query is written in UTF-8")
        body = await read_body(request, settings.body)
        fields = [*fields, *(read_fields(body) if media == FORM else [("query", decode(body))])]
    return pick(fields)


def pick(fields: Fields) -> Asked:
    """The one query among the fields."""
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in fields):
        raise HTTPException(400, "this endpoint is read-only: it takes no update")
    queries = [value for name, value in fields if name == "query"]
    if len(queries) != 1:
        raise HTTPException(400, f"a request carries exactly one query, not {len(queries)}")
    forms = {value for name, value in fields if name == "download"}
    if len(forms) > 1 or forms - FORMATS:
        raise HTTPException(400, f"download is one of {', '.join(sorted(FORMATS))}")
    return Asked(
        query=queries[0],
        default=tuple(value for name, value in fields if name == "default-graph-uri"),
        named=tuple(value for name, value in fields if name == "named-graph-uri"),
        form=next(iter(forms), ""),
    )


def read_fields(data: bytes) -> list[tuple[str, str]]:
    """The fields of a form or of the part of an address behind `?`."""
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError as error:
        raise HTTPException(400, "the fields are not percent-encoded UTF-8") from error
    except ValueError as error:
        raise HTTPException(400, f"more than {FIELDS} fields") from error


async def read_body(request: Request, most: int) -> bytes:
    """The body, as long as it is not longer than it may be, whatever its header says."""
    if (
        request.headers.get("content-length", "0").isdecimal()
        and int(request.headers.get("content-length", "0")) > most
    ):
        raise HTTPException(413, f"a request has at most {most} bytes")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, f"a request has at most {most} bytes")
    return bytes(body)


def decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, "the query is not UTF-8") from error


def is_utf8(parameters: str) -> bool:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower() in ("utf-8", "utf8", "us-ascii")
    return True
