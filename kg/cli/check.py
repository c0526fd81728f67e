"""`kg check`: ontology, lexicon, grammar and weights -> what is wrong in them, by file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.inputs import LexiconFolder
from kg.cli.progress import tell_aside


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            exists=True,
            file_okay=False,
            help="A folder that holds ontology/ and seeds/ instead of our own.",
        ),
    ] = None,
    lexicon: LexiconFolder = None,
) -> None:
    """Check that ontology, lexicon, grammar and weights can be read and fit, and that each rule passes its examples.

    Exit status 1: something is wrong; each file, line and reason is named.
    """
    from kg.check import check_knowledge
    from kg.files import data_folder, knowledge_digest

    folder = folder or data_folder()
    faults = check_knowledge(folder, lexicon)
    for fault in faults:
        tell_aside(str(fault))
    if faults:
        raise typer.Exit(1)
    typer.echo(f"ontology, lexicon, grammar and weights are fine ({knowledge_digest(folder, lexicon)})")
