"""A generated graph of so many triples -> how long formats, the store and each named query take, beside others.

    python benchmarks/rdf.py [TRIPLES] [SECONDS]

What articles say is made by annotations.py, whose shape is that of real articles, and goes the way of a build: taken
apart, written part by part, put into a store. Then come `kg connections` and every named query, then each format of
`--also`. The others are pyoxigraph and rdflib used plainly: the N-Triples loaded into memory,
written as Turtle, asked the same queries. rdflib's queries are ended after SECONDS (20); beyond two million triples it
is left out. Each figure is seconds of the clock (for queries the best of three runs), then in brackets seconds of
processor time, which other work beside changes less.
"""

from __future__ import annotations

import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

import pyoxigraph
import rdflib
from annotations import make_annotations
from pyoxigraph import NamedNode

from kg.also import ALSO, Build
from kg.cache import passing_cache
from kg.connections import Filter, find_connections
from kg.corpus import Corpus, Ties
from kg.find import find_entity
from kg.knowledge import Knowledge, load_knowledge
from kg.ontology import Ontology
from kg.parts import Parts, open_parts
from kg.pieces import write_pieces
from kg.query import bind_query, load_queries, run_query, stand_ins, with_prefixes
from kg.store import load_store, open_store

# Measured on the annotations made here: triples that one article comes to.
TRIPLES_AN_ARTICLE: Final = 573
MOST_FOR_RDFLIB: Final = 2_000_000
TIMES: Final = 3
CONNECTIONS: Final = {
    "城市": Filter(city="襄阳"),
    "企业": Filter(enterprise="比亚迪"),
    "产业": Filter(industry="动力电池"),
}


T = TypeVar("T")


class Clock:
    """Runs things and prints how long each took; a row of several is one line."""

    def __init__(self) -> None:
        self.cells: list[str] = []

    def run(self, work: Callable[[], T]) -> T:
        wall, busy = time.perf_counter(), time.process_time()
        result = work()
        self.cells.append(f"{time.perf_counter() - wall:8.2f} ({time.process_time() - busy:7.2f})")
        return result

    def best(self, work: Callable[[], T]) -> T:
        """The quickest of a few runs, since other work beside only ever makes one slower."""
        cells = self.cells
        runs: list[str] = []
        for _ in range(TIMES):
            self.cells = runs
            result = self.run(work)
        self.cells = [*cells, min(runs)]
        return result

    def run_at_most(self, seconds: float, work: Callable[[], object]) -> None:
        """In a process of its own, which shares what is in memory and is ended at its limit."""
        wall = time.perf_counter()
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            work()
            os.write(write, b".")
            os._exit(0)
        ended = bool(select.select([read], [], [], seconds)[0])
        if not ended:
            os.kill(child, signal.SIGKILL)
        _, _, usage = os.wait4(child, 0)
        os.close(read)
        os.close(write)
        took = f"{time.perf_counter() - wall:8.2f} ({usage.ru_utime + usage.ru_stime:7.2f})"
        self.cells.append(took if ended else f"{'over ' + format(seconds, 'g'):>18}")

    def say(self, label: str) -> None:
        print(f"{label:28} {'  '.join(self.cells)}", flush=True)
        self.cells.clear()


