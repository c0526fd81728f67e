"""The formats of RDF: each parses elsewhere and holds the same triples."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Dataset, Graph

from tests.export.conftest import ONTOLOGY

RDF = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}
QUADS = {"trig": "trig", "nq": "nquads"}


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


def test_rdf_12_reifies_each_claim_with_a_triple_term(written: Path, expected: set[pyoxigraph.Triple]) -> None:
    quads = list(pyoxigraph.parse(path=str(written / "graph.rdf12.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    reified = {quad.object for quad in quads if quad.predicate.value.endswith("#reifies")}
    subjects = {quad.subject for quad in quads if quad.predicate.value.endswith("#reifies")}
    claims = {
        q.subject for q in quads if isinstance(q.object, pyoxigraph.NamedNode) and q.object.value.endswith("#Claim")
    }
    assert subjects == claims != set()
    said = {(each.subject, each.predicate.value.rpartition("#")[2]): each.object for each in expected}
    assert reified == {
        pyoxigraph.Triple(*(said[claim, part] for part in ("subject", "predicate", "object"))) for claim in claims
    }


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
