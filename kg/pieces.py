"""Parts of the graph -> files, piece by piece; a piece whose unit did not change comes from the former build's file.

An index beside the outputs (`.cache/pieces.sqlite`) says from which unit each stretch of each file comes and what that
unit was written from. It takes its place together with the files, so it always fits them; a file that somebody changed
since makes everything be written anew.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import msgpack

from kg.cache import FOLDER, told_as_ours
from kg.conflicts import find_conflicts
from kg.export.forms import Described, Form, Piece, make_forms, make_more_forms
from kg.joining import CHANGES, SCHEMA, Joined, Place, gather_changes, join_file, settle_changes
from kg.ontology import Ontology
from kg.page.content import LIMITS
from kg.page.outline import BETWEEN, FOOT, HEAD, article_rows, outline_rows
from kg.parts import ARTICLE, ENTITY, Parts, Unit
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
    CREATE TABLE unit (scope TEXT, key TEXT, digest BLOB, pieces BLOB, PRIMARY KEY (scope, key)) WITHOUT ROWID;
    CREATE TABLE output (file TEXT PRIMARY KEY, size INTEGER, changed INTEGER, head INTEGER);
    CREATE TABLE state (state TEXT);
"""
_UNITS: Final = """
    CREATE TEMP TABLE now (scope TEXT, key TEXT, digest BLOB, PRIMARY KEY (scope, key)) WITHOUT ROWID;
    CREATE TEMP TABLE fresh (scope TEXT, key TEXT, digest BLOB, PRIMARY KEY (scope, key)) WITHOUT ROWID;
    CREATE TEMP TABLE gone (scope TEXT, key TEXT, PRIMARY KEY (scope, key)) WITHOUT ROWID;
"""
# Units that have to be written anew, and those that there are no more.
_FRESH: Final = (
    "INSERT INTO fresh SELECT scope, key, now.digest FROM now LEFT JOIN unit USING (scope, key)"
    " WHERE unit.digest IS NOT now.digest"
)
_GONE: Final = "INSERT INTO gone SELECT scope, key FROM unit LEFT JOIN now USING (scope, key) WHERE now.digest IS NULL"
_WRITTEN_BEFORE: Final = (
    "SELECT pieces FROM unit JOIN fresh USING (scope, key)"
    " UNION ALL SELECT pieces FROM unit JOIN gone USING (scope, key)"
)
_FORGET: Final = "DELETE FROM unit WHERE (scope, key) IN (SELECT scope, key FROM gone)"
_NOTE: Final = "INSERT OR REPLACE INTO unit SELECT scope, key, digest, ? FROM fresh WHERE scope = ? AND key = ?"

