"""Pieces of a former file and new ones -> the file; what lies between two changes is copied as it is.

The index (`piece`) tells of each piece of the former file how long it is and how many units write it. Where it stands
follows from the order, so that what did not change needs no new row. `told` has what units write now, and as rows
without a start what they wrote before; `change` is both together.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, Final

from kg.errors import ExportError
from kg.export.forms import Form

CHUNK: Final = 1 << 20  # bytes
BY_SYSTEM: Final = 1 << 14  # bytes from which on it is quicker to let the system copy them
LAST: Final = (b"", b"")  # stands behind every section and key: bytes come after text

SCHEMA: Final = """
    CREATE TABLE piece (file INTEGER, section TEXT, key TEXT, length INTEGER, writers INTEGER,
        PRIMARY KEY (file, section, key)) WITHOUT ROWID;
"""
CHANGES: Final = """
    CREATE TEMP TABLE told (file INTEGER, section TEXT, key TEXT, start INTEGER, length INTEGER);
    CREATE TEMP TABLE change (file INTEGER, section TEXT, key TEXT, old INTEGER, kept INTEGER, start INTEGER,
        length INTEGER, added INTEGER, PRIMARY KEY (file, section, key)) WITHOUT ROWID;
"""
_GATHER: Final = """
    INSERT INTO change
    SELECT file, section, key, piece.length, coalesce(piece.writers, 0) - sum(told.start IS NULL), min(told.start),
        max(told.length), count(told.start)
    FROM told LEFT JOIN piece USING (file, section, key) GROUP BY file, section, key
"""
# Of equal pieces those that stay are the former ones.
_WRITE: Final = """
    INSERT OR REPLACE INTO piece
    SELECT file, section, key, iif(kept, old, length), kept + added FROM change WHERE kept + added > 0
"""
_DROPPED: Final = "SELECT file, section, key FROM change WHERE kept + added = 0"
_DROP: Final = "DELETE FROM piece WHERE file = ? AND section = ? AND key = ?"
_CHANGES_OF: Final = (
    "SELECT section, key, old, start, length FROM change WHERE file = ? AND kept = 0"
    " AND (old IS NOT NULL OR start IS NOT NULL) ORDER BY section, key"
)
_IS_CHANGED: Final = "SELECT EXISTS (SELECT * FROM change WHERE file = ? AND kept = 0)"
_STAYS: Final = (
    "SELECT section, sum(length), count(*) FROM piece WHERE (file, section, key) > (?, ?, ?)"
    " AND (file, section, key) < (?, ?, ?) GROUP BY file, section"
)

Place = tuple[int, int]  # where a stretch of a file begins, and its length


@dataclass(frozen=True, slots=True)
class Change:
    """A piece whose text is another than before, with where the new one stands; there may have been none, or be none.

    `old` is the length of the former one.
    """

    section: str
    key: str
    old: int | None
    new: Place | None


@dataclass(frozen=True, slots=True)
class Joined:
    """What of the former file is not in the new one, and what is new there; where it stands in its source."""

    lost: list[Place]
    gained: list[Place]

    def note(self, lost: Place | None, gained: Place | None) -> None:
        self.lost.extend(filter(None, (lost,)))
        self.gained.extend(filter(None, (gained,)))


@dataclass(slots=True)
class Reader:
    """Goes through the former file, whose pieces are to be passed by in their order."""

    form: Form
    position: int
    section: str | None = None

    def pass_by(self, section: str, length: int) -> Place:
        """Where pieces of one section stand that follow what was passed by, of a length together."""
        begin = self.position + len(self.form.gap(self.section, section).encode())
        self.position, self.section = begin + length, section
        return begin, length


def gather_changes(index: sqlite3.Connection) -> None:
    """Bring together what is told of each piece."""
    index.execute(_GATHER)


def is_changed(index: sqlite3.Connection, number: int) -> bool:
    """Whether a piece of a file is written anew, new or gone."""
    found: int = index.execute(_IS_CHANGED, (number,)).fetchone()[0]
    return bool(found)


def settle_changes(index: sqlite3.Connection) -> None:
    """Bring the pieces up to date, when all files are written."""
    index.executemany(_DROP, index.execute(_DROPPED))
    index.execute(_WRITE)


def join_file(
    index: sqlite3.Connection,
    number: int,
    form: Form,
    head: int,
    old: BinaryIO | None,
    fresh: BinaryIO,
    file: BinaryIO,
    changed: Joined | None = None,
) -> None:
    """Write a file, and note in `changed` what changes.

    `head` is the length of the head of the former file, `fresh` has what is new.
    """
    file.write(form.head.encode())
    reader = Reader(form, head)
    section: str | None = None  # of what stands before

    def put(source: BinaryIO | None, place: Place, following: str) -> None:
        nonlocal section
        file.write(form.gap(section, following).encode())
        section = following
        assert source is not None
        copy(source, place[0], sum(place), file)

    for step in plan_file(index, number, form):
        if isinstance(step, Change):
            lost = None if step.old is None else reader.pass_by(step.section, step.old)
            if changed is not None:
                changed.note(lost, step.new)
            if step.new is not None:
                put(fresh, step.new, step.section)
        else:
            put(old, reader.pass_by(*step), step[0])
    file.write(form.foot.encode())


def plan_file(index: sqlite3.Connection, number: int, form: Form) -> Iterator[Change | tuple[str, int]]:
    """All of a file in its order: what changes, and between that the length of what stays, section by section."""
    between = len(form.between.encode())

    def stays(after: tuple[object, ...], before: tuple[object, ...]) -> Iterator[tuple[str, int]]:
        for section, total, count in index.execute(_STAYS, (*after, *before)):
            yield section, total + (count - 1) * between

    last: tuple[object, ...] = (number - 1, *LAST)
    for section, key, old, start, length in index.execute(_CHANGES_OF, (number,)):
        yield from stays(last, (number, section, key))
        yield Change(section, key, old, None if start is None else (start, length))
        last = number, section, key
    yield from stays(last, (number, *LAST))


def copy(source: BinaryIO, begin: int, end: int, file: BinaryIO) -> None:
    """Copy a stretch of a file to the end of another one; what is long by the system itself, a fifth of the work.

    ExportError where the file ends before, as one does that somebody else writes to.
    """
    if end - begin >= BY_SYSTEM and hasattr(os, "copy_file_range"):
        source.flush()
        file.flush()
        with suppress(OSError):  # not on every file system: what is left is copied below
            while begin < end and (copied := os.copy_file_range(source.fileno(), file.fileno(), end - begin, begin)):
                begin += copied
    source.seek(begin)
    while begin < end:
        content = source.read(min(CHUNK, end - begin))
        if not content:
            raise ExportError(f"{source.name} became shorter while it was copied: build again")
        file.write(content)
        begin += len(content)
