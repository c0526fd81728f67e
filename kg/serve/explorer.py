"""/: the explorer, with a way to the query page; /graph.html: the page of the build, to take along."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.serve.shield import POLICY
from kg.serve.site import Site

# The page names the scripts that may run by their hashes; as a header this holds before the first byte is parsed.
_POLICY: Final = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_TOOLS: Final = '<div class="tools">'
LINK: Final = '<a href="/query" style="align-self:center">SPARQL</a>'


def explorer(request: Request) -> Response:
    """The explorer of the build of now."""
    site: Site = request.app.state.site
    with site.builds.reading() as build:
        text = build.explorer
    head = text[:10_000]
    found = _POLICY.search(head)
    headers = {POLICY: f"{unescape(found[1])}; frame-ancestors 'none'"} if found else {}
    return HTMLResponse(text.replace(_TOOLS, _TOOLS + LINK, 1), headers=headers)


def take_along(request: Request) -> Response:
    """The page of the build as it stands in its folder."""
    site: Site = request.app.state.site
    with site.builds.reading() as build:
        text = build.page
    if text is None:
        raise HTTPException(404, "this build has no graph.html")
    return Response(text, headers={"Content-Disposition": 'attachment; filename="graph.html"'}, media_type="text/html")
