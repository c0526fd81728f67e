"""Annotations -> the graph in parts: what some articles say, all that is known of some entities.

Whatever the corpus, only one part of the graph is in memory: a file of shares brings those of an entity together.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final
from urllib.parse import quote

import networkx as nx
from msgspec import msgpack

from kg.assemble import Containment, assemble_graph, with_parents
from kg.corpus import Corpus
from kg.events import EVENT
from kg.files import digest_of
from kg.lexicon import Lexicon
from kg.model import Annotation
from kg.shares import graph_around, parent_of, way_up
from kg.split import open_shares

ARTICLE: Final = "article"
ENTITY: Final = "entity"
HEAP: Final = 2_000_000  # bytes of shares that are made into one part

_DECODER: Final = msgpack.Decoder(Annotation)
_COUNTS: Final = msgpack.Decoder(dict[str, int])


@dataclass(frozen=True, slots=True)
class Unit:
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

    def __init__(self, corpus: Corpus, lexicon: Lexicon, connection: sqlite3.Connection) -> None:
        self.corpus = corpus
        self._lexicon = lexicon
        self._shares = connection
        self._families = families(corpus.ids())
        rows = self._shares.execute("SELECT id, digest, attributes FROM article")
        self._digests: dict[str, bytes] = {}
        self._attributes: Counter[str] = Counter()
        for name, digest, attributes in rows:
            self._digests[name] = digest
            self._attributes.update(_COUNTS.decode(attributes))
        self._above: defaultdict[str, set[Containment]] = defaultdict(set)
        for step in self._shares.execute("SELECT lower, predicate, upper, type FROM above"):
            self._above[step[0]].add(step)
        self._bare = self._list_entities()

    def _list_entities(self) -> list[str]:
        """Make the table of all entities, and give those that no article says anything of."""
        self._shares.execute("CREATE TEMP TABLE entity (id TEXT PRIMARY KEY, type TEXT) WITHOUT ROWID")
        # Of several types that articles tell the last one's holds.
        told = self._shares.execute("SELECT entity, type, max(article) FROM share GROUP BY entity")
        self._shares.executemany(
            "INSERT INTO entity VALUES (?, ?)", ((entity, self._type(entity, type_)) for entity, type_, _ in told)
        )
        found = {entity for (entity,) in self._shares.execute("SELECT id FROM entity")}
        bare = sorted(with_parents(found, self._lexicon) - found)
        self._shares.executemany(
            "INSERT INTO entity VALUES (?, ?)", ((entity, self._type(entity, "")) for entity in bare)
        )
        return bare

    def units(self) -> Iterator[Unit]:
        """All units: articles (together where the name of one begins that of another), then entities."""
        for key, ids in self._families.items():
            yield Unit(ARTICLE, key, digest_of(self._digests[name] for name in ids))
        for entity in self._bare:
            yield Unit(ENTITY, entity, b"")
        rows = self._shares.execute("SELECT entity, digest FROM share ORDER BY entity, article")
        for entity, shares in groupby(rows, key=itemgetter(0)):
            above = (" ".join(step).encode() for step in way_up(entity, self._above, self._lexicon))
            yield Unit(ENTITY, entity, digest_of((*above, *(digest for _, digest in shares))))

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
            if size > HEAP or len(heap) >= 500:
                yield Part(ENTITY, tuple(heap), self.around(heap))
                heap, size = [], 0
        if heap:
            yield Part(ENTITY, tuple(heap), self.around(heap))

    def all_entities(self) -> Iterator[Part]:
        """The graph of all entities, in their order."""
        return self.parts((), (entity for (entity,) in self._shares.execute("SELECT id FROM entity ORDER BY id")))

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
        rows = self._shares.execute(
            "SELECT id FROM entity LEFT JOIN share ON id = entity GROUP BY id ORDER BY count(article) DESC, id LIMIT ?",
            (limit,),
        )
        return {entity for (entity,) in rows}

    def whole(self) -> nx.MultiDiGraph:
        """The whole graph at once."""
        return assemble_graph(self.corpus.by_id(), self._lexicon, alike=self.corpus.alike)

    def count_entities(self) -> int:
        count: int = self._shares.execute("SELECT count(*) FROM entity").fetchone()[0]
        return count

    def count_without_events(self) -> tuple[int, int]:
        """How many entities, and how many facts of theirs, there are without events."""
        (of_events,) = self._shares.execute(
            "SELECT count(*) FROM (SELECT DISTINCT subject, predicate, object FROM fact WHERE subject LIKE 'event/%')"
        ).fetchone()
        return self.count_entities() - self.entities().get(EVENT, 0), sum(self.relations().values()) - of_events

    def kinds(self) -> set[str]:
        """The first parts of all entity ids."""
        rows = self._shares.execute("SELECT DISTINCT substr(id, 1, instr(id, '/') - 1) FROM entity")
        return {kind for (kind,) in rows}

    def entities(self) -> dict[str, int]:
        """How many entities there are of each type."""
        return dict(self._shares.execute("SELECT type, count(*) FROM entity GROUP BY type ORDER BY type"))

    def relations(self) -> dict[str, int]:
        """How many facts there are of each relation; those of the lexicon too."""
        counts = self._shares.execute(
            "SELECT predicate, count(*) FROM (SELECT DISTINCT subject, predicate, object FROM fact) GROUP BY predicate"
        )
        found = Counter(dict(counts))
        places = self._shares.execute("SELECT id FROM entity")
        found["partOf"] += sum(parent_of(entity, self._lexicon) is not None for (entity,) in places)
        return dict(sorted((+found).items()))

    def attributes(self) -> dict[str, int]:
        """How many attributes there are of each property."""
        return dict(sorted(self._attributes.items()))

    def _type(self, entity: str, told: str) -> str:
        entry = self._lexicon.entry(entity)
        return entry.type if entry else told

    def _size(self, entity: str) -> int:
        size: int = self._shares.execute(
            "SELECT coalesce(sum(size), 0) FROM share WHERE entity = ?", (entity,)
        ).fetchone()[0]
        return size


@contextmanager
def open_parts(corpus: Corpus, lexicon: Lexicon, file: Path, state: str) -> Iterator[Parts]:
    """The parts of a corpus, by way of a file of shares; `open_shares` says what becomes of it."""
    with open_shares(corpus, file, state) as shares:
        yield Parts(corpus, lexicon, shares)


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
