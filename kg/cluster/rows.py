"""Values -> rows of Arrow that can be shuffled, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any, Final, NamedTuple

AT_ONCE: Final = 4096  # rows of one table


class Row(NamedTuple):
    """Something for the bucket of its key. Of one key, rows are taken in order of `place`."""

    bucket: int
    key: str
    place: str
    content: bytes


def bucket_of(key: str, buckets: int) -> int:
    """Where a key belongs: the same on every machine."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") % buckets


def tables_of(rows: Iterable[Row]) -> Iterator[Any]:
    """Arrow tables of so many rows each; at least one, be it empty."""
    import pyarrow as pa

    schema = pa.schema(
        [("bucket", pa.int32()), ("key", pa.string()), ("place", pa.string()), ("content", pa.large_binary())]
    )
    waiting = iter(rows)
    first = True
    while (heap := list(islice(waiting, AT_ONCE))) or first:
        first = False
        columns = zip(*heap, strict=True) if heap else ((), (), (), ())
        yield pa.table([list(column) for column in columns], schema=schema)


def rows_of(table: Any) -> list[Row]:
    """The rows of a table, in order of key and place."""
    columns = (table.column(name).to_pylist() for name in Row._fields)
    return sorted(map(Row, *columns), key=lambda row: row[1:3])
