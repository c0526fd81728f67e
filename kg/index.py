"""What each unit wrote -> what of a build holds for the next one: an index beside its outputs.

It says from which unit each piece of each file comes and what that unit was written from. It takes its place together
with the files, so it always fits them; a file that somebody changed since is not taken over.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec import msgpack

from kg.cache import FOLDER, told_as_ours
from kg.joining import CHANGES, SCHEMA
from kg.parts import Unit

INDEX: Final = "pieces.sqlite"

_SCHEMA: Final = """
    CREATE TABLE unit (scope TEXT, key TEXT, digest BLOB, pieces BLOB, PRIMARY KEY (scope, key)) WITHOUT ROWID;
    CREATE TABLE output (file TEXT PRIMARY KEY, size INTEGER, changed INTEGER, head INTEGER);
    CREATE TABLE state (state TEXT);
"""
# Units that have to be written anew, and without a digest those that there are no more.
_CHANGED: Final = """
    CREATE TEMP TABLE changed (scope TEXT, key TEXT, digest BLOB, PRIMARY KEY (scope, key)) WITHOUT ROWID;
"""
_FORGET: Final = "DELETE FROM unit WHERE (scope, key) IN (SELECT scope, key FROM changed)"
_BEGIN: Final = "INSERT INTO unit SELECT scope, key, digest, ? FROM changed WHERE digest IS NOT NULL"
_UNCHANGED: Final = (
    "SELECT key FROM unit LEFT JOIN changed USING (scope, key) WHERE scope = ? AND changed.digest IS NULL ORDER BY key"
)

_ENCODER: Final = msgpack.Encoder()
_PIECES: Final = msgpack.Decoder(list[tuple[int, str, str]])

Place = tuple[int, str, str]  # the number of a file, section and key of a piece of it


@dataclass(frozen=True, slots=True)
class Output:
    """A file of a build: the length of its head, unknown where it is no file of pieces, and its fingerprint."""

    head: int | None
    looks: tuple[int, int]


def open_index(index: Path, former: Path | None, taken: Collection[int]) -> sqlite3.Connection:
    """A new index, of a former one what concerns the files that are taken over.

    It need not survive a crash: its folder does not.
    """
    if former:
        shutil.copyfile(former, index)
    database = sqlite3.connect(index, isolation_level=None)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -65536")
    database.executescript("BEGIN;" + ("" if former else _SCHEMA + SCHEMA) + _CHANGED + CHANGES)
    there = [file for (file,) in database.execute("SELECT DISTINCT file FROM piece")] if former else []
    database.executemany("DELETE FROM piece WHERE file = ?", ((file,) for file in there if file not in taken))
    return database


def note_changed(database: sqlite3.Connection, units: Iterable[Unit]) -> int:
    """Find out which units are new, changed or gone; gives how many these are."""
    known = database.execute("SELECT scope, key, digest FROM unit ORDER BY scope, key")
    database.executemany("INSERT INTO changed VALUES (?, ?, ?)", differing(units, known))
    count: int = database.execute("SELECT count(*) FROM changed").fetchone()[0]
    return count


def recall_pieces(database: sqlite3.Connection, taken: Collection[int]) -> None:
    """Tell what the changed units wrote before into the files that are taken over."""
    before = database.execute("SELECT pieces FROM unit JOIN changed USING (scope, key)")
    places = (place for (pieces,) in before for place in _PIECES.decode(pieces) if place[0] in taken)
    database.executemany("INSERT INTO told VALUES (?, ?, ?, NULL, NULL)", places)


def renew_units(database: sqlite3.Connection) -> None:
    """Forget the changed units, and begin anew those that there are."""
    database.execute(_FORGET)
    database.execute(_BEGIN, (_ENCODER.encode([]),))


def differing(
    units: Iterable[Unit], known: Iterator[tuple[str, str, bytes]]
) -> Iterator[tuple[str, str, bytes | None]]:
    """Units that are not known so, and without a digest those that are only known; both come in order."""
    former = next(known, None)
    for unit in units:
        while former and former[:2] < unit[:2]:
            yield *former[:2], None
            former = next(known, None)
        is_known = former is not None and former[:2] == unit[:2]
        if not is_known or former != unit:
            yield unit
        if is_known:
            former = next(known, None)
    while former:
        yield *former[:2], None
        former = next(known, None)


def changed_units(database: sqlite3.Connection, scope: str) -> list[str]:
    """The units to be written anew, in order."""
    rows = database.execute("SELECT key FROM changed WHERE scope = ? AND digest IS NOT NULL ORDER BY key", (scope,))
    return [key for (key,) in rows]


def unchanged_units(database: sqlite3.Connection, scope: str) -> list[str]:
    """All others, in order."""
    return [key for (key,) in database.execute(_UNCHANGED, (scope,))]


def note_pieces(
    database: sqlite3.Connection, scope: str, written: Mapping[str, list[Place]], taken: Collection[int]
) -> None:
    """Add to what units wrote; of what stands there only the pieces of files that are taken over are left."""
    for unit, pieces in written.items():
        (before,) = database.execute("SELECT pieces FROM unit WHERE scope = ? AND key = ?", (scope, unit)).fetchone()
        kept = [place for place in _PIECES.decode(before) if place[0] in taken]
        packed = _ENCODER.encode([*kept, *pieces])
        database.execute("UPDATE unit SET pieces = ? WHERE scope = ? AND key = ?", (packed, scope, unit))


def close_index(database: sqlite3.Connection, folder: Path, heads: Mapping[str, int], state: str) -> None:
    """Note how the files look, each with the length of its head, and by which rules they were written."""
    database.execute("DELETE FROM state")
    database.execute("INSERT INTO state VALUES (?)", (state,))
    database.execute("DELETE FROM output")
    rows = ((name, *fingerprint(folder / name), head) for name, head in heads.items())
    database.executemany("INSERT INTO output VALUES (?, ?, ?, ?)", rows)
    database.execute("COMMIT")


def note_outputs(folder: Path, names: Iterable[str]) -> None:
    """Remember how files look that are no files of pieces, but made from the same."""
    index = folder / FOLDER / INDEX
    with told_as_ours(str(index)), closing(sqlite3.connect(index)) as database, database:
        rows = ((name, *fingerprint(folder / name)) for name in names)
        database.executemany("INSERT INTO output VALUES (?, ?, ?, NULL)", rows)


def intact_heads(former: Path, names: Iterable[str], state: str) -> dict[str, int]:
    """Of these files of pieces those that a build has as it wrote them, by the same rules: the length of each head."""
    known = read_outputs(former, state)
    heads = ((name, known[name].head) for name in names if name in known and is_as_written(former / name, known[name]))
    return {name: head for name, head in heads if head is not None}


def is_intact(former: Path, names: Iterable[str], state: str) -> bool:
    """Whether a build has all these files as it wrote them, and wrote them by the same rules."""
    known = read_outputs(former, state)
    return all(name in known and is_as_written(former / name, known[name]) for name in names)


def is_folder_intact(former: Path, folder: str, state: str) -> bool:
    """The same of all files in a folder of it; not so where none was noted."""
    noted = [name for name in read_outputs(former, state) if name.startswith(f"{folder}/")]
    return bool(noted) and is_intact(former, noted, state)


def is_as_written(file: Path, output: Output) -> bool:
    try:
        return output.looks == fingerprint(file)
    except OSError:
        return False


def read_outputs(former: Path, state: str) -> dict[str, Output]:
    """The files of a build as its index has them; none where there is no index or one by other rules."""
    index = former / FOLDER / INDEX
    if not index.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)) as database:
            if database.execute("SELECT state FROM state").fetchone() != (state,):
                return {}
            rows = database.execute("SELECT file, head, size, changed FROM output")
            return {file: Output(head, (size, changed)) for file, head, size, changed in rows}
    except sqlite3.DatabaseError:
        return {}


def fingerprint(file: Path) -> tuple[int, int]:
    """What changes when somebody writes to a file: its size, its time."""
    status = file.stat()
    return status.st_size, status.st_mtime_ns
