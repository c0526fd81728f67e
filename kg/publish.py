"""A finished folder -> in the place of the old one, at once: one sees the old build or the new, never a mixture.

The new build grows in a hidden sibling folder and changes places with the old one in one step where the system can
(Linux), else in two. A build that fails leaves the old one as it was.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

import msgspec

from kg.errors import ExportError
from kg.files import link_or_copy
from kg.outputs import REPORT

# What a folder may hold before its first build; the last is what a first build that was killed had read already.
KEPT = frozenset({"README.md", ".gitignore", ".gitkeep", ".cache"})

AT_FDCWD = -100
RENAME_EXCHANGE = 2


@dataclass(frozen=True, slots=True)
class _Build:
    """Of a report only what was written; the report of a large build is long."""

    outputs: frozenset[str]


_BUILD: Final = msgspec.json.Decoder(_Build)


@contextmanager
def replace_folder(target: Path) -> Iterator[Path]:
    """An empty folder to write into, which takes the place of `target` when the block ends well.

    What the former build did not write itself (a README.md, somebody's notes) is kept. Raises ExportError where the
    target is no folder, holds something that is no build, or cannot be written.
    """
    target = target.resolve()
    make_ready(target)
    try:
        fresh = hidden_sibling(target, "new")
        fresh.mkdir()
        try:
            yield fresh
            keep_foreign(target, fresh)
            exchange(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise ExportError(f"{error.filename or target}: {error.strerror or error}") from error


def make_ready(target: Path) -> None:
    """See that a build can go to `target`, and clear up after killed ones; ExportError where it cannot."""
    refuse_foreign(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        finish_interrupted(target)
    except OSError as error:
        raise ExportError(f"{error.filename or target}: {error.strerror or error}") from error


@contextmanager
def replace_file(target: Path) -> Iterator[TextIO]:
    """A file to write text into, which takes the place of `target` when the block ends well."""
    target = target.resolve()
    fresh = hidden_sibling(target, "new")
    try:
        if target.exists() and not target.is_file():  # a pipe or a device: nothing to replace
            with target.open("w", encoding="utf-8", newline="\n") as file:
                yield file
            return
        try:
            with fresh.open("w", encoding="utf-8", newline="\n") as file:
                yield file
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(f"{target}: {error.strerror or error}") from error


def hidden_sibling(target: Path, purpose: str) -> Path:
    return target.with_name(f".{target.name}.{purpose}.{socket.gethostname()}.{os.getpid()}")


def former_outputs(target: Path) -> frozenset[str] | None:
    """The names that the build in `target` wrote; None where there is no build."""
    try:
        return _BUILD.decode((target / REPORT).read_bytes()).outputs
    except (OSError, msgspec.DecodeError):
        return None


def refuse_foreign(target: Path) -> None:
    """Stop before a folder of somebody's own files is taken for an old build."""
    if target.exists() and not target.is_dir():
        raise ExportError(f"{target} is a file, not a folder")
    if target.is_dir() and former_outputs(target) is None:
        foreign = sorted(path.name for path in target.iterdir() if path.name not in KEPT)
        if foreign:
            raise ExportError(f"{target} holds {foreign[0]} but no build: name an empty or a new folder")


def keep_foreign(target: Path, fresh: Path) -> None:
    """Take over into the new build what the old one held beside its own outputs."""
    if target.is_dir():
        take_over(target, fresh, former_outputs(target) or frozenset())


def take_over(folder: Path, into: Path, but: frozenset[str] = frozenset()) -> None:
    """All that a folder holds and the other one does not; large files are not copied where the system can link."""
    for path in sorted(folder.iterdir()):
        place = into / path.name
        if path.name in but:
            continue
        if path.is_dir() and not path.is_symlink():
            if not place.exists():
                place.mkdir()
                shutil.copystat(path, place)
            take_over(path, place)
        elif not place.exists():
            link_or_copy(path, place)


def exchange(fresh: Path, target: Path) -> None:
    """Put `fresh` in the place of `target`; the old folder ends up under the other name or is gone."""
    if not target.exists():
        fresh.rename(target)
    elif not exchange_at_once(fresh, target):
        old = hidden_sibling(target, "old")
        target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def exchange_at_once(one: Path, other: Path) -> bool:
    """Whether the system swapped the two names in one step."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    if renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def finish_interrupted(target: Path) -> None:
    """Clear up after killed builds of this machine: bring back an old build that lost its place, drop the rest."""
    for path in left_behind(target, "new"):
        shutil.rmtree(path, ignore_errors=True)
    for path in left_behind(target, "old"):
        if target.exists():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.rename(target)


def left_behind(target: Path, purpose: str) -> list[Path]:
    """The hidden siblings for a purpose, which may hold `*`, whose processes on this machine have ended."""
    siblings = f".{glob_literally(target.name)}.{purpose}.{glob_literally(socket.gethostname())}.*"
    found = sorted(target.parent.glob(siblings))
    return [path for path in found if path.suffix[1:].isdecimal() and not is_running(int(path.suffix[1:]))]


def glob_literally(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
