"""`kg facts`: articles or a build -> facts as a table, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, fields
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.inputs import HELP, METAVAR, LexiconFolder, refuse_empty, require_articles
from kg.cli.output import Cell, Format
from kg.cli.progress import JOBS_HELP, usable_jobs, watch_outcomes
from kg.cli.tables import FormatOption, OutOption, choose_format, write_rows

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.told import FactRow, Told

HEADINGS = {
    "subject": "主体", "relation": "关系", "object": "客体", "amount": "金额", "when_text": "时间", "status": "阶段",
    "modality": "语气", "confidence": "置信", "sentence": "原句", "article": "文章",
}  # fmt: skip
SHARES = {"subject": 7, "object": 7, "amount": 5, "when_text": 6, "status": 4, "sentence": 16}
BEGINNING = 8  # of an article id, as `kg explain --article` takes it
SPARSE = ("amount", "when_text", "status")
LONGEST = 72  # characters of a sentence that a table shows whole
AROUND = 28  # characters before and behind a name in a longer one
FOR_PROGRAMS = (Format.CSV, Format.JSON)
MODALITIES = {"stated": "已成", "planned": "计划", "denied": "否定"}


def facts(
    paths: Annotated[list[str] | None, typer.Argument(metavar=METAVAR, help=HELP, callback=refuse_empty)] = None,
    graph: Annotated[Path | None, typer.Option(help="A build folder, instead of articles.")] = None,
    lexicon: LexiconFolder = None,
    how: FormatOption = None,
    out: OutOption = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help=JOBS_HELP)] = 0,
) -> None:
    """Facts as a table: who, what, how much, when, at which stage, how sure, and the sentence. | 列出事实与原句。

    Exit status 1: something could not be read (each named).
    """
    from kg.files import data_folder
    from kg.ontology import load_ontology
    from kg.told import FactRow, join_facts

    if bool(paths) == bool(graph):
        raise typer.BadParameter("articles, or --graph with a build folder", param_hint=METAVAR)
    if lexicon and graph:
        raise typer.BadParameter("wants articles: a build is read with what it was made with", param_hint="--lexicon")
    how = choose_format(how, out)
    ontology = load_ontology(data_folder() / "ontology")
    told, all_was_read = (
        (_told_by_build(graph, ontology), True) if graph else _told_by_paths(paths or [], lexicon, usable_jobs(jobs))
    )
    columns = [field.name for field in fields(FactRow)]
    rows = [_cells(row, ontology, how) for row in join_facts(told)]
    if how not in FOR_PROGRAMS:  # people read the dates in words
        columns, rows = _without("when", columns, rows)
    if how is Format.TABLE:  # a terminal has no room for columns without a word
        filled = [i for i, name in enumerate(columns) if name not in SPARSE or any(row[i] for row in rows)]
        columns = [columns[i] for i in filled]
        rows = [tuple(row[i] for i in filled) for row in rows]
    write_rows(columns, rows, how, out, headings=HEADINGS, shares=SHARES)
    if not all_was_read:
        raise typer.Exit(1)


def _told_by_build(folder: Path, ontology: Ontology) -> Iterator[Told]:
    from kg.store import open_store
    from kg.told import told_by_store

    yield from told_by_store(open_store(folder), ontology)


def _told_by_paths(paths: list[str], lexicon: Path | None, jobs: int) -> tuple[Iterator[Told], bool]:
    """What articles tell, and whether all could be read."""
    from kg.corpus import annotate_corpus
    from kg.knowledge import load_knowledge
    from kg.read import Rejected
    from kg.told import told_by_annotation

    with watch_outcomes("extracting") as tell:
        annotations, aside = annotate_corpus(paths, load_knowledge(lexicon=lexicon), jobs=jobs, tell=tell)
    require_articles(annotations, paths)
    told = chain.from_iterable(map(told_by_annotation, annotations))
    return told, not any(isinstance(outcome, Rejected) for outcome in aside)


def _cells(row: FactRow, ontology: Ontology, how: Format) -> tuple[Cell, ...]:
    """The row as it is for programs; with words for people."""
    cells: tuple[Cell, ...] = astuple(row)
    if how in FOR_PROGRAMS:
        return cells
    relation = ontology.label(row.relation, "zh") if row.relation else ""
    words = {
        "relation": relation,
        "modality": MODALITIES[row.modality],
        "sentence": _shown(row) if how is Format.TABLE else " ".join(row.sentence.split()),
        "article": row.article[:BEGINNING] if how is Format.TABLE else row.article,
    }
    return tuple(words.get(field.name, cell) for field, cell in zip(fields(row), cells, strict=True))


def _without(name: str, columns: list[str], rows: list[tuple[Cell, ...]]) -> tuple[list[str], list[tuple[Cell, ...]]]:
    at = columns.index(name)
    return columns[:at] + columns[at + 1 :], [row[:at] + row[at + 1 :] for row in rows]


def _shown(row: FactRow) -> str:
    """The sentence, or of a long one what stands around the two names; all of it is in the other formats."""
    sentence = " ".join(row.sentence.split())
    if len(sentence) <= LONGEST:
        return sentence
    found = [(at, at + len(name)) for name in (row.subject, row.object) if name and (at := sentence.find(name)) >= 0]
    pieces: list[list[int]] = []
    for start, end in sorted(found or [(0, 0)]):
        low, high = max(0, start - AROUND), min(len(sentence), end + AROUND)
        if pieces and low <= pieces[-1][1] + 1:
            pieces[-1][1] = max(high, pieces[-1][1])
        else:
            pieces.append([low, high])
    shown = "…".join(sentence[low:high] for low, high in pieces)
    return ("…" if pieces[0][0] else "") + shown + ("…" if pieces[-1][1] < len(sentence) else "")
