"""/api/explore/…: excerpts of the graph, as the explorer asks for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.page.write import data_json
from kg.serve.excerpts import AROUND, Excerpt, Excerpts
from kg.serve.fields import refuse_unknown
from kg.serve.site import Site
from kg.serve.walks import Sieve

MOST: Final = 3_000
IDS: Final = 200
RESULTS: Final = 12

Ask = Callable[[Excerpts, Request], Excerpt | None]


def explore(request: Request) -> Response:
    """One excerpt, with the name of the build that it is from."""
    site: Site = request.app.state.site
    ask = ASKS.get(request.path_params["kind"])
    if ask is None:
        raise HTTPException(404, f"the excerpts are {', '.join(ASKS)}")
    refuse_unknown(request, *TAKES.get(request.path_params["kind"], ()))
    with site.builds.reading() as build:
        excerpt = ask(build.excerpts, request)
        if excerpt is None:
            raise HTTPException(404, "no such entity")
        named = excerpt | {"build": build.token}
    return Response(data_json(named), media_type="application/json")


def nodes(excerpts: Excerpts, request: Request) -> Excerpt:
    ids = request.query_params.getlist("id")[:IDS]
    return excerpts.excerpt([excerpts.skeleton.index[entity] for entity in ids if entity in excerpts.skeleton.index])


def everything(excerpts: Excerpts, _: Request) -> Excerpt:
    return excerpts.whole


def around(excerpts: Excerpts, request: Request) -> Excerpt | None:
    centre = one(excerpts, request, "id")
    if centre is None:
        return None
    return excerpts.around([centre], whole(request, "hops", 1, 3), whole(request, "most", AROUND, MOST))


def path(excerpts: Excerpts, request: Request) -> Excerpt | None:
    start, end = one(excerpts, request, "from"), one(excerpts, request, "to")
    return None if start is None or end is None else excerpts.path(start, end, sieve_of(request))


def links(excerpts: Excerpts, request: Request) -> Excerpt:
    return excerpts.links(one(excerpts, request, "id"))


def area(excerpts: Excerpts, request: Request) -> Excerpt:
    return excerpts.area(one(excerpts, request, "in"), one(excerpts, request, "industry"), sieve_of(request))


def groups(excerpts: Excerpts, request: Request) -> Excerpt:
    return excerpts.groups(one(excerpts, request, "in"), sieve_of(request))


def group(excerpts: Excerpts, request: Request) -> Excerpt:
    anchor = one(excerpts, request, "id")
    return excerpts.group(-1 if anchor is None else anchor)


def events(excerpts: Excerpts, request: Request) -> Excerpt:
    return excerpts.events(one(excerpts, request, "id"))


def article(excerpts: Excerpts, request: Request) -> Excerpt | None:
    return excerpts.article(request.query_params.get("id", ""))


def search(excerpts: Excerpts, request: Request) -> Excerpt:
    return excerpts.search(request.query_params.get("q", ""), RESULTS)


ASKS: Final[dict[str, Ask]] = {
    "nodes": nodes, "whole": everything, "around": around, "path": path, "links": links, "area": area,
    "groups": groups, "group": group, "events": events, "article": article, "search": search,
}  # fmt: skip
_SIEVE: Final = ("noClass", "noRelation", "min", "said", "since", "until")
# The fields that each takes.
TAKES: Final[dict[str, tuple[str, ...]]] = {
    "nodes": ("id",), "around": ("id", "hops", "most"), "path": ("from", "to", *_SIEVE), "links": ("id",),
    "area": ("in", "industry", *_SIEVE), "groups": ("in", *_SIEVE), "group": ("id",), "events": ("id",),
    "article": ("id",), "search": ("q",),
}  # fmt: skip


def one(excerpts: Excerpts, request: Request, name: str) -> int | None:
    """The number of the entity that a field names; None if it names none."""
    return excerpts.skeleton.index.get(request.query_params.get(name, ""))


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