_ENCODER: Final = msgpack.Encoder()
_PIECES: Final = msgpack.Decoder(list[tuple[int, str, str]])


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file of lines lost and gained against that of the former build."""

    lost: frozenset[bytes]
    gained: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Output:
    """A file of a build: the length of its head, unknown where it is no file of pieces, and its fingerprint."""

    head: int | None
    looks: tuple[int, int]


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
    also: Iterable[str] = (),
) -> Written:
    """Write the files of all forms into `folder`, with as much as possible from the build in `former`.

    `state` names all that pieces depend on besides the graph; `also` are files of `make_more_forms`.
    """
    kinds = parts.kinds()
    more = make_more_forms(ontology, kinds)
    forms = make_forms(ontology, kinds) | OURS | {name: more[name] for name in also}
    index = folder / FOLDER / INDEX
    index.parent.mkdir()
    with ExitStack() as stack:
        stack.enter_context(told_as_ours(str(index)))
        heads = former_heads(former, forms, state)
        database = stack.enter_context(closing(open_index(index, former / FOLDER / INDEX if heads else None)))
        anything_new = bool(compare_units(database, parts.units()) or not heads)
        fresh = {name: stack.enter_context(fresh_file(folder, name).open("wb+")) for name in forms}
        render(database, parts, forms, fresh, ontology)
        gather_changes(database)
        changes = None
        for number, (name, form) in enumerate(forms.items()):
            old = stack.enter_context((former / name).open("rb")) if heads else None
            with (folder / name).open("wb") as file:
                joined = join_file(database, number, form, heads.get(name, 0), old, fresh[name], file)
            if old and name == watched:
                changes = compare(joined, old, fresh[name])
            fresh_file(folder, name).unlink()
        settle_changes(database)
        database.execute("DELETE FROM state")
        database.execute("INSERT INTO state VALUES (?)", (state,))
        database.execute("DELETE FROM output")
        database.executemany(
            "INSERT INTO output VALUES (?, ?, ?, ?)",
            ((name, *fingerprint(folder / name), len(form.head.encode())) for name, form in forms.items()),
        )
        database.execute("COMMIT")
    files = tuple(name for name in forms if name not in (TOLD, VIEW))
    return Written(files, read_told(folder / TOLD), changes, anything_new)


def open_index(index: Path, former: Path | None) -> sqlite3.Connection:
    """A new index, at first as the former build left its own. It need not survive a crash: its folder does not."""
    if former:
        shutil.copyfile(former, index)
    database = sqlite3.connect(index, isolation_level=None)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -65536")
    database.executescript("BEGIN;" + ("" if former else _SCHEMA + SCHEMA) + _UNITS + CHANGES)
    return database


def compare_units(database: sqlite3.Connection, units: Iterable[Unit]) -> int:
    """Find out which units are new, changed or gone, and note what they wrote before; gives how many these are."""
    database.executemany("INSERT INTO now VALUES (?, ?, ?)", units)
    database.execute(_FRESH)
    database.execute(_GONE)
    before = (place for (pieces,) in database.execute(_WRITTEN_BEFORE) for place in _PIECES.decode(pieces))
    database.executemany("INSERT INTO told VALUES (?, ?, ?, NULL, NULL)", before)
    database.execute(_FORGET)
    count: int = database.execute("SELECT (SELECT count(*) FROM fresh) + (SELECT count(*) FROM gone)").fetchone()[0]
    return count


def note_outputs(folder: Path, names: Iterable[str]) -> None:
    """Remember how files look that are no files of pieces, but made from the same."""
    index = folder / FOLDER / INDEX
    with told_as_ours(str(index)), closing(sqlite3.connect(index)) as database, database:
        rows = ((name, *fingerprint(folder / name)) for name in names)
        database.executemany("INSERT INTO output VALUES (?, ?, ?, NULL)", rows)


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


def is_intact(former: Path, files: Iterable[str], state: str) -> bool:
    """Whether a build has all these files as it wrote them, and wrote them by the same rules."""
    known = read_outputs(former, state)
    try:
        return all(name in known and known[name].looks == fingerprint(former / name) for name in files)
    except OSError:
        return False


def read_outputs(former: Path, state: str) -> dict[str, Output]:
    """The files of a build as its index has them, in its order; none where there is none or by other rules."""
    index = former / FOLDER / INDEX
    if not index.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)) as database:
            if database.execute("SELECT state FROM state").fetchone() != (state,):
                return {}
            rows = database.execute("SELECT file, head, size, changed FROM output ORDER BY rowid")
            return {file: Output(head, (size, changed)) for file, head, size, changed in rows}
    except sqlite3.DatabaseError:
        return {}


def former_heads(former: Path, files: Iterable[str], state: str) -> dict[str, int]:
    """The length of the head of each file of a build; none where its files of pieces are not intact or not these."""
    heads = {name: output.head for name, output in read_outputs(former, state).items() if output.head is not None}
    return heads if [*heads] == [*files] and is_intact(former, heads, state) else {}


def fingerprint(file: Path) -> tuple[int, int]:
    """What changes when somebody writes to a file: its size, its time."""
    status = file.stat()
    return status.st_size, status.st_mtime_ns


def render(
    database: sqlite3.Connection,
    parts: Parts,
    forms: Mapping[str, Form],
    fresh: Mapping[str, BinaryIO],
    ontology: Ontology,
) -> None:
    """Append all pieces of fresh units to files as they come, and note where each stands and what each unit wrote."""
    articles, entities = (
        [key for (key,) in database.execute("SELECT key FROM fresh WHERE scope = ? ORDER BY key", (scope,))]
        for scope in (ARTICLE, ENTITY)
    )
    for part in parts.parts(articles, entities):
        described = Described.of(part, ontology)
        told = list[tuple[int, str, str, int, int]]()
        written: dict[str, list[tuple[int, str, str]]] = {key: [] for key in part.keys}
        for number, (name, form) in enumerate(forms.items()):
            for piece in form.pieces(described):
                text = piece.text.encode()
                told.append((number, piece.section, piece.key, fresh[name].tell(), len(text)))
                written[piece.unit].append((number, piece.section, piece.key))
                fresh[name].write(text)
        database.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?)", told)
        database.executemany(_NOTE, ((_ENCODER.encode(pieces), part.scope, key) for key, pieces in written.items()))


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
