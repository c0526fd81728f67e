"""Parts of the graph -> what every build writes besides its formats, as pieces: outline, lines for report and page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import json

from kg.cache import FOLDER
from kg.conflicts import find_conflicts
from kg.export.forms import Described, Form, Piece
from kg.outputs import OUTLINE
from kg.page.content import LIMITS
from kg.page.outline import BETWEEN, FOOT, HEAD, article_rows, outline_rows
from kg.parts import ENTITY
from kg.report import OF_ARTICLE, OF_CONFLICT, Told, describe_article, describe_conflict
from kg.view import ENTITY as OF_ENTITY
from kg.view import NEWS, article_line, entity_line

# What goes into the report and into the page, which are no files of pieces themselves.
TOLD: Final = f"{FOLDER}/told.jsonl"
VIEW: Final = f"{FOLDER}/view.jsonl"

_TOLD: Final = json.Decoder(Told)


def outline_pieces(described: Described) -> Iterator[Piece]:
    """What a part adds to the outline."""
    part = described.part
    if part.scope == ENTITY:
        rows = ((node, row) for node in part.keys for row in outline_rows(part.graph, [node]))
    else:
        rows = ((part.keys[0], row) for row in article_rows(one.article for one in part.annotations))
    for unit, ((kind, key), text) in rows:
        yield Piece(unit, kind, key, text)


def told_pieces(described: Described) -> Iterator[Piece]:
    """What the report tells of a part."""
    part = described.part
    for annotation in part.annotations:
        line = told_line(OF_ARTICLE, describe_article(annotation))
        yield Piece(part.keys[0], OF_ARTICLE, annotation.article.id, line)
    if part.scope == ENTITY:
        for conflict in find_conflicts(part.graph, part.keys):
            line = told_line(OF_CONFLICT, describe_conflict(conflict))
            yield Piece(conflict.entity, OF_CONFLICT, f"{conflict.entity} {conflict.property}", line)


def view_pieces(described: Described) -> Iterator[Piece]:
    """Of each entity and article what a page may show."""
    part = described.part
    if part.scope == ENTITY:
        for node in part.keys:
            yield Piece(node, OF_ENTITY, node, entity_line(part.graph, node, LIMITS.evidence))
    for annotation in part.annotations:
        yield Piece(part.keys[0], NEWS, annotation.article.id, article_line(annotation.article))


OWN_FORMS: Final = {
    OUTLINE: Form(outline_pieces, head=HEAD, between=BETWEEN, foot=FOOT),
    TOLD: Form(told_pieces),
    VIEW: Form(view_pieces),
}


def told_line(kind: str, told: Mapping[str, object]) -> str:
    return json.encode((kind, told)).decode() + "\n"


def read_told(file: Path) -> Iterator[Told]:
    """What is told of each article, in order of id, and of each conflict."""
    with file.open("rb") as lines:
        yield from map(_TOLD.decode, lines)
