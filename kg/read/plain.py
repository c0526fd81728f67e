"""Plain text -> drafts: a portal page, or one article whose first line is its title."""

from __future__ import annotations

from collections.abc import Iterator

from kg.read.outcome import Draft, Rejected
from kg.read.portal import is_portal, read_portal


def read_plain(text: str, file: str) -> Iterator[Draft | Rejected]:
    """The articles of a text file."""
    if is_portal(text):
        yield from read_portal(text, file)
        return
    title, _, body = text.lstrip("\r\n\t \u3000").partition("\n")
    yield Draft(file=file, title=title.removesuffix("\r"), body=body)
