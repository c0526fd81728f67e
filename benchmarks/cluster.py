"""Ray with workers of this machine against one process and the process pool: the same articles, in turn, in one run.

    python benchmarks/cluster.py [ARTICLES] [--jobs 2] [--plan COUNT …]

Both read, link and write the same triples. What is told is the time of each and their ratio: a second build by the same
Ray workers, as on a cluster that is up, and apart from it what it takes to start them. `--plan` works out from the
rates of this run what so many articles need; docs/scale.md says how to read it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Final

import ray

from kg.cluster import build_on_cluster
from kg.knowledge import load_knowledge
from kg.pipeline import build_graph

FILES: Final = 8
BUCKETS: Final = 16
CORES: Final = 16  # of one machine in the plan
SHARE: Final = 0.7  # of its time that a core works when many do
LOAD: Final = 200_000  # triples a second that one machine of a store bulk loads; an assumption, see docs/scale.md


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", Path(__file__).with_name("generate.py"))
    assert spec is not None and spec.loader is not None
    sys.modules["generate"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["generate"])
    return sys.modules["generate"]


def write_articles(count: int, folder: Path) -> int:
    """So many articles in some files; the number of their characters."""
    folder.mkdir()
    made = generator().generate(1, load_knowledge().lexicon)
    characters = 0
    files = [(folder / f"{number}.jsonl").open("w", encoding="utf-8") for number in range(FILES)]
    for number, one in enumerate(islice(made, count)):
        files[number % FILES].write(json.dumps(one.article, ensure_ascii=False) + "\n")
        characters += len(one.article["title"]) + len(one.article["text"]) + 1
    for file in files:
        file.close()
    return characters


@contextmanager
def timed(times: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times[name] = time.perf_counter() - start


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def plan(count: int, rates: Mapping[str, float]) -> dict[str, str]:
    """What so many articles need at the rates of one core and one article."""
    hours = count / rates["articles a second and core"] / 3600
    machines = max(1, round(hours / CORES / SHARE / 8))  # as many as do it in a night of eight hours
    return {
        "core hours": f"{hours:,.0f}",
        f"machines of {CORES} cores for 8 hours": f"{machines:,}",
        "triples": f"{count * rates['triples an article']:,.0f}",
        "packed triples, GB": f"{count * rates['packed bytes of triples an article'] / 1e9:,.0f}",
        "tables, GB": f"{count * rates['bytes of tables an article'] / 1e9:,.0f}",
        "working files, GB": f"{count * rates['bytes of work an article'] / 1e9:,.0f}",
        "hours of bulk load on one machine": f"{count * rates['triples an article'] / LOAD / 3600:,.1f}",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--plan", type=int, nargs="*", default=[10_000_000, 1_000_000_000])
    options = parser.parse_args()
    times: dict[str, float] = {}
    work: list[int] = []
    with TemporaryDirectory() as place:
        news, out = Path(place, "news"), Path(place, "ray")
        characters = write_articles(options.articles, news)
        with timed(times, "start of Ray"):
            ray.init(address="local", num_cpus=options.jobs, include_dashboard=False, log_to_driver=False)

        def told(line: str) -> None:
            if line.startswith("writing"):
                work.append(size_of(out / ".work"))

        def on_ray(name: str) -> None:
            with timed(times, name):
                build_on_cluster([str(news)], str(out), forms=("nt", "parquet"), buckets=BUCKETS, tell=told)

        on_ray("Ray, first build of its workers")
        for jobs in sorted({1, options.jobs}):
            pool = Path(place, f"pool{jobs}")
            with timed(times, f"process pool, {jobs}"):
                build_graph([news], pool, also=["parquet"], jobs=jobs)
        on_ray("Ray, further build")
        lines = (pool / "graph.nt").read_bytes().count(b"\n")
        rates = {
            "articles a second and core": options.articles / times["Ray, further build"] / options.jobs,
            "characters an article": characters / options.articles,
            "triples an article": lines / options.articles,
            "packed bytes of triples an article": size_of(out / "triples") / options.articles,
            "bytes of tables an article": sum(size_of(out / t) for t in ("nodes", "edges", "evidence"))
            / options.articles,
            "bytes of work an article": max(work) / options.articles,
        }
    print(f"{options.articles:,} articles, {characters:,} characters, {options.jobs} workers")
    for name, seconds in times.items():
        print(f"  {name:<34}{seconds:8.1f} s")
    ratio = times[f"process pool, {options.jobs}"] / times["Ray, further build"]
    print(f"  Ray against the pool: {ratio:.2f} times its rate")
    print("measured here, for the plan:")
    for name, rate in rates.items():
        print(f"  {name:<40}{rate:12,.1f}")
    for count in options.plan:
        print(f"{count:,} articles:")
        for name, need in plan(count, rates).items():
            print(f"  {name:<40}{need:>18}")


if __name__ == "__main__":
    main()
