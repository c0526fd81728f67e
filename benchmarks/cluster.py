"""Ray with workers of this machine beside the process pool: the same articles, in turn, in one run.

    python benchmarks/cluster.py [ARTICLES | --news FOLDER] [--jobs 2] [--plan COUNT …]

The articles are generated, or those of a folder, whose length and facts are more like what one has to read.
Told of each build: seconds, seconds of processors, and the memory of all its processes together, what they share
counted once (the last two where the system tells them: Linux). Where others use the machine too, only the processors'
seconds can be compared. The pool writes all that `kg build` writes, Ray triples and tables; that their triples are the
same is checked. Ray builds twice, the second time by workers that are up, as on a cluster. `--plan` works out from the
rates of that build what so many articles need; docs/scale.md says how to read it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import math
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import ray
from builds import LOOK, Run, build, family, share_of_memory

from kg.cluster import build_on_cluster
from kg.cluster.places import WORK
from kg.cluster.tables import NAMES

FILES: Final = 8
CORES: Final = 16  # of one machine in the plan
SHARE: Final = 0.7  # of its time that a core works when many do
LOAD: Final = 200_000  # triples a second that one machine of a store bulk loads; an assumption, see docs/scale.md
AGAIN: Final = "Ray, further build"


def write_articles(count: int, folder: Path) -> None:
    """So many generated articles in some files."""
    made = folder.with_name("made")
    generate = Path(__file__).with_name("generate.py")
    subprocess.run([sys.executable, str(generate), str(count), str(made)], check=True, stdout=subprocess.DEVNULL)
    lines = (made / "articles.jsonl").read_text("utf-8").splitlines(keepends=True)
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.jsonl").write_text("".join(lines[number::FILES]), "utf-8")


def warm_up(folder: Path) -> None:
    """Compile what reads texts, which is done once on a machine and belongs to no build."""
    (folder / "one.txt").write_text("宜城丰禾食品有限公司与宜城市人民政府签约。", "utf-8")
    build(folder / "one.txt", folder / "one", 1)


def processor_of(process: int) -> float:
    """The processors' seconds of a process so far, without those of its children; 0 where nobody tells."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def watched(runs: dict[str, Run], name: str) -> Iterator[None]:
    """Put down what this process and all below it use meanwhile, by looking again and again."""
    used: dict[int, float] = {}
    kilobytes = 0
    done = threading.Event()
    before = {process: processor_of(process) for process in family(os.getpid())}

    def look() -> None:
        nonlocal kilobytes
        everyone = list(family(os.getpid()))
        used.update((process, seconds) for process in everyone if (seconds := processor_of(process)))
        kilobytes = max(kilobytes, sum(map(share_of_memory, everyone)))

    def keep_looking() -> None:
        while not done.wait(LOOK):
            look()

    watcher = threading.Thread(target=keep_looking)
    start = perf_counter()
    watcher.start()
    try:
        yield
    finally:
        seconds = perf_counter() - start
        done.set()
        watcher.join()
    look()
    processor = sum(so_far - before.get(process, 0.0) for process, so_far in used.items())
    runs[name] = Run(seconds=seconds, processor=processor, megabytes=kilobytes / 1024)


def build_by_pool(news: Path, folder: Path, jobs: int) -> dict[str, Run]:
    """What `kg build` takes for some news; the last build stays in the folder."""
    runs = {}
    for count in sorted({1, jobs}):
        shutil.rmtree(folder / "pool", ignore_errors=True)
        runs[f"process pool, {count}"] = build(news, folder / "pool", count)
    return runs


def build_by_ray(news: Path, folder: Path, jobs: int) -> tuple[dict[str, Run], int]:
    """What Ray takes for the same, and the bytes of its working files; its build stands beside the pool's."""
    runs: dict[str, Run] = {}
    work = 0
    out = folder / "ray"

    def note(line: str) -> None:
        nonlocal work
        work = max(work, size_of(out / WORK))

    with watched(runs, f"Ray, start of {jobs} workers"):
        quiet = {"include_dashboard": False, "log_to_driver": False, "logging_level": logging.ERROR}
        ray.init(address="local", num_cpus=jobs, **quiet)
    for name in ("Ray, first build of its workers", AGAIN):
        with watched(runs, name):
            build_on_cluster([str(news)], str(out), forms=("nt", "parquet"), tell=note)
    ray.shutdown()
    return runs, work


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def unpacked(file: Path) -> Iterator[bytes]:
    """The lines of a packed file."""
    with gzip.open(file) as lines:
        yield from lines


