"""What stands before every handler: which hosts are let in, and the headers that keep a browser from harm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.settings import Settings

POLICY: Final = "Content-Security-Policy"
STRICT: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    POLICY: STRICT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::[0-9]*)?")


@dataclass(frozen=True, slots=True)
class Shield:
    """The application inside. A site that made its name point at us (DNS rebinding) sends that name as Host."""

    app: ASGIApp
    settings: Settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                shared = "access-control-allow-origin" in headers
                headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
            await send(message)

        if not is_welcome(Headers(scope=scope).getlist("host"), self.settings.hosts):
            refusal = PlainTextResponse("this server has another name; start it with --host to give it one\n", 421)
            await refusal(scope, receive, send_shielded)
        elif len(scope["query_string"]) > self.settings.address:
            refusal = PlainTextResponse("the address is too long; send the query by POST\n", 414)
            await refusal(scope, receive, send_shielded)
        else:
            await self.app(scope, receive, send_shielded)


def is_welcome(named: list[str], hosts: frozenset[str] | None) -> bool:
    """True if a request names one host, and one of ours."""
    if hosts is None:
        return True
    found = _HOST.fullmatch(named[0]) if len(named) == 1 else None
    return found is not None and found[1].strip("[]").lower().rstrip(".") in hosts
