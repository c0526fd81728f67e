"""Property graph -> RDF."""

from __future__ import annotations

import networkx as nx
import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.files import data_folder
from kg.model import Evidence, Modality
from kg.ontology import load_ontology
from kg.rdf import date_literal, describe_graph, literal, name_literal, triples
from kg.terms import term
from tests.graphs import BATTERY, BYD, sample_graph, span

ONTOLOGY = load_ontology(data_folder() / "ontology")


def word(name: str) -> str:
    return f"<{ONTOLOGY.iri(name)}>"


def entity(id_: str) -> str:
    return f"<{ONTOLOGY.entity_iri(id_)}>"


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str, str]]:
    return set(triples(sample_graph(), ONTOLOGY))


def claims(found: set[tuple[str, str, str]], subject: str, predicate: str, object_: str) -> list[str]:
    def having(name: str, value: str) -> set[str]:
        return {s for s, p, o in found if p == f"<{term(f'rdf:{name}')}>" and o == value}

    parts = ("subject", entity(subject)), ("predicate", word(predicate)), ("object", entity(object_))
    return sorted(set.intersection(*(having(name, value) for name, value in parts)))


def test_a_fact_is_one_direct_triple_and_a_claim_for_each_sentence(found: set[tuple[str, str, str]]) -> None:
    assert (entity("enterprise/byd"), word("operatesIn"), entity("city/420600")) in found
    assert len(claims(found, "enterprise/byd", "operatesIn", "city/420600")) == 2


def test_a_denied_fact_has_a_claim_and_no_direct_triple(found: set[tuple[str, str, str]]) -> None:
    fact = ("enterprise/catl", "investsIn", "project/bbbbbbbbbbbb")
    (claim,) = claims(found, *fact)
    assert (claim, word("modality"), word("Denied")) in found
    assert (entity(fact[0]), word(fact[1]), entity(fact[2])) not in found


def test_a_planned_fact_is_direct_and_its_claim_says_planned(found: set[tuple[str, str, str]]) -> None:
    (claim,) = claims(found, "enterprise/catl", "operatesIn", "park/xiangyang-hidz")
    assert (claim, word("modality"), word("Planned")) in found
    assert (entity("enterprise/catl"), word("operatesIn"), entity("park/xiangyang-hidz")) in found


def test_a_denial_beside_a_statement_leaves_the_fact() -> None:
    graph = sample_graph()
    edge = graph.edges["enterprise/catl", "project/bbbbbbbbbbbb", "investsIn"]
    edge["evidence"] += (Evidence(article=BYD.id, passage=span(BYD, "签约"), rule="r", confidence=0.5),)
    fact = (entity("enterprise/catl"), word("investsIn"), entity("project/bbbbbbbbbbbb"))
    assert fact in set(triples(graph, ONTOLOGY))


def test_a_quote_and_its_position_fit_the_article(found: set[tuple[str, str, str]]) -> None:
    (claim,) = claims(found, "enterprise/fudi", "subsidiaryOf", "enterprise/byd")

    def value(subject: str, predicate: str) -> str:
        (only,) = [o for s, p, o in found if s == subject and p == f"<{term(predicate)}>"]
        return only

    selector = value(value(claim, "oa:hasTarget"), "oa:hasSelector")
    start, end = (int(value(selector, f"oa:{name}").split('"')[1]) for name in ("start", "end"))
    assert value(selector, "oa:exact") == literal(BATTERY.text[start:end])
    assert value(selector, "oa:prefix") == literal(BATTERY.text[max(0, start - 32) : start])
    assert value(selector, "oa:suffix") == literal(BATTERY.text[end : end + 32])


def test_containment_is_closed_and_marked_as_inferred(found: set[tuple[str, str, str]]) -> None:
    project, province = entity("project/bbbbbbbbbbbb"), entity("province/420000")
    assert (project, word("within"), province) in found
    assert (project, word("locatedIn"), province) not in found
    assert "within" in ONTOLOGY.inferred
    graphs = {
        statement[2] for _, statements in describe_graph(sample_graph(), ONTOLOGY) for statement in statements
        if statement[0] == word("within")
    }  # fmt: skip
    assert graphs == {(f"<{ONTOLOGY.id_namespace}graph/inferred>",)}


