"""`kg build`: articles -> a folder with the graph in every form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.cluster import build_with_ray
from kg.cli.inputs import HELP, METAVAR, LexiconFolder, refuse_empty, refuse_empty_one
from kg.cli.progress import JOBS_HELP, tell_aside, usable_jobs, watch_outcomes
from kg.events import EVENT
from kg.garbage import no_search_for_garbage

if TYPE_CHECKING:
    from kg.corpus import Took
    from kg.report import Report
    from kg.validate import Finding

LONG = 0.5  # seconds that an article may take without being named
CHECKED = 25_000  # triples that a build holds against the shapes without being asked: some ten seconds
REASONS = 5  # of rejections that the summary names; report.json has them all


def build(
    paths: Annotated[list[str], typer.Argument(metavar=METAVAR, help=HELP, callback=refuse_empty)],
    out: Annotated[
        str, typer.Option("--out", "-o", help="The folder to put the build into.", callback=refuse_empty_one)
    ] = "exports",
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also",
            metavar="FORMAT",
            help="Write this format too: trig, nq, rdf12.ttl, inferred.ttl, csv, parquet, neo4j, ftm.jsonl, void.ttl; "
            "or gexf, which takes memory for the whole graph.",
        ),
    ] = None,
    lexicon: LexiconFolder = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help=JOBS_HELP)] = 0,
    engine: Annotated[
        str, typer.Option(metavar="pool|ray", help="pool: this machine; ray: a cluster, see docs/scale.md.")
    ] = "pool",
    address: Annotated[
        str | None, typer.Option(help="Of a Ray cluster that runs already; else one starts here.")
    ] = None,
    validate: Annotated[
        bool | None,
        typer.Option(help=f"Hold the graph against its SHACL shapes; by default up to {CHECKED:,} triples."),
    ] = None,
) -> None:
    """Read articles and write their graph as Turtle, N-Triples, JSON-LD, GraphML, a page to look at and a store to ask.

    The folder changes as a whole and only when all is written. Exit status 1: something could not be read, or
    the graph breaks its shapes (each named).
    """
    if engine == "ray":
        return build_with_ray(paths, out, also or (), usable_jobs(jobs), address, lexicon)
    if engine != "pool":
        raise typer.BadParameter(f"{engine} is neither pool nor ray", param_hint="--engine")
    if address:
        raise typer.BadParameter("wants --engine ray", param_hint="--address")
    if elsewhere := next((place for place in (*paths, out) if "://" in place), None):
        raise typer.BadParameter(f"{elsewhere} wants --engine ray")

    with no_search_for_garbage():  # what is loaded stays
        from kg.also import ALSO
        from kg.corpus import Outcome, Slowest
        from kg.knowledge import load_knowledge
        from kg.outputs import TRIPLES
        from kg.pipeline import build_graph

        unknown = sorted(set(also or ()) - ALSO.keys())
        if unknown:
            raise typer.BadParameter(f"{unknown[0]} is none of {', '.join(ALSO)}", param_hint="--also")
        knowledge = load_knowledge(lexicon=lexicon)
    slowest: list[Took] = []
    with watch_outcomes("reading") as tell:

        def note(outcome: Outcome) -> None:
            if isinstance(outcome, Slowest):
                slowest.extend(outcome.articles)
            tell(outcome)

        report = build_graph(paths, Path(out), knowledge=knowledge, also=also or (), jobs=usable_jobs(jobs), tell=note)
    findings = check_shapes(Path(out) / TRIPLES, validate)
    for line in (*tell_report(report, Path(out)), *tell_shapes(findings), *tell_slowest(slowest)):
        typer.echo(line)
    if findings:
        tell_aside(f"kg validate {Path(out) / TRIPLES} names what breaks the shapes")
        raise typer.Exit(1)
    if report.rejected:
        tell_aside(f"{len(report.rejected)} rejected, see {Path(out) / 'report.json'}")
        raise typer.Exit(1)


def check_shapes(triples: Path, wanted: bool | None) -> Sequence[Finding] | None:
    """What of a file of triples breaks the shapes; None where nobody looked: not wanted, or not asked for and large."""
    if wanted is None:
        with triples.open("rb") as lines:
            wanted = sum(1 for _ in islice(lines, CHECKED + 1)) <= CHECKED
    if not wanted:
        return None
    from kg.files import data_folder
    from kg.ontology import load_ontology
    from kg.shapes import find_broken

    return find_broken(triples, load_ontology(data_folder() / "ontology"))


def tell_shapes(findings: Sequence[Finding] | None) -> Iterator[str]:
    """Whether the graph fits its shapes."""
    if findings is None:
        return
    yield f"{len(findings)} 处不合形状 · {len(findings)} findings" if findings else "合乎形状 · conforms to its shapes"
    yield from (f"  {found.focus}: {found.message_zh} · {found.message_en}" for found in findings[:REASONS])


def tell_report(report: Report, out: Path) -> list[str]:
    """What came of a build, in a few lines; events are counted apart from lasting entities, as a page counts them."""
    entities = {name: count for name, count in report.entities.items() if name != EVENT}
    events = report.entities.get(EVENT, 0)
    facts = {name: count for name, count in report.relations.items() if name != "partOf"}
    repeated = f", {len(report.alike)} of them repeat the news of another" if report.alike else ""
    reasons = Counter(str(rejected["reason"]) for rejected in report.rejected)
    return [
        f"{len(report.articles)} articles from {len(report.files)} files{repeated}",
        *([f"{len(report.rejected)} rejected: {tell_counts(dict(reasons.most_common(REASONS)))}"] if reasons else []),
        f"{report.with_facts} articles with facts ({100 * report.coverage:.0f} %)",
        f"{sum(entities.values())} entities: {tell_counts(entities)}",
        f"{sum(facts.values())} facts: {tell_counts(facts)}",
        *([f"{events} events" if events > 1 else "1 event"] if events else []),
        f"written to {out}: {', '.join(report.outputs)}",
    ]


def tell_slowest(slowest: Iterable[Took]) -> Iterator[str]:
    """The articles that took long, if any did; no file tells it, since equal input makes equal files."""
    for took in slowest:
        if took.seconds >= LONG:
            yield f"slow: {took.seconds:.1f} s for {took.article} ({took.source}), {took.characters:,} characters"


def tell_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
