"""Parts of the graph -> files, piece by piece; a piece whose unit did not change comes from the former build's file.

An index beside the outputs (`.cache/pieces.sqlite`) says from which unit each stretch of each file comes and what that
unit was written from. It takes its place together with the files, so it always fits them; a file that somebody changed
since makes everything be written anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from kg.cache import FOLDER, told_as_ours
from kg.conflicts import find_conflicts
from kg.export.forms import Described, Form, Piece, make_forms
from kg.joining import SCHEMA, Joined, Place, join_file
from kg.ontology import Ontology
from kg.page.content import LIMITS
from kg.page.outline import BETWEEN, FOOT, HEAD, article_rows, outline_rows
from kg.parts import ARTICLE, ENTITY, Parts
from kg.report import OF_ARTICLE, OF_CONFLICT, Told, describe_article, describe_conflict
from kg.view import ENTITY as OF_ENTITY
from kg.view import NEWS, article_line, entity_line

INDEX: Final = "pieces.sqlite"
OUTLINE: Final = "outline.json"
# What goes into the report and into the page, which are no files of pieces themselves.
TOLD: Final = f"{FOLDER}/told.jsonl"
VIEW: Final = f"{FOLDER}/view.jsonl"
MANY: Final = 100 << 20  # bytes of changes beyond which it is quicker to take the whole

_SCHEMA: Final = """
    CREATE TABLE unit (scope TEXT, key TEXT, digest BLOB, PRIMARY KEY (scope, key)) WITHOUT ROWID;
    CREATE TABLE output (file TEXT PRIMARY KEY, size INTEGER, changed INTEGER, first INTEGER, last INTEGER);
    CREATE TABLE state (state TEXT);
    CREATE TEMP TABLE fresh (scope TEXT, key TEXT, PRIMARY KEY (scope, key)) WITHOUT ROWID;
"""
# Units that have to be written anew; and where units stand in former files that are written anew or gone.
_ALL_FRESH: Final = "INSERT INTO fresh SELECT scope, key FROM unit"
_FRESH: Final = (
    "INSERT INTO fresh SELECT scope, key FROM unit LEFT JOIN former.unit AS old USING (scope, key)"
    " WHERE old.digest IS NOT unit.digest"
)
_DROPPED: Final = (
    "INSERT INTO dropped SELECT piece.rowid, file, section, piece.key FROM former.piece AS piece"
    " WHERE EXISTS (SELECT * FROM fresh WHERE fresh.scope = piece.scope AND fresh.key = piece.unit)"
    " OR NOT EXISTS (SELECT * FROM unit WHERE unit.scope = piece.scope AND unit.key = piece.unit)"
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file of lines lost and gained against that of the former build."""

    lost: frozenset[bytes]
    gained: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Written:
    """The names of the files, what the report tells of articles and conflicts, and what changed in the file watched.

    None where that is not known or too much. `anything_new` is false where all is as in the former build.
    """

    files: tuple[str, ...]
    told: Iterable[Told]
    changes: Changes | None
    anything_new: bool


def write_pieces(
    parts: Parts,
    ontology: Ontology,
    folder: Path,
    former: Path,
    *,
    state: str,
    watched: str,
) -> Written:
    """Write the files of all forms into `folder`, with as much as possible from the build in `former`.

    `state` names all that pieces depend on besides the graph.
    """
    forms = make_forms(ontology, parts.kinds()) | OURS
    index = folder / FOLDER / INDEX
    index.parent.mkdir(parents=True, exist_ok=True)
    with told_as_ours(str(index)), ExitStack() as stack:
        database = stack.enter_context(closing(sqlite3.connect(index, isolation_level=None)))
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        intact = is_intact(former, forms, state)
        if intact:
            database.execute("ATTACH ? AS former", (f"{(former / FOLDER / INDEX).resolve()}",))
        database.executescript("BEGIN;" + _SCHEMA + SCHEMA)
        database.executemany("INSERT INTO unit VALUES (?, ?, ?)", ((u.scope, u.key, u.digest) for u in parts.units()))
        database.execute(_FRESH if intact else _ALL_FRESH)
        if intact:
            database.execute(_DROPPED)
        fresh = {name: stack.enter_context(fresh_file(folder, name).open("wb+")) for name in forms}
        database.executemany(
            "INSERT INTO waiting VALUES (?, ?, ?, ?, ?, ?, ?)",
            render(parts, forms, fresh_units(database, ARTICLE), fresh_units(database, ENTITY), fresh, ontology),
        )
        database.execute("CREATE INDEX temp.place ON waiting (file, section, key, start)")
        old = {name: stack.enter_context((former / name).open("rb")) for name in forms} if intact else {}
        changes = None
        first = 1
        for name, form in forms.items():
            with (folder / name).open("wb") as file:
                rows = former_rows(database, name) if intact else (0, 0)
                joined = join_file(database, name, form, rows, old.get(name), fresh[name], file)
            if intact and name == watched:
                changes = compare(joined, old[name], fresh[name])
            fresh_file(folder, name).unlink()
            (last,) = database.execute("SELECT coalesce(max(rowid), 0) + 1 FROM piece").fetchone()
            database.execute(
                "INSERT INTO output VALUES (?, ?, ?, ?, ?)", (name, *fingerprint(folder / name), first, last)
            )
            first = last
        database.execute("INSERT INTO state VALUES (?)", (state,))
        anything_new = not intact or is_different(database)
        database.execute("COMMIT")
    files = tuple(name for name in forms if name not in (TOLD, VIEW))
    return Written(files, read_told(folder / TOLD), changes, anything_new)


