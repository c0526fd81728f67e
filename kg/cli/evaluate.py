"""`kg evaluate`: gold files and articles or extractions -> figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.progress import JOBS_HELP, tell_aside, usable_jobs, watch_outcomes

if TYPE_CHECKING:
    from kg.evaluate import Record, Scores


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of gold files, one JSON object each.")],
    given: Annotated[Path, typer.Argument(metavar="INPUT", help="Articles, or what `kg extract` wrote of them.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="Also show which share of our relations is right, by confidence.")
    ] = False,
    errors: Annotated[int, typer.Option("--errors", min=0, metavar="N", help="List the first N differences.")] = 0,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help=JOBS_HELP)] = 0,
) -> None:
    """Score entities, relations, amounts and links against annotated articles."""
    from kg.errors import ArticleError
    from kg.evaluate import holds_records, load_records, score_records

    wanted = load_records(gold)
    if not wanted:
        raise ArticleError(gold, "no gold files")
    said = load_records(given) if holds_records(given) else extract_records(given, usable_jobs(jobs))
    scores = score_records(wanted, said)
    typer.echo(
        json.dumps(scores.figures(), ensure_ascii=False, indent=1) if as_json else "\n".join(tell_scores(scores))
    )
    if calibration and not as_json:
        typer.echo("\n".join(tell_calibration(scores)))
    for difference in scores.differences[:errors]:
        typer.echo(str(difference), err=True)
    if scores.absent:
        tell_aside(f"{len(scores.absent)} articles of {gold} are absent from {given}: {', '.join(scores.absent[:5])} …")
        raise typer.Exit(1)


def extract_records(given: Path, jobs: int) -> Mapping[str, Record]:
    """The records of articles read now."""
    from kg.corpus import annotate_corpus
    from kg.evaluate import parse_record
    from kg.knowledge import load_knowledge
    from kg.records import article_record

    with watch_outcomes("extracting") as tell:
        annotations, _ = annotate_corpus([given], load_knowledge(), jobs=jobs, tell=tell)
    return {annotation.article.id: parse_record(article_record(annotation)) for annotation in annotations}


def tell_scores(scores: Scores) -> list[str]:
    lines = [f"{scores.articles} articles"]
    for name, tally in scores.tallies().items():
        measures = f"P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
        lines.append(f"{name:14} {measures}   found {tally.found} wrong {tally.wrong} missed {tally.missed}")
    return lines


def tell_calibration(scores: Scores) -> list[str]:
    rows = [f"{tenth:12} {count:9} {share:9.2f}" for tenth, count, share in scores.calibration()]
    return ["", f"{'confidence':12} {'relations':>9} {'right':>9}", *rows]
