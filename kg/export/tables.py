"""Property graph -> node, edge and evidence tables, as CSV or Parquet in a folder."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

import networkx as nx

from kg.errors import ExportError
from kg.export.flat import EDGE_COLUMNS, NODE_COLUMNS, Value, edge_rows, node_rows
from kg.ontology import Ontology

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-not-found, unused-ignore]

Whole = tuple[nx.MultiDiGraph, Sequence[str]]  # a graph, and the nodes that it holds whole

EVIDENCE_COLUMNS: Final[dict[str, type]] = {
    "source": str, "predicate": str, "target": str, "article": str, "title": str, "date": str,
    "start": int, "end": int, "sentence": str, "rule": str, "modality": str, "confidence": float,
}  # fmt: skip
TABLES: Final[dict[str, dict[str, type]]] = {
    "nodes": {"id": str, **NODE_COLUMNS},
    "edges": {"source": str, "target": str, **EDGE_COLUMNS},
    "evidence": EVIDENCE_COLUMNS,
}

ROWS: Final = 50_000  # of a table that are held in memory, and make one row group of Parquet


def write_csv(parts: Iterable[Whole], path: Path, ontology: Ontology) -> None:
    """`nodes.csv`, `edges.csv` and `evidence.csv`; several values in a cell stand on lines of their own.

    The parts follow each other in order of their nodes; whatever their number, the bytes are the same.
    """
    path.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {}
        for name, columns in TABLES.items():
            file = stack.enter_context((path / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.DictWriter(file, list(columns), lineterminator="\n", extrasaction="ignore")
            writers[name].writeheader()
        for name, rows in _tables(parts, ontology):
            writers[name].writerows(rows)


def write_parquet(parts: Iterable[Whole], path: Path, ontology: Ontology) -> None:
    """The same tables as Parquet; wants pyarrow."""
    try:
        import pyarrow as pa  # type: ignore[import-not-found, unused-ignore]
        import pyarrow.parquet as pq  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise ExportError("Parquet wants pyarrow: pip install pyarrow") from error
    path.mkdir(parents=True, exist_ok=True)
    waiting: dict[str, list[dict[str, Value]]] = {name: [] for name in TABLES}
    with ExitStack() as stack:
        schemas = {name: arrow_schema(name) for name in TABLES}
        writers = {
            name: stack.enter_context(pq.ParquetWriter(path / f"{name}.parquet", schemas[name])) for name in TABLES
        }

        def write(name: str, rows: list[dict[str, Value]]) -> None:
            writers[name].write_table(pa.Table.from_pylist(rows, schema=schemas[name]))

        for name, rows in _tables(parts, ontology):
            for row in rows:
                waiting[name].append(row)
                if len(waiting[name]) == ROWS:
                    write(name, waiting[name])
                    waiting[name] = []
        for name, left in waiting.items():
            if left:
                write(name, left)


def arrow_schema(table: str) -> pa.Schema:
    """The columns of a table as Arrow has them; wants pyarrow."""
    import pyarrow as pa

    kinds = {str: pa.string(), float: pa.float64(), int: pa.int64()}
    return pa.schema([(column, kinds[type_]) for column, type_ in TABLES[table].items()])


def evidence_rows(graph: nx.MultiDiGraph, nodes: Iterable[str] | None = None) -> Iterator[dict[str, Value]]:
    """One row a sentence, of the facts of all or some subjects, in order of fact and place in the article."""
    articles = graph.graph.get("articles", {})
    for source, predicate, target in sorted((s, p, o) for s, o, p in graph.edges(nodes, keys=True)):
        said = graph.edges[source, target, predicate].get("evidence", ())
        for one in sorted(said, key=lambda e: (e.article, e.passage, e.rule)):
            article = articles.get(one.article)
            yield {
                "source": source, "predicate": predicate, "target": target, "article": one.article,
                "title": article.title if article else "", "date": (article.date or "") if article else "",
                "start": one.passage.start, "end": one.passage.end, "sentence": one.passage.text,
                "rule": one.rule, "modality": str(one.modality), "confidence": one.confidence,
            }  # fmt: skip


def _tables(parts: Iterable[Whole], ontology: Ontology) -> Iterator[tuple[str, Iterable[dict[str, Value]]]]:
    for graph, nodes in parts:
        yield "nodes", node_rows(graph, ontology, nodes)
        yield "edges", edge_rows(graph, ontology, nodes)
        yield "evidence", evidence_rows(graph, nodes)
