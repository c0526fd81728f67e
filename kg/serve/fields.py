"""The fields of an address -> none but those that are known."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request


def refuse_unknown(request: Request, *known: str) -> None:
    """What is misspelt would else be taken for not said, and the answer for another than it is."""
    if strange := sorted(set(request.query_params) - set(known)):
        told = f"known: {', '.join(known)}" if known else "it takes none"
        raise HTTPException(400, f"no parameter {strange[0]!r} here; {told}")
