"""Every format: it parses elsewhere, holds the same, and is the same byte by byte."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import warnings
from math import dist
from pathlib import Path
from xml.etree import ElementTree

import followthemoney
import networkx as nx
import pyoxigraph
import pytest
from rdflib import Dataset, Graph

from kg.export.description import _site
from kg.export.followthemoney import LINKS, SCHEMATA
from kg.export.gexf import _positions
from kg.export.tables import TABLES
from kg.files import data_folder
from kg.ontology import load_ontology
from kg.rdf import triples
from tests.graphs import sample_graph
from tests.whole import EVERY, write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")
WITHOUT_EXTRAS = sorted({*EVERY} - {"parquet"})
RDF = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}
QUADS = {"trig": "trig", "nq": "nquads"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    graph = sample_graph()
    for name in WITHOUT_EXTRAS:
        write_whole(name, graph, folder / f"graph.{name}", ONTOLOGY)
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
        write_whole(name, graph, tmp_path / name, ONTOLOGY)
        ElementTree.parse(tmp_path / name)
    assert nx.read_graphml(tmp_path / "graphml").nodes["enterprise/byd"]["label"].startswith("a\ufffd\ufffd\ufffd<b")


GEXF = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
# What the schema of GEXF 1.3 lets each element hold, as far as it is written here; the first names must be there.
GEXF_ATTRIBUTES = {
    "gexf": "version", "meta": "", "creator": "", "description": "", "graph": "defaultedgetype mode",
    "attributes": "class", "attribute": "id title type", "nodes": "", "edges": "", "node": "id label",
    "edge": "id source target kind label weight", "attvalues": "", "attvalue": "for value", "color": "r g b",
    "position": "x y z", "size": "value",
}  # fmt: skip
GEXF_VALUES = {"string": str, "double": float, "long": int}


def test_gexf_keeps_the_rules_of_its_schema(written: Path) -> None:
    root = ElementTree.parse(written / "graph.gexf").getroot()
    for element in root.iter():
        namespace, _, name = element.tag[1:].partition("}")
        assert namespace == GEXF["viz" if name in ("color", "position", "size") else "g"]
        assert sorted(element.attrib) == sorted(GEXF_ATTRIBUTES[name].split()), name
    ids = [node.attrib["id"] for node in root.iterfind(".//g:node", GEXF)]
    edges = [edge.attrib for edge in root.iterfind(".//g:edge", GEXF)]
    assert len(set(ids)) == len(ids) == len(sample_graph())
    assert len({edge["id"] for edge in edges}) == len({(e["source"], e["kind"], e["target"]) for e in edges})
    assert {edge[end] for edge in edges for end in ("source", "target")} <= set(ids)
    assert len(edges) == sample_graph().size() and all(float(edge["weight"]) > 0 for edge in edges)
    for kind in ("node", "edge"):
        declared = {
            found.attrib["id"]: GEXF_VALUES[found.attrib["type"]]
            for found in root.iterfind(f".//g:attributes[@class='{kind}']/g:attribute", GEXF)
        }
        assert "label" not in declared, "Gephi has a column of that name"
        for value in root.iterfind(f".//g:{kind}/g:attvalues/g:attvalue", GEXF):
            declared[value.attrib["for"]](value.attrib["value"])


def test_gexf_has_colour_size_and_position_for_each_node(written: Path) -> None:
    root = ElementTree.parse(written / "graph.gexf").getroot()
    places = set()
    for node in root.iterfind(".//g:node", GEXF):
        colour, size, place = (node.find(f"viz:{name}", GEXF) for name in ("color", "size", "position"))
        assert colour is not None and size is not None and place is not None
        assert all(0 <= int(colour.attrib[part]) <= 255 for part in "rgb")
        assert float(size.attrib["value"]) > 0
        places.add((float(place.attrib["x"]), float(place.attrib["y"])))
    assert len(places) == len(sample_graph()), "no two lie on one another"


def test_networkx_reads_the_same_nodes_and_edges_from_gexf(written: Path) -> None:
    graph, read = sample_graph(), nx.read_gexf(written / "graph.gexf")
    assert set(read) == set(graph)
    assert set(read.edges()) == {(s, o) for s, o in graph.edges()}
    assert read.nodes["enterprise/byd"]["viz"]["color"] == {"r": 213, "g": 94, "b": 0, "a": 1.0}


def test_many_nodes_are_laid_out_evenly_and_the_same_each_time() -> None:
    graph = nx.MultiDiGraph(nx.random_labeled_tree(3000, seed=1))
    places = _positions(graph)
    assert places == _positions(graph)
    assert len(set(places.values())) == 3000
    links = sum(dist(places[s], places[o]) for s, o in graph.edges()) / graph.size()
    others = sum(dist(places[n], places[(n * 7919 + 1) % 3000]) for n in graph) / 3000
    assert links * 2 < others, "what is linked lies closer than what is not"


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


PRINT_DIGESTS = """
import hashlib, sys, tempfile
from pathlib import Path
from kg.files import data_folder
from kg.ontology import load_ontology
from tests.graphs import sample_graph
from tests.whole import EVERY, write_whole
folder = Path(tempfile.mkdtemp())
ontology = load_ontology(data_folder() / "ontology")
for name in EVERY:
    if name != "parquet":
        write_whole(name, sample_graph(), folder / name, ontology)
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
    # The ranges of Dublin Core are things, not texts.
    assert "dcterms:language <http://id.loc.gov/vocabulary/iso639-1/zh>" in text
    assert "/rights> a dcterms:RightsStatement" in text and "/period> a dcterms:PeriodOfTime" in text
    assert 'dcat:startDate "2024-05-07"^^xsd:date' in text and 'dcat:endDate "2025-03-01"^^xsd:date' in text
    found = list(pyoxigraph.parse(path=str(written / "graph.void.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    used = {
        str(q.object.value).removeprefix(ONTOLOGY.id_namespace) for q in found if q.predicate.value.endswith("#used")
    }
    assert used >= {"article/a1", "article/a2"}
    assert [id_ for id_ in used if id_.startswith("knowledge/")]
    links = [q.subject for q in found if q.predicate.value.endswith("#linkPredicate")]
    same = sum(1 for data in sample_graph().nodes.values() if data.get("geonames"))
    assert len(links) == (1 if same else 0)


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://example.org/a?b#c", "https://example.org/"),
        ("http://user:secret@example.org:8080/a", "http://example.org:8080/"),
        ("http://例子.org/一", "http://xn--fsqu00a.org/"),
        ("http://[bad", None),
        ('http://exa mple.org"<x>/y', None),
        ("http://a..b/", None),
        ("http:///a", None),
        ("ftp://example.org/a", None),
        ("没有地址", None),
        ("", None),
    ],
)
def test_where_an_article_stood_is_told_by_a_host_or_not_at_all(address: str, site: str | None) -> None:
    assert _site(address) == site
