"""Generated corpora -> how long builds take and how much memory they need, and what remembering saves.

    python benchmarks/builds.py [--only-fresh] [--length CHARACTERS] [ARTICLES …]

100000 take hours of a core and some 20 GB of disk; --length makes articles longer, see generate.py.

For each size, in one run: a fresh build by one process and by two, a build after 1 % of the articles were edited, and
one after nothing changed. The edited build is compared with a fresh one, byte for byte. Memory is that of all processes
of a build together, what they share counted once, where the system tells it (Linux); else that of the largest.
--only-fresh builds each size but once, by two processes.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SIZES = (1_000, 10_000)
LOOK = 0.2  # seconds between two looks at the memory
EDITED = 100  # of so many articles one
# What an edit adds, in turn: something that is no fact, and something that is.
ADDED = ("项目建成后将带动当地就业。", "宁德时代将在襄阳市投资{0}亿元建设{0}GWh电池项目。")
KG = (sys.executable, "-c", "import sys; from kg.cli.main import main; sys.exit(main())")
# Byte code is kept, as that of an installed program is.
SURROUNDINGS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one build took."""

    seconds: float
    processor: float
    megabytes: float


def build(articles: Path, out: Path, jobs: int) -> Run:
    begun = time.perf_counter()
    command = [*KG, "build", str(articles), "--out", str(out), "--jobs", str(jobs)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=SURROUNDINGS)
    kilobytes, ended = 0, 0
    while not ended:
        kilobytes = max(kilobytes, sum(map(share_of_memory, family(process.pid))))
        time.sleep(LOOK)
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kg build ended with {process.returncode}")
    return Run(
        seconds=time.perf_counter() - begun,
        processor=used.ru_utime + used.ru_stime,
        megabytes=(kilobytes or used.ru_maxrss) / 1024,
    )


def family(process: int) -> Iterator[int]:
    """A process and all that it started, and what those started."""
    yield process
    try:
        children = [
            int(child)
            for thread in Path(f"/proc/{process}/task").iterdir()
            for child in (thread / "children").read_text().split()
        ]
    except OSError:  # it has ended, or nobody tells
        return
    for child in children:
        yield from family(child)


def share_of_memory(process: int) -> int:
    """What a process holds, in kB; of what it shares with others its part. 0 where nobody tells."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def edit(articles: Path) -> None:
    """One more sentence in every hundredth article; every second one states a fact."""
    lines = articles.read_text("utf-8").splitlines()
    for number in range(0, len(lines), EDITED):
        told = json.loads(lines[number])
        added = ADDED[number // EDITED % 2].format(number % 97 + 3)
        lines[number] = json.dumps(told | {"text": told["text"] + added}, ensure_ascii=False)
    articles.write_text("\n".join(lines) + "\n", encoding="utf-8")


def differing(one: Path, other: Path) -> list[str]:
    """The outputs that are not the same; what a store or cache holds differs from run to run."""
    names = sorted(path.name for path in one.iterdir() if path.is_file())
    _, differ, missing = filecmp.cmpfiles(one, other, names, shallow=False)
    return [*differ, *missing]


def measure(size: int, folder: Path, *, length: int, only_fresh: bool) -> None:
    generate = [sys.executable, str(Path(__file__).with_name("generate.py"))]
    subprocess.run([*generate, str(size), str(folder), "--length", str(length)], check=True, stdout=subprocess.DEVNULL)
    articles = folder / "articles.jsonl"
    characters = sum(len(json.loads(line)["text"]) for line in articles.open(encoding="utf-8"))
    print(f"\n{size:,} articles, {characters:,} characters")
    if only_fresh:
        tell({"fresh, 2 processes": build(articles, folder / "two", 2)})
        return
    runs = {
        "fresh, 1 process": build(articles, folder / "one", 1),
        "fresh, 2 processes": build(articles, folder / "two", 2),
    }
    runs["nothing changed"] = build(articles, folder / "two", 2)
    edit(articles)
    runs["1 % edited"] = build(articles, folder / "two", 2)
    runs["fresh after that"] = build(articles, folder / "again", 2)
    tell(runs)
    differ = differing(folder / "two", folder / "again")
    print("the edited build equals a fresh one" if not differ else f"NOT EQUAL: {', '.join(differ)}")


def tell(runs: dict[str, Run]) -> None:
    """A table of the runs; how many times quicker each was than the last, by the time of processors."""
    base = list(runs.values())[-1]
    print(f"{'':20}{'seconds':>9}{'processor':>11}{'× fresh':>9}{'MB':>7}")
    for name, run in runs.items():
        ratio = base.processor / run.processor
        print(f"{name:20}{run.seconds:9.1f}{run.processor:11.1f}{ratio:9.1f}{run.megabytes:7.0f}", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="ARTICLES")
    asked.add_argument("--only-fresh", action="store_true", help="build each size but once, by two processes")
    asked.add_argument("--length", type=int, default=0, metavar="CHARACTERS", help="of articles, in the mean")
    options = asked.parse_args()
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as name:
            measure(size, Path(name), length=options.length, only_fresh=options.only_fresh)


if __name__ == "__main__":
    main()