def is_different(database: sqlite3.Connection) -> bool:
    """Whether a unit is new, changed or gone."""
    counts = (f"(SELECT count(*) FROM {table})" for table in ("fresh", "unit", "former.unit"))
    fresh, now, before = database.execute(f"SELECT {', '.join(counts)}").fetchone()
    return bool(fresh or now != before)


def note_outputs(folder: Path, names: Iterable[str]) -> None:
    """Remember how files look that are no files of pieces, but made from the same."""
    index = folder / FOLDER / INDEX
    with told_as_ours(str(index)), closing(sqlite3.connect(index)) as database, database:
        rows = ((name, *fingerprint(folder / name), 0, 0) for name in names)
        database.executemany("INSERT INTO output VALUES (?, ?, ?, ?, ?)", rows)


def fresh_file(folder: Path, name: str) -> Path:
    """Where the pieces of a file that are new stand until all are put together."""
    return folder / FOLDER / f"{Path(name).name}.new"


def outline_pieces(described: Described) -> Iterator[Piece]:
    """What a part adds to the outline."""
    part = described.part
    if part.scope == ENTITY:
        rows = ((node, row) for node in part.keys for row in outline_rows(part.graph, [node]))
    else:
        rows = ((part.keys[0], row) for row in article_rows(one.article for one in part.annotations))
    for unit, ((kind, key), text) in rows:
        yield Piece(unit, kind, key, text)


def told_pieces(described: Described) -> Iterator[Piece]:
    """What the report tells of a part."""
    part = described.part
    for annotation in part.annotations:
        line = told_line(OF_ARTICLE, describe_article(annotation))
        yield Piece(part.keys[0], OF_ARTICLE, annotation.article.id, line)
    if part.scope == ENTITY:
        for conflict in find_conflicts(part.graph, part.keys):
            line = told_line(OF_CONFLICT, describe_conflict(conflict))
            yield Piece(conflict.entity, OF_CONFLICT, f"{conflict.entity} {conflict.property}", line)


def view_pieces(described: Described) -> Iterator[Piece]:
    """Of each entity and article what a page may show."""
    part = described.part
    if part.scope == ENTITY:
        for node in part.keys:
            yield Piece(node, OF_ENTITY, node, entity_line(part.graph, node, LIMITS.evidence))
    for annotation in part.annotations:
        yield Piece(part.keys[0], NEWS, annotation.article.id, article_line(annotation.article))


OURS: Final = {
    OUTLINE: Form(outline_pieces, head=HEAD, between=BETWEEN, foot=FOOT),
    TOLD: Form(told_pieces),
    VIEW: Form(view_pieces),
}


def told_line(kind: str, told: Mapping[str, object]) -> str:
    return json.dumps((kind, told), ensure_ascii=False, separators=(",", ":")) + "\n"


def read_told(file: Path) -> Iterator[Told]:
    """What is told of each article, in order of id, and of each conflict."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            kind, told = json.loads(line)
            yield kind, told


def is_intact(former: Path, forms: Iterable[str], state: str) -> bool:
    """Whether a build has all these files as it wrote them, and wrote them by the same rules."""
    index = former / FOLDER / INDEX
    if not index.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)) as database:
            if database.execute("SELECT state FROM state").fetchone() != (state,):
                return False
            known = {file: found for file, *found in database.execute("SELECT file, size, changed FROM output")}
            return all(known.get(name) == list(fingerprint(former / name)) for name in forms)
    except (sqlite3.DatabaseError, OSError):
        return False


def fingerprint(file: Path) -> tuple[int, int]:
    """What changes when somebody writes to a file: its size, its time."""
    status = file.stat()
    return status.st_size, status.st_mtime_ns


def former_rows(database: sqlite3.Connection, name: str) -> tuple[int, int]:
    """The first row of a file in the former index, and the one behind its last."""
    first, last = database.execute("SELECT first, last FROM former.output WHERE file = ?", (name,)).fetchone()
    return first, last


def fresh_units(database: sqlite3.Connection, scope: str) -> list[str]:
    """The units of a scope that have to be written anew."""
    return [key for (key,) in database.execute("SELECT key FROM fresh WHERE scope = ? ORDER BY key", (scope,))]


def render(
    parts: Parts,
    forms: Mapping[str, Form],
    articles: Iterable[str],
    entities: Iterable[str],
    fresh: Mapping[str, BinaryIO],
    ontology: Ontology,
) -> Iterator[tuple[str, str, str, str, str, int, int]]:
    """Append all pieces of some units to files as they come, and say where each stands."""
    for part in parts.parts(articles, entities):
        described = Described.of(part, ontology)
        for name, form in forms.items():
            for piece in form.pieces(described):
                text = piece.text.encode()
                start = fresh[name].tell()
                fresh[name].write(text)
                yield name, piece.section, piece.key, part.scope, piece.unit, start, len(text)


def compare(joined: Joined, old: BinaryIO, fresh: BinaryIO) -> Changes | None:
    """The lines that a file lost and gained, unless these are many."""

    def lines(source: BinaryIO, places: list[Place]) -> Iterator[bytes]:
        for start, length in places:
            source.seek(start)
            yield from source.read(length).splitlines(keepends=True)

    if sum(length for _, length in (*joined.lost, *joined.gained)) > MANY:
        return None
    before, now = frozenset(lines(old, joined.lost)), frozenset(lines(fresh, joined.gained))
    return Changes(before - now, now - before)