def test_a_circle_of_places_ends() -> None:
    graph = sample_graph()
    graph.add_edge("city/420600", "city/420606", key="partOf", evidence=(), confidence=1.0)
    found = set(triples(graph, ONTOLOGY))
    assert (entity("city/420600"), word("within"), entity("province/420000")) in found
    assert (entity("city/420600"), word("within"), entity("city/420600")) not in found


def test_an_amount_is_a_number_with_a_currency_and_yuan_for_short(found: set[tuple[str, str, str]]) -> None:
    project, amount = entity("project/aaaaaaaaaaaa"), entity("amount/CNY-10000000000")
    assert (project, word("amount"), amount) in found
    assert (amount, word("currency"), '"CNY"') in found
    assert (project, word("amountInYuan"), literal("10000000000", datatype="xsd:decimal")) in found
    assert (project, word("status"), word("Signed")) in found
    assert (project, word("date"), literal("2024-05-06", datatype="xsd:date")) in found


def test_what_two_articles_say_stands_in_both_their_graphs() -> None:
    graph = sample_graph()
    edge = graph.edges["enterprise/byd", "city/420600", "operatesIn"]
    edge["evidence"] += (Evidence(article=BATTERY.id, passage=span(BATTERY, "弗迪电池"), rule="r", confidence=0.5),)
    fact = (word("operatesIn"), entity("city/420600"))
    (graphs,) = [
        g for subject, statements in describe_graph(graph, ONTOLOGY) for p, o, g in statements
        if subject == entity("enterprise/byd") and (p, o) == fact
    ]  # fmt: skip
    assert graphs == (entity("article/a1"), entity("article/a2"))


def test_there_is_no_blank_node_and_no_repeat_and_all_is_sorted() -> None:
    listed = list(triples(sample_graph(), ONTOLOGY))
    assert not [part for triple in listed for part in triple if part.startswith("_:")]
    lines = [" ".join(triple) for triple in listed]
    assert lines == sorted(set(lines))


def test_neither_the_order_of_nodes_nor_of_edges_matters() -> None:
    graph, turned = sample_graph(), nx.MultiDiGraph()
    turned.graph.update(graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert list(triples(graph, ONTOLOGY)) == list(triples(turned, ONTOLOGY))


def test_a_claim_keeps_its_name_when_other_articles_come(found: set[tuple[str, str, str]]) -> None:
    graph = sample_graph()
    graph.remove_node("policy/0123456789ab")
    graph.remove_edge("enterprise/fudi", "enterprise/byd")
    fact = ("enterprise/byd", "operatesIn", "park/xiangyang-hidz")
    assert claims(set(triples(graph, ONTOLOGY)), *fact) == claims(found, *fact)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2024", "gYear"), ("2024-05", "gYearMonth"), ("2024-05-06", "date"), ("2024-02-29", "date")],
)
def test_a_date_has_the_type_of_its_length(text: str, datatype: str) -> None:
    assert date_literal(text) == literal(text, datatype=f"xsd:{datatype}")


def test_a_stretch_of_months_is_written_as_edtf() -> None:
    assert date_literal("2024-01/2024-03") == literal("2024-01/2024-03", datatype="edtf:EDTF")


@pytest.mark.parametrize(
    "text", ["2024-03/2024-01", "2024-13", "2023-02-29", "2024-W01-1", "20240506", "0000", "５月６日", "二〇二四"]
)
def test_what_is_no_date_stays_text(text: str) -> None:
    assert date_literal(text) == literal(text)


def test_a_chinese_name_says_so_and_a_latin_one_says_nothing() -> None:
    assert name_literal("TCL华星") == '"TCL华星"@zh'
    assert name_literal("BYD") == '"BYD"'


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_a_literal(text: str) -> None:
    line = f"<urn:s> <urn:p> {literal(text)} ."
    (quad,) = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert quad.object == pyoxigraph.Literal(text)


def test_modalities_of_the_model_are_those_of_the_ontology() -> None:
    for modality in Modality:
        assert ONTOLOGY.value("Modality", modality)
