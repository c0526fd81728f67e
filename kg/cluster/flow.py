"""Job -> a finished build on a Ray cluster: which step follows which, and what is shuffled between them.

Ray Data's sort shuffle is made of tasks, which are done again when a process or a machine is lost; its hash shuffle
keeps what it has received in actors, which are not.
"""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from msgspec import msgpack

from kg import __version__
from kg.alike import join_pairs
from kg.cluster import steps, ties
from kg.cluster.job import Job, knowledge_state, known
from kg.cluster.places import (
    ENGINE,
    WANTED,
    WORK,
    absolute,
    clear_output,
    list_inputs,
    make_folder,
    place_at,
    remove,
    write_bytes,
    written_lines,
)
from kg.cluster.rows import Row, rows_of, tables_of
from kg.cluster.steps import BAND, EVENT, FOLDERS, NAME, STEP
from kg.cluster.tables import NAMES
from kg.errors import GraphError, KgError
from kg.events import find_same_sketches
from kg.files import lexicon_files
from kg.knowledge import load_knowledge
from kg.outputs import REPORT
from kg.read.outcome import Rejected
from kg.report import describe_outcome

FORMS: Final = ("nt", "nq", "parquet")
BYTES_A_BUCKET: Final = 4 << 20  # of input, as long as buckets are neither too many nor too few
LEAST_BYTES: Final = 1 << 16  # of input in a bucket, so that little input makes work for several processes
FEW_BUCKETS: Final = 16
MOST_BUCKETS: Final = 2048
LEAST_BLOCK: Final = 1 << 14  # bytes of drafts
MOST_BLOCK: Final = 128 << 20

Tell = Callable[[str], None]
Step = Callable[[Any, Job], Iterable[Row]]


