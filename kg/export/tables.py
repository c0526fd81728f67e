"""Property graph -> node, edge and evidence tables, as CSV or Parquet in a folder."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import ExportError
from kg.export.flat import EDGE_COLUMNS, NODE_COLUMNS, Value, edge_rows, node_rows
from kg.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa  # type: ignore[import-not-found, unused-ignore]

EVIDENCE_COLUMNS: Final[dict[str, type]] = {
    "source": str, "predicate": str, "target": str, "article": str, "title": str, "date": str,
    "start": int, "end": int, "sentence": str, "rule": str, "modality": str, "confidence": float,
}  # fmt: skip
TABLES: Final[dict[str, dict[str, type]]] = {
    "nodes": {"id": str, **NODE_COLUMNS},
    "edges": {"source": str, "target": str, **EDGE_COLUMNS},
    "evidence": EVIDENCE_COLUMNS,
}


def write_csv(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """`nodes.csv`, `edges.csv` and `evidence.csv`; several values in a cell stand on lines of their own."""
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in _tables(graph, ontology):
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(TABLES[name]), lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)


def write_parquet(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """The same tables as Parquet; wants pyarrow."""
    try:
        import pyarrow as pa  # type: ignore[import-not-found, unused-ignore]
        import pyarrow.parquet as pq  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise ExportError("Parquet wants pyarrow: pip install pyarrow") from error
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in _tables(graph, ontology):
        pq.write_table(pa.Table.from_pylist(list(rows), schema=arrow_schema(name)), path / f"{name}.parquet")


def arrow_schema(table: str) -> pa.Schema:
    """The columns of a table as Arrow has them; wants pyarrow."""
    import pyarrow as pa

    kinds = {str: pa.string(), float: pa.float64(), int: pa.int64()}
    return pa.schema([(column, kinds[type_]) for column, type_ in TABLES[table].items()])


def evidence_rows(graph: nx.MultiDiGraph) -> Iterator[dict[str, Value]]:
    """One row a sentence, in order of fact and place in the article."""
    articles = graph.graph.get("articles", {})
    for source, predicate, target in sorted((s, p, o) for s, o, p in graph.edges(keys=True)):
        said = graph.edges[source, target, predicate].get("evidence", ())
        for one in sorted(said, key=lambda e: (e.article, e.passage, e.rule)):
            article = articles.get(one.article)
            yield {
                "source": source, "predicate": predicate, "target": target, "article": one.article,
                "title": article.title if article else "", "date": (article.date or "") if article else "",
                "start": one.passage.start, "end": one.passage.end, "sentence": one.passage.text,
                "rule": one.rule, "modality": str(one.modality), "confidence": one.confidence,
            }  # fmt: skip


def _tables(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[tuple[str, Iterable[dict[str, Value]]]]:
    yield "nodes", node_rows(graph, ontology)
    yield "edges", edge_rows(graph, ontology)
    yield "evidence", evidence_rows(graph)
