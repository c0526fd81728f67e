"""A generated graph of so many triples -> how long formats, the store and each named query take, beside others.

    python benchmarks/rdf.py [TRIPLES] [SECONDS]

The others are pyoxigraph and rdflib used plainly: the N-Triples loaded into memory, written as Turtle, asked the same
queries. rdflib's queries are ended after SECONDS (20); beyond two million triples it is left out, for its memory.
Each figure is seconds of the clock, then in brackets seconds of processor time, which other work beside changes less.
The graph is made from a fixed seed; its texts are nonsense of the shape that articles have.
"""

from __future__ import annotations

import os
import random
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

import networkx as nx
import pyoxigraph
import rdflib
from pyoxigraph import NamedNode

from kg.connections import Filter, find_connections
from kg.export import WRITERS
from kg.files import data_folder
from kg.find import find_entity
from kg.model import Article, Attribute, Evidence, Modality, Span
from kg.ontology import Ontology, load_ontology
from kg.query import bind_query, load_queries, run_query, with_prefixes
from kg.store import open_store, write_store

# Measured on the graph made here: triples that one fact with its evidence comes to.
TRIPLES_A_FACT = 39
MOST_FOR_RDFLIB = 2_000_000


def generate_graph(triples: int, *, seed: int = 7) -> nx.MultiDiGraph:
    """Cities in provinces, parks in cities, enterprises that operate and invest, one article for every five facts."""
    random_ = random.Random(seed)
    facts = triples // TRIPLES_A_FACT
    graph = nx.MultiDiGraph()
    articles = [
        Article(
            id=f"b{n:07}",
            title=f"第{n}期招商动态",
            date=f"20{n % 6 + 20}-0{n % 9 + 1}-1{n % 9}",
            body="企业签约落户园区。" * 12,
        )
        for n in range(facts // 5 + 1)
    ]
    graph.graph["articles"] = {article.id: article for article in articles}
    mentioned: dict[str, set[str]] = {}

    def add(node: str, type_: str, name: str, **more: object) -> str:
        short = name.removesuffix("有限公司")
        aliases = () if short == name else (short, "同名公司") if len(graph) % 500 == 0 else (short,)
        graph.add_node(node, type=type_, name=name, aliases=aliases, articles=(), attributes=(), **more)
        mentioned[node] = set()
        return node

    def pick(nodes: list[str]) -> str:
        return nodes[int(len(nodes) * random_.random() ** 3)]  # a few are named very often, as in the news

    provinces = [
        add(f"province/{n}0000", "Province", "湖北省" if n == 42 else f"{n}省", level="province") for n in range(11, 44)
    ]
    cities = [add("city/420600", "City", "襄阳市", level="prefecture")]
    cities += [add(f"city/{100000 + n}", "City", f"城{n}市", level="prefecture") for n in range(340)]
    prefectures = list(cities)
    cities += [add(f"city/{200000 + n}", "City", f"县{n}县", level="county") for n in range(2600)]
    for number, city in enumerate(cities):
        above = provinces[number % 33] if number < len(prefectures) else prefectures[number % len(prefectures)]
        graph.add_edge(city, above, key="partOf", evidence=(), confidence=1.0)
    firms = [add("enterprise/byd", "Enterprise", "比亚迪"), add("enterprise/catl", "Enterprise", "宁德时代")]
    firms += [add(f"enterprise/e{n}", "Enterprise", f"公司{n}有限公司") for n in range(facts // 6)]
    battery = add("industry/power-battery", "Industry", "动力电池")
    for firm in firms[1::20]:
        graph.add_edge(firm, battery, key="inIndustry", evidence=(), confidence=1.0)
    parks = [add("park/xy", "Park", "襄阳高新区")] + [
        add(f"park/p{n}", "Park", f"园{n}产业园") for n in range(facts // 40 + 1)
    ]
    projects = [add(f"project/j{n}", "Project", f"项目{n}") for n in range(facts // 6 + 1)]
    policies = [add("policy/0", "Policy", "襄阳市招商引资办法")]
    policies += [add(f"policy/l{n}", "Policy", f"办法{n}") for n in range(facts // 40 + 1)]
    kinds: list[tuple[str, list[str], list[str]]] = [
        ("operatesIn", firms, cities), ("operatesIn", firms, parks), ("investsIn", firms, projects),
        ("locatedIn", projects, cities), ("locatedIn", parks, cities), ("issuedBy", policies, cities),
        ("appliesTo", policies, parks), ("subsidiaryOf", firms, firms), ("partnerOf", firms, firms),
    ]  # fmt: skip
    weights = (30, 12, 20, 18, 6, 4, 4, 3, 3)
    for number in range(facts):
        predicate, subjects, objects = random_.choices(kinds, weights)[0]
        article = articles[number // 5]
        subject, object_ = pick(subjects), pick(objects)
        if subject == object_:
            continue
        start = 9 * random_.randrange(11) + len(article.title) + 1
        said = Evidence(
            article=article.id, passage=Span.of(article, start, start + 9), rule=f"rule-{number % 40}",
            confidence=random_.randrange(50, 100) / 100,
            modality=random_.choices(list(Modality), (90, 8, 2))[0],
            subject=Span.of(article, start, start + 2), object=Span.of(article, start + 6, start + 8),
        )  # fmt: skip
        before = graph.get_edge_data(subject, object_, predicate, {"evidence": ()})["evidence"]
        graph.add_edge(subject, object_, key=predicate, evidence=(*before, said), confidence=said.confidence)
        mentioned[subject].add(article.id)
        mentioned[object_].add(article.id)
        if predicate == "investsIn" and not graph.nodes[object_]["attributes"]:
            amount = Attribute(
                subject=object_, property="amount", value=str(random_.randrange(1, 500) * 10**8), unit="CNY",
                span=Span.of(article, start, start + 4), evidence=said,
            )  # fmt: skip
            state = Attribute(
                subject=object_, property="status", value=random_.choice(("签约", "开工", "投产")),
                span=Span.of(article, start + 2, start + 4), evidence=said,
            )  # fmt: skip
            graph.nodes[object_]["attributes"] = (amount, state)
    for node, ids in mentioned.items():
        graph.nodes[node]["articles"] = tuple(sorted(ids))
    return graph


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


def write_all(clock: Clock, triples: int, folder: Path, ontology: Ontology) -> None:
    graph = clock.run(lambda: generate_graph(triples))
    clock.say("generate")
    for suffix, write in WRITERS.items():
        clock.run(partial(write, graph, folder / f"graph.{suffix}", ontology))
        clock.say(f"write graph.{suffix}")
    clock.run(lambda: write_store(graph, folder / "store", ontology))
    clock.say("write store")
    with (folder / "graph.nt").open("rb") as file:
        print(f"{sum(1 for _ in file)} triples, {len(graph)} nodes, {graph.size()} edges")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def main(triples: int, seconds: float) -> None:
    ontology = load_ontology(data_folder() / "ontology")
    clock = Clock()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_all(clock, triples, folder, ontology)
        store = clock.run(lambda: open_store(folder))
        clock.say("open store")
        for label, wanted in (("城市", Filter(city="襄阳")), ("企业", Filter(enterprise="比亚迪"))):
            found = clock.run(lambda wanted=wanted: find_connections(store, ontology, wanted, premises=False))
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
        clock.say("load N-Triples")
        clock.cells.append(" " * 18)
        everything = pyoxigraph.DefaultGraph()
        turtle = pyoxigraph.RdfFormat.TURTLE
        clock.run(lambda: plain.dump(str(folder / "x.ttl"), format=turtle, from_graph=everything))
        if beside:
            clock.run(lambda: graph_of_rdflib.serialize(folder / "y.ttl", encoding="utf-8"))
        clock.say("write Turtle")
        for query in load_queries(ontology):
            text = bind_query(query, {}, resolve, ontology)
            asked = with_prefixes(text, ontology)
            clock.run(lambda text=text: run_query(store, text, ontology))
            clock.run(lambda asked=asked: list(plain.query(asked)))
            if beside:
                clock.run_at_most(seconds, lambda asked=asked: list(graph_of_rdflib.query(asked)))
            clock.say(query.name)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, float(sys.argv[2]) if len(sys.argv) > 2 else 20)
