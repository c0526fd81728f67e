"""The paths of commands that read articles."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import ArticleError

METAVAR = "PATH"
HELP = "Files and folders with articles."

LexiconFolder = Annotated[
    Path | None,
    typer.Option(
        "--lexicon", metavar="FOLDER", help="A folder with CSV files as in seeds/lexicon; their rows are known too."
    ),
]


def refuse_empty(paths: list[str] | None) -> list[str] | None:
    """The paths as they are; an empty one, which a variable without a value leaves, is not the working folder."""
    if not all(paths or ()):
        raise typer.BadParameter("an empty path")
    return paths


def refuse_empty_one(path: str) -> str:
    """The same of one path."""
    refuse_empty([path])
    return path


def require_articles(read: Sized, paths: Iterable[str]) -> None:
    """Stop where nothing below the paths was an article."""
    if not len(read):
        raise ArticleError(" ".join(paths), "no article was read")
