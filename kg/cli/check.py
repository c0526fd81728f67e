"""`kg check`: ontology, lexicon and grammar -> what is wrong in them, by file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="A folder that holds ontology/ and seeds/ instead of our own."),
    ] = None,
) -> None:
    """Check that ontology, lexicon and grammar can be read and fit each other, and that each rule passes its examples.

    Exit status 1: something is wrong; its file, line and reason are named.
    """
    from kg.files import data_folder, knowledge_digest
    from kg.knowledge import load_knowledge

    folder = folder or data_folder()
    load_knowledge(folder)
    typer.echo(f"ontology, lexicon and grammar are fine ({knowledge_digest(folder)})")
