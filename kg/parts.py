"""Annotations -> the graph in parts: what some articles say, all that is known of some entities.

Whatever the corpus, only one part of the graph is in memory: a file of shares brings those of an entity together.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

import networkx as nx
from msgspec import msgpack

from kg.assemble import Containment, assemble_graph
from kg.corpus import Corpus
from kg.events import EVENT
from kg.files import digest_of
from kg.lexicon import Lexicon
from kg.model import Annotation, Article
from kg.shares import graph_around, way_up
from kg.split import make_view, open_shares

ARTICLE: Final = "article"
ENTITY: Final = "entity"
HEAP: Final = 2_000_000  # bytes of shares that are made into one part
MANY: Final = 500  # entities that are made into one part, however little is said of them

_DECODER: Final = msgpack.Decoder(Annotation)


class Unit(NamedTuple):
    """What is written anew together, with a digest of all that it is written from."""

    scope: str
    key: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the graph, and the units that it holds whole."""

    scope: str
    keys: tuple[str, ...]
    graph: nx.MultiDiGraph
    annotations: tuple[Annotation, ...] = ()


class Parts:
    """A corpus, to be taken part by part."""

    def __init__(
        self, corpus: Corpus, lexicon: Lexicon, shares: sqlite3.Connection, of_lexicon: Collection[str]
    ) -> None:
        self.corpus = corpus
        self._lexicon = lexicon
        self._shares = shares
        self._of_lexicon = of_lexicon
        self._families = families(corpus.ids())
        self._above: defaultdict[str, set[Containment]] = defaultdict(set)
        for step in self._shares.execute("SELECT lower, predicate, upper, type FROM above"):
            self._above[step[0]].add(step)
        self._upwards: dict[str, bytes] = {}

    def units(self) -> Iterator[Unit]:
        """All units in order: articles (together where the name of one begins that of another), then entities."""
        digests = dict(self._shares.execute("SELECT id, digest FROM article"))
        for key, ids in self._families.items():
            yield Unit(ARTICLE, key, digest_of(digests[name] for name in ids))
        for entity, digest in self._shares.execute("SELECT id, digest FROM every ORDER BY id"):
            # Most have nothing above them.
            lies_in = entity in self._above or entity in self._of_lexicon
            yield Unit(ENTITY, entity, digest_of((digest, self._digest_above(entity))) if lies_in else digest)

    def _digest_above(self, entity: str) -> bytes:
        """A digest of all that is above an entity."""
        steps = sorted(self._above.get(entity, ()))
        uppers = [upper for _, _, upper, _ in steps]
        if (upper := self._lexicon.upper(entity)) is not None:
            uppers.append(upper)
        return digest_of((*(" ".join(step).encode() for step in steps), *map(self._digest_way_up, uppers)))

    def _digest_way_up(self, upper: str) -> bytes:
        if upper not in self._upwards:
            steps = way_up(upper, self._above, self._lexicon)
            self._upwards[upper] = digest_of(" ".join(step).encode() for step in steps)
        return self._upwards[upper]

    def parts(self, articles: Iterable[str], entities: Iterable[str]) -> Iterator[Part]:
        """The graph of these units."""
        for key in articles:
            annotations = tuple(self.corpus.only(self._families[key]))
            yield Part(
                ARTICLE, (key,), assemble_graph(annotations, self._lexicon, alike=self.corpus.alike), annotations
            )
        heap: list[str] = []
        size = 0
        for entity in entities:
            heap.append(entity)
            size += self._size(entity)
            if size > HEAP or len(heap) >= MANY:
                yield Part(ENTITY, tuple(heap), self.around(heap))
                heap, size = [], 0
        if heap:
            yield Part(ENTITY, tuple(heap), self.around(heap))

    def all_entities(self) -> Iterator[Part]:
        """The graph of all entities, in their order."""
        return self.parts((), (entity for (entity,) in self._shares.execute("SELECT id FROM every ORDER BY id")))

    def around(self, entities: Sequence[str]) -> nx.MultiDiGraph:
        """A graph that holds these entities with all their facts, and what is above them; of articles no text."""
        shares = (
            _DECODER.decode(content)
            for entity in entities
            for (content,) in self._shares.execute(
                "SELECT content FROM share WHERE entity = ? ORDER BY article", (entity,)
            )
        )
        return graph_around(entities, shares, self._above, self.corpus.alike, self._lexicon)

    def most_named(self, limit: int) -> set[str]:
        """The entities that most articles name, at most so many."""
        rows = self._shares.execute("SELECT id FROM every ORDER BY articles DESC, id LIMIT ?", (limit,))
        return {entity for (entity,) in rows}

    def whole(self) -> nx.MultiDiGraph:
        """The whole graph at once."""
        return assemble_graph(self.corpus.by_id(), self._lexicon, alike=self.corpus.alike)

    def articles(self) -> Iterator[Article]:
        """All articles, in the order in which they were read."""
        return self.corpus.cache.articles(self.corpus.ids())

    def count_entities(self) -> int:
        count: int = self._shares.execute("SELECT count(*) FROM every").fetchone()[0]
        return count

    def count_without_events(self) -> tuple[int, int]:
        """How many entities, and how many facts of theirs, there are without events."""
        query = "SELECT count(*) FROM fact WHERE subject LIKE 'event/%'"
        (of_events,) = self._shares.execute(query).fetchone()
        return self.count_entities() - self.entities().get(EVENT, 0), sum(self.relations().values()) - of_events

    def kinds(self) -> set[str]:
        """The first parts of all entity ids."""
        rows = self._shares.execute("SELECT DISTINCT substr(id, 1, instr(id, '/') - 1) FROM every")
        return {kind for (kind,) in rows}

    def entities(self) -> dict[str, int]:
        """How many entities there are of each type."""
        return dict(self._shares.execute("SELECT type, count(*) FROM every GROUP BY type ORDER BY type"))

    def relations(self) -> dict[str, int]:
        """How many facts there are of each relation; those of the lexicon too."""
        found = Counter(dict(self._shares.execute("SELECT predicate, count(*) FROM fact GROUP BY predicate")))
        found["partOf"] += sum(self._lexicon.upper(entity) is not None for entity in self._of_lexicon)
        return dict(sorted((+found).items()))

    def attributes(self) -> dict[str, int]:
        """How many attributes there are of each property."""
        return dict(self._shares.execute("SELECT property, number FROM attribute ORDER BY property"))

    def _size(self, entity: str) -> int:
        size: int = self._shares.execute(
            "SELECT coalesce(sum(size), 0) FROM share WHERE entity = ?", (entity,)
        ).fetchone()[0]
        return size


@contextmanager
def open_parts(corpus: Corpus, lexicon: Lexicon, file: Path, state: str) -> Iterator[Parts]:
    """The parts of a corpus, by way of a file of shares; `open_shares` says what becomes of it."""
    with open_shares(corpus, lexicon, file, state) as shares:
        yield Parts(corpus, lexicon, shares, make_view(shares, lexicon))


def families(ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Articles whose things cannot lie between those of others: mostly one, several where `a-1` stands beside `a`.

    The key of a family is where its things begin in order of IRIs.
    """
    found: dict[str, tuple[str, ...]] = {}
    first = ""
    for key, name in sorted((local_key(name), name) for name in ids):
        if first and key.startswith(first):
            found[first] = (*found[first], name)
        else:
            first = key
            found[first] = (name,)
    return found


def local_key(article: str) -> str:
    return quote(article, safe="-_.") + "-"
