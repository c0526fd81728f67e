"""Files -> graph -> outputs: the whole flow.

files ─ read ─► articles ─ annotate ─► annotations ─ assemble ─► graph ─ write ─► a folder, put in place at once
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import networkx as nx

from kg import split
from kg.cache import FOLDER, open_cache
from kg.corpus import Stage, Tell, annotate_corpus
from kg.errors import ExportError, GraphError
from kg.export import AS_PIECES, MORE_WRITERS, PART_WRITERS
from kg.export.description import describe_triples
from kg.export.inferred import write_inferred_facts
from kg.export.ntriples import read_resources, read_triples
from kg.files import code_digest, data_folder, knowledge_digest, link_or_copy
from kg.garbage import no_search_for_garbage
from kg.index import is_folder_intact, is_intact, note_outputs
from kg.knowledge import load_knowledge
from kg.lines import VIEW as VIEW_LINES
from kg.ontology import Ontology
from kg.page import draw_page
from kg.page.content import LIMITS
from kg.page.seen import View
from kg.parts import Parts, open_parts
from kg.pieces import Written, write_pieces
from kg.publish import REPORT, make_ready, replace_folder
from kg.report import Counts, Report, describe_build, write_report
from kg.store import change_store, load_store, store_files
from kg.view import read_view

# Parts of the package that come after reading: a change in them makes no article be read anew.
NOT_READING = (
    "__main__", "cli", "serve", "notebook", "pipeline", "cluster", "connections", "validate", "told", "query", "facts",
    "restore", "pieces", "lines", "index", "view", "joining", "find", "page", "export", "store", "infer", "rdf",
    "parts", "split", "shares", "assemble", "records", "report", "evaluate", "engine", "explain", "check",
)  # fmt: skip
FOLDERS = ("csv", "parquet", "neo4j")  # formats that are several files

Writer = Callable[[nx.MultiDiGraph, Path, Ontology], None]

# What every build makes of a view of the graph, and what it makes of the whole when asked, by name in the folder.
VIEWS: dict[str, Callable[[View, Path, Ontology], None]] = {"graph.html": draw_page}
MORE_OUTPUTS: dict[str, tuple[str, Writer]] = {
    form: (form if form in FOLDERS else f"graph.{form}", write) for form, write in MORE_WRITERS.items()
}
TRIPLES = "graph.nt"
STORE = "store"
VIEW = LIMITS.nodes


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
    target, also = target.resolve(), tuple(also)
    make_ready(target)
    knowledge, digest = load_knowledge(), knowledge_digest(data_folder())
    state = writing_state(digest)
    with open_cache(target, reading_state(digest)) as cache, replace_folder(target) as folder:
        corpus, aside = annotate_corpus(paths, knowledge, cache=cache, jobs=jobs, tell=tell)
        if not corpus:
            raise GraphError(f"no article was read: {target} is left as it was")
        tell(Stage("bringing together what the articles say"))
        with open_parts(corpus, knowledge.lexicon, target / FOLDER / split.FILE, state) as parts:
            tell(Stage("writing the graph"))
            asked = [file for form, file in AS_PIECES.items() if form in also]
            written = write_pieces(parts, knowledge.ontology, folder, target, state=state, watched=TRIPLES, also=asked)
            tell(Stage("filling the store"))
            fill_store(written, folder, target, knowledge.ontology, state)
            tell(Stage("drawing the page"))
            draw_views(written, parts, folder, target, knowledge.ontology, state)
            more = write_more(also, parts, folder, knowledge.ontology)
            report = describe_build(
                written.told,
                aside,
                Counts(entities=parts.entities(), relations=parts.relations(), attributes=parts.attributes()),
                knowledge=digest,
                alike=corpus.alike,
                outputs={*written.files, STORE, *VIEWS, *more, REPORT},
            )
        write_report(report, folder / REPORT)
        cache.forget_others()
    return report


def fill_store(written: Written, folder: Path, former: Path, ontology: Ontology, state: str) -> None:
    """The store of the triples in `folder`: the former build's with what changed, or a new one."""
    is_filled = False
    if written.changes is not None and is_folder_intact(former, STORE, state):
        with suppress(ExportError):  # a table may be damaged that looks as it was written: a new store is as good
            change_store(former / STORE, folder / STORE, written.changes.lost, written.changes.gained)
            is_filled = True
    if not is_filled:
        load_store(folder / TRIPLES, folder / STORE, ontology)
    note_outputs(folder, (f"{STORE}/{name}" for name in store_files(folder / STORE)))


def draw_views(written: Written, parts: Parts, folder: Path, former: Path, ontology: Ontology, state: str) -> None:
    """What is made of a view of the graph; taken over from the former build where nothing is new."""
    if not written.anything_new and is_intact(former, VIEWS, state):
        for name in VIEWS:
            link_or_copy(former / name, folder / name)
    elif VIEWS:
        with no_search_for_garbage():
            view = read_view(parts, folder / VIEW_LINES, limit=VIEW, text=LIMITS.text)
            for name, write in VIEWS.items():
                write(view, folder / name, ontology)
    note_outputs(folder, VIEWS)


def write_more(also: Iterable[str], parts: Parts, folder: Path, ontology: Ontology) -> tuple[str, ...]:
    """What is made only when asked and not as pieces; gives the names of all that was asked for."""
    asked = {form: MORE_OUTPUTS[form] for form in also}
    for form, (name, write) in asked.items():
        place = folder / name
        if form in PART_WRITERS:
            PART_WRITERS[form](((part.graph, part.keys) for part in parts.all_entities()), place, ontology)
        elif form in OF_TRIPLES:
            OF_TRIPLES[form](folder / TRIPLES, parts, place, ontology)
        elif form not in AS_PIECES:
            write(parts.whole(), place, ontology)
    return tuple(name for name, _ in asked.values())


def write_inferred_of(triples: Path, parts: Parts, path: Path, ontology: Ontology) -> None:
    """What follows from a file of triples."""
    write_inferred_facts(read_resources(triples), parts.kinds(), path, ontology)


def write_description_of(triples: Path, parts: Parts, path: Path, ontology: Ontology) -> None:
    """What a file of triples is."""
    found = parts.corpus.cache.articles(parts.corpus.ids())
    articles = {article.id: replace(article, title="", body="") for article in found}
    describe_triples(read_triples(triples), parts.count_entities(), articles, path, ontology)


# What is made of the file of triples.
OF_TRIPLES: dict[str, Callable[[Path, Parts, Path, Ontology], None]] = {
    "inferred.ttl": write_inferred_of,
    "void.ttl": write_description_of,
}


def reading_state(knowledge: str) -> str:
    """All that what is kept of an article depends on besides its words: what is known, our code and that of others."""
    libraries = (f"{name} {version(name)}" for name in ("jieba", "rensa"))
    return " ".join((code_digest(leaving_out=NOT_READING), knowledge, *libraries))


def writing_state(knowledge: str) -> str:
    """All that a piece of an output and a page depend on besides what the articles say."""
    libraries = (f"{name} {version(name)}" for name in ("igraph", "pypinyin", "pyvis"))
    return " ".join((code_digest(), knowledge, *libraries))
