"""Annotations -> one SQLite file, and back: what earlier builds read, and what this one has read so far.

An annotation is found again by the words of its article and by the state of all that reads them (`reading_state`).
It is written down within a second or so, so that what is killed goes on where it was. SQLite's lock on the file is
what keeps two builds out of one folder.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from msgspec import DecodeError, msgpack

from kg.alike import Signature, sign_article
from kg.errors import ExportError
from kg.events import Sketch
from kg.model import Annotation, Article, Naming

Whole = TypeVar("Whole")

FOLDER: Final = ".cache"
FILE: Final = "annotations.sqlite"
FLUSH: Final = 1.0  # seconds of work that a killed build loses at most

VERSION: Final = 4  # of the table
_SCHEMA: Final = """
    CREATE TABLE IF NOT EXISTS annotation
    (key BLOB PRIMARY KEY, place TEXT NOT NULL, signature BLOB NOT NULL, summary BLOB NOT NULL,
    content BLOB NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """Of an annotation what others depend on; quick to read where nothing else is wanted."""

    article: str
    key: bytes  # of its article's words and of all that reads them
    place: str
    namings: tuple[Naming, ...]
    sketches: tuple[Sketch, ...]  # of its events


@dataclass(frozen=True, slots=True)
class _Read:
    """Of an annotation only its article."""

    article: Article


_ENCODER: Final = msgpack.Encoder()
_WHOLE: Final = msgpack.Decoder(Annotation)
_READ: Final = msgpack.Decoder(_Read)
_PARTS: Final = msgpack.Decoder(tuple[tuple[Naming, ...], tuple[Sketch, ...]])


class Cache:
    """Annotations by the words of their articles. Only those that were asked for or added since are given back."""

    def __init__(self, connection: sqlite3.Connection, state: str, place: str) -> None:
        self._connection = connection
        self._state = state
        self.place = place
        self._keys: dict[str, bytes] = {}  # of the articles of this run, in their order
        self._flushed = time.monotonic()

    def __len__(self) -> int:
        return len(self._keys)

    def recall(self, articles: Sequence[Article]) -> set[str]:
        """Of which articles an annotation is there; those belong to this run, wherever their articles stand now."""
        keys = [self._key(article) for article in articles]
        query = f"SELECT key, place FROM annotation WHERE key IN ({','.join('?' * len(keys))})"
        found: set[str] = set()
        with told_as_ours(self.place):
            places = dict(self._connection.execute(query, keys))
            for key, article in zip(keys, articles, strict=True):
                if key not in places:
                    continue
                if places[key] != place_of(article):
                    try:
                        self._move(key, article)
                    except (DecodeError, zlib.error):
                        continue
                self._keys[article.id] = key
                found.add(article.id)
        return found

    def add(self, annotation: Annotation, namings: Iterable[Naming] = ()) -> None:
        """Keep an annotation, and what others must know of its namings; on disk within a second or so."""
        article = annotation.article
        key = self._keys[article.id] = self._key(article)
        summary = _ENCODER.encode((tuple(namings), tuple(map(Sketch.of, annotation.events))))
        with told_as_ours(self.place):
            self._connection.execute(
                "INSERT OR REPLACE INTO annotation VALUES (?, ?, ?, ?, ?)",
                (key, place_of(article), sign_article(article), summary, pack(annotation)),
            )
            if time.monotonic() - self._flushed > FLUSH:
                self.flush()

    def annotations(self, ids: Iterable[str] | None = None) -> Iterator[Annotation]:
        """The annotations of this run, in the order of their articles or of the ids given."""
        for name in self._keys if ids is None else ids:
            with told_as_ours(self.place):
                annotation = self._read(self._keys[name], _WHOLE)
            yield annotation

    def packed(self, ids: Iterable[str]) -> Iterator[bytes]:
        """The same, in the order of the ids given, for `unpack`."""
        for name in ids:
            with told_as_ours(self.place):
                content = self._content(self._keys[name])
            yield content

    def articles(self, ids: Iterable[str]) -> Iterator[Article]:
        """Articles of this run, in the order of the ids given."""
        for name in ids:
            with told_as_ours(self.place):
                read = self._read(self._keys[name], _READ)
            yield read.article

    def summaries(self) -> Iterator[Summary]:
        """What is quick to read of each annotation of this run, in no order: one way through all of them."""
        names = {key: name for name, key in self._keys.items()}
        with told_as_ours(self.place):
            for key, place, packed in self._connection.execute("SELECT key, place, summary FROM annotation"):
                if key in names:
                    yield Summary(names[key], key, place, *_PARTS.decode(packed))

    def signatures(self) -> dict[str, Signature]:
        """The signature of each article of this run, by which those that are alike are found."""
        names = {key: name for name, key in self._keys.items()}
        with told_as_ours(self.place):
            rows = self._connection.execute("SELECT key, signature FROM annotation")
            return {names[key]: signature for key, signature in rows if key in names}

    def ids(self) -> list[str]:
        """The ids of this run's articles, in their order."""
        return list(self._keys)

    def flush(self) -> None:
        """Write down all that was added."""
        with told_as_ours(self.place):
            self._connection.commit()
        self._flushed = time.monotonic()

    def forget_others(self) -> None:
        """Drop what this run did not ask for: articles that are gone, and what was read with other knowledge."""
        with told_as_ours(self.place):
            self._connection.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY)")
            self._connection.executemany(
                "INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in self._keys.values())
            )
            self._connection.execute("DELETE FROM annotation WHERE key NOT IN (SELECT key FROM used)")
            self._connection.execute("DROP TABLE used")
        self.flush()

    def _key(self, article: Article) -> bytes:
        words = (self._state, article.id, article.date or "", article.title, article.body)
        return sha256("\x1f".join(words).encode()).digest()[:16]

    def _move(self, key: bytes, article: Article) -> None:
        """Note where an article stands now."""
        moved = replace(self._read(key, _WHOLE), article=article)
        self._connection.execute(
            "UPDATE annotation SET place = ?, content = ? WHERE key = ?", (place_of(article), pack(moved), key)
        )

    def _read(self, key: bytes, decoder: msgpack.Decoder[Whole]) -> Whole:
        return decoder.decode(zlib.decompress(self._content(key)))

    def _content(self, key: bytes) -> bytes:
        content: bytes
        (content,) = self._connection.execute("SELECT content FROM annotation WHERE key = ?", (key,)).fetchone()
        return content


