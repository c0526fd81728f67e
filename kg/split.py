"""Annotations -> each entity's share of each article, in one SQLite file that is brought up to date.

The file stays beside the annotations: the next build splits only articles that are new or say something else.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from msgspec import msgpack

from kg.assemble import with_parents
from kg.cache import told_as_ours
from kg.corpus import Corpus
from kg.events import express_events
from kg.files import digest_of
from kg.lexicon import Lexicon
from kg.model import Annotation
from kg.shares import said_above, split_shares

FILE: Final = "shares.sqlite"
VERSION: Final = 2  # of the tables
# `entity` and `fact` are made from the rest: of each entity a digest of all its shares, of each fact how many state it.
_SCHEMA: Final = """
    CREATE TABLE state (state TEXT);
    CREATE TABLE article (id TEXT PRIMARY KEY, state BLOB, digest BLOB, counted BLOB) WITHOUT ROWID;
    CREATE TABLE share (entity TEXT, article TEXT, type TEXT, digest BLOB, size INTEGER, content BLOB);
    CREATE TABLE above (article TEXT, lower TEXT, predicate TEXT, upper TEXT, type TEXT);
    CREATE TABLE entity (id TEXT PRIMARY KEY, type TEXT, articles INTEGER, digest BLOB) WITHOUT ROWID;
    CREATE TABLE fact (predicate TEXT, subject TEXT, object TEXT, articles INTEGER,
        PRIMARY KEY (predicate, subject, object)) WITHOUT ROWID;
    CREATE TABLE attribute (property TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
"""
# Made when the tables are full for the first time, so that they are only appended to until then.
_INDEXES: Final = """
    CREATE INDEX IF NOT EXISTS said ON share (entity, article, type, digest, size);
    CREATE INDEX IF NOT EXISTS share_of ON share (article);
    CREATE INDEX IF NOT EXISTS above_of ON above (article);
"""
_COUNT_FACT: Final = (
    "INSERT INTO fact VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles"
)
_COUNT_ATTRIBUTE: Final = (
    "INSERT INTO attribute VALUES (?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number"
)

# What an article adds to the counts of facts (predicate, subject, object) and of attributes by property.
Counted = tuple[list[tuple[str, str, str]], dict[str, int]]

_ENCODER: Final = msgpack.Encoder()
_COUNTED: Final = msgpack.Decoder(Counted)


@contextmanager
def open_shares(corpus: Corpus, lexicon: Lexicon, file: Path, state: str) -> Iterator[sqlite3.Connection]:
    """The shares of exactly the articles of a corpus; one at a time.

    `state` names all that a share depends on besides its article. A file of another state, or a damaged one, is
    replaced by an empty one.
    """
    with told_as_ours(str(file)), closing(connect(file, state)) as shares:
        with shares:
            bring_up_to_date(shares, corpus, lexicon)
        yield shares


def make_view(shares: sqlite3.Connection, lexicon: Lexicon) -> set[str]:
    """Make the view `every` of all entities, also those of which no article says anything; gives the lexicon's."""
    found = [entity for (entity,) in shares.execute("SELECT id FROM entity") if lexicon.entry(entity)]
    of_lexicon = with_parents(found, lexicon)
    bare = sorted(of_lexicon - set(found))
    shares.execute("CREATE TEMP TABLE bare (id TEXT PRIMARY KEY, type TEXT) WITHOUT ROWID")
    shares.executemany("INSERT INTO bare VALUES (?, ?)", ((one, type_of(one, "", lexicon)) for one in bare))
    shares.execute(
        "CREATE TEMP VIEW every AS SELECT id, type, articles, digest FROM entity"
        " UNION ALL SELECT id, type, 0, x'' FROM bare"
    )
    return of_lexicon


def bring_up_to_date(shares: sqlite3.Connection, corpus: Corpus, lexicon: Lexicon) -> None:
    """Take out what articles said that are gone or changed, and take what is new."""
    wanted = dict(corpus.states())
    known = dict(shares.execute("SELECT id, state FROM article"))
    old = [name for name, state in known.items() if wanted.get(name) != state]
    fresh = sorted(name for name, state in wanted.items() if known.get(name) != state)
    touched = entities_of(shares, old)
    for name in old:
        take_out(shares, name)
    for annotation in corpus.only(fresh):
        take(shares, annotation, wanted[annotation.article.id], corpus.ties.alike.get(annotation.article.id, ""))
    for statement in filter(str.strip, _INDEXES.split(";")):
        shares.execute(statement)
    note_entities(shares, sorted(touched | entities_of(shares, fresh)), lexicon)


def entities_of(shares: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    """All of which these articles say something."""
    query = "SELECT entity FROM share WHERE article = ?"
    return {entity for article in articles for (entity,) in shares.execute(query, (article,))}


def note_entities(shares: sqlite3.Connection, entities: Iterable[str], lexicon: Lexicon) -> None:
    """Bring up to date what is known of entities of which an article says something else."""
    for entity in entities:
        said = shares.execute("SELECT type, digest FROM share WHERE entity = ? ORDER BY article", (entity,)).fetchall()
        if said:
            # Of several types that articles tell the last one's holds.
            type_, digest = type_of(entity, said[-1][0], lexicon), digest_of(digest for _, digest in said)
            shares.execute("INSERT OR REPLACE INTO entity VALUES (?, ?, ?, ?)", (entity, type_, len(said), digest))
        else:
            shares.execute("DELETE FROM entity WHERE id = ?", (entity,))


def type_of(entity: str, told: str, lexicon: Lexicon) -> str:
    """The type that the lexicon gives an entity, else that which articles tell."""
    entry = lexicon.entry(entity)
    return entry.type if entry else told


def take_out(shares: sqlite3.Connection, article: str) -> None:
    """Forget what an article says."""
    (counted,) = shares.execute("SELECT counted FROM article WHERE id = ?", (article,)).fetchone()
    count(shares, _COUNTED.decode(counted), -1)
    for table, column in (("article", "id"), ("share", "article"), ("above", "article")):
        shares.execute(f"DELETE FROM {table} WHERE {column} = ?", (article,))


def count(shares: sqlite3.Connection, counted: Counted, times: int) -> None:
    """Add what an article counts for, or take it away."""
    facts, attributes = counted
    shares.executemany(_COUNT_FACT, ((*fact, times) for fact in facts))
    shares.executemany(_COUNT_ATTRIBUTE, ((name, times * number) for name, number in attributes.items()))
    if times < 0:
        gone = "DELETE FROM fact WHERE predicate = ? AND subject = ? AND object = ? AND articles = 0"
        shares.executemany(gone, facts)
        shares.executemany("DELETE FROM attribute WHERE property = ? AND number = 0", ((name,) for name in attributes))


def take(shares: sqlite3.Connection, annotation: Annotation, state: bytes, alike: str) -> None:
    """Split an annotation."""
    article = annotation.article.id
    digest = digest_of((_ENCODER.encode(annotation), alike.encode()))
    annotation = express_events(annotation)
    facts = sorted({(relation.predicate, relation.subject, relation.object) for relation in annotation.relations})
    counted = facts, dict(Counter(attribute.property for attribute in set(annotation.attributes)))
    count(shares, counted, 1)
    shares.execute("INSERT INTO article VALUES (?, ?, ?, ?)", (article, state, digest, _ENCODER.encode(counted)))
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
