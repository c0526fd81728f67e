"""/api/explore/…: pieces of the graph, as the explorer asks for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.page.write import data_json
from kg.serve.pieces import AROUND, Piece, Pieces
from kg.serve.site import Site
from kg.serve.walks import Sieve

MOST: Final = 3_000
IDS: Final = 200
RESULTS: Final = 12

Ask = Callable[[Pieces, Request], Piece | None]


def explore(request: Request) -> Response:
    """One piece, with the name of the build that it is from."""
    site: Site = request.app.state.site
    ask = ASKS.get(request.path_params["kind"])
    if ask is None:
        raise HTTPException(404, f"the pieces are {', '.join(ASKS)}")
    with site.builds.reading() as build:
        piece = ask(build.pieces, request)
        if piece is None:
            raise HTTPException(404, "no such entity")
        named = piece | {"build": build.token}
    return Response(data_json(named), media_type="application/json")


def nodes(pieces: Pieces, request: Request) -> Piece:
    ids = request.query_params.getlist("id")[:IDS]
    return pieces.piece([pieces.skeleton.index[entity] for entity in ids if entity in pieces.skeleton.index])


def everything(pieces: Pieces, _: Request) -> Piece:
    return pieces.whole


def around(pieces: Pieces, request: Request) -> Piece | None:
    centre = one(pieces, request, "id")
    if centre is None:
        return None
    return pieces.around([centre], whole(request, "hops", 1, 3), whole(request, "most", AROUND, MOST))


def path(pieces: Pieces, request: Request) -> Piece | None:
    start, end = one(pieces, request, "from"), one(pieces, request, "to")
    return None if start is None or end is None else pieces.path(start, end, sieve_of(request))


def links(pieces: Pieces, request: Request) -> Piece:
    return pieces.links(one(pieces, request, "id"))


def area(pieces: Pieces, request: Request) -> Piece:
    return pieces.area(one(pieces, request, "in"), one(pieces, request, "industry"), sieve_of(request))


def groups(pieces: Pieces, request: Request) -> Piece:
    return pieces.groups(one(pieces, request, "in"), sieve_of(request))


def group(pieces: Pieces, request: Request) -> Piece:
    anchor = one(pieces, request, "id")
    return pieces.group(-1 if anchor is None else anchor)


def events(pieces: Pieces, request: Request) -> Piece:
    return pieces.events(one(pieces, request, "id"))


def article(pieces: Pieces, request: Request) -> Piece | None:
    return pieces.article(request.query_params.get("id", ""))


def search(pieces: Pieces, request: Request) -> Piece:
    return pieces.search(request.query_params.get("q", ""), RESULTS)


ASKS: Final[dict[str, Ask]] = {
    "nodes": nodes, "whole": everything, "around": around, "path": path, "links": links, "area": area,
    "groups": groups, "group": group, "events": events, "article": article, "search": search,
}  # fmt: skip


def one(pieces: Pieces, request: Request, name: str) -> int | None:
    """The number of the entity that a field names; None if it names none."""
    return pieces.skeleton.index.get(request.query_params.get(name, ""))


def whole(request: Request, name: str, usual: int, most: int) -> int:
    text = request.query_params.get(name, "") or str(usual)
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise HTTPException(400, f"{name} is a number")
    return max(1, min(int(text), most))


def sieve_of(request: Request) -> Sieve:
    """What the reader lets through."""
    try:
        confidence = float(request.query_params.get("min", "") or 0)
    except ValueError as error:
        raise HTTPException(400, "min is a number") from error
    since, until = (request.query_params.get(name, "") for name in ("since", "until"))
    if not all(re.fullmatch("([0-9]{4})?", year) for year in (since, until)):
        raise HTTPException(400, "a year has four digits")
    return Sieve(
        classes_off=frozenset(request.query_params.getlist("noClass")),
        predicates_off=frozenset(request.query_params.getlist("noRelation")),
        confidence=confidence,
        sentences=whole(request, "said", 1, 10**6),
        since=since,
        until=until,
    )
