"""Evidence -> a row of JSON, which goes into the page as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, cast

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import astuple

from kg.model import Evidence, Span

Row = list[Any]


def evidence_row(evidence: Evidence, article: int, *, quoted: bool) -> Row:
    """A piece of evidence by the number of its article, and whether with its sentence."""
    passage = evidence.passage
    return [
        article, passage.start, passage.end, evidence.rule, round(evidence.confidence, 4), str(evidence.modality),
        *_ends((evidence.subject, evidence.object, evidence.trigger)), *((passage.text,) if quoted else ()),
    ]  # fmt: skip


def _ends(spans: Iterable[Span | None]) -> Iterator[int]:
    for span in spans:
        yield from (span.start, span.end) if span else (-1, -1)


def to_raw(row: Row) -> Raw:
    return Raw(to_json(row))


def to_json(value: object) -> bytes:
    """JSON in UTF-8, which tells half of a surrogate pair by an escape."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"), default=_plain).encode()


def _plain(value: object) -> object:
    return json.loads(bytes(value)) if isinstance(value, Raw) else astuple(cast(Struct, value))
