"""Parts of the graph -> a line of each article and entity; lines -> what a page shows.

The page is drawn from the lines, without bringing together anew what all articles say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import networkx as nx
from msgspec import Struct, json

from kg.model import Article
from kg.page.evidence import Row
from kg.page.seen import Seen, View, article_row, see_entity, shorten_texts
from kg.parts import Parts

ENTITY, NEWS = "entity", "news"  # lines of entities come first


class _Named(Struct, array_like=True):
    """Of a line only whose it is."""

    id: str


_ENCODER: Final = json.Encoder()
_NAMED: Final = json.Decoder(_Named)
_SEEN: Final = json.Decoder(Seen)
_ROW: Final = json.Decoder(Row)


def article_line(article: Article) -> str:
    """The line of an article, with its text."""
    return _ENCODER.encode(article_row(article)).decode() + "\n"


def entity_line(graph: nx.MultiDiGraph, entity: str, evidence: int) -> str:
    """The line of an entity of which the graph holds all facts, with so many pieces of evidence of each at most."""
    return _ENCODER.encode(see_entity(graph, entity, evidence)).decode() + "\n"


def read_view(parts: Parts, lines: Path, *, limit: int, text: int) -> View:
    """The entities that most articles name, at most so many, with their articles, from the lines of all.

    Only so many code points of text are held, whatever the corpus.
    """
    shown, count = parts.most_named(limit), parts.count_entities()
    with lines.open("rb") as file:
        whole = len(shown) == count
        entities: Sequence[Seen] = list(
            map(_SEEN.decode, islice(file, count)) if whole else read_seen(islice(file, count), shown)
        )
        rows: Iterator[Row] = map(_ROW.decode, file)
        if not whole:
            named = {article for entity in entities for article in entity.articles}
            rows = (row for row in rows if row[0] in named)
        articles, entities = shorten_texts(rows, text, entities)
    nodes, edges = parts.count_without_events()
    return View(entities=entities, articles=articles, nodes=nodes, edges=edges)


def read_seen(lines: Iterable[bytes], shown: Collection[str]) -> Iterator[Seen]:
    for line in lines:
        if _NAMED.decode(line).id in shown:
            yield _SEEN.decode(line)
