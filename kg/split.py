"""Annotations -> each entity's share of each article, in one SQLite file that is brought up to date.

The file stays beside the annotations: the next build splits only articles that are new or say something else.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from msgspec import msgpack

from kg.cache import told_as_ours
from kg.corpus import Corpus
from kg.events import express_events
from kg.files import digest_of
from kg.model import Annotation
from kg.shares import said_above, split_shares

FILE: Final = "shares.sqlite"
VERSION: Final = 1  # of the tables
_SCHEMA: Final = """
    CREATE TABLE state (state TEXT);
    CREATE TABLE article (id TEXT PRIMARY KEY, state BLOB, digest BLOB, attributes BLOB) WITHOUT ROWID;
    CREATE TABLE share (entity TEXT, article TEXT, type TEXT, digest BLOB, size INTEGER, content BLOB);
    CREATE TABLE fact (article TEXT, subject TEXT, predicate TEXT, object TEXT);
    CREATE TABLE above (article TEXT, lower TEXT, predicate TEXT, upper TEXT, type TEXT);
"""
# Made when the tables are full for the first time, so that they are only appended to until then.
_INDEXES: Final = """
    CREATE INDEX IF NOT EXISTS said ON share (entity, article, type, digest, size);
    CREATE INDEX IF NOT EXISTS share_of ON share (article);
    CREATE INDEX IF NOT EXISTS fact_of ON fact (article);
    CREATE INDEX IF NOT EXISTS above_of ON above (article);
"""
_ENCODER: Final = msgpack.Encoder()


@contextmanager
def open_shares(corpus: Corpus, file: Path, state: str) -> Iterator[sqlite3.Connection]:
    """The shares of exactly the articles of a corpus; one at a time.

    `state` names all that a share depends on besides its article. A file of another state, or a damaged one, is
    replaced by an empty one.
    """
    with told_as_ours(str(file)), closing(connect(file, state)) as shares:
        with shares:
            bring_up_to_date(shares, corpus)
        yield shares


def bring_up_to_date(shares: sqlite3.Connection, corpus: Corpus) -> None:
    """Take out what articles said that are gone or changed, and take what is new."""
    wanted = dict(corpus.states())
    known = dict(shares.execute("SELECT id, state FROM article"))
    for table, column in (("article", "id"), ("share", "article"), ("fact", "article"), ("above", "article")):
        old = ((name,) for name, state in known.items() if wanted.get(name) != state)
        shares.executemany(f"DELETE FROM {table} WHERE {column} = ?", old)
    fresh = sorted(name for name, state in wanted.items() if known.get(name) != state)
    for annotation in corpus.only(fresh):
        take(shares, annotation, wanted[annotation.article.id], corpus.alike.get(annotation.article.id, ""))
    for statement in filter(str.strip, _INDEXES.split(";")):
        shares.execute(statement)


def take(shares: sqlite3.Connection, annotation: Annotation, state: bytes, alike: str) -> None:
    """Split an annotation."""
    article = annotation.article.id
    digest = digest_of((_ENCODER.encode(annotation), alike.encode()))
    annotation = express_events(annotation)
    counts = Counter(attribute.property for attribute in set(annotation.attributes))
    shares.execute("INSERT INTO article VALUES (?, ?, ?, ?)", (article, state, digest, _ENCODER.encode(dict(counts))))
    types = {entity.id: entity.type for entity in annotation.entities}
    split = ((entity, _ENCODER.encode(share)) for entity, share in split_shares(annotation).items())
    shares.executemany(
        "INSERT INTO share VALUES (?, ?, ?, ?, ?, ?)",
        (
            (entity, article, types[entity], digest_of((alike.encode(), content)), len(content), content)
            for entity, content in split
        ),
    )
    shares.executemany(
        "INSERT INTO fact VALUES (?, ?, ?, ?)",
        ((article, relation.subject, relation.predicate, relation.object) for relation in annotation.relations),
    )
    shares.executemany(
        "INSERT INTO above VALUES (?, ?, ?, ?, ?)", ((article, *step) for step in said_above(annotation))
    )


def connect(file: Path, state: str) -> sqlite3.Connection:
    """The file, ready."""
    try:
        connection = open_file(file, state)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        connection = None
    if connection is None:
        file.unlink()
        connection = open_file(file, state)
    assert connection is not None
    return connection


def open_file(file: Path, state: str) -> sqlite3.Connection | None:
    """The file, ready; None if it is of another state."""
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if not version and not connection.execute("SELECT * FROM sqlite_schema").fetchone():
            with connection:
                connection.executescript(f"BEGIN; {_SCHEMA}; PRAGMA user_version = {VERSION}")
                connection.execute("INSERT INTO state VALUES (?)", (state,))
        elif version != VERSION or connection.execute("SELECT state FROM state").fetchone() != (state,):
            connection.close()
            return None
    except sqlite3.Error:
        connection.close()
        raise
    return connection