def build_on_cluster(
    inputs: Iterable[str],
    out: str,
    *,
    forms: Iterable[str] = FORMS,
    address: str | None = None,
    workers: int | None = None,
    buckets: int | None = None,
    lexicon: Path | None = None,
    tell: Tell = lambda line: None,
) -> dict[str, Any]:
    """Read all articles below some addresses, write their graph in partitions to another one, and give the report.

    Without the `address` of a cluster one is started here, of `workers` processes. The triples are those of a build on
    one machine; how they are spread over files depends on the input and the number of buckets alone. A `lexicon` of
    one's own is on this machine alone.
    """
    state = knowledge_state(load_knowledge(lexicon=lexicon).digest)
    out = absolute(out).rstrip("/")
    files, aside = list_inputs(inputs)
    for one in aside:
        tell(str(one))
    if not files:
        raise GraphError(f"no file to read: {out} is left as it was")
    size = sum(size_of(place) for _, place in files)
    buckets = buckets or count_buckets(size)
    job = Job(out=out, buckets=buckets, forms=tuple(forms), state=state)
    with connected(address, workers) as ray:
        clear_output(out)
        for folder in (f"{WORK}/annotations", f"{WORK}/alike", "aside", *outputs_of(job)):
            make_folder(f"{out}/{folder}")
        if lexicon:
            job = send_lexicon(lexicon, job)
        report = run_steps(ray, files, max(LEAST_BLOCK, min(MOST_BLOCK, size // buckets)), job, tell)
    rejected = sum(isinstance(one, Rejected) for one in aside)
    report["totals"]["rejected"] += rejected
    report["totals"]["remarks"] += len(aside) - rejected
    if aside:
        with written_lines(f"{out}/aside/unread.jsonl.gz") as lines:
            lines.writelines(json.dumps(describe_outcome(one), ensure_ascii=False) + "\n" for one in aside)
    write_bytes(f"{out}/{REPORT}", (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode())
    remove(place_at(f"{out}/{WORK}"))
    return report


def run_steps(ray: ModuleType, files: Sequence[tuple[str, str]], block: int, job: Job, tell: Tell) -> dict[str, Any]:
    """All steps, one after the other; files are read into blocks of so many bytes.

    A shuffle makes as many pieces as the square of its blocks. What articles must know of each other and what they say
    of entities is many times as large as they are, so it goes in larger blocks, no more than there are buckets.
    """
    tell(f"reading {len(files)} files into {job.buckets} buckets")
    drafts = spread(ray, [(number, *file) for number, file in enumerate(files)], steps.read_step, block, job)
    told = shuffled(drafts, steps.annotate_step, job).materialize()
    told.context.target_max_block_size = MOST_BLOCK
    totals: Counter[str] = Counter()
    buckets: list[int] = []
    for row in taken(told, ""):
        totals.update(msgpack.decode(row.content))
        buckets.append(row.bucket)
    if not totals["articles"]:
        raise GraphError("no article was read")
    tell(f"{totals['articles']} articles read: linking them to each other")
    same = taken(shuffled(shuffled(only(told, NAME, job), ties.match_step, job), ties.settle_step, job))
    job = replace(job, same=write_table({row.key: row.place for row in same}, job))
    sketches = shuffled(mapped(only(told, EVENT, job), ties.sketch_step, job), ties.join_step, job)
    holds = known(job.state, job.lexicon).lexicon.holds
    same_events = find_same_sketches([ties.SKETCH.decode(row.content) for row in taken(sketches)], holds)
    job = replace(job, same_events=write_table(same_events, job))
    alike = join_pairs((row.key, row.place) for row in taken(shuffled(only(told, BAND, job), ties.alike_step, job)))
    write_alike(alike, buckets, job)
    above: defaultdict[str, list[Any]] = defaultdict(list)
    for row in taken(shuffled(mapped(only(told, STEP, job), ties.above_step, job), ties.holders_step, job)):
        above[row.key].append(msgpack.decode(row.content))
    job = replace(job, above=write_table(dict(sorted(above.items())), job))
    tell("writing what articles say, bringing together what is said of each entity")
    shares = spread(ray, sorted(buckets), steps.tell_step, MOST_BLOCK, job)
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("entities", "relations", "attributes")}
    for row in taken(shuffled(shares, steps.entities_step, job)):
        counts[row.key][row.place] += msgpack.decode(row.content)
    return {
        "engine": ENGINE,
        "version": __version__,
        "knowledge": job.state.split()[1],
        "outputs": sorted((*outputs_of(job), "aside", REPORT)),
        "totals": {"files": len(files), "near_duplicates": len(alike), **dict(sorted(totals.items()))},
        **{kind: dict(sorted(found.items())) for kind, found in counts.items()},
    }


def send_lexicon(folder: Path, job: Job) -> Job:
    """Put a user's own lexicon, which is here alone, where all machines find it."""
    return replace(job, lexicon=write_table({file.name: file.read_bytes() for file in lexicon_files(folder)}, job))


def count_buckets(size: int) -> int:
    """Into how many buckets so many bytes of input go."""
    return max(1, min(MOST_BUCKETS, max(size // BYTES_A_BUCKET, min(FEW_BUCKETS, size // LEAST_BYTES))))


def outputs_of(job: Job) -> list[str]:
    """The folders that a build writes."""
    return [FOLDERS[form] for form in FOLDERS if form in job.forms] + list(NAMES if "parquet" in job.forms else ())


def size_of(address: str) -> int:
    try:
        return int(place_at(address).stat().st_size)
    except OSError:  # told when it is read
        return 0


def write_table(table: object, job: Job) -> str:
    """Put a table where all machines find it, under a name of its content."""
    content = msgpack.encode(table, order="deterministic")
    address = job.file(WORK, blake2b(content, digest_size=8).hexdigest())
    write_bytes(address, content)
    return address


def write_alike(alike: dict[str, str], buckets: Iterable[int], job: Job) -> None:
    """Put down for each bucket which of its articles repeat others."""
    found: dict[int, dict[str, str]] = {bucket: {} for bucket in buckets}
    for article, first in alike.items():
        found[job.bucket_of_article(article)][article] = first
    for bucket, own in found.items():
        write_bytes(job.alike(bucket), msgpack.encode(own))


def spread(ray: ModuleType, items: Sequence[Any], step: Step, block: int, job: Job) -> Any:
    """The rows that a step makes of each item, wherever there is room, in blocks of so many bytes."""

    def run(batch: dict[str, Any]) -> Iterator[Any]:
        yield from tables_of(step((msgpack.decode(item, strict=False) for item in batch["item"]), job))

    rows = [{"item": msgpack.encode(item)} for item in items]
    data = ray.data.from_items(rows, override_num_blocks=len(rows))
    data.context.target_max_block_size = block
    return data.map_batches(run, batch_size=1)


def mapped(data: Any, step: Step, job: Job) -> Any:
    """The rows that a step makes of other rows, whichever come together."""

    def run(table: Any) -> Iterator[Any]:
        yield from tables_of(step(rows_of(table), job))

    return data.map_batches(run, batch_format="pyarrow", batch_size=None)


def shuffled(data: Any, step: Step, job: Job) -> Any:
    """The rows that a step makes of all rows of one bucket."""

    def run(table: Any) -> Iterator[Any]:
        yield from tables_of(step(rows_of(table), job))

    return data.groupby("bucket").map_groups(run, batch_format="pyarrow")


def only(data: Any, kind: str, job: Job) -> Any:
    """The rows of one key, in no more blocks than there are buckets."""

    def run(table: Any) -> Any:
        import pyarrow.compute as pc

        return table.filter(pc.equal(table["key"], kind))

    return data.map_batches(run, batch_format="pyarrow", batch_size=data.count() // job.buckets + 1)


def taken(data: Any, key: str | None = None) -> Iterator[Row]:
    """All rows, or those of one key, brought here."""
    for batch in data.iter_batches(batch_format="pyarrow", batch_size=None):
        yield from (row for row in rows_of(batch) if key is None or row.key == key)


@contextmanager
def connected(address: str | None, workers: int | None) -> Iterator[ModuleType]:
    """Ray, at work on a cluster that is there or on one of its own."""
    try:
        import ray
        import ray.data
        from ray.data.context import ShuffleStrategy
    except ImportError as error:
        raise KgError(WANTED) from error
    ours = not ray.is_initialized()
    if ours:
        started = {"address": address} if address else {"address": "local", "num_cpus": workers}
        try:
            ray.init(**started, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
        except Exception as error:  # Ray raises bare ones where its processes do not come up in time
            raise KgError(f"no Ray cluster {f'at {address}' if address else 'starts here'}: {error}") from error
    context = ray.data.DataContext.get_current()
    context.shuffle_strategy = ShuffleStrategy.SORT_SHUFFLE_PULL_BASED
    context.enable_progress_bars = sys.stderr.isatty()
    try:
        yield ray
    except ray.exceptions.RayError as error:
        raise cause_of(error) from error
    finally:
        if ours:
            ray.shutdown()


def cause_of(error: BaseException) -> KgError:
    """What went wrong on some machine, as an error of ours."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, KgError):
            return KgError(str(found))
        found = getattr(found, "cause", None) or found.__cause__
    return KgError(f"the cluster gave up: {' '.join(str(error).split())[-300:]}")
