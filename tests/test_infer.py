"""What follows from a graph: containment, inverses, symmetry, each with its rule and its premises."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import PROV

from kg.files import data_folder
from kg.ontology import load_ontology
from tests.graphs import sample_graph
from tests.whole import write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")
Fact = tuple[str, str, str]


def zs(name: str) -> URIRef:
    return URIRef(ONTOLOGY.iri(name))


def id_(text: str) -> URIRef:
    return URIRef(ONTOLOGY.entity_iri(text))


@pytest.fixture(scope="module")
def inferred(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("infer") / "graph.inferred.ttl"
    write_whole("inferred.ttl", sample_graph(), path, ONTOLOGY)
    return Graph().parse(path)


def short(graph: Graph, statement: object) -> Fact:
    """What a claim, inference or premise says, by ids and names."""
    parts = (str(graph.value(statement, part)) for part in (RDF.subject, RDF.predicate, RDF.object))
    s, p, o = (part.removeprefix(ONTOLOGY.id_namespace).removeprefix(ONTOLOGY.namespace) for part in parts)
    return s, p, o


def why(graph: Graph, fact: Fact) -> tuple[str, set[Fact]]:
    """Rule and premises of an inferred fact."""
    (inference,) = [i for i in graph.subjects(RDF.type, zs("Inference")) if short(graph, i) == fact]
    premises = {short(graph, premise) for premise in graph.objects(inference, zs("premise"))}
    return str(graph.value(inference, zs("rule"))), premises


def test_a_project_lies_in_all_that_holds_its_county(inferred: Graph) -> None:
    project = "project/bbbbbbbbbbbb"
    assert (id_(project), zs("within"), id_("province/420000")) in inferred
    assert why(inferred, (project, "within", "province/420000")) == (
        "containment",
        {
            (project, "locatedIn", "city/420606"),
            ("city/420606", "partOf", "city/420600"),
            ("city/420600", "partOf", "province/420000"),
        },
    )


def test_a_relation_has_its_inverse(inferred: Graph) -> None:
    assert (id_("city/420600"), zs("hosts"), id_("enterprise/byd")) in inferred
    assert why(inferred, ("city/420600", "hosts", "enterprise/byd")) == (
        "inverse", {("enterprise/byd", "operatesIn", "city/420600")}
    )  # fmt: skip


def test_partners_are_partners_of_each_other(inferred: Graph) -> None:
    assert why(inferred, ("organization/hust", "partnerOf", "enterprise/catl")) == (
        "symmetry", {("enterprise/catl", "partnerOf", "organization/hust")}
    )  # fmt: skip


def test_a_premise_names_the_claims_that_state_it(inferred: Graph, tmp_path: Path) -> None:
    write_whole("nt", sample_graph(), tmp_path / "graph.nt", ONTOLOGY)
    graph = Graph().parse(tmp_path / "graph.nt")
    stated = {
        short(inferred, premise): {short(graph, claim) for claim in inferred.objects(premise, PROV.wasDerivedFrom)}
        for premise in inferred.subjects(RDF.type, zs("Premise"))
    }
    assert stated[("enterprise/byd", "operatesIn", "city/420600")] == {("enterprise/byd", "operatesIn", "city/420600")}
    assert all(claims in ({fact}, set()) for fact, claims in stated.items())
    assert {fact[1] for fact, claims in stated.items() if not claims} == {"partOf"}, "the table of divisions states it"


def test_nothing_follows_from_a_denial(inferred: Graph) -> None:
    assert (id_("project/bbbbbbbbbbbb"), zs("hasInvestor"), id_("enterprise/catl")) not in inferred
    assert (id_("project/bbbbbbbbbbbb"), zs("hasInvestor"), id_("enterprise/fudi")) in inferred


def test_a_circle_of_places_ends(tmp_path: Path) -> None:
    graph = sample_graph()
    graph.add_edge("city/420600", "city/420606", key="partOf", evidence=(), confidence=1.0)
    write_whole("inferred.ttl", graph, tmp_path / "a.ttl", ONTOLOGY)
    found = Graph().parse(tmp_path / "a.ttl")
    assert (id_("city/420600"), zs("within"), id_("city/420606")) in found
    assert (id_("city/420600"), zs("within"), id_("city/420600")) not in found


def test_a_reasoner_derives_the_same(inferred: Graph, tmp_path: Path) -> None:
    """OWL 2 RL over ontology and graph, without the closure that the graph already holds."""
    write_whole("nt", sample_graph(), tmp_path / "graph.nt", ONTOLOGY)
    links = {zs(name) for name in ONTOLOGY.object_properties}
    told = Graph().parse(tmp_path / "graph.nt")
    told.remove((None, zs("within"), None))
    entities = {s for s, p, o in told if p in links and str(s).startswith(ONTOLOGY.id_namespace)}
    reasoned = Graph().parse(ONTOLOGY.file)
    for s, p, o in told:
        if p in links and p != zs("mentions") and "claim/" not in s:
            reasoned.add((s, p, o))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(reasoned)
    marked = {zs(name) for name in (*ONTOLOGY.inferred, *ONTOLOGY.symmetric)}
    theirs = {t for t in reasoned if t[1] in marked and t[0] in entities | set(reasoned.objects())} - set(told)
    ours = {t for t in inferred if t[1] in marked}
    assert theirs == ours
