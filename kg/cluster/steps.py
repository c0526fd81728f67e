"""What each process of a cluster does: rows in, rows and files out.

Every step is a function of its rows and its job alone and writes files by fixed names, so that a step whose process or
machine was lost is done again elsewhere with the same result.
"""

from __future__ import annotations

import json
from collections import ChainMap, Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby
from operator import attrgetter
from typing import Final, TextIO

from msgspec import msgpack

from kg.alike import Signature, bands_of, sign_article
from kg.annotate import annotate_many
from kg.assemble import Containment, assemble_graph, with_parents
from kg.cluster.job import Job, known, known_events, known_table
from kg.cluster.places import WORK, place_at, read_bytes, written_lines
from kg.cluster.rows import Row, bucket_of
from kg.cluster.tables import written_tables
from kg.corpus import Ties
from kg.engine import BATCH, split_batches
from kg.events import express_events
from kg.export.forms import OF_ARTICLE, Described
from kg.export.ntriples import ntriples_lines
from kg.export.quads import nquads_lines
from kg.heaps import heap_up
from kg.link.across import tell_namings
from kg.model import Annotation, Article, Event, Naming
from kg.parts import ARTICLE, ENTITY, HEAP, MANY, Part
from kg.rdf import Resource
from kg.read.outcome import Draft, Rejected, Remark
from kg.read.paths import read_drafts, settle_draft, settled_with
from kg.report import describe_article, describe_outcome
from kg.shares import graph_around, said_above, split_shares

# What becomes of a resource in each RDF format, and the folder where its files stand.
LINES: Final[dict[str, Callable[[Resource], str]]] = {"nt": ntriples_lines, "nq": nquads_lines}
FOLDERS: Final = {"nt": "triples", "nq": "quads"}
NAME: Final = "name"
STEP: Final = "step"
BAND: Final = "band"
EVENT: Final = "event"
ANNOTATION: Final = msgpack.Decoder(Annotation)
SHARE: Final = msgpack.Decoder(tuple[str, Annotation])  # with the article that its article repeats
RESOURCE: Final = msgpack.Decoder(Resource)


def read_step(files: Iterable[tuple[int, str, str]], job: Job) -> Iterator[Row]:
    """Number, name and address of files -> drafts, by the ids that must differ."""
    for number, name, address in files:
        for place, outcome in enumerate(read_drafts(place_at(address), name)):
            key = settled_with(outcome) if isinstance(outcome, Draft) else name
            content = msgpack.encode((isinstance(outcome, Draft), outcome))
            yield Row(bucket_of(key, job.buckets), "", f"{number:08}-{place:012}", content)


def annotate_step(rows: Sequence[Row], job: Job) -> Iterator[Row]:
    """Drafts -> a file of annotations; names and containment, which other articles must know of."""
    knowledge = known(job.state, job.lexicon)
    name = f"{rows[0].bucket:05}"
    aside: list[Rejected | Remark] = []
    namings: set[Naming] = set()
    steps: set[Containment] = set()
    events: list[Event] = []
    signatures: dict[str, Signature] = {}
    totals: Counter[str] = Counter()

    def annotations() -> Iterator[Annotation]:
        for batch in split_batches(settle(rows, aside), BATCH):
            for annotation in annotate_many(batch, knowledge):
                namings.update(tell_namings(annotation.entities, knowledge.lexicon))
                steps.update(said_above(annotation))
                events.extend(annotation.events)
                signatures[annotation.article.id] = sign_article(annotation.article)
                totals["articles"] += 1
                totals["characters"] += len(annotation.article.text)
                totals["with_facts"] += "without" not in describe_article(annotation)
                yield annotation

    write_annotations(annotations(), job.file(f"{WORK}/annotations", f"{name}.parquet"))
    if aside:
        with written_lines(job.file("aside", f"{name}.jsonl.gz")) as file:
            file.writelines(json.dumps(describe_outcome(one), ensure_ascii=False) + "\n" for one in aside)
    totals["rejected"] = sum(isinstance(one, Rejected) for one in aside)
    totals["remarks"] = len(aside) - totals["rejected"]
    yield Row(rows[0].bucket, "", "", msgpack.encode(totals))
    for naming in sorted(namings):
        yield Row(bucket_of(naming[0], job.buckets), NAME, naming[0], msgpack.encode(naming))
    for step in sorted(steps):
        yield Row(0, STEP, "", msgpack.encode(step))
    for event in events:
        yield Row(0, EVENT, "", msgpack.encode(event))
    for article, signature in signatures.items():
        for band in bands_of(signature):
            yield Row(bucket_of(band.hex(), job.buckets), BAND, article, msgpack.encode((band, signature)))


def settle(rows: Iterable[Row], aside: list[Rejected | Remark]) -> Iterator[Article]:
    """The articles of all drafts that can have one id, in the order in which one machine reads them."""
    known_ids: dict[str, tuple[str, str]] = {}
    for row in rows:
        is_draft, value = msgpack.decode(row.content)
        if not is_draft:
            aside.append(Rejected(**value))
            continue
        for outcome in settle_draft(Draft(**value | {"remarks": tuple(value["remarks"])}), known_ids):
            if isinstance(outcome, Article):
                yield outcome
            else:
                aside.append(outcome)