def write_as_builds_do(clock: Clock, parts: Parts, folder: Path, ontology: Ontology) -> None:
    """Triples, tables and store as a build writes them, part by part."""
    written = clock.run(lambda: write_pieces(parts, ontology, folder, folder, state=""))
    clock.say("write " + " ".join(name.removeprefix("graph.") for name in written.files))
    clock.run(lambda: load_store(folder / "graph.nt", folder / "store", ontology))
    clock.say("fill the store")
    with (folder / "graph.nt").open("rb") as file:
        triples = sum(1 for _ in file)
    print(
        f"{triples:,} triples of {sum(parts.entities().values()):,} entities, {sum(parts.relations().values()):,} facts"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, of it for the store most")


def ask_all(clock: Clock, folder: Path, ontology: Ontology, triples: int, seconds: float) -> None:
    """Connections, then every named query of the store on disk, of pyoxigraph in memory and of rdflib."""
    store = clock.run(lambda: open_store(folder))
    clock.say("open store")
    for label, wanted in CONNECTIONS.items():
        found = clock.best(partial(find_connections, store, ontology, wanted, premises=False))
        clock.say(f"{len(found)} connections {label}")

    def resolve(text: str, types: Iterable[str]) -> NamedNode:
        return find_entity(store, ontology, text, types)

    print(f"\n{'':28} {'kg, on disk':>18}  {'pyoxigraph':>18}  {'rdflib':>18}")
    plain, graph_of_rdflib = pyoxigraph.Store(), rdflib.Graph()
    beside = triples <= MOST_FOR_RDFLIB
    clock.cells.append(" " * 18)
    clock.run(lambda: plain.bulk_load(path=str(folder / "graph.nt")))
    if beside:
        clock.run(lambda: graph_of_rdflib.parse(folder / "graph.nt"))
    else:
        clock.cells.append(f"left out: more than {MOST_FOR_RDFLIB:,} triples take it some GB and many minutes")
    clock.say("load N-Triples")
    clock.cells.append(" " * 18)
    everything = pyoxigraph.DefaultGraph()
    turtle = pyoxigraph.RdfFormat.TURTLE
    clock.run(lambda: plain.dump(str(folder / "x.ttl"), format=turtle, from_graph=everything))
    if beside:
        clock.run(lambda: graph_of_rdflib.serialize(folder / "y.ttl", encoding="utf-8"))
    clock.say("write Turtle")
    for query in load_queries(ontology):
        given = stand_ins(query, {}, lambda text: run_query(store, text, ontology), resolve, ontology)
        text = bind_query(query, given, resolve, ontology)
        asked = with_prefixes(text, ontology)
        clock.best(partial(run_query, store, text, ontology))
        clock.best(partial(drain, plain.query, asked))
        if beside:
            clock.run_at_most(seconds, partial(drain, graph_of_rdflib.query, asked))
        clock.say(query.name)


def drain(query: Callable[[str], Any], asked: str) -> int:
    """How many rows or triples answer a query; all are fetched."""
    return sum(1 for _ in query(asked))


def write_formats(clock: Clock, parts: Parts, folder: Path, knowledge: Knowledge) -> None:
    """Each format that is asked for by `kg build --also`, when a build lacks it alone; what is written is not kept."""
    for form, one in ALSO.items():
        path = folder / one.name
        work: Callable[[], object]
        if one.write is None:
            path = folder / "next"
            path.mkdir()
            work = partial(write_pieces, parts, knowledge.ontology, path, folder, state="", also=[one.name])
        else:
            work = partial(one.write, Build(parts, folder, knowledge.digest, knowledge.ontology), path)
        clock.run(work)
        clock.say(f"also {form}")
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def main(triples: int, seconds: float) -> None:
    knowledge = load_knowledge()
    ontology = knowledge.ontology
    clock = Clock()
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name), passing_cache()
        made = islice(make_annotations(7, knowledge.lexicon), triples // TRIPLES_AN_ARTICLE)
        clock.run(lambda: deque(map(cache.add, made), maxlen=0))
        clock.say(f"make {len(cache)} articles")
        with ExitStack() as stack:
            corpus = Corpus(cache, Ties({}, {}, {}))
            parts = clock.run(
                lambda: stack.enter_context(open_parts(corpus, knowledge.lexicon, folder / ".shares", ""))
            )
            clock.say("take them apart")
            write_as_builds_do(clock, parts, folder, ontology)
            ask_all(clock, folder, ontology, triples, seconds)
            print()
            write_formats(clock, parts, folder, knowledge)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, float(sys.argv[2]) if len(sys.argv) > 2 else 20)
