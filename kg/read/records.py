"""JSON and JSON Lines -> drafts: `{"id"?, "title", "date"?, "text", "url"?}`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.read.dates import normalise_date
from kg.read.decode import UndecodableError, decode_text
from kg.read.outcome import Draft, Rejected

LARGEST_LINE = 32 * 2**20  # bytes
_WEB: Final = re.compile(r"https?://|[^:]*([/?#]|$)", re.IGNORECASE)  # behind another colon, a scheme that may run code


def read_json(text: str, file: str) -> Iterator[Draft | Rejected]:
    """The articles of a JSON file: one object or an array of them; several objects in a row are JSON Lines."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
            yield from read_json_lines((line.encode() for line in text.split("\n")), file)
        else:
            line = getattr(error, "lineno", None)
            yield Rejected(file=file, line=line, reason=f"broken JSON: {tell_json_error(error)}")
        return
    if not isinstance(value, list):
        yield read_record(value, file, None)
        return
    for number, record in enumerate(value, start=1):
        yield read_record(record, file, None, f"record {number}: ")


def read_json_lines(lines: Iterable[bytes], file: str) -> Iterator[Draft | Rejected]:
    """The articles of JSON Lines, one at a time; a broken line costs itself and no other."""
    for number, data in enumerate(lines, start=1):
        if not data.strip():
            continue
        try:
            if len(data) > LARGEST_LINE:
                raise UndecodableError(f"a line of over {LARGEST_LINE // 2**20} MiB")
            value = json.loads(decode_text(data))
        except UndecodableError as error:
            yield Rejected(file=file, line=number, reason=str(error))
        except (ValueError, RecursionError) as error:
            yield Rejected(file=file, line=number, reason=f"broken JSON: {tell_json_error(error)}")
        else:
            yield read_record(value, file, number)


def tell_json_error(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deep"
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)


def read_record(record: object, file: str, line: int | None, place: str = "") -> Draft | Rejected:
    """One article of one JSON object, or all that is wrong with it."""
    if not isinstance(record, dict):
        return Rejected(file=file, line=line, reason=f"{place}not a JSON object")
    wrong = find_faults(record)
    if wrong:
        return Rejected(file=file, line=line, reason=place + ", ".join(wrong))
    name = "" if record.get("id") is None else str(record["id"])
    date, remarks = read_date(record.get("date"))
    url = str(record.get("url") or "").strip()
    if not _WEB.match(url):
        url, remarks = "", (*remarks, f"address {url!r} is none of the web and left out")
    if not str(record.get("text") or "").strip():
        remarks += ("only a title and no text",)
    return Draft(
        file=file,
        line=line,
        id=name if name.strip() else None,
        title=record["title"],
        body=record.get("text") or "",
        date=date,
        url=url or None,
        remarks=tuple(f"{place}{remark}" for remark in remarks),
    )


def read_date(given: object) -> tuple[str | None, tuple[str, ...]]:
    """The date of a record, if it is understood, and what is to be said of it: an article is worth reading without."""
    text = "" if given is None else str(given).strip()
    date = normalise_date(text)
    return date, () if date or not text else (f"date {given!r} is not understood and left out",)


def find_faults(record: dict[str, object]) -> list[str]:
    """What keeps a record from being an article."""
    wrong = ['"title" is missing'] if record.get("title") is None else []
    wrong += [f'"{name}" is no text' for name in ("title", "text", "url") if not is_text(record.get(name))]
    if isinstance(record.get("id"), bool) or not isinstance(record.get("id"), str | int | None):
        wrong.append('"id" is neither text nor a whole number')
    return wrong


def is_text(value: object) -> bool:
    return value is None or isinstance(value, str)
