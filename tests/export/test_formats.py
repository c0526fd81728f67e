"""Every format: it parses elsewhere, holds the same, and is the same byte by byte."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path
from xml.etree import ElementTree

import followthemoney
import networkx as nx
import pyoxigraph
import pytest
from rdflib import Dataset, Graph

from kg.export import MORE_WRITERS, WRITERS
from kg.export.followthemoney import LINKS, SCHEMATA
from kg.export.tables import TABLES
from kg.files import data_folder
from kg.ontology import load_ontology
from kg.rdf import triples
from tests.graphs import sample_graph

ONTOLOGY = load_ontology(data_folder() / "ontology")
ALL = {**WRITERS, **MORE_WRITERS}
WITHOUT_EXTRAS = sorted(set(ALL) - {"parquet"})
RDF = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}
QUADS = {"trig": "trig", "nq": "nquads"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    graph = sample_graph()
    for name in WITHOUT_EXTRAS:
        ALL[name](graph, folder / f"graph.{name}", ONTOLOGY)
    return folder


@pytest.fixture(scope="module")
def expected() -> set[pyoxigraph.Triple]:
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples(sample_graph(), ONTOLOGY))
    return {quad.triple for quad in pyoxigraph.parse(lines.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)}


def pyoxigraph_triples(path: Path) -> set[pyoxigraph.Triple]:
    suffix = path.name.rpartition(".")[2]
    return {
        quad.triple for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.from_extension(suffix))
    }


@pytest.mark.parametrize("name", [*RDF, *QUADS])
def test_pyoxigraph_reads_the_same_triples_from_every_rdf_format(
    written: Path, expected: set[pyoxigraph.Triple], name: str
) -> None:
    assert pyoxigraph_triples(written / f"graph.{name}") == expected


@pytest.mark.parametrize("name", RDF)
def test_rdflib_reads_the_same_triples_without_a_warning(
    written: Path, expected: set[pyoxigraph.Triple], name: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # rdflib's JSON-LD parser warns of a class of its own.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")
        graph = Graph().parse(written / f"graph.{name}", format=RDF[name])
    assert len(graph) == len(expected)
    assert set(graph) == set(Graph().parse(written / "graph.nt"))


@pytest.mark.parametrize("name", QUADS)
def test_each_article_has_its_named_graph(written: Path, name: str) -> None:
    dataset = Dataset()
    dataset.parse(written / f"graph.{name}", format=QUADS[name])
    names = {str(g.identifier).removeprefix(ONTOLOGY.id_namespace) for g in dataset.graphs() if len(g)}
    assert names >= {"article/a1", "article/a2", "graph/inferred"}
    inferred = ONTOLOGY.iri("within")
    assert {str(g) for _, p, _, g in dataset.quads() if str(p) == inferred} == {
        f"{ONTOLOGY.id_namespace}graph/inferred"
    }


def test_rdf_12_reifies_each_claim_with_a_triple_term(written: Path) -> None:
    quads = list(pyoxigraph.parse(path=str(written / "graph.rdf12.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    reified = {quad.object for quad in quads if quad.predicate.value.endswith("#reifies")}
    subjects = {quad.subject for quad in quads if quad.predicate.value.endswith("#reifies")}
    claims = {
        q.subject for q in quads if isinstance(q.object, pyoxigraph.NamedNode) and q.object.value.endswith("#Claim")
    }
    assert subjects == claims
    assert all(isinstance(term, pyoxigraph.Triple) for term in reified)


def test_no_rdf_format_has_a_blank_node(written: Path) -> None:
    for name in (*RDF, *QUADS):
        for triple in pyoxigraph_triples(written / f"graph.{name}"):
            assert not isinstance(triple.subject, pyoxigraph.BlankNode)
            assert not isinstance(triple.object, pyoxigraph.BlankNode)


def test_ntriples_are_sorted_lines(written: Path) -> None:
    lines = (written / "graph.nt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))


def test_turtle_is_grouped_and_short(written: Path) -> None:
    text = (written / "graph.ttl").read_text(encoding="utf-8")
    assert "\ncity:420600 a zs:City ;\n" in text
    assert "    zs:partOf province:420000 ;" in text
    assert text.count("\ncity:420600 a ") == 1


def test_jsonld_is_compact_and_needs_no_network(written: Path) -> None:
    document = json.loads((written / "graph.jsonld").read_text(encoding="utf-8"))
    assert isinstance(document["@context"], dict)
    things = {thing["id"]: thing for thing in document["@graph"]}
    assert things["city/420600"]["type"] == "City"
    assert things["city/420600"]["name"] == "襄阳市"
    assert things["enterprise/byd"]["operatesIn"] == ["city/420600", "park/xiangyang-hidz"]
    assert things["enterprise/byd"]["aliases"] == [{"@value": "BYD"}, "比亚迪"]
    assert not [key for thing in things.values() for key in thing if key.startswith("http")]


def test_networkx_reads_the_same_nodes_and_edges_from_graphml(written: Path) -> None:
    graph, read = sample_graph(), nx.read_graphml(written / "graph.graphml")
    assert set(read) == set(graph)
    assert {(s, d["predicate"], o) for s, o, d in read.edges(data=True)} == {
        (s, p, o) for s, o, p in graph.edges(keys=True)
    }
    assert read.nodes["city/420600"]["lon"] == 112.1224
    assert read.nodes["enterprise/byd"]["aliases"] == "BYD\n比亚迪"


def test_characters_that_xml_cannot_hold_do_not_break_it(tmp_path: Path) -> None:
    graph = sample_graph()
    graph.nodes["enterprise/byd"]["name"] = 'a\x00\x0b\ufffe<b attr="1">&amp;]]>\u2028'
    for name in ("graphml", "gexf"):
        ALL[name](graph, tmp_path / name, ONTOLOGY)
        ElementTree.parse(tmp_path / name)
    assert nx.read_graphml(tmp_path / "graphml").nodes["enterprise/byd"]["label"].startswith("a\ufffd\ufffd\ufffd<b")


def test_gexf_has_colour_size_and_position_for_each_node(written: Path) -> None:
    root = ElementTree.parse(written / "graph.gexf").getroot()
    space = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
    nodes = root.findall(".//g:node", space)
    assert len(nodes) == len(sample_graph())
    for node in nodes:
        assert all(node.find(f"viz:{name}", space) is not None for name in ("color", "size", "position"))


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


PRINT_DIGESTS = """
import hashlib, sys, tempfile
from pathlib import Path
from kg.export import MORE_WRITERS, WRITERS
from kg.files import data_folder
from kg.ontology import load_ontology
from tests.graphs import sample_graph
folder = Path(tempfile.mkdtemp())
ontology = load_ontology(data_folder() / "ontology")
for name, write in {**WRITERS, **MORE_WRITERS}.items():
    if name != "parquet":
        write(sample_graph(), folder / name, ontology)
