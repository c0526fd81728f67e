"""The shapes: good data conforms, and each shape bites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import SH

from kg.errors import GraphError
from kg.files import data_folder
from kg.ontology import load_ontology
from kg.query import known_prefixes
from kg.validate import SHAPES, validate_rdf
from tests.graphs import sample_graph
from tests.whole import write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")
PREFIXES = "".join(f"PREFIX {p}: <{ns}>\n" for p, ns in known_prefixes(ONTOLOGY).items())


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shapes") / "graph.ttl"
    write_whole("ttl", sample_graph(), path, ONTOLOGY)
    return path


def test_our_own_output_conforms(good: Path) -> None:
    assert validate_rdf(good, ONTOLOGY) == ()


def test_quads_are_checked_as_one_graph(tmp_path: Path) -> None:
    write_whole("trig", sample_graph(), tmp_path / "graph.trig", ONTOLOGY)
    assert validate_rdf(tmp_path / "graph.trig", ONTOLOGY) == ()


def test_what_is_inferred_conforms_beside_the_graph(good: Path, tmp_path: Path) -> None:
    write_whole("inferred.ttl", sample_graph(), tmp_path / "inferred.ttl", ONTOLOGY)
    whole = Graph().parse(good).parse(tmp_path / "inferred.ttl")
    whole.serialize(tmp_path / "whole.nt", format="nt", encoding="utf-8")
    assert validate_rdf(tmp_path / "whole.nt", ONTOLOGY) == ()


# What is done to good data -> what the report must say.
BROKEN = [
    ("DELETE WHERE { city:420600 skos:prefLabel ?o }", "exactly one name"),
    ("INSERT DATA { enterprise:byd skos:prefLabel 'x' }", "exactly one name"),
    ("INSERT DATA { enterprise:byd skos:altLabel '比亚迪股份有限公司'@zh }", "no alias repeats the name"),
    ("DELETE WHERE { park:xiangyang-hidz rdfs:label ?o }", "the label equals the name"),
    ("DELETE WHERE { city:420600 zs:level ?o }", "has one level"),
    ("INSERT DATA { city:420600 zs:divisionCode '42' }", "one code of six digits"),
    ("INSERT DATA { city:420600 zs:longitude 12.5 }", "longitude is in China"),
    ("INSERT DATA { city:420600 zs:latitude 80.5 }", "latitude is in China"),
    ("INSERT DATA { city:420600 geo:asWKT 'here' }", "the point is WKT"),
    ("INSERT DATA { province:420000 zs:partOf city:420600 }", "no division is above a province"),
    ("INSERT DATA { city:420606 zs:partOf province:420000 }", "part of at most one"),
    ("INSERT DATA { park:xiangyang-hidz zs:longitude 'east' }", "longitude is a decimal"),
    ("INSERT DATA { park:xiangyang-hidz zs:latitude 'north' }", "latitude is a decimal"),
    ("DELETE WHERE { article:a1 dcterms:identifier ?o }", "has one identifier"),
    ("DELETE WHERE { article:a1 dcterms:title ?o }", "has one title"),
    ("INSERT DATA { article:批 dcterms:date 'yesterday' ; a zs:Article }", "the date is a year, month or day"),
    ("INSERT DATA { article:a2 schema:url 'x' }", "the address is an anyURI"),
    ("DELETE WHERE { ?c rdf:subject enterprise:fudi }", "has one subject"),
    ("INSERT { ?c rdf:predicate zs:rule } WHERE { ?c rdf:subject enterprise:fudi }", "the predicate is a relation"),
    ("DELETE { ?c rdf:object ?o } WHERE { ?c rdf:subject enterprise:fudi ; rdf:object ?o }", "has one object"),
    ("DELETE WHERE { ?c prov:wasDerivedFrom article:a2 }", "is derived from one article"),
    ("DELETE { ?c oa:hasTarget ?o } WHERE { ?c rdf:subject enterprise:fudi ; oa:hasTarget ?o }", "has one passage"),
    ("DELETE WHERE { ?c zs:rule 'child' }", "has one rule"),
    ("INSERT { ?c zs:confidence 1.5 } WHERE { ?c zs:rule 'title' }", "the confidence is between 0 and 1"),
    ("DELETE WHERE { ?c zs:modality zs:Planned }", "has one modality"),
    ("INSERT { ?c zs:subjectSelector city:420600 } WHERE { ?c zs:rule 'title' }", "is a selector"),
    ("INSERT { ?c zs:objectSelector city:420600 } WHERE { ?c zs:rule 'title' }", "is a selector"),
    ("INSERT { ?c zs:triggerSelector city:420600 } WHERE { ?c zs:rule 'title' }", "is a selector"),
    ("INSERT { ?c zs:quotedValue 5 } WHERE { ?c zs:rule 'title' }", "the quoted value is text"),
    ("DELETE WHERE { ?p oa:hasSource article:a1 }", "has one source article"),
    ("DELETE { ?p oa:hasSelector ?o } WHERE { ?p oa:hasSelector ?o ; oa:hasSource article:a1 }", "has one selector"),
    ("DELETE WHERE { ?s oa:exact '签约' }", "has a quote"),
    ("INSERT { ?s oa:prefix 5 } WHERE { ?s oa:exact '签约' }", "the prefix is text"),
    ("INSERT { ?s oa:suffix 5 } WHERE { ?s oa:exact '签约' }", "the suffix is text"),
    (
        "DELETE { ?s oa:start ?o } INSERT { ?s oa:start '900'^^xsd:nonNegativeInteger }"
        " WHERE { ?s oa:exact '签约' ; oa:start ?o }",
        "the start is before the end",
    ),
    ("DELETE { ?s oa:end ?o } WHERE { ?s oa:exact '签约' ; oa:end ?o }", "has an end"),
    ("DELETE WHERE { ?a zs:numericValue ?o }", "has one positive number"),
    ("INSERT { ?a zs:currency '元' } WHERE { ?a a zs:Amount }", "the currency has three letters"),
    ("INSERT DATA { enterprise:byd zs:operatesIn policy:0123456789ab }", "operatesIn: enterprise to city"),
    ("INSERT DATA { city:420600 zs:operatesIn city:420606 }", "operatesIn: enterprise to city"),
    ("INSERT DATA { enterprise:byd zs:investsIn city:420600 }", "investsIn: enterprise to project"),
    ("INSERT DATA { project:aaaaaaaaaaaa zs:locatedIn enterprise:byd }", "locatedIn: project"),
    ("INSERT DATA { policy:0123456789ab zs:issuedBy enterprise:byd }", "issuedBy: policy to"),
    ("INSERT DATA { policy:0123456789ab zs:appliesTo organization:hust }", "appliesTo: policy to"),
    ("INSERT DATA { enterprise:byd zs:subsidiaryOf organization:hust }", "subsidiaryOf: enterprise to enterprise"),
    ("INSERT DATA { enterprise:byd zs:partnerOf project:aaaaaaaaaaaa }", "partnerOf: between"),
    ("INSERT DATA { city:420600 zs:partnerOf city:420606 }", "one of the partners is an enterprise"),
    ("INSERT DATA { city:420606 zs:partOf park:xiangyang-hidz }", "partOf: city or park to"),
    ("INSERT DATA { enterprise:byd zs:within city:420600 }", "within: place"),
    ("INSERT DATA { article:a1 zs:mentions article:a2 }", "mentions: article to entity"),
    ("INSERT DATA { enterprise:byd zs:inIndustry city:420600 }", "inIndustry: enterprise"),
    ("INSERT DATA { city:420600 zs:involves enterprise:byd }", "involves: event"),
    ("INSERT DATA { project:bbbbbbbbbbbb zs:amount city:420600 }", "amount: project or event to amount"),
    ("INSERT DATA { project:bbbbbbbbbbbb zs:status city:420600 }", "status: project to status"),
    ("INSERT DATA { project:bbbbbbbbbbbb zs:amountInYuan '-5.0'^^xsd:decimal }", "the amount is positive"),
    ("INSERT DATA { city:420600 zs:amountInYuan 5.0 }", "only a project or an event has an amount"),
    ("INSERT DATA { project:bbbbbbbbbbbb zs:date 'soon' }", "the date is a year, month, day or stretch of months"),
    (
        "INSERT DATA { organization:hust zs:date '2024'^^xsd:gYear }",
        "a project, policy, park, enterprise or event has a date",
    ),
    ("INSERT DATA { industry:x a zs:Industry ; skos:broader city:420600 }", "broader is an industry"),
    ("INSERT DATA { event:x a zs:Event }", "exactly one name"),
    ("INSERT DATA { inference:0123456789abcdef a zs:Inference }", "has one predicate"),
    ("INSERT DATA { inference:0123456789abcdef a zs:Inference ; zs:rule 'guess' }", "has the rule that derives it"),
    ("INSERT DATA { inference:0123456789abcdef a zs:Inference }", "has premises"),
    ("INSERT DATA { premise:0123456789abcdef a zs:Premise ; prov:wasDerivedFrom article:a1 }", "comes from claims"),
    ("INSERT DATA { enterprise:byd zs:hosts enterprise:catl }", "hosts: city"),
    ("INSERT DATA { project:bbbbbbbbbbbb zs:hasInvestor city:420600 }", "hasInvestor: project"),
    ("INSERT DATA { enterprise:byd zs:hasSubsidiary organization:hust }", "hasSubsidiary: enterprise"),
    ("INSERT DATA { enterprise:byd zs:issues policy:0123456789ab }", "issues: organization"),
    ("INSERT DATA { organization:hust zs:benefitsFrom policy:0123456789ab }", "benefitsFrom: city"),
    ("INSERT DATA { city:420600 zs:contains enterprise:byd }", "contains: place"),
    *(
        (f"DELETE {{ ?c ?p ?o }} WHERE {{ ?c rdf:predicate zs:{relation} ; ?p ?o }}", f"no claim supports {relation}")
        for relation in ("operatesIn", "investsIn", "locatedIn", "issuedBy", "appliesTo", "subsidiaryOf", "partnerOf")
    ),
    ("DELETE WHERE { industry:power-battery skos:inScheme ?o }", "is in the scheme of industries"),
    ("DELETE { ?s dcterms:title ?o } WHERE { ?s a skos:ConceptScheme ; dcterms:title ?o }", "one name a language"),
    ("INSERT DATA { event:x a zs:Event }", "exactly one kind"),
    ("INSERT DATA { event:x a zs:Event ; zs:period period:2024-05, period:2024-06 }", "at most one period"),
    (
        "INSERT DATA { period:2024-05 a zs:Period ; zs:precision zs:Signed }",
        "the precision is day, month, quarter, half year or year",
    ),
    ("INSERT DATA { period:2024-05 a zs:Period }", "has a first day"),
    ("INSERT DATA { period:2024-05 a zs:Period }", "has a last day"),
    ("INSERT DATA { period:x a time:Instant }", "has one date"),
    ("INSERT DATA { event:x a zs:Event ; zs:concerns city:420600 }", "concerns: event to project, park or policy"),
    ("INSERT DATA { event:x a zs:Event ; zs:heldIn enterprise:byd }", "heldIn: event to city, province or park"),
    ("INSERT DATA { enterprise:byd zs:latestStatus zs:Signed }", "latestStatus: project to status"),
    *(
        (f"INSERT DATA {{ event:x zs:{relation} city:420600 }}", f"no claim supports {relation}")
        for relation in ("involves", "concerns", "heldIn", "eventKind", "inIndustry")
    ),
]


@pytest.fixture(scope="module")
def loaded(good: Path) -> Graph:
    return Graph().parse(good)


@pytest.mark.parametrize(("update", "message"), BROKEN, ids=[message for _, message in BROKEN])
def test_a_shape_bites(loaded: Graph, tmp_path: Path, update: str, message: str) -> None:
    broken = Graph()
    for triple in loaded:
        broken.add(triple)
    broken.update(PREFIXES + update)
    assert set(broken) != set(loaded), "the update did nothing"
    broken.serialize(tmp_path / "broken.nt", format="nt", encoding="utf-8")
    findings = validate_rdf(tmp_path / "broken.nt", ONTOLOGY)
    told = [finding.message_zh for finding in findings if message in finding.message_en]
    assert told and all(re.search("[\u4e00-\u9fff]", message_zh) for message_zh in told)


def shape_messages() -> Iterator[str]:
    graph = Graph().parse(data_folder() / "ontology" / SHAPES)
    for message in graph.objects(None, SH.message):
        assert isinstance(message, Literal)
        if message.language == "en":
            yield str(message)


def test_every_message_of_the_shapes_is_tried() -> None:
    tried = [message for _, message in BROKEN]
    assert [message for message in sorted(set(shape_messages())) if not any(part in message for part in tried)] == []


def test_every_class_and_property_has_a_shape() -> None:
    graph = Graph().parse(data_folder() / "ontology" / SHAPES)
    targets = {str(o) for o in graph.objects(None, SH.targetClass)}
    paths = {str(o) for o in graph.objects(None, SH.path)}
    closed_lists = {"Place", "Status", "Modality", "Level", "EventKind"}  # abstract, or given whole by the ontology
    assert {c for c in ONTOLOGY.classes if ONTOLOGY.iri(c) not in targets} == closed_lists
    assert {p for p in ONTOLOGY.properties if ONTOLOGY.iri(p) not in paths} == set()


def test_a_blank_node_is_a_finding(loaded: Graph, tmp_path: Path) -> None:
    graph = Graph().parse(data=loaded.serialize(format="nt"), format="nt")
    graph.add((BNode("x"), RDF.type, URIRef("urn:thing")))
    graph.serialize(tmp_path / "graph.nt", format="nt", encoding="utf-8")
    (finding,) = validate_rdf(tmp_path / "graph.nt", ONTOLOGY)
    assert finding.message_zh == "不得有空白节点"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("a.txt", "x", "no RDF suffix"), ("a.ttl", "<a", "cannot be read as turtle"), ("a.ttl", "", "holds no triple")],
)
def test_what_is_no_rdf_is_an_error_of_ours(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GraphError, match=reason):
        validate_rdf(tmp_path / name, ONTOLOGY)
