"""Steps of a cluster: what several articles say -> what of it is one, as rows of small tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from msgspec import msgpack

from kg.alike import Signature, pair_alike
from kg.assemble import Containment
from kg.cluster.job import Job, known_table
from kg.cluster.rows import Row, bucket_of
from kg.events import Sketch, join_sketches, rename_event
from kg.link.across import match_forms, settle_pairs
from kg.model import Event, Naming

CONTAINMENTS: Final = msgpack.Decoder(Containment)
EVENTS: Final = msgpack.Decoder(Event)
SKETCH: Final = msgpack.Decoder(Sketch)


def match_step(rows: Iterable[Row], job: Job) -> Iterator[Row]:
    """All namings by some forms -> pairs of short and full ids, by the short one."""
    for short, full in match_forms(msgpack.decode(row.content, type=Naming) for row in rows):
        yield Row(bucket_of(short, job.buckets), short, full, b"")


def settle_step(rows: Iterable[Row], job: Job) -> Iterator[Row]:
    """All pairs of some short ids -> the full id of each that has one."""
    for short, full in settle_pairs((row.key, row.place) for row in rows).items():
        yield Row(0, short, full, b"")


def alike_step(rows: Iterable[Row], job: Job) -> Iterator[Row]:
    """All signatures with some bands -> pairs of articles that are alike."""
    sharing: defaultdict[bytes, dict[str, Signature]] = defaultdict(dict)
    for row in rows:
        band, signature = msgpack.decode(row.content)
        sharing[band][row.place] = signature
    pairs = {pair for found in sharing.values() if len(found) > 1 for pair in pair_alike(found).items()}
    yield from (Row(0, article, first, b"") for article, first in sorted(pairs))


def sketch_step(rows: Iterable[Row], job: Job) -> Iterator[Row]:
    """Events -> sketches of them with one id a thing, by the event."""
    same = known_table(job.same)
    sketches = (Sketch.of(rename_event(EVENTS.decode(row.content), same)) for row in rows)
    for sketch in join_sketches(sketches):
        yield Row(bucket_of(sketch.id, job.buckets), sketch.id, "", encode_sketch(sketch))


def join_step(rows: Iterable[Row], job: Job) -> Iterator[Row]:
    """All sketches of some events -> one of each."""
    for sketch in join_sketches(SKETCH.decode(row.content) for row in rows):
        yield Row(0, sketch.id, "", encode_sketch(sketch))


def encode_sketch(sketch: Sketch) -> bytes:
    """The same bytes for equal sketches."""
    return msgpack.encode(sketch, order="deterministic")


def above_step(rows: Iterable[Row], job: Job) -> Iterator[Row]:
    """Steps of containment -> the same with one id a thing, by the lower end; and a mark for each upper end."""
    same = known_table(job.same)
    for row in rows:
        lower, predicate, upper, type_ = CONTAINMENTS.decode(row.content)
        lower, upper = same.get(lower, lower), same.get(upper, upper)
        if lower != upper:
            step = msgpack.encode((lower, predicate, upper, type_))
            yield Row(bucket_of(lower, job.buckets), lower, predicate + upper, step)
            yield Row(bucket_of(upper, job.buckets), upper, "", b"")


def holders_step(rows: Iterable[Row], job: Job) -> Iterator[Row]:
    """Steps from whatever holds something itself: only these are needed to go further up than one step."""
    for _, group in groupby(rows, key=attrgetter("key")):
        found = {row.place: row for row in group}
        if "" in found:
            yield from (row for place, row in sorted(found.items()) if place)
