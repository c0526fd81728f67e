"""Paths -> articles: files and folders in one sorted order, each by the reader of its suffix, each article once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from kg.model import Article, content_id
from kg.publish import former_outputs
from kg.read.decode import UTF16_MARKS, UTF32_MARKS, UndecodableError, decode_text
from kg.read.html import read_html
from kg.read.markdown import read_markdown
from kg.read.outcome import Draft, Rejected, Remark
from kg.read.parquet import read_parquet
from kg.read.plain import read_plain
from kg.read.records import LARGEST_LINE, read_json, read_json_lines
from kg.read.sheets import read_csv
from kg.read.workbook import read_workbook

Reader = Callable[[str, str], Iterator[Draft | Rejected]]

READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".json": read_json,
    ".html": read_html,
    ".htm": read_html,
}
JSON_LINES = (".jsonl", ".ndjson")
TABLES: dict[str, Callable[[BinaryIO, str], Iterator[Draft | Rejected]]] = {
    ".parquet": read_parquet,
    ".xlsx": read_workbook,
}
SUFFIXES = ", ".join([*READERS, *JSON_LINES, *TABLES])

PAGES = (".html", ".htm")
PARTS = ("_files", ".files")  # how browsers end the name of the folder with the pictures and styles of a saved page
ADDED = re.compile("(?:~[0-9a-f]{8})+$")
LARGEST_FILE = 256 * 2**20  # bytes of a file that is read whole; JSON Lines are read line by line and have no limit
# Characters of title and body together: a minute or two of reading. A book is read in stretches (`kg.stretches`).
LARGEST_ARTICLE = 2_000_000


def read_paths(paths: Iterable[Path | str]) -> Iterator[Article | Rejected | Remark]:
    """Every article below these paths, once, and what else was found there.

    The order in which paths are named does not matter. An article without an id gets one from its title, body and date;
    one whose id another text has already gets `ID~HASH`.
    """
    known: dict[str, tuple[str, str]] = {}
    files, aside = list_files(paths)
    yield from aside
    for name, path in files:
        for outcome in read_drafts(path, name):
            if isinstance(outcome, Rejected):
                yield outcome
            else:
                yield from settle_draft(outcome, known)


def settle_draft(draft: Draft, known: dict[str, tuple[str, str]]) -> Iterator[Article | Remark]:
    """The article of a draft with an id of its own; `known` maps each id to its content and where it was read."""
    content = content_of(draft)
    name = draft.id or content
    if known.get(name, (content,))[0] != content:
        name = f"{name}~{content[:8]}"
    place = f"{draft.file}:{draft.line}" if draft.line else draft.file
    if name in known:
        note = f"the same article as {known[name][1]}"
        yield Remark(file=draft.file, line=draft.line, article=name, note=note)
        return
    known[name] = content, place
    notes = draft.remarks
    if draft.id and name != draft.id:
        notes = (*notes, f"id {draft.id} belongs to another text at {known[draft.id][1]}; this one is {name}")
    for note in notes:
        yield Remark(file=draft.file, line=draft.line, article=name, note=note)
    yield Article(id=name, title=draft.title, body=draft.body, date=draft.date, url=draft.url, source=draft.file)


def content_of(draft: Draft) -> str:
    """What tells an article from others; white space at its end does not."""
    return content_id(draft.title, draft.body.rstrip(), draft.date or "", length=16)


def settled_with(draft: Draft) -> str:
    """The same for all drafts that can meet in `settle_draft`: those of one id, whatever was added to it."""
    return ADDED.sub("", draft.id or content_of(draft))


def refuse_draft(draft: Draft) -> str | None:
    """Why this draft cannot be an article, if so."""
    if not (draft.title + draft.body).strip():
        return "an article without text"
    if len(draft.title) + len(draft.body) > LARGEST_ARTICLE:
        return f"an article of over {LARGEST_ARTICLE:,} characters"
    for part in (draft.title, draft.body, draft.id, draft.url):
        try:
            (part or "").encode()
        except UnicodeEncodeError:
            return "half a surrogate pair, which no UTF-8 file can hold"
    return None


def read_drafts(path: Path, name: str) -> Iterator[Draft | Rejected]:
    """The outcomes of one file, of which every draft can be an article; a file without any says so itself."""
    found = False
    for outcome in read_file(path, name):
        found = True
        reason = refuse_draft(outcome) if isinstance(outcome, Draft) else None
        yield Rejected(file=outcome.file, line=outcome.line, reason=reason) if reason else outcome
    if not found:
        yield Rejected(file=name, reason="holds no article")


def list_files(paths: Iterable[Path | str]) -> tuple[list[tuple[str, Path]], list[Rejected | Remark]]:
    """Files named or below a named folder, each once, in order of their names; and folders that are not looked into.

    Hidden files and folders count only where they are named.
    """
    found: dict[str, tuple[str, Path]] = {}
    aside: list[Rejected | Remark] = []
    for path in map(Path, paths):
        for file in walk_folder(path, aside.append) if path.is_dir() else [path]:
            entry = tell_name(file), file
            place = os.path.realpath(file)
            found[place] = min(found.get(place, entry), entry)
    return sorted(found.values()), sorted(set(aside), key=str)


def walk_folder(folder: Path, tell: Callable[[Rejected | Remark], None]) -> Iterator[Path]:
    """The files below a folder; what an earlier build wrote is no news, nor are the parts of a saved page, and a link
    may lead around in a circle."""

    def refuse(error: OSError) -> None:
        tell(Rejected(file=tell_name(Path(error.filename)), reason=error.strerror or type(error).__name__))

    for root, folders, files in os.walk(folder, onerror=refuse):
        if former_outputs(Path(root)) is not None:
            tell(Remark(file=tell_name(Path(root)), note="a build of kg, whose files are not read as news"))
            folders.clear()
            continue
        parts = dict(find_parts(sorted(files))) if folders else {}
        for name in sorted(parts.keys() & set(folders)):
            tell(Remark(file=tell_name(Path(root, name)), note=f"the pictures and styles of {parts[name]}"))
        folders[:] = [name for name in folders if not name.startswith(".") and name not in parts]
        for link in (name for name in folders if Path(root, name).is_symlink()):
            tell(
                Rejected(file=tell_name(Path(root, link)), reason="a link to a folder, which is read only where named")
            )
        yield from (Path(root, name) for name in files if not name.startswith("."))


def find_parts(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The folders that may hold the parts of the web pages among these files, and of which page each."""
    for file in files:
        page = Path(file)
        if page.suffix.lower() in PAGES:
            yield from ((page.stem + end, file) for end in PARTS)


