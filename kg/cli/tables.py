"""Rows -> standard output or a file, in the form that its ending or `--format` tells."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import Cell, Format, print_rows
from kg.cli.workbook import Sheet, write_workbook
from kg.publish import replace_file

FormatOption = Annotated[Format | None, typer.Option("--format", help="How to print; else by --out, else a table.")]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", help="Write here instead: .xlsx .csv .json .md")]


def choose_format(how: Format | None, out: Path | None) -> Format:
    """The form that is asked for; a BadParameter, before any work, where there is none or nowhere to write it."""
    if out is not None and not out.parent.is_dir():
        raise typer.BadParameter(f"{out.parent}: no such folder", param_hint="--out")
    if how is None and out is not None:
        try:
            how = Format(out.suffix.lower().removeprefix("."))
        except ValueError:
            told = f"{out}: none of .xlsx .csv .json .md; say --format"
            raise typer.BadParameter(told, param_hint="--out") from None
    if how is Format.XLSX and out is None and sys.stdout.isatty():
        raise typer.BadParameter("a workbook is nothing for a terminal: name a file", param_hint="--out")
    return how or Format.TABLE


def write_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    how: Format,
    out: Path | None,
    *,
    headings: Mapping[str, str] | None = None,
    shares: Mapping[str, int] | None = None,
) -> None:
    """Writes a table to a file, whole or not at all, or to standard output; a workbook holds it on one sheet."""
    if how is Format.XLSX:
        titles = [(headings or {}).get(name, name) for name in columns]
        write_book([Sheet(name="kg", columns=titles, rows=rows)], out)
    elif out is None:
        print_rows(columns, rows, how, headings=headings, shares=shares)
    else:
        with replace_file(out) as file:
            print_rows(columns, rows, how, headings=headings, shares=shares, file=file)


def write_book(sheets: Iterable[Sheet], out: Path | None) -> None:
    """Writes a workbook to a file, whole or not at all, or to standard output."""
    book = BytesIO()
    write_workbook(sheets, book)
    if out is None:
        sys.stdout.buffer.write(book.getvalue())
    else:
        with replace_file(out) as file:
            file.buffer.write(book.getvalue())
