"""Parquet -> drafts: one article a row, in the columns `id`?, `title`, `date`?, `text`, `url`?."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, Final

from kg.read.outcome import Draft, Rejected
from kg.read.records import read_record

COLUMNS: Final = ("id", "title", "date", "text", "url")
AT_ONCE: Final = 256  # rows


def read_parquet(opened: BinaryIO, file: str) -> Iterator[Draft | Rejected]:
    """The articles of a Parquet file, some rows at a time; other columns are not read. Wants pyarrow."""
    try:
        import pyarrow as pa  # type: ignore[import-not-found, unused-ignore]
        import pyarrow.parquet as pq  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        yield Rejected(file=file, reason="Parquet wants pyarrow: pip install pyarrow")
        return
    number = 0
    try:
        table = pq.ParquetFile(opened)
        columns = [name for name in COLUMNS if name in table.schema_arrow.names]
        for batch in table.iter_batches(batch_size=AT_ONCE, columns=columns):
            for record in batch.to_pylist():
                number += 1
                if isinstance(record.get("date"), date):
                    record["date"] = record["date"].isoformat()
                yield read_record(record, file, number)
    except (pa.ArrowException, UnicodeDecodeError) as error:
        yield Rejected(file=file, line=number or None, reason=f"broken Parquet: {error}")
