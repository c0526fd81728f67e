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
from kg.ontology import Ontology
from kg.page.content import Limits
from kg.page.outline import BETWEEN, FOOT, HEAD, article_rows, outline_rows
from kg.parts import ARTICLE, ENTITY, Parts
from kg.report import OF_ARTICLE, OF_CONFLICT, Told, describe_article, describe_conflict
from kg.view import view_line

INDEX: Final = "pieces.sqlite"
OUTLINE: Final = "outline.json"
# What goes into the report and into the page, which are no files of pieces themselves.
TOLD: Final = f"{FOLDER}/told.jsonl"
VIEW: Final = f"{FOLDER}/view.jsonl"
LIMITS: Final = Limits()
FORMER, NEW = 0, 1  # where a piece stands
CHUNK: Final = 1 << 20  # bytes
MANY: Final = 100 << 20  # bytes of changes beyond which it is quicker to take the whole

_SCHEMA: Final = """
    CREATE TABLE unit (scope TEXT, key TEXT, digest BLOB, PRIMARY KEY (scope, key)) WITHOUT ROWID;
    CREATE TABLE piece (file TEXT, section TEXT, key TEXT, scope TEXT, unit TEXT, start INTEGER, length INTEGER);
    CREATE TABLE output (file TEXT PRIMARY KEY, size INTEGER, changed INTEGER);
    CREATE TABLE state (state TEXT);
    CREATE TEMP TABLE kept (scope TEXT, unit TEXT, PRIMARY KEY (scope, unit)) WITHOUT ROWID;
    CREATE TEMP TABLE waiting (file TEXT, section TEXT, key TEXT, scope TEXT, unit TEXT, place INTEGER,
        start INTEGER, length INTEGER);
"""

# What units that are as they were have written.
_TAKE_OVER: Final = (
    "INSERT INTO kept SELECT scope, key FROM unit JOIN former.unit AS old USING (scope, key)"
    " WHERE unit.digest = old.digest",
    f"INSERT INTO waiting SELECT file, section, key, scope, unit, {FORMER}, start, length"
    " FROM former.piece JOIN kept USING (scope, unit)",
)
# Of what several units have written alike one comes first, which is that of the former file if that has it.
_IN_ORDER: Final = """
    SELECT section, key, scope, unit, place, start, length FROM waiting WHERE file = ?
    ORDER BY section, key, place, start
"""
_LOST: Final = f"""
    SELECT DISTINCT start, length FROM former.piece AS old WHERE file = ?1 AND NOT EXISTS
    (SELECT * FROM waiting WHERE file = ?1 AND section = old.section AND key = old.key AND place = {FORMER})
"""
_GAINED: Final = f"""
    SELECT DISTINCT start, length FROM waiting AS one WHERE file = ?1 AND place = {NEW} AND NOT EXISTS
    (SELECT * FROM waiting WHERE file = ?1 AND section = one.section AND key = one.key AND place = {FORMER})
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file of lines lost and gained against that of the former build."""

    lost: frozenset[bytes]
    gained: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Written:
    """The names of the files, what the report tells of articles and conflicts, and what changed in the file watched.

    None where that is not known or too much.
    """

    files: tuple[str, ...]
    told: Iterable[Told]
    changes: Changes | None


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
        database.executescript("BEGIN;" + _SCHEMA)
        database.executemany("INSERT INTO unit VALUES (?, ?, ?)", ((u.scope, u.key, u.digest) for u in parts.units()))
        if intact:
            for statement in _TAKE_OVER:
                database.execute(statement)
        fresh = {name: stack.enter_context(fresh_file(folder, name).open("wb+")) for name in forms}
        database.executemany(
            f"INSERT INTO waiting VALUES (?, ?, ?, ?, ?, {NEW}, ?, ?)",
            render(parts, forms, missing(database, ARTICLE), missing(database, ENTITY), fresh, ontology),
        )
        database.execute("CREATE INDEX temp.place ON waiting (file, section, key, place)")
        old = {name: stack.enter_context((former / name).open("rb")) for name in forms} if intact else {}
        for name, form in forms.items():
            with (folder / name).open("wb") as file:
                rows = database.execute(_IN_ORDER, (name,))
                placed = join(form, rows, {FORMER: old.get(name, fresh[name]), NEW: fresh[name]}, file)
                database.executemany(f"INSERT INTO piece VALUES ('{name}', ?, ?, ?, ?, ?, ?)", placed)
            fresh_file(folder, name).unlink()
            database.execute("INSERT INTO output VALUES (?, ?, ?)", (name, *fingerprint(folder / name)))
        database.execute("INSERT INTO state VALUES (?)", (state,))
        changes = compare(database, watched, old[watched], fresh[watched]) if intact else None
        database.execute("COMMIT")
    return Written(tuple(name for name in forms if name not in (TOLD, VIEW)), read_told(folder / TOLD), changes)


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
    """Of each entity what a page may show."""
    part = described.part
    if part.scope == ENTITY:
        for node in part.keys:
            yield Piece(node, "", node, view_line(part.graph, node, LIMITS.evidence))


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


def missing(database: sqlite3.Connection, scope: str) -> list[str]:
    """The units of a scope that have to be written anew."""
    rows = database.execute(
        "SELECT key FROM unit WHERE scope = ?1 AND key NOT IN (SELECT unit FROM kept WHERE scope = ?1) ORDER BY key",
        (scope,),
    )
    return [key for (key,) in rows]


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


def join(
    form: Form,
    rows: Iterable[tuple[str, str, str, str, int, int, int]],
    sources: Mapping[int, BinaryIO],
    file: BinaryIO,
) -> Iterator[tuple[str, str, str, str, int, int]]:
    """Put pieces into a file in the order of the rows, and say where each stands now.

    What stands in a row in the same source is copied in one go.
    """
    file.write(form.head.encode())
    between = form.between.encode()
    position = len(form.head.encode())
    former: tuple[str, str] | None = None
    source, begin, end, start = NEW, 0, 0, 0
    for section, key, scope, unit, place, at, length in rows:
        if former != (section, key):  # else another unit has written the same
            heading = form.heading(section).encode() if former is None or former[0] != section else b""
            gap = (between if former is not None else b"") + heading
            former = section, key
            position += len(gap)
            if heading or place != source or at != end + len(gap):
                copy(sources[source], begin, end, file)
                file.write(gap)
                source, begin = place, at
            end = at + length
            start = position
            position += length
        yield section, key, scope, unit, start, length
    copy(sources[source], begin, end, file)
    file.write(form.foot.encode())


def copy(source: BinaryIO, begin: int, end: int, file: BinaryIO) -> None:
    source.seek(begin)
    while begin < end:
        content = source.read(min(CHUNK, end - begin))
        file.write(content)
        begin += len(content)


def compare(database: sqlite3.Connection, name: str, old: BinaryIO, fresh: BinaryIO) -> Changes | None:
    """The lines that a file lost and gained, unless these are many."""

    def lines(source: BinaryIO, rows: list[tuple[int, int]]) -> Iterator[bytes]:
        for start, length in rows:
            source.seek(start)
            yield from source.read(length).splitlines(keepends=True)

    lost, gained = (database.execute(query, (name,)).fetchall() for query in (_LOST, _GAINED))
    if sum(length for _, length in (*lost, *gained)) > MANY:
        return None
    before, now = frozenset(lines(old, lost)), frozenset(lines(fresh, gained))
    return Changes(before - now, now - before)
