"""Parts of the graph -> files, piece by piece; a piece whose unit did not change comes from the former build's file.

A file that the former build did not write, or that somebody changed since, is written anew by all units, one part of
the graph after the other; the index (`kg.index`) tells what of the others still holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from kg.also import WHEN_ASKED
from kg.cache import FOLDER, told_as_ours
from kg.export.forms import Form
from kg.files import link_or_copy
from kg.index import (
    INDEX,
    changed_units,
    close_index,
    intact_heads,
    note_changed,
    note_pieces,
    open_index,
    recall_pieces,
    renew_units,
    unchanged_units,
)
from kg.joining import Joined, Place, gather_changes, is_changed, join_file, settle_changes
from kg.lines import TOLD, VIEW, read_told
from kg.ontology import Ontology
from kg.outputs import TRIPLES
from kg.parts import ARTICLE, ENTITY, Parts
from kg.render import Rendered, Renderer, number_forms, render_all
from kg.report import Told

MANY: Final = 100 << 20  # bytes of changes beyond which it is quicker to take the whole


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file of lines lost and gained against that of the former build."""

    lost: frozenset[bytes]
    gained: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Written:
    """The names of the files, what the report tells of articles and conflicts, and which triples changed.

    None where that is not known or too much. `anything_new` is false where all is as in the former build.
    """

    files: tuple[str, ...]
    told: Iterable[Told]
    changes: Changes | None
    anything_new: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file to be written: its form, the number that it has in every index, and where its new pieces wait."""

    number: int
    form: Form
    fresh: BinaryIO


def write_pieces(
    parts: Parts,
    ontology: Ontology,
    folder: Path,
    former: Path,
    *,
    state: str,
    also: Collection[str] = (),
    jobs: int = 1,
) -> Written:
    """Write the files of all forms into `folder`, with as much as possible from the build in `former`.

    `state` names all that pieces depend on besides the graph; `also` are files of WHEN_ASKED.
    """
    every = number_forms(ontology, parts.kinds())
    forms = {name: numbered for name, numbered in every.items() if name in also or name not in WHEN_ASKED}
    index = folder / FOLDER / INDEX
    index.parent.mkdir()
    with ExitStack() as stack:
        stack.enter_context(told_as_ours(str(index)))
        heads = intact_heads(former, forms, state)
        taken = {number for name, (number, _) in forms.items() if name in heads}
        files = {
            name: File(number, form, stack.enter_context(fresh_file(folder, name).open("wb+")))
            for name, (number, form) in forms.items()
        }
        database = stack.enter_context(closing(open_index(index, former / FOLDER / INDEX if heads else None, taken)))
        anything_new = bool(note_changed(database, parts.units()) or not heads)
        recall_pieces(database, taken)
        renew_units(database)
        render(database, parts, files.values(), taken, ontology, jobs)
        gather_changes(database)
        changes = None
        for name, one in files.items():
            old = stack.enter_context((former / name).open("rb")) if name in heads else None
            changed = Joined([], []) if old and name == TRIPLES else None
            if old and not is_changed(database, one.number) and old.read(heads[name]) == one.form.head.encode():
                link_or_copy(former / name, folder / name)
            else:
                with (folder / name).open("wb") as file:
                    join_file(database, one.number, one.form, heads.get(name, 0), old, one.fresh, file, changed)
            if old and changed is not None:
                changes = compare(changed, old, one.fresh)
            fresh_file(folder, name).unlink()
        settle_changes(database)
        close_index(database, folder, {name: len(one.form.head.encode()) for name, one in files.items()}, state)
    names = tuple(name for name in forms if name not in (TOLD, VIEW))
    return Written(names, read_told(folder / TOLD), changes, anything_new)


def fresh_file(folder: Path, name: str) -> Path:
    """Where the pieces of a file that are new stand until all are put together."""
    return folder / FOLDER / f"{Path(name).name}.new"


def render(
    database: sqlite3.Connection,
    parts: Parts,
    files: Collection[File],
    taken: Collection[int],
    ontology: Ontology,
    jobs: int,
) -> None:
    """Write down all new pieces: those of units that changed, and all of files that are not taken over."""
    anew = [file for file in files if file.number not in taken]
    for units, some in ((changed_units, files), (unchanged_units, anew)):
        if not some:
            continue
        numbered = {file.number: file.fresh for file in some}
        renderer = Renderer(parts.assembler, ontology, tuple(sorted(parts.kinds())), frozenset(numbered))
        heaps = parts.heaps(*(units(database, scope) for scope in (ARTICLE, ENTITY)))
        for rendered in render_all(heaps, renderer, jobs=jobs):
            note_rendered(database, rendered, numbered, taken)


def note_rendered(
    database: sqlite3.Connection, rendered: Rendered, fresh: Mapping[int, BinaryIO], taken: Collection[int]
) -> None:
    """Append the pieces of a part to files, and note where each stands and what each unit wrote."""
    ends = {number: fresh[number].tell() for number in rendered.texts}
    told = list[tuple[int, str, str, int, int]]()
    written: dict[str, list[tuple[int, str, str]]] = {unit: [] for unit in rendered.units}
    for unit, number, section, key, length in rendered.pieces:
        told.append((number, section, key, ends[number], length))
        ends[number] += length
        written[unit].append((number, section, key))
    for number, text in rendered.texts.items():
        fresh[number].write(text)
    database.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?)", told)
    note_pieces(database, rendered.scope, written, taken)


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
