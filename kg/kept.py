"""What takes long to make -> the user's cache, where the next process finds it.

A file holds one pickle and behind it the arrays, which are not read but mapped into memory: what nobody asks for costs
nothing, and processes share the rest.
"""

from __future__ import annotations

import copyreg
import mmap
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import Final, TypeVar, cast
from zlib import crc32

import numpy as np

from kg.files import code_digest, user_cache

KEPT: Final = 4  # states of which something is kept, by name
_ALIGNED: Final = 64  # bytes, as numpy lays arrays
_SUM: Final = 4  # bytes of the check sum that a file begins with
_HEAD: Final = 8  # and with the number of parts

_T = TypeVar("_T")


def keep(name: str, of: str, kind: type[_T], make: Callable[[], _T]) -> _T:
    """What `make` gives, or what it gave an earlier process of the same program.

    `of` names the state of all that the value is made of; what is made of something without a name is not kept.
    Whatever is wrong in the cache, the value is made anew.
    """
    if not of:
        return make()
    file = user_cache() / f"{name}-{_state(of)}.pickle"
    value = _read(file)
    if not isinstance(value, kind):
        value = make()
        with suppress(OSError):  # nowhere to keep it
            _write(value, file)
            _drop_the_oldest(file.parent, name)
    return value


def _state(of: str) -> str:
    return sha256(f"{of}\x1f{_program()}".encode()).hexdigest()[:16]


@cache
def _program() -> str:
    """One name for all that may make the value, or its pickle, another one."""
    return "\x1f".join((code_digest(), sys.version, np.__version__, version("pyahocorasick")))


def _read(file: Path) -> object:
    """What a file keeps, if it is whole and nobody else could have written it: what is unpickled may do anything."""
    try:
        with file.open("rb") as stored:
            status = os.fstat(stored.fileno())
            if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
                return None
            content = memoryview(mmap.mmap(stored.fileno(), 0, access=mmap.ACCESS_COPY))
    except (OSError, ValueError):  # none, or an empty one
        return None
    if int.from_bytes(content[:_SUM], "little") != crc32(content[_SUM:]):
        return None
    pickled, *buffers = _parts(content)
    return cast(object, pickle.loads(pickled, buffers=buffers))


def _parts(content: memoryview) -> Iterator[memoryview]:
    """The parts of a file: behind the check sum stands how many there are, then how long each is, then they."""
    count, at = int.from_bytes(content[_SUM:_HEAD], "little"), _HEAD
    sizes = [int.from_bytes(content[at + 8 * i : at + 8 * i + 8], "little") for i in range(count)]
    at += 8 * count
    for size in sizes:
        at += -at % _ALIGNED
        yield content[at : at + size]
        at += size


def _pieces(parts: Sequence[memoryview]) -> Iterator[bytes | memoryview]:
    """What stands in a file behind its check sum, so that `_parts` finds the parts."""
    yield len(parts).to_bytes(_HEAD - _SUM, "little")
    yield b"".join(len(part).to_bytes(8, "little") for part in parts)
    at = _HEAD + 8 * len(parts)
    for part in parts:
        yield bytes(-at % _ALIGNED)
        yield part
        at += -at % _ALIGNED + len(part)


def _write(value: object, file: Path) -> None:
    """Write it down, as a whole or not at all."""
    buffers: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(value, protocol=5, buffer_callback=buffers.append)
    pieces = list(_pieces([memoryview(pickled), *(buffer.raw() for buffer in buffers)]))
    checked = 0
    for piece in pieces:
        checked = crc32(piece, checked)
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.stem}-", delete=False) as fresh:
        try:
            fresh.writelines([checked.to_bytes(_SUM, "little"), *pieces])
            fresh.close()
            os.replace(fresh.name, file)
        except OSError:
            Path(fresh.name).unlink(missing_ok=True)
            raise


def _drop_the_oldest(folder: Path, name: str) -> None:
    kept = sorted(folder.glob(f"{name}-*.pickle"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    for path in kept[:-KEPT]:
        path.unlink(missing_ok=True)


def _frozen(mapping: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(mapping)


# Pickle knows no way to write a mapping that cannot be changed.
copyreg.pickle(MappingProxyType, lambda mapping: (_frozen, (dict(mapping),)))
