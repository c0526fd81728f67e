"""An Accept header and what we can give -> what we give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

# What a request may ask for by name (`download=csv`), and what we answer when nothing is asked for: the first.
ROWS: Final = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES: Final = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
}
FORMATS: Final = frozenset((*ROWS.values(), *TRIPLES.values()))


def choose(accept: str, offers: Iterable[str]) -> str | None:
    """The offered media type that a client likes best, ours first among equals; None if it likes none."""
    ranges = [found for part in accept.split(",") if (found := _read_range(part))]
    if not ranges:
        return next(iter(offers))
    best, best_quality = None, 0.0
    for offer in offers:
        # The most exact range decides, whatever the broader ones say.
        matching = [(exactness, quality) for media, exactness, quality in ranges if _fits(offer, media)]
        quality = max(matching, default=(0, 0.0))[1]
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def media_of(form: str, offers: Mapping[str, str]) -> str | None:
    """The media type of a format, if it is among the offers."""
    return next((media for media, name in offers.items() if name == form), None)


def with_charset(media: str) -> str:
    """A Content-Type: text is UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _read_range(part: str) -> tuple[str, int, float] | None:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    if media.count("/") != 1:
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                return None
    exactness = 0 if media == "*/*" else 1 if media.endswith("/*") else 2
    return media, exactness, quality


def _fits(offer: str, media: str) -> bool:
    return media in ("*/*", offer) or (media.endswith("/*") and offer.startswith(media[:-1]))
