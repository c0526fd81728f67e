"""Plain text -> drafts: a portal page, or one article whose first line is its title."""

from __future__ import annotations

from collections.abc import Iterator

from kg.read.dates import find_date
from kg.read.outcome import Draft, Rejected
from kg.read.portal import find_dash, read_portal

_HEAD = 2  # lines below the title that may tell when an article was published; the last one may, too


def read_plain(text: str, file: str) -> Iterator[Draft | Rejected]:
    """The articles of a text file."""
    if dash := find_dash(text):
        yield from read_portal(text, file, dash)
        return
    title, _, body = text.lstrip("\r\n\t \u3000").partition("\n")
    lines = [line for line in body.split("\n") if line.strip()]
    date = find_date((*lines[:_HEAD], *lines[-1:]))
    yield Draft(file=file, title=title.removesuffix("\r"), body=body, date=date)
