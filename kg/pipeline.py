"""Files -> graph -> outputs: the whole flow.

files ─ read ─► articles ─ annotate ─► annotations ─ assemble ─► graph ─ write ─► a folder, put in place at once
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kg import split
from kg.also import ALSO, Build, write_also
from kg.cache import FOLDER, open_cache
from kg.corpus import Step, Tell, annotate_corpus
from kg.errors import ExportError, GraphError
from kg.files import link_or_copy
from kg.garbage import no_search_for_garbage
from kg.index import is_folder_intact, is_intact, note_outputs
from kg.knowledge import Knowledge, load_knowledge
from kg.lines import VIEW
from kg.ontology import Ontology
from kg.outputs import PAGE, REPORT, STORE, TRIPLES
from kg.page import draw_page
from kg.page.content import LIMITS
from kg.parts import Parts, open_parts
from kg.pieces import Written, write_pieces
from kg.publish import make_ready, replace_folder
from kg.report import Counts, Report, describe_build, write_report
from kg.states import reading_state, writing_state
from kg.store import change_store, load_store, store_files
from kg.view import read_view

MOST_SHOWN = LIMITS.nodes  # entities on the page


def build_graph(
    paths: Iterable[Path | str],
    target: Path,
    *,
    knowledge: Knowledge | None = None,
    also: Iterable[str] = (),
    jobs: int = 1,
    tell: Tell = lambda outcome: None,
) -> Report:
    """Read all articles below the paths and put a new build in the place of `target`; `tell` hears each outcome.

    What a former build in `target`, or one that was killed there, has read already is not read again.
    `also` names formats of ALSO; `knowledge` is our own by default. Neither the order of paths and articles nor the
    number of jobs changes a byte of what is written.
    """
    target, also = target.resolve(), tuple(also)
    make_ready(target)
    knowledge = knowledge or load_knowledge()
    state = writing_state(knowledge.digest)
    with open_cache(target, reading_state(knowledge.digest)) as cache, replace_folder(target) as folder:
        corpus, aside = annotate_corpus(paths, knowledge, cache=cache, jobs=jobs, tell=tell)
        if not corpus:
            raise GraphError(f"no article was read: {target} is left as it was")
        tell(Step("bringing together what the articles say"))
        with open_parts(corpus, knowledge.lexicon, target / FOLDER / split.FILE, state) as parts:
            tell(Step("writing the graph"))
            more = [ALSO[form].name for form in also]
            written = write_pieces(parts, knowledge.ontology, folder, target, state=state, also=more, jobs=jobs)
            tell(Step("filling the store"))
            fill_store(written, folder, target, knowledge.ontology, state)
            tell(Step("drawing the page"))
            draw_view(written, parts, folder, target, knowledge.ontology, state)
            write_also(also, Build(parts, folder, knowledge.digest, knowledge.ontology))
            report = describe_build(
                written.told,
                aside,
                Counts(entities=parts.entities(), relations=parts.relations(), attributes=parts.attributes()),
                knowledge=knowledge.digest,
                alike=corpus.ties.alike,
                outputs={*written.files, STORE, PAGE, *more, REPORT},
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


def draw_view(written: Written, parts: Parts, folder: Path, former: Path, ontology: Ontology, state: str) -> None:
    """The page of a view of the graph; taken over from the former build where nothing is new."""
    if not written.anything_new and is_intact(former, [PAGE], state):
        link_or_copy(former / PAGE, folder / PAGE)
    else:
        with no_search_for_garbage():  # the view has no name here: it is gone before the search goes on
            draw_page(read_view(parts, folder / VIEW, limit=MOST_SHOWN, text=LIMITS.text), folder / PAGE, ontology)
    note_outputs(folder, [PAGE])
