"""What all processes of a build on a cluster agree on, and what each of them knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import msgpack

from kg.cluster.places import WORK, read_bytes
from kg.cluster.rows import bucket_of
from kg.errors import KgError
from kg.events import Sketch
from kg.files import code_digest
from kg.knowledge import Knowledge, load_knowledge
from kg.read.paths import ADDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What all steps of a build must agree on. The last four name tables in the working folder, once they are."""

    out: str
    buckets: int
    forms: tuple[str, ...]
    state: str
    lexicon: str = ""
    same: str = ""
    same_events: str = ""
    above: str = ""

    def file(self, folder: str, name: str) -> str:
        return f"{self.out}/{folder}/{name}"

    def alike(self, bucket: int) -> str:
        """Where stands which articles of a bucket repeat others."""
        return self.file(f"{WORK}/alike", f"{bucket:05}")

    def bucket_of_article(self, article: str) -> int:
        """The bucket in which an article was given its id."""
        return bucket_of(ADDED.sub("", article), self.buckets)


def knowledge_state(knowledge: str) -> str:
    """What two machines must have in common to read alike: the program, and by its digest the knowledge."""
    return f"{code_digest(leaving_out=('cli', 'serve', 'page'))} {knowledge}"


@lru_cache(maxsize=1)
def known(state: str, lexicon: str) -> Knowledge:
    """What this process knows, loaded once; KgError where it is not what the build began with.

    `lexicon` is the table of the files of a user's own one, which are on the machine that leads; empty without one.
    """
    with TemporaryDirectory() as folder:
        for name, content in (known_table(lexicon) if lexicon else {}).items():
            (Path(folder) / name).write_bytes(content)
        knowledge = load_knowledge(lexicon=Path(folder) if lexicon else None)
    if state != knowledge_state(knowledge.digest):
        raise KgError("a machine of the cluster has another version of kg or of its knowledge")
    return knowledge


@lru_cache(maxsize=2)
def known_table(address: str) -> Any:
    """A small table that all steps share, loaded once; its name tells its content."""
    return msgpack.decode(read_bytes(address))


@lru_cache(maxsize=2)
def known_events(address: str) -> dict[str, Sketch]:
    """The table of events that others tell better, loaded once."""
    return msgpack.decode(read_bytes(address), type=dict[str, Sketch])
