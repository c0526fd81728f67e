"""`kg build --engine ray`: articles anywhere -> partitions of triples and tables anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import typer

from kg.cli.progress import tell_aside


def build_with_ray(
    paths: Iterable[str], out: str, also: Iterable[str], jobs: int, address: str | None, lexicon: Path | None
) -> None:
    """Build on a cluster: triples and tables always, quads when asked."""
    from kg.cluster import FORMS, build_on_cluster

    unknown = sorted({*also} - {*FORMS})
    if unknown:
        raise typer.BadParameter(
            f"{unknown[0]} is none of {', '.join(FORMS)}, which a cluster writes", param_hint="--also"
        )
    forms = [form for form in FORMS if form != "nq" or form in also]
    report = build_on_cluster(paths, out, forms=forms, address=address, workers=jobs, lexicon=lexicon, tell=tell_aside)
    for line in tell_totals(report, out):
        typer.echo(line)
    if report["totals"]["rejected"]:
        tell_aside(f"{report['totals']['rejected']} rejected, see {out}/aside")
        raise typer.Exit(1)


def tell_totals(report: Mapping[str, Any], out: str) -> list[str]:
    totals = report["totals"]
    facts = sum(count for name, count in report["relations"].items() if name != "partOf")
    return [
        f"{totals['articles']} articles from {totals['files']} files, {totals['with_facts']} of them with facts",
        f"{sum(report['entities'].values())} entities, {facts} facts",
        f"written to {out}: {', '.join(report['outputs'])}",
    ]
