"""CSV tables, files for Neo4j and FollowTheMoney."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import followthemoney

from kg.export.followthemoney import LINKS, SCHEMATA
from kg.export.tables import TABLES
from tests.graphs import sample_graph


def test_csv_tables_hold_every_node_edge_and_sentence(written: Path) -> None:
    graph = sample_graph()
    sizes = {}
    for name, columns in TABLES.items():
        with (written / "graph.csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == list(columns)
        sizes[name] = len(rows)
    said = sum(len(evidence) for _, _, evidence in graph.edges(data="evidence"))
    assert sizes == {"nodes": len(graph), "edges": graph.size(), "evidence": said}


def test_neo4j_files_have_typed_headers_and_a_script_for_each_type(written: Path) -> None:
    folder = written / "graph.neo4j"
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[:2] == ["id:ID", ":LABEL"]
    assert "article_count:long" in header and "aliases:string[]" in header
    byd = next(row for row in rows if row[0] == "enterprise/byd")
    assert byd[header.index("aliases:string[]")] == "BYD\x1f比亚迪"
    script = (folder / "load.cypher").read_text(encoding="utf-8")
    for _, _, predicate in sample_graph().edges(keys=True):
        assert f"MERGE (s)-[r:{predicate}]->(o)" in script


NEO4J_READ = {"": str, "string": str, "double": float, "long": int, "ID": str, "LABEL": str, "START_ID": str,
              "END_ID": str, "TYPE": str}  # fmt: skip


def test_neo4j_files_keep_the_rules_of_the_importer(written: Path) -> None:
    """Its header, ids that are there once, relationships without a dangling end, cells of the type of their column."""
    folder = written / "graph.neo4j"
    tables = {}
    for name in ("nodes", "relationships"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
        fields = [re.fullmatch(r"(\w*)(?::(\w+)(\[\])?)?", field) for field in header]
        assert all(fields) and len({field[0] for field in fields if field}) == len(header)
        for row in rows:
            assert len(row) == len(header)
            for field, cell in zip(fields, row, strict=True):
                assert field is not None
                for value in filter(None, cell.split("\x1f") if field[3] else [cell]):
                    NEO4J_READ[field[2] or ""](value)
        tables[name] = (header, rows)
    header, rows = tables["nodes"]
    ids = [row[header.index("id:ID")] for row in rows]
    assert len(set(ids)) == len(ids) == len(sample_graph()) and all(ids)
    labels = [row[header.index(":LABEL")].split("\x1f") for row in rows]
    assert all(first == "Entity" and re.fullmatch(r"[A-Z]\w+", second) for first, second in labels)
    header, rows = tables["relationships"]
    ends = {row[header.index(end)] for row in rows for end in (":START_ID", ":END_ID")}
    assert ends <= set(ids) and len(rows) == sample_graph().size()
    assert all(re.fullmatch(r"[a-z]\w+", row[header.index(":TYPE")]) for row in rows)
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "--multiline-fields=true" in readme and "--array-delimiter=U+001F" in readme


def test_followthemoney_entities_have_known_schemata_and_links_that_lead_somewhere(written: Path) -> None:
    lines = (written / "graph.ftm.jsonl").read_text(encoding="utf-8").splitlines()
    records = {record["id"]: record for record in map(json.loads, lines)}
    known = {*SCHEMATA.values(), *(schema for schema, _, _ in LINKS.values()), "UnknownLink"}
    for record in records.values():
        assert record["schema"] in known
        for end in ("subject", "object", "owner", "asset", "project", "participant"):
            assert set(record["properties"].get(end, ())) <= set(records)
    owned = next(record for record in records.values() if record["schema"] == "Ownership")
    assert owned["properties"]["owner"] == ["zs-enterprise-byd"]
    assert not [r for r in records.values() if r["properties"].get("project") == ["zs-project-bbbbbbbbbbbb"]
                and r["properties"]["participant"] == ["zs-enterprise-catl"]], "denied"  # fmt: skip


def test_followthemoney_itself_finds_nothing_wrong(written: Path) -> None:
    lines = (written / "graph.ftm.jsonl").read_text(encoding="utf-8").splitlines()
    for record in map(json.loads, lines):
        proxy = followthemoney.model.get_proxy(record, cleaned=False)
        assert proxy.schema.name == record["schema"] and not proxy.schema.abstract
        for name, values in record["properties"].items():
            assert len(proxy.get(name)) == len(values), f"{record['schema']}.{name} does not take {values}"
    firms = {record["id"]: record["properties"] for record in map(json.loads, lines) if record["schema"] == "Company"}
    assert firms["zs-enterprise-catl"]["sector"] == ["动力电池"]