def write_annotations(annotations: Iterable[Annotation], address: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("annotation", pa.large_binary())])
    with place_at(address).open("wb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in split_batches(annotations, BATCH):
            writer.write_table(pa.table([[msgpack.encode(annotation) for annotation in batch]], schema=schema))


def read_annotations(address: str) -> Iterator[Annotation]:
    import pyarrow.parquet as pq

    with place_at(address).open("rb") as file:
        for batch in pq.ParquetFile(file).iter_batches(batch_size=256):
            yield from map(ANNOTATION.decode, batch.column(0).to_pylist())


def tell_step(buckets: Iterable[int], job: Job) -> Iterator[Row]:
    """Files of annotations -> the triples of their articles; all that is said of entities, by entity."""
    knowledge, same, same_events = known(job.state, job.lexicon), known_table(job.same), known_events(job.same_events)
    for bucket in buckets:
        alike = msgpack.decode(read_bytes(job.alike(bucket)))
        ties = Ties(same, same_events, alike)
        seen: set[str] = set()
        with ExitStack() as stack:
            files = open_forms(stack, job, f"articles-{bucket:05}")
            for read in read_annotations(job.file(f"{WORK}/annotations", f"{bucket:05}.parquet")):
                annotation = express_events(ties.link(read))
                graph = assemble_graph([annotation], knowledge.lexicon, alike=alike)
                part = Part(ARTICLE, (annotation.article.id,), graph, (annotation,))
                for _, section, _, resource in Described.of(part, knowledge.ontology).resources:
                    if section in (*OF_ARTICLE, "article/"):
                        write_resource(resource, files)
                    elif resource[0] not in seen:  # an amount, which many articles name
                        seen.add(resource[0])
                        yield shared(resource, job)
                article = annotation.article.id
                for entity, share in split_shares(annotation).items():
                    content = msgpack.encode((alike.get(article, ""), share))
                    yield Row(bucket_of(entity, job.buckets), entity, article, content)
                    for upper in sorted(with_parents((entity,), knowledge.lexicon) - {entity}):
                        if upper not in seen:
                            seen.add(upper)
                            yield Row(bucket_of(upper, job.buckets), upper, "", b"")


def shared(resource: Resource, job: Job) -> Row:
    return Row(bucket_of(resource[0], job.buckets), resource[0], "", msgpack.encode(resource))


def entities_step(rows: Sequence[Row], job: Job) -> Iterator[Row]:
    """All that is said of some entities -> their triples and tables; how many there are of what."""
    knowledge, above = known(job.state, job.lexicon), known_table(job.above)
    name = f"{rows[0].bucket:05}"
    counts: Counter[tuple[str, str]] = Counter()
    with ExitStack() as stack:
        files = open_forms(stack, job, f"entities-{name}")
        tables = stack.enter_context(written_tables(job.out, name)) if "parquet" in job.forms else None
        for heap in heaps(rows):
            entities = []
            for key, group in heap.items():
                if key.startswith("<"):
                    write_resource(RESOURCE.decode(group[0].content), files)
                else:
                    entities.append(key)
            said = [SHARE.decode(row.content) for key in entities for row in heap[key] if row.content]
            alike = {share.article.id: first for first, share in said if first}
            shares = [share for _, share in said]
            own: defaultdict[str, set[Containment]] = defaultdict(set)
            for step in (step for share in shares for step in said_above(share)):
                own[step[0]].add(step)
            graph = graph_around(entities, shares, ChainMap(dict(own), above), alike, knowledge.lexicon)
            part = Part(ENTITY, tuple(entities), graph)
            for _, _, _, resource in Described.of(part, knowledge.ontology).resources:
                write_resource(resource, files)
            if tables:
                tables(part, knowledge.ontology)
            for entity in entities:
                counts["entities", graph.nodes[entity]["type"]] += 1
                counts.update(("relations", predicate) for _, _, predicate in graph.out_edges(entity, keys=True))
                counts.update(("attributes", one.property) for one in graph.nodes[entity]["attributes"])
    for (kind, what), count in sorted(counts.items()):
        yield Row(rows[0].bucket, kind, what, msgpack.encode(count))


def open_forms(stack: ExitStack, job: Job, name: str) -> dict[str, TextIO]:
    """A file of each RDF format that is wanted."""
    return {
        form: stack.enter_context(written_lines(job.file(FOLDERS[form], f"{name}.{form}.gz")))
        for form in LINES
        if form in job.forms
    }


def write_resource(resource: Resource, files: Mapping[str, TextIO]) -> None:
    for form, file in files.items():
        file.write(LINES[form](resource))


def heaps(rows: Iterable[Row]) -> Iterator[dict[str, list[Row]]]:
    """Rows by key, so many keys together as are made into one part."""
    keyed = ((key, list(group)) for key, group in groupby(rows, key=attrgetter("key")))
    for heap in heap_up(keyed, lambda one: sum(len(row.content) for row in one[1]), full=HEAP, most=MANY):
        yield dict(heap)