def count_lines(files: Iterable[Iterable[bytes]]) -> tuple[int, int]:
    """How many lines there are, and a sum that is the same for the same lines in any order."""
    count = total = 0
    for file in files:
        for line in file:
            count += 1
            total += int.from_bytes(blake2b(line, digest_size=8).digest(), "big")
    return count, total


def plan(count: int, rates: Mapping[str, float]) -> dict[str, str]:
    """What so many articles need at the rates of one core and one article."""
    hours = count / rates["articles a processor second"] / 3600
    machines = max(1, math.ceil(hours / CORES / SHARE / 8))  # as many as do it in a night of eight hours
    return {
        "core hours": f"{hours:,.0f}",
        f"machines of {CORES} cores for 8 hours": f"{machines:,}",
        "triples": f"{count * rates['triples an article']:,.0f}",
        "packed triples, GB": f"{count * rates['packed bytes of triples an article'] / 1e9:,.0f}",
        "tables, GB": f"{count * rates['bytes of tables an article'] / 1e9:,.0f}",
        "working files, GB": f"{count * rates['bytes of work an article'] / 1e9:,.0f}",
        "hours of bulk load on one machine": f"{count * rates['triples an article'] / LOAD / 3600:,.1f}",
    }


def tell(runs: Mapping[str, Run], jobs: int) -> None:
    """A table of the runs, and Ray beside as many processes of the pool."""
    print(f"{'':34}{'seconds':>9}{'processor':>11}{'MB':>7}")
    for name, run in runs.items():
        print(f"{name:34}{run.seconds:9.1f}{run.processor:11.1f}{run.megabytes:7.0f}")
    pool, again = runs[f"process pool, {jobs}"], runs[AGAIN]
    print(
        f"Ray takes {again.seconds / pool.seconds:.2f} times the pool's seconds, "
        f"{again.processor / (pool.processor or 1):.2f} times its processors' seconds"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=500)
    parser.add_argument("--news", type=Path, help="read this folder and generate nothing")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--plan", type=int, nargs="*", default=[10_000_000, 1_000_000_000])
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place)
        news = options.news or folder / "news"
        if not options.news:
            write_articles(options.articles, news)
        warm_up(folder)
        runs = build_by_pool(news, folder, options.jobs)
        on_ray, work = build_by_ray(news, folder, options.jobs)
        runs |= on_ray
        totals = json.loads((folder / "ray/report.json").read_text("utf-8"))["totals"]
        print(f"{totals['articles']:,} articles, {totals['characters']:,} characters")
        tell(runs, options.jobs)
        triples = count_lines([(folder / "pool/graph.nt").open("rb")])
        ours = count_lines(map(unpacked, sorted((folder / "ray/triples").iterdir())))
        print("both write the same triples" if ours == triples else f"NOT EQUAL: {triples[0]} and {ours[0]} triples")
        tables = sum(size_of(folder / "ray" / name) for name in NAMES)
        sizes = {
            "characters an article": totals["characters"],
            "triples an article": triples[0],
            "packed bytes of triples an article": size_of(folder / "ray/triples"),
            "bytes of tables an article": tables,
            "bytes of work an article": work,
        }
    rates = {"articles a processor second": totals["articles"] / (runs[AGAIN].processor or runs[AGAIN].seconds)}
    rates |= {name: size / totals["articles"] for name, size in sizes.items()}
    print("measured here, for the plan:")
    for name, rate in rates.items():
        print(f"  {name:<40}{rate:12,.1f}")
    for count in options.plan:
        print(f"{count:,} articles:")
        for name, need in plan(count, rates).items():
            print(f"  {name:<40}{need:>18}")


if __name__ == "__main__":
    main()