def pack(annotation: Annotation) -> bytes:
    """An annotation in few bytes."""
    return zlib.compress(_ENCODER.encode(annotation), 1)


def unpack(content: bytes, place: str) -> Annotation:
    """An annotation from its few bytes, which stood in the file of that name; ExportError where they are damaged."""
    with told_as_ours(place):
        return _WHOLE.decode(zlib.decompress(content))


def place_of(article: Article) -> str:
    """Where an article was read; nothing else of it may differ between equal keys."""
    return f"{article.source}\x1f{article.url or ''}"


@contextmanager
def open_cache(folder: Path, state: str) -> Iterator[Cache]:
    """The cache in a build's folder, for one build at a time; ExportError while another one has it.

    A file that is no cache, or a damaged one, is replaced by an empty one. Nothing is left of a cache without content.
    """
    file = folder / FOLDER / FILE
    made = [path for path in (file.parent, folder) if not path.exists()]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with told_as_ours(str(file)):
            try:
                connection = connect(file)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                file.unlink()
                connection = connect(file)
        try:
            yield Cache(connection, state, str(file))
            with told_as_ours(str(file)):
                connection.commit()
        finally:
            if close(connection) == 0:
                file.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(f"{error.filename or file}: {error.strerror or error}") from error
    finally:
        for path in made:
            with suppress(OSError):  # not empty: it is of use
                path.rmdir()


def close(connection: sqlite3.Connection) -> int | None:
    """How many annotations are left in the end; unknown on a disk that is full or gone, which was told before."""
    try:
        connection.commit()
        count: int = connection.execute("SELECT count(*) FROM annotation").fetchone()[0]
        return count
    except sqlite3.Error:
        return None
    finally:
        connection.close()


def connect(file: Path) -> sqlite3.Connection:
    """The file, locked. Its journal is no write-ahead log: after each commit the file alone is whole."""
    connection = sqlite3.connect(file, timeout=0)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN EXCLUSIVE")
        if connection.execute("PRAGMA user_version").fetchone() != (VERSION,):
            connection.execute("DROP TABLE IF EXISTS annotation")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute(_SCHEMA)
        connection.execute("SELECT * FROM annotation LIMIT 1").fetchone()
        connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def passing_cache() -> Cache:
    """A cache for this run alone, which goes to disk only as far as memory should not hold it."""
    connection = sqlite3.connect("")
    connection.execute(_SCHEMA)
    return Cache(connection, "", "temporary file")


@contextmanager
def told_as_ours(place: str) -> Iterator[None]:
    """What SQLite refuses, as an error of ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
        reason = "another build is at work in this folder" if busy else str(error)
        raise ExportError(f"{place}: {reason}") from error
    except (sqlite3.DatabaseError, DecodeError, zlib.error) as error:
        raise ExportError(f"{place}: damaged ({error}); delete it, and all articles are read anew") from error
