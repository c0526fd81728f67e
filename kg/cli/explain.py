"""`kg explain`: articles -> each name, fact and refusal with its reason."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.inputs import HELP, METAVAR, LexiconFolder, refuse_empty, require_articles
from kg.cli.output import no_turns, to_json
from kg.cli.progress import tell_aside

if TYPE_CHECKING:
    from rich.console import Console

    from kg.explain import Explanation, FactReason
    from kg.ontology import Ontology

WIDTH = 100  # of a pipe; a terminal has its own
LONGEST = 200  # characters of a passage

Row = tuple[str, str, str]


class Shape(StrEnum):
    """How reasons are printed."""

    TABLE = "table"
    JSON = "json"


def explain(
    paths: Annotated[list[str], typer.Argument(metavar=METAVAR, help=HELP, callback=refuse_empty)],
    article: Annotated[
        str | None, typer.Option(metavar="ID", help="Only the article whose id begins so, or whose title holds this.")
    ] = None,
    lexicon: LexiconFolder = None,
    how: Annotated[Shape, typer.Option("--format", help="How to print.")] = Shape.TABLE,
) -> None:
    """Why: each mention with its recognizer, each link and rejected candidate with its reason, each fact with its rule.

    Offsets count code points of title, line feed, body. Exit status 1: something could not be read (each named), or
    there is no such article.
    """
    from kg.corpus import annotate_corpus
    from kg.errors import ArticleError
    from kg.explain import explain_annotation
    from kg.files import data_folder
    from kg.knowledge import load_knowledge
    from kg.ontology import load_ontology
    from kg.read import Rejected

    annotations, aside = annotate_corpus(paths, load_knowledge(lexicon=lexicon))
    for outcome in aside:
        tell_aside(str(outcome))
    require_articles(annotations, paths)
    found = [
        explain_annotation(one)
        for one in annotations
        if article is None or one.article.id.startswith(article) or article in one.article.title
    ]
    if article is not None and not found:
        raise ArticleError(" ".join(paths), f"no article {article}")
    if how is Shape.JSON:
        print(to_json([asdict(one) for one in found]))
    else:
        _print_all(found, load_ontology(data_folder() / "ontology"))
    if any(isinstance(outcome, Rejected) for outcome in aside):
        raise typer.Exit(1)


def _print_all(found: Iterable[Explanation], ontology: Ontology) -> None:
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    for explanation in found:
        _print_one(console, explanation, ontology)


def _print_one(console: Console, explanation: Explanation, ontology: Ontology) -> None:
    from rich.rule import Rule
    from rich.text import Text

    console.print(Rule(Text(no_turns(explanation.title or explanation.id), style="bold"), align="left"))
    console.print(Text("  ".join(filter(None, (explanation.id, explanation.date, explanation.source))), style="dim"))
    _print_title(console, "名称 names", len(explanation.names))
    entities: dict[tuple[str, str, str], dict[Row, list[str]]] = {}
    for one in explanation.names:
        rows = entities.setdefault((one.type, one.name, one.entity), {})
        rows.setdefault((one.text, one.recognizer, one.reason), []).append(f"{one.start}–{one.end}")
    for (kind, name, entity), rows in entities.items():
        console.print(Text(f"{ontology.label(kind, 'zh')} {name}  {entity}", style="cyan"))
        _print_grid(console, [(*row, " ".join(offsets)) for row, offsets in rows.items()])
    refused = [
        (f"{one.text}（{ontology.label(one.type, 'zh')}）", one.recognizer, one.reason, f"{one.start}–{one.end}")
        for one in explanation.refusals
    ]
    if refused:
        _print_title(console, "未采信 rejected candidates", len(refused))
        _print_grid(console, refused)
    for title, facts in (("关系 relations", explanation.relations), ("属性 attributes", explanation.attributes)):
        _print_title(console, title, len(facts))
        for fact in facts:
            _print_fact(console, fact, ontology)
    console.print()


def _print_title(console: Console, title: str, count: int) -> None:
    from rich.text import Text

    console.print()
    console.print(Text(f"{title}: {count}", style="bold"))


def _print_fact(console: Console, fact: FactReason, ontology: Ontology) -> None:
    from rich.padding import Padding
    from rich.text import Text

    value = "" if "/" in fact.object else f" = {fact.object}"
    head = f"{fact.subject_name} — {ontology.label(fact.predicate, 'zh')} → {fact.object_name}{value}"
    trigger = f"（{fact.trigger}）" if fact.trigger else ""
    console.print(Text(head, style="cyan"))
    told = f"{fact.rule}{trigger}  {fact.confidence:.2f}  {fact.modality}  {fact.start}–{fact.end}"
    console.print(Padding(Text(told, style="dim"), (0, 0, 0, 2)))
    console.print(Padding(Text(no_turns(_shortened(fact.passage))), (0, 0, 0, 2)))


def _print_grid(console: Console, rows: Iterable[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1), pad_edge=False)
    grid.add_column(width=1)
    for least, most in ((16, 34), (10, 16), (22, 28), (None, None)):
        grid.add_column(min_width=least, max_width=most, overflow="fold")
    for row in rows:
        grid.add_row("", *(Text(no_turns(cell)) for cell in row))
    console.print(grid)


def _shortened(passage: str) -> str:
    """A passage in one line; a long one without its middle, which `--format json` has."""
    line = " ".join(passage.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]} […] {line[-LONGEST // 2 :]}"