for path in sorted(p for p in folder.rglob("*") if p.is_file()):
    print(path.relative_to(folder), hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_every_format_is_the_same_bytes_whatever_the_hash_seed() -> None:
    root = Path(__file__).parents[2]

    def digests(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", PRINT_DIGESTS]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    first = digests("1")
    assert len(first.splitlines()) >= len(WITHOUT_EXTRAS)
    assert first == digests("2")


def test_the_description_counts_what_is_there_and_has_no_blank_node(
    written: Path, expected: set[pyoxigraph.Triple]
) -> None:
    found = list(pyoxigraph.parse(path=str(written / "graph.void.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    assert not [
        q for q in found if isinstance(q.subject, pyoxigraph.BlankNode) or isinstance(q.object, pyoxigraph.BlankNode)
    ]
    totals = {q.predicate.value.rpartition("#")[2]: q.object.value for q in found if q.subject.value.count("/") == 6}
    assert totals["triples"] == str(len(expected))
    assert totals["entities"] == str(len(sample_graph()))
    assert totals["documents"] == "3"


def test_the_description_names_licence_sources_links_and_what_the_build_used(written: Path) -> None:
    text = (written / "graph.void.ttl").read_text(encoding="utf-8")
    assert "dcterms:license <https://www.apache.org/licenses/LICENSE-2.0>" in text
    assert "dcterms:source <https://example.org/>" in text
    found = list(pyoxigraph.parse(path=str(written / "graph.void.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    used = {
        str(q.object.value).removeprefix(ONTOLOGY.id_namespace) for q in found if q.predicate.value.endswith("#used")
    }
    assert used >= {"article/a1", "article/a2"}
    assert [id_ for id_ in used if id_.startswith("knowledge/")]
    links = [q.subject for q in found if q.predicate.value.endswith("#linkPredicate")]
    same = sum(1 for data in sample_graph().nodes.values() if data.get("geonames"))
    assert len(links) == (1 if same else 0)
