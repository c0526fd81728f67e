"""Files -> graph -> outputs: the whole flow.

files ─ read ─► articles ─ annotate ─► annotations ─ assemble ─► graph ─ write ─► a folder, put in place at once
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import networkx as nx

from kg.annotate import annotate
from kg.assemble import assemble_graph
from kg.engine import ENGINES, Lost
from kg.errors import GraphError
from kg.export import WRITERS
from kg.files import data_folder, knowledge_digest
from kg.knowledge import Knowledge, load_knowledge
from kg.model import Annotation, Article
from kg.ontology import Ontology
from kg.page import write_page
from kg.publish import REPORT, replace_folder
from kg.read import Rejected, Remark, read_paths
from kg.records import write_records
from kg.report import Reading, Report, describe_build, write_report
from kg.store import write_store

Outcome = Annotation | Rejected | Remark
Tell = Callable[[Outcome], None]

# Everything of a build that is made from the graph alone.
OUTPUTS: dict[str, Callable[[nx.MultiDiGraph, Path, Ontology], None]] = {
    **{f"graph.{suffix}": write for suffix, write in WRITERS.items()},
    "graph.html": write_page,
    "store": write_store,
}
RECORDS = "articles.jsonl"


def build_graph(
    paths: Iterable[Path | str], target: Path, *, jobs: int = 1, tell: Tell = lambda outcome: None
) -> Report:
    """Read all articles below the paths and put a new build in the place of `target`; `tell` hears each outcome.

    Neither the order of paths and articles nor the number of jobs changes a byte of what is written.
    """
    knowledge = load_knowledge()
    annotations, reading = list[Annotation](), Reading()
    for outcome in annotate_paths(paths, knowledge, jobs=jobs):
        tell(outcome)
        if isinstance(outcome, Annotation):
            annotations.append(outcome)
        else:
            reading.note(outcome)
    if not annotations:
        raise GraphError(f"no article was read: {target} is left as it was")
    annotations.sort(key=lambda annotation: annotation.article.id)
    graph = assemble_graph(annotations, knowledge.lexicon)
    report = describe_build(
        annotations,
        reading,
        graph,
        knowledge=knowledge_digest(data_folder()),
        outputs=(*OUTPUTS, RECORDS, REPORT),
    )
    with replace_folder(target) as folder:
        for name, write in OUTPUTS.items():
            write(graph, folder / name, knowledge.ontology)
        write_records(annotations, folder / RECORDS)
        write_report(report, folder / REPORT)
    return report


def annotate_paths(
    paths: Iterable[Path | str], knowledge: Knowledge, *, jobs: int = 1, engine: str = "pool"
) -> Iterator[Outcome]:
    """What each article below the paths says, and whatever there is no article, as they come."""
    aside = list[Rejected | Remark]()

    def articles() -> Iterator[Article]:
        for outcome in read_paths(paths):
            if isinstance(outcome, Article):
                yield outcome
            else:
                aside.append(outcome)

    for annotation in ENGINES[engine](annotate, articles(), knowledge, jobs=jobs):
        yield from take_all(aside)
        if isinstance(annotation, Lost):
            yield Rejected(file=annotation.item.source, reason=f"{annotation.reason}: {annotation.item.title[:30]}")
        else:
            yield annotation
    yield from take_all(aside)


def take_all(aside: list[Rejected | Remark]) -> Iterator[Rejected | Remark]:
    while aside:
        yield aside.pop(0)
