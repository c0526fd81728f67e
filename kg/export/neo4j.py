"""Property graph -> a folder for `neo4j-admin database import`, and a Cypher script for a running server."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.export.flat import EDGE_COLUMNS, NODE_COLUMNS, SEPARATOR, Value, edge_rows, node_rows
from kg.export.tables import Whole
from kg.ontology import Ontology

# Lists in a cell; a control character, since names hold every printable one.
ARRAY: Final = "\x1f"
_LISTS: Final = frozenset({"aliases", "articles", "status", "date", "sentences", "rules"})
_TYPES: Final = {str: "string", float: "double", int: "long"}
# `type` and `predicate` are the label and the type of the relationship.
_NODE: Final = {name: type_ for name, type_ in NODE_COLUMNS.items() if name != "type"}
_EDGE: Final = {name: type_ for name, type_ in EDGE_COLUMNS.items() if name != "predicate"}

_README: Final = """# Neo4j

With the server stopped:

    neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv \\
      --multiline-fields=true --array-delimiter=U+001F neo4j

Into a running server: copy the two CSV files to its import folder and run `load.cypher` with `cypher-shell`.
"""


def write_neo4j(parts: Iterable[Whole], path: Path, ontology: Ontology) -> None:
    """`nodes.csv`, `relationships.csv` with typed headers, `load.cypher`, `README.md`.

    The parts follow each other in order of their nodes.
    """
    path.mkdir(parents=True, exist_ok=True)
    labels, relations = set[str](), set[str]()
    with (
        (path / "nodes.csv").open("w", encoding="utf-8", newline="") as nodes,
        (path / "relationships.csv").open("w", encoding="utf-8", newline="") as edges,
    ):
        node_writer, edge_writer = (csv.writer(file, lineterminator="\n") for file in (nodes, edges))
        node_writer.writerow(["id:ID", ":LABEL", *_header(_NODE)])
        edge_writer.writerow([":START_ID", ":END_ID", ":TYPE", *_header(_EDGE)])
        for graph, whole in parts:
            for row in node_rows(graph, ontology, whole):
                labels.add(str(row["type"]))
                node_writer.writerow([row["id"], f"Entity{ARRAY}{row['type']}", *_cells(row, _NODE)])
            for row in edge_rows(graph, ontology, whole):
                relations.add(str(row["predicate"]))
                edge_writer.writerow([row["source"], row["target"], row["predicate"], *_cells(row, _EDGE)])
    (path / "load.cypher").write_text(_script(sorted(labels), sorted(relations)), encoding="utf-8")
    (path / "README.md").write_text(_README, encoding="utf-8")


def _header(columns: dict[str, type]) -> list[str]:
    return [f"{name}:{_TYPES[type_]}{'[]' if name in _LISTS else ''}" for name, type_ in columns.items()]


def _cells(row: dict[str, Value], columns: dict[str, type]) -> list[Value]:
    return [str(row[name]).replace(SEPARATOR, ARRAY) if name in _LISTS else row[name] for name in columns]


def _script(labels: list[str], relations: list[str]) -> str:
    """Labels and types cannot be parameters in Cypher, so there is one statement for each."""
    parts = ["CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;"]
    for label in labels:
        parts.append(
            f"LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row "
            f"WITH row WHERE row.`:LABEL` ENDS WITH '\\u001F{label}'\n"
            f"MERGE (n:Entity {{id: row.`id:ID`}})\nSET n:{label}, {_settings('n', _NODE)};"
        )
    for relation in relations:
        parts.append(
            "LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row "
            f"WITH row WHERE row.`:TYPE` = '{relation}'\n"
            "MATCH (s:Entity {id: row.`:START_ID`}), (o:Entity {id: row.`:END_ID`})\n"
            f"MERGE (s)-[r:{relation}]->(o)\nSET {_settings('r', _EDGE)};"
        )
    return "\n\n".join(parts) + "\n"


def _settings(variable: str, columns: dict[str, type]) -> str:
    convert = {str: "{}", float: "toFloat({})", int: "toInteger({})"}
    names = [f"row.`{header}`" for header in _header(columns)]
    cells = zip(columns, columns.values(), names, strict=True)
    return ",\n  ".join(
        f"{variable}.{name} = " + (f"split({cell}, '\\u001F')" if name in _LISTS else convert[type_].format(cell))
        for name, type_, cell in cells
    )
