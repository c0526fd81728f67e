"""Files -> graph -> outputs: the whole flow.

files ─ read ─► articles ─ annotate ─► annotations ─ assemble ─► graph ─ write ─► a folder, put in place at once
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

import networkx as nx

from kg.assemble import assemble_graph
from kg.cache import open_cache
from kg.corpus import Tell, annotate_corpus
from kg.errors import GraphError
from kg.export import MORE_WRITERS, WRITERS
from kg.files import code_digest, data_folder, knowledge_digest
from kg.knowledge import load_knowledge
from kg.ontology import Ontology
from kg.page import write_outline, write_page
from kg.publish import REPORT, make_ready, replace_folder
from kg.records import write_records
from kg.report import Reading, Report, describe_build, write_report
from kg.store import write_store

# Parts of the package that come after reading: a change in them makes no article be read anew.
NOT_READING = ("cli", "serve", "page", "export", "query", "check", "evaluate")
FOLDERS = ("csv", "parquet", "neo4j")  # formats that are several files

Writer = Callable[[nx.MultiDiGraph, Path, Ontology], None]

# What every build makes from the graph, and what it makes when asked, by the name in the output folder.
OUTPUTS: dict[str, Writer] = {
    **{f"graph.{suffix}": write for suffix, write in WRITERS.items()},
    "graph.html": write_page,
    "outline.json": write_outline,
    "store": write_store,
}
MORE_OUTPUTS: dict[str, tuple[str, Writer]] = {
    form: (form if form in FOLDERS else f"graph.{form}", write) for form, write in MORE_WRITERS.items()
}
RECORDS = "articles.jsonl"


def build_graph(
    paths: Iterable[Path | str],
    target: Path,
    *,
    also: Iterable[str] = (),
    jobs: int = 1,
    tell: Tell = lambda outcome: None,
) -> Report:
    """Read all articles below the paths and put a new build in the place of `target`; `tell` hears each outcome.

    What a former build in `target`, or one that was killed there, has read already is not read again.
    `also` names formats of MORE_OUTPUTS. Neither the order of paths and articles nor the number of jobs changes a byte
    of what is written.
    """
    target = target.resolve()
    make_ready(target)
    knowledge, digest = load_knowledge(), knowledge_digest(data_folder())
    outputs = OUTPUTS | dict(MORE_OUTPUTS[form] for form in also)
    with open_cache(target, reading_state(digest)) as cache, replace_folder(target) as folder:
        corpus, aside = annotate_corpus(paths, knowledge, cache=cache, jobs=jobs, tell=tell)
        if not corpus:
            raise GraphError(f"no article was read: {target} is left as it was")
        graph = assemble_graph(corpus.by_id(), knowledge.lexicon)
        for name, write in outputs.items():
            write(graph, folder / name, knowledge.ontology)
        write_records(corpus.by_id(), folder / RECORDS)
        written = (*outputs, RECORDS, REPORT)
        report = describe_build(corpus.by_id(), Reading.of(aside), graph, knowledge=digest, outputs=written)
        write_report(report, folder / REPORT)
        cache.forget_others()
    return report


def reading_state(knowledge: str) -> str:
    """All that an annotation depends on besides its article: what is known, our code and the segmenter's."""
    return " ".join((code_digest(leaving_out=NOT_READING), knowledge, f"jieba {version('jieba')}"))
