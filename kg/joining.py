"""Pieces of a former file and new ones -> the file, and where each piece stands in it now.

Both stand in one database: `former.piece`, whose rows are in order of the file, `dropped`, which of them do not count
any more, and `waiting`, what is new. What lies between two changes is copied as it is, and so are its rows: the work is
that of the changes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO, Final

from kg.export.forms import Form

CHUNK: Final = 1 << 20  # bytes
ROWS: Final = 10_000  # that are written to the database together

SCHEMA: Final = """
    CREATE TABLE piece (file TEXT, section TEXT, key TEXT, scope TEXT, unit TEXT, start INTEGER, length INTEGER);
    CREATE TEMP TABLE waiting (file TEXT, section TEXT, key TEXT, scope TEXT, unit TEXT, start INTEGER, length INTEGER);
    CREATE TEMP TABLE dropped (id INTEGER PRIMARY KEY, file TEXT, section TEXT, key TEXT);
"""

Place = tuple[int, int]  # where a stretch of a file begins, and its length


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of the former file, from the first to before the last, of which all count."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Group:
    """A piece of which something changed: where it stood, where it stands among what is new, and who writes it."""

    section: str
    key: str
    old: Place | None
    kept: bool  # whether the old one still counts
    new: Place | None
    units: tuple[tuple[str, str], ...]


def plan_file(database: sqlite3.Connection, name: str, first: int, last: int) -> Iterator[Run | Group]:
    """All of a file in its order; its rows in the former index are those from `first` to before `last`."""
    dropped = database.execute("SELECT section, key, id, '', '', 0, 0 FROM dropped WHERE file = ? ORDER BY id", (name,))
    fresh = database.execute(
        "SELECT section, key, 0, scope, unit, start, length FROM waiting WHERE file = ? ORDER BY section, key, start",
        (name,),
    )
    at = first
    for (section, key), changed in groupby(merge(dropped, fresh, key=itemgetter(0, 1)), key=itemgetter(0, 1)):
        gone, units, new = set[int](), list[tuple[str, str]](), None
        for _, _, row, scope, unit, start, length in changed:
            if row:
                gone.add(row)
            else:
                units.append((scope, unit))
                new = new or (start, length)
        begin = find_row(database, section, key, at, min(gone, default=last)) if at < last else last
        old, kept, end = None, list[tuple[str, str]](), begin
        for row, scope, unit, start, length in rows_of(database, section, key, begin, last):
            old, end = (start, length), row + 1
            if row not in gone:
                kept.append((scope, unit))
        if at < begin:
            yield Run(at, begin)
        at = end
        yield Group(section, key, old, bool(kept), new, (*kept, *units))
    if at < last:
        yield Run(at, last)


def find_row(database: sqlite3.Connection, section: str, key: str, low: int, high: int) -> int:
    """The first row from `low` on that does not come before a key; `high` does not."""
    step = 1
    while high - step > low and place_of(database, high - step) >= (section, key):  # mostly a few rows before
        high -= step
        step *= 2
    low = max(low, high - step)
    while low < high:
        middle = (low + high) // 2
        if place_of(database, middle) < (section, key):
            low = middle + 1
        else:
            high = middle
    return low


def place_of(database: sqlite3.Connection, row: int) -> tuple[str, str]:
    section, key = database.execute("SELECT section, key FROM former.piece WHERE rowid = ?", (row,)).fetchone()
    return section, key


def rows_of(
    database: sqlite3.Connection, section: str, key: str, first: int, last: int
) -> Iterator[tuple[int, str, str, int, int]]:
    """Row, scope, unit, start and length of all rows of a key."""
    if first == last:
        return
    rows = database.execute(
        "SELECT section, key, rowid, scope, unit, start, length FROM former.piece"
        " WHERE rowid >= ? AND rowid < ? ORDER BY rowid",
        (first, last),
    )
    for found, name, row, scope, unit, start, length in rows:
        if (found, name) != (section, key):
            return
        yield row, scope, unit, start, length


@dataclass(frozen=True, slots=True)
class Joined:
    """What of the former file is not in the new one, and what is new there; where it stands in its source."""

    lost: list[Place]
    gained: list[Place]


def join_file(
    database: sqlite3.Connection,
    name: str,
    form: Form,
    rows: tuple[int, int],
    old: BinaryIO | None,
    fresh: BinaryIO,
    file: BinaryIO,
) -> Joined:
    """Write a file, and into `piece` where all stands. `rows` are its first in the former index and behind its last."""
    between, head = form.between.encode(), form.head.encode()
    file.write(head)
    position = len(head)
    former: str | None = None  # the section of what stands before
    joined = Joined([], [])
    told: list[tuple[str, str, str, str, str, int, int]] = []

    def put(source: BinaryIO | None, begin: int, end: int, section: str) -> int:
        """Copy a stretch; gives where it stands now."""
        heading = form.heading(section).encode() if section != former else b""
        gap = (b"" if former is None else between) + heading
        file.write(gap)
        assert source is not None
        copy(source, begin, end, file)
        return position + len(gap)

    def flush() -> None:
        database.executemany("INSERT INTO piece VALUES (?, ?, ?, ?, ?, ?, ?)", told)
        told.clear()

    for step in plan_file(database, name, *rows):
        if isinstance(step, Run):
            section, start, _ = bounds_of(database, step.first)
            last, at, length = bounds_of(database, step.last - 1)
            begin = put(old, start, at + length, section)
            flush()
            database.execute(
                "INSERT INTO piece SELECT file, section, key, scope, unit, start + ?, length FROM former.piece"
                " WHERE rowid >= ? AND rowid < ? ORDER BY rowid",
                (begin - start, step.first, step.last),
            )
            position, former = begin + at + length - start, last
            continue
        if step.old and not step.kept:
            joined.lost.append(step.old)
        if not step.units:
            continue
        if step.new and not step.kept:
            joined.gained.append(step.new)
        place, source = (step.old, old) if step.kept else (step.new, fresh)
        assert place is not None
        start, length = place
        begin = put(source, start, start + length, step.section)
        told.extend((name, step.section, step.key, *unit, begin, length) for unit in step.units)
        position, former = begin + length, step.section
        if len(told) > ROWS:
            flush()
    flush()
    file.write(form.foot.encode())
    return joined


def bounds_of(database: sqlite3.Connection, row: int) -> tuple[str, int, int]:
    """Section, start and length of a row of the former index."""
    section, start, length = database.execute(
        "SELECT section, start, length FROM former.piece WHERE rowid = ?", (row,)
    ).fetchone()
    return section, start, length


def copy(source: BinaryIO, begin: int, end: int, file: BinaryIO) -> None:
    """Copy a stretch of a file to the end of another one; what is long by the system itself, a fifth of the work."""
    if end - begin >= CHUNK and hasattr(os, "copy_file_range"):
        source.flush()
        file.flush()
        with suppress(OSError):  # not on every file system: what is left is copied below
            while begin < end and (copied := os.copy_file_range(source.fileno(), file.fileno(), end - begin, begin)):
                begin += copied
    source.seek(begin)
    while begin < end:
        content = source.read(min(CHUNK, end - begin))
        file.write(content)
        begin += len(content)
