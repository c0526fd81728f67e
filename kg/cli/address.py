"""An address on the web, as somebody types it -> its parts, or wrong usage."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

import typer


def split_address(text: str) -> SplitResult | None:
    """Its parts; None where no program could ask there."""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port or 0) >= 0  # a port that is none raises
    except ValueError:
        return None
    return parts if has_host and text.isascii() and text.isprintable() and " " not in text else None


def http_address(text: str | None) -> str | None:
    """The address as it is, if it is one; nothing of a wrong one is told, since it may hold a password."""
    if text is None:
        return None
    parts = split_address(text)
    if parts is None or parts.scheme not in ("http", "https"):
        raise typer.BadParameter("no address like http://localhost:7878/store, in ASCII and without blanks")
    return text
