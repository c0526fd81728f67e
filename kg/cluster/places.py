"""Addresses (`s3://…`, `hdfs://…`, a path) -> what can be read and written there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gzip import GzipFile
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final, TextIO

from kg.errors import ExportError, KgError
from kg.outputs import REPORT
from kg.publish import KEPT
from kg.read.outcome import Rejected, Remark
from kg.read.paths import list_files

WANTED: Final = "a build on a cluster wants its extra: pip install 'zhaoshang-kg[ray]'"
WORK: Final = ".work"  # what the steps of a build leave for each other
# All that a build of this kind may leave in its place.
OURS: Final = frozenset({WORK, REPORT, "triples", "quads", "nodes", "edges", "evidence", "aside"})
ENGINE: Final = "ray"  # how a report tells a build of this kind from others


def place_at(address: str) -> Any:
    """The place as a Path, or as what behaves like one elsewhere."""
    try:
        from upath import UPath
    except ImportError as error:
        raise KgError(WANTED) from error
    try:
        return UPath(address)
    except (ImportError, ValueError) as error:  # a filesystem that no package here knows
        raise KgError(f"{address}: {error}") from error


def absolute(address: str) -> str:
    """The address as every process finds it."""
    return address if "://" in address else str(Path(address).resolve())


def list_inputs(addresses: Iterable[str]) -> tuple[list[tuple[str, str]], list[Rejected | Remark]]:
    """Name and address of every file named or below a named folder, in order of names, and what is not looked into."""
    everything = tuple(addresses)
    local, aside = list_files(address for address in everything if "://" not in address)
    found = {name: str(path.resolve()) for name, path in local}
    for address in everything:
        if "://" not in address:
            continue
        place = place_at(address)
        try:
            if not place.is_dir():
                found[str(place)] = str(place)
                continue
            below = len(place.parts)
            for file in place.rglob("*"):
                if not any(part.startswith(".") for part in file.parts[below:]) and file.is_file():
                    found[str(file)] = str(file)
        except OSError as error:
            aside.append(Rejected(file=address, reason=error.strerror or str(error)))
    return sorted(found.items()), aside


def clear_output(address: str) -> None:
    """Empty a place for a new build; ExportError where it holds something that is no build of this kind."""
    place = place_at(address)
    with told_of(address):
        if place.exists() and not place.is_dir():
            raise ExportError(f"{address} is a file, not a folder")
        names = {one.name for one in place.iterdir()} if place.is_dir() else set()
        outputs: frozenset[str] = frozenset()
        if REPORT in names:
            outputs = OURS if read_report(place).get("engine") == ENGINE else frozenset()
        elif WORK in names:  # of a build that was killed
            outputs = OURS
        foreign = sorted(names - outputs - KEPT)
        if foreign:
            raise ExportError(f"{address} holds {foreign[0]} but no build on a cluster: name an empty or a new folder")
        for name in sorted(names & (outputs - KEPT), key=lambda name: name != REPORT):  # so that none passes for whole
            remove(place / name)
        (place / WORK).mkdir(parents=True, exist_ok=True)


def read_report(folder: Any) -> dict[str, Any]:
    """What the report in a folder says, nothing where it is no report."""
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def remove(place: Any) -> None:
    if place.is_dir():
        place.fs.rm(place.path, recursive=True)
    else:
        place.unlink()


def make_folder(address: str) -> None:
    with told_of(address):
        place_at(address).mkdir(parents=True, exist_ok=True)


def write_bytes(address: str, content: bytes) -> None:
    with told_of(address):
        place_at(address).write_bytes(content)


def read_bytes(address: str) -> bytes:
    with told_of(address):
        content: bytes = place_at(address).read_bytes()
    return content


@contextmanager
def written_lines(address: str) -> Iterator[TextIO]:
    """A compressed text to write into; the same text gives the same bytes."""
    with (
        told_of(address),
        place_at(address).open("wb") as file,
        GzipFile("", "wb", compresslevel=1, fileobj=file, mtime=0) as packed,
        TextIOWrapper(packed, encoding="utf-8", newline="\n") as text,
    ):
        yield text


@contextmanager
def told_of(address: str) -> Iterator[None]:
    """What a filesystem refuses, as an error of ours."""
    try:
        yield
    except OSError as error:
        raise ExportError(f"{address}: {error.strerror or error}") from error
