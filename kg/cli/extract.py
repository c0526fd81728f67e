"""`kg extract`: articles -> one JSON line each."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.inputs import HELP, METAVAR, LexiconFolder, refuse_empty, require_articles
from kg.cli.progress import JOBS_HELP, usable_jobs, watch_outcomes


def extract(
    paths: Annotated[list[str], typer.Argument(metavar=METAVAR, help=HELP, callback=refuse_empty)],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file instead of printing.")] = None,
    lexicon: LexiconFolder = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help=JOBS_HELP)] = 0,
) -> None:
    """Print what each article says as JSON Lines: entities with mentions, relations with their sentences, amounts.

    Offsets count code points of "text". Exit status 1: something could not be read (each named).
    """
    from kg.corpus import annotate_corpus
    from kg.knowledge import load_knowledge
    from kg.publish import replace_file
    from kg.read import Rejected
    from kg.records import record_line

    with replace_file(out) if out else nullcontext(sys.stdout) as file, watch_outcomes("extracting") as tell:
        annotations, aside = annotate_corpus(paths, load_knowledge(lexicon=lexicon), jobs=usable_jobs(jobs), tell=tell)
        require_articles(annotations, paths)
        for annotation in annotations:
            file.write(record_line(annotation) + "\n")
    if any(isinstance(outcome, Rejected) for outcome in aside):
        raise typer.Exit(1)
