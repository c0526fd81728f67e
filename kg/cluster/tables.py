"""Parts of the graph -> one Parquet file each of nodes, edges and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from kg.cluster.places import place_at, told_of
from kg.export.flat import edge_rows, node_rows
from kg.export.tables import TABLES, arrow_schema, evidence_rows
from kg.ontology import Ontology
from kg.parts import Part

NAMES: Final = tuple(TABLES)


@contextmanager
def written_tables(out: str, name: str) -> Iterator[Callable[[Part, Ontology], None]]:
    """What to call with every part of entities; each becomes a row group of each file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with told_of(out), ExitStack() as stack:
        writers = {}
        for table in NAMES:
            file = stack.enter_context(place_at(f"{out}/{table}/{name}.parquet").open("wb"))
            writers[table] = stack.enter_context(pq.ParquetWriter(file, arrow_schema(table), compression="zstd"))

        def write(part: Part, ontology: Ontology) -> None:
            rows = {
                "nodes": node_rows(part.graph, ontology, part.keys),
                "edges": edge_rows(part.graph, ontology, part.keys),
                "evidence": evidence_rows(part.graph),
            }
            for table, writer in writers.items():
                if found := list(rows[table]):
                    writer.write_table(pa.Table.from_pylist(found, schema=arrow_schema(table)))

        yield write
