"""Rows of a sheet -> drafts: an article a row where columns say title and text, else one article that is the table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from pathlib import PurePath
from typing import Final

from kg.read.cells import tidy, write_rows
from kg.read.outcome import Draft, Rejected
from kg.read.records import read_record

_COLUMNS: Final = {
    **dict.fromkeys(("title", "标题"), "title"),
    **dict.fromkeys(("text", "正文", "内容"), "text"),
    **dict.fromkeys(("date", "日期", "发布时间", "发布日期"), "date"),
    **dict.fromkeys(("url", "链接", "网址"), "url"),
    "id": "id",
}
_DELIMITERS: Final = ",\t;"
_LONGEST_CELL: Final = 1 << 24  # characters

Row = tuple[int, Sequence[str]]  # with its number


def read_csv(text: str, file: str) -> Iterator[Draft | Rejected]:
    """The articles of a file of comma-separated values, or values that tabs or semicolons separate."""
    csv.field_size_limit(_LONGEST_CELL)
    head = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    begun = ended = 0  # lines before the last row, and up to its end
    try:
        for row in reader:
            begun, ended = ended, reader.line_num
            if any(map(str.strip, row)):
                rows.append((ended, row))
    except csv.Error as error:
        yield Rejected(file=file, line=reader.line_num, reason=f"broken CSV: {error}")
    else:
        if rows and _is_open(islice(StringIO(text, newline=""), begun, None), delimiter):
            rows.pop()
            yield Rejected(file=file, line=begun + 1, reason="a quotation mark of this row is never closed")
    yield from read_sheet(rows, file, PurePath(file).stem)


def _is_open(lines: Iterable[str], delimiter: str) -> bool:
    """Whether a row ends within quotation marks: all that follows them in the file would be one cell."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def read_sheet(rows: Sequence[Row], file: str, name: str) -> Iterator[Draft | Rejected]:
    """The articles of the filled rows of a sheet that has a name."""
    if not rows:
        return
    columns = [_COLUMNS.get(tidy(cell).lower()) for cell in rows[0][1]]
    if {"title", "text"} <= {*columns}:
        yield from read_records(columns, rows[1:], file)
        return
    lines = write_rows(row for _, row in rows)
    alone = len([cell for cell in rows[0][1] if cell.strip()]) == 1
    yield Draft(file=file, title=lines[0] if alone else name, body="\n".join(lines[alone:]))


def read_records(columns: Sequence[str | None], rows: Iterable[Row], file: str) -> Iterator[Draft | Rejected]:
    """An article a row."""
    for number, row in rows:
        record = {column: cell for column, cell in zip(columns, row, strict=False) if column}
        yield read_record({"title": "", "text": ""} | record, file, number)