def tell_name(path: Path) -> str:
    """The path as text that UTF-8 can hold, whatever bytes the file system allows."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def read_file(path: Path, name: str) -> Iterator[Draft | Rejected]:
    """The outcomes of one file; whatever the system or its bytes refuse becomes one of them."""
    suffix = path.suffix.lower()
    try:
        if not path.is_file():
            yield Rejected(file=name, reason=tell_absence(path))
        elif suffix in JSON_LINES and not is_one_value(path):
            with path.open("rb") as opened, BufferedReader(cast(RawIOBase, opened)) as file:
                yield from read_json_lines(iter(lambda: read_line(file), b""), name)
        elif suffix in TABLES:
            with path.open("rb") as opened:
                yield from TABLES[suffix](opened, name)
        elif suffix in JSON_LINES or suffix in READERS:
            yield from read_whole(path, name, READERS.get(suffix, read_json))
        else:
            yield Rejected(file=name, reason=f"not a format that is read here ({SUFFIXES})")
    except UndecodableError as error:
        yield Rejected(file=name, reason=str(error))
    except OSError as error:
        yield Rejected(file=name, reason=error.strerror or type(error).__name__)


def tell_absence(path: Path) -> str:
    """Why there is no file to be read."""
    if path.exists():
        return "not a regular file"
    return "a link that leads to no file" if path.is_symlink() else "no such file"


def read_whole(path: Path, name: str, reader: Reader) -> Iterator[Draft | Rejected]:
    if path.stat().st_size > LARGEST_FILE:
        yield Rejected(file=name, reason=f"over {LARGEST_FILE // 2**20} MiB; JSON Lines have no such limit")
        return
    text = decode_text(path.read_bytes())
    if not text.strip():
        yield Rejected(file=name, reason="empty")
        return
    yield from reader(text, name)


def is_one_value(path: Path) -> bool:
    """Whether a file of JSON Lines is one array after all, or in UTF-16 or UTF-32, whose lines no byte ends."""
    with path.open("rb") as file:
        start = file.read(64)
    return start.startswith((*UTF16_MARKS, *UTF32_MARKS)) or start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(
        b"["
    )


def read_line(file: BinaryIO) -> bytes:
    """The next line; of one that is too long the start, which is enough to refuse it."""
    line = file.readline(LARGEST_LINE + 1)
    rest = line
    while len(rest) > LARGEST_LINE and not rest.endswith(b"\n"):
        rest = file.readline(LARGEST_LINE + 1)
    return line
