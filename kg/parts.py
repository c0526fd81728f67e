"""Annotations -> the graph in parts: what some articles say, all that is known of some entities.

Whatever the corpus, only one part of the graph is in memory: a file of shares brings those of an entity together.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

import networkx as nx
from msgspec import msgpack

from kg.assemble import Containment, assemble_graph
from kg.cache import unpack
from kg.corpus import Corpus, Ties
from kg.events import EVENT
from kg.files import digest_of
from kg.heaps import heap_up
from kg.lexicon import Lexicon
from kg.model import Annotation, Article
from kg.shares import graph_around, way_up
from kg.split import make_view, open_shares

ARTICLE: Final = "article"
ENTITY: Final = "entity"
HEAP: Final = 2_000_000  # bytes of what is stored with which a heap takes no more units
MANY: Final = 500  # entities of a heap, however little is said of them
FEW: Final = 16  # articles of a heap

_DECODER: Final = msgpack.Decoder(Annotation)


class Unit(NamedTuple):
    """What is written anew together, with a digest of all that it is written from."""

    scope: str
    key: str
    digest: bytes


class Heap(NamedTuple):
    """Some units, each with what is stored of it: packed annotations of an article, shares of an entity."""

    scope: str
    units: tuple[tuple[str, tuple[bytes, ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the graph, and the units that it holds whole."""

    scope: str
    keys: tuple[str, ...]
    graph: nx.MultiDiGraph
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Assembler:
    """Heaps -> parts; it needs no file, so that other processes can have it."""

    lexicon: Lexicon
    ties: Ties
    above: Mapping[str, Collection[Containment]]
    place: str  # of the file of annotations, to name it where it is damaged

    def parts(self, heap: Heap) -> Iterator[Part]:
        """A part of each article, or one of all entities together; of articles it holds no text then."""
        if heap.scope == ARTICLE:
            for key, contents in heap.units:
                annotations = tuple(self.ties.link(unpack(content, self.place)) for content in contents)
                graph = assemble_graph(annotations, self.lexicon, alike=self.ties.alike)
                yield Part(ARTICLE, (key,), graph, annotations)
        else:
            entities = tuple(entity for entity, _ in heap.units)
            shares = (_DECODER.decode(content) for _, contents in heap.units for content in contents)
            yield Part(ENTITY, entities, graph_around(entities, shares, self.above, self.ties.alike, self.lexicon))


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
        self.assembler = Assembler(lexicon, corpus.ties, self._above, corpus.cache.place)
        self._upwards: dict[str, bytes] = {}

    def units(self) -> Iterator[Unit]:
        """All units in order: articles (together where the name of one begins that of another), then entities."""
        digests = dict(self._shares.execute("SELECT id, digest FROM article"))
        for key, ids in self._families.items():
            yield Unit(ARTICLE, key, digest_of(digests[name] for name in ids))
        for entity, digest in self._shares.execute("SELECT id, digest FROM every ORDER BY id"):
            # Most have nothing above them.
            lies_in = entity in self._above or entity in self._of_lexicon
            yield Unit(ENTITY, entity, digest_of((digest, *self._digests_above(entity))) if lies_in else digest)

    def _digests_above(self, entity: str) -> Iterator[bytes]:
        """What tells whether all that is above an entity is as it was."""
        for step in sorted(self._above.get(entity, ())):
            yield " ".join(step).encode()
            yield self._digest_way_up(step[2])
        if (upper := self._lexicon.upper(entity)) is not None:
            yield self._digest_way_up(upper)

    def _digest_way_up(self, upper: str) -> bytes:
        if upper not in self._upwards:
            steps = way_up(upper, self._above, self._lexicon)
            self._upwards[upper] = digest_of(" ".join(step).encode() for step in steps)
        return self._upwards[upper]

    def heaps(self, articles: Iterable[str], entities: Iterable[str]) -> Iterator[Heap]:
        """What is stored of these units, for `assembler`."""
        packed = ((key, tuple(self.corpus.cache.packed(self._families[key]))) for key in articles)
        yield from heap_units(ARTICLE, packed, FEW)
        yield from heap_units(ENTITY, ((entity, self._said_of(entity)) for entity in entities), MANY)

    def all_entities(self) -> Iterator[Part]:
        """The graph of all entities, in their order."""
        every = (entity for (entity,) in self._shares.execute("SELECT id FROM every ORDER BY id"))
        for heap in self.heaps((), every):
            yield from self.assembler.parts(heap)

    def most_named(self, limit: int) -> set[str]:
        """The entities that most articles name, at most so many."""
        rows = self._shares.execute("SELECT id FROM every ORDER BY articles DESC, id LIMIT ?", (limit,))
        return {entity for (entity,) in rows}

    def whole(self) -> nx.MultiDiGraph:
        """The whole graph at once."""
        return assemble_graph(self.corpus.by_id(), self._lexicon, alike=self.corpus.ties.alike)

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

    def _said_of(self, entity: str) -> tuple[bytes, ...]:
        """All shares of an entity, in order of their articles."""
        rows = self._shares.execute("SELECT content FROM share WHERE entity = ? ORDER BY article", (entity,))
        return tuple(content for (content,) in rows)


@contextmanager
def open_parts(corpus: Corpus, lexicon: Lexicon, file: Path, state: str) -> Iterator[Parts]:
    """The parts of a corpus, by way of a file of shares; `open_shares` says what becomes of it."""
    with open_shares(corpus, lexicon, file, state) as shares:
        yield Parts(corpus, lexicon, shares, make_view(shares, lexicon))


def heap_units(scope: str, units: Iterable[tuple[str, tuple[bytes, ...]]], most: int) -> Iterator[Heap]:
    """Heaps of so many units at most."""
    for heap in heap_up(units, lambda unit: sum(map(len, unit[1])), full=HEAP, most=most):
        yield Heap(scope, heap)


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
