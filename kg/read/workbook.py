"""A workbook (.xlsx) -> drafts, sheet by sheet."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import BinaryIO, Final
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from kg.read.outcome import Draft, Rejected
from kg.read.sheets import Row, read_sheet

_LARGEST: Final = 256 << 20  # bytes of a part of a workbook, unpacked
_MOST_CELLS: Final = 5_000_000  # of a sheet, empty ones too
_DAY_ZERO: Final = date(1899, 12, 30)
_DAY_ZERO_OF_OLD_MACS: Final = date(1904, 1, 1)
_DATE_FORMATS: Final = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(opened: BinaryIO, file: str) -> Iterator[Draft | Rejected]:
    """The articles of the sheets of a workbook; one without a cell has none."""
    try:
        with ZipFile(opened) as parts:
            workbook = Workbook(parts)
            for name, path in workbook.sheets():
                yield from read_sheet(workbook.rows(path), file, name)
    except (BadZipFile, zlib.error, LookupError, ArithmeticError, ValueError, RuntimeError, SyntaxError) as error:
        yield Rejected(file=file, reason=f"broken workbook: {error}")


class Workbook:
    """The parts of a workbook that its sheets share."""

    def __init__(self, parts: ZipFile) -> None:
        self.parts = parts
        self.book = self.part("xl/workbook.xml")
        names = set(parts.namelist())
        strings = self.part("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else ()
        self.strings = [_words(one) for one in strings]
        self.dates = _date_styles(self.part("xl/styles.xml")) if "xl/styles.xml" in names else frozenset()
        properties = self.book.find("{*}workbookPr")
        of_old_macs = properties is not None and properties.get("date1904") in ("1", "true")
        self.day_zero = _DAY_ZERO_OF_OLD_MACS if of_old_macs else _DAY_ZERO

    def part(self, name: str) -> ElementTree.Element:
        if self.parts.getinfo(name).file_size > _LARGEST:
            raise ValueError(f"{name} is over {_LARGEST >> 20} MiB")
        data = self.parts.read(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise ValueError(f"{name} declares entities")
        return ElementTree.fromstring(data)

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Name and path of each sheet that is not hidden."""
        paths = {one.get("Id"): one.get("Target", "") for one in self.part("xl/_rels/workbook.xml.rels")}
        for sheet in self.book.iterfind("{*}sheets/{*}sheet"):
            path = paths[sheet.get(_RELATION)]
            if sheet.get("state", "visible") == "visible":
                yield sheet.get("name", ""), path.removeprefix("/") if path.startswith("/") else f"xl/{path}"

    def rows(self, path: str) -> Sequence[Row]:
        """The filled rows of a sheet; a cell that was merged over rows is in each of them."""
        sheet = self.part(path)
        found = sheet.iterfind("{*}sheetData/{*}row/{*}c")
        cells = {_place(cell.get("r", "")): text for cell in found if (text := self.text(cell))}
        for merged in sheet.iterfind("{*}mergeCells/{*}mergeCell"):
            first, _, last = merged.get("ref", "").partition(":")
            (top, column), (bottom, _) = _place(first), _place(last or first)
            if (top, column) in cells:
                filled = {row for row, _ in cells if top < row <= bottom}
                cells |= {(row, column): cells[top, column] for row in filled}
        return _in_rows(cells)

    def text(self, cell: ElementTree.Element) -> str:
        """What a cell shows: its words, its number, its day."""
        value = cell.findtext("{*}v") or ""
        kind = cell.get("t", "n")
        if kind == "s":
            return self.strings[int(value)]
        if kind == "inlineStr":
            return _words(cell)
        if kind != "n" or not value:
            return value if kind == "str" else ""
        if int(cell.get("s", "0")) in self.dates:
            return (self.day_zero + timedelta(days=int(float(value)))).isoformat()
        return format(float(value), ".15g")


def _in_rows(cells: dict[tuple[int, int], str]) -> list[Row]:
    width = max((column for _, column in cells), default=-1) + 1
    if width * len({row for row, _ in cells}) > _MOST_CELLS:
        raise ValueError(f"a sheet of over {_MOST_CELLS:,} cells")
    rows: dict[int, list[str]] = {}
    for (row, column), text in sorted(cells.items()):
        rows.setdefault(row, [""] * width)[column] = text
    return list(rows.items())


def _place(reference: str) -> tuple[int, int]:
    """Row, from 1, and column, from 0: B7 is (7, 1)."""
    found = _PLACE.fullmatch(reference)
    if not found:
        raise ValueError(f"no cell {reference!r}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1


def _words(element: ElementTree.Element) -> str:
    """The text of a string, without how it sounds."""
    aside = {id(one) for sound in element.iter() if sound.tag.endswith("}rPh") for one in sound.iter()}
    return "".join(one.text or "" for one in element.iter() if one.tag.endswith("}t") and id(one) not in aside)


def _date_styles(styles: ElementTree.Element) -> frozenset[int]:
    """The numbers of the styles that show a number as a day."""
    own = {
        int(one.get("numFmtId", "0"))
        for one in styles.iterfind("{*}numFmts/{*}numFmt")
        if re.search("[yd]", _LITERAL.sub("", one.get("formatCode", "")), re.IGNORECASE)
    }
    formats = [int(one.get("numFmtId", "0")) for one in styles.iterfind("{*}cellXfs/{*}xf")]
    return frozenset(number for number, form in enumerate(formats) if form in _DATE_FORMATS | own)
