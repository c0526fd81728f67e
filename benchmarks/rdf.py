"""A generated graph of so many triples -> how long each format, the store and each named query take.

    python benchmarks/rdf.py [TRIPLES]

The graph is made from a fixed seed; its texts are nonsense of the shape that articles have.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

import networkx as nx
from pyoxigraph import NamedNode

from kg.connections import Filter, find_connections
from kg.export import WRITERS
from kg.files import data_folder
from kg.find import find_entity
from kg.model import Article, Attribute, Evidence, Modality, Span
from kg.ontology import load_ontology
from kg.query import bind_query, load_queries, run_query
from kg.store import open_store, write_store

# Measured on the graph made here: triples that one fact with its evidence comes to.
TRIPLES_A_FACT = 36


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
        graph.add_node(node, type=type_, name=name, aliases=(), articles=(), attributes=(), **more)
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
            graph.nodes[object_]["attributes"] = (amount,)
    for node, ids in mentioned.items():
        graph.nodes[node]["articles"] = tuple(sorted(ids))
    return graph


T = TypeVar("T")


def timed(label: str, work: Callable[[], T]) -> T:
    """Runs and prints how long it took."""
    start = time.perf_counter()
    result = work()
    print(f"{label:32} {time.perf_counter() - start:8.3f} s")
    return result


def main(triples: int) -> None:
    ontology = load_ontology(data_folder() / "ontology")
    graph = timed(f"generate for {triples} triples", lambda: generate_graph(triples))
    print(f"{len(graph)} nodes, {graph.size()} edges")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for suffix, write in WRITERS.items():
            timed(f"write graph.{suffix}", partial(write, graph, folder / f"graph.{suffix}", ontology))
        timed("write store", lambda: write_store(graph, folder / "store", ontology))
        with (folder / "graph.nt").open("rb") as file:
            print(f"{sum(1 for _ in file)} triples")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
        store = timed("open store", lambda: open_store(folder))

        def resolve(text: str, types: Iterable[str]) -> NamedNode:
            return find_entity(store, ontology, text, types)

        for query in load_queries(ontology):
            text = bind_query(query, {}, resolve, ontology)
            timed(f"query {query.name}", partial(run_query, store, text, ontology))
        for label, wanted in (("城市", Filter(city="襄阳")), ("企业", Filter(enterprise="比亚迪"))):
            timed(f"connections {label}", partial(find_connections, store, ontology, wanted))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
