"""The ontology file and what is asked of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.errors import KnowledgeError
from kg.export.jsonld import read_context
from kg.files import data_folder
from kg.model import CONTAINERS, TYPES
from kg.ontology import FILE, Ontology, load_ontology

FOLDER = data_folder() / "ontology"
RELATIONS = ("operatesIn", "investsIn", "locatedIn", "issuedBy", "appliesTo", "subsidiaryOf", "partnerOf")


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology(FOLDER)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(FOLDER / FILE, tmp_path)
    return tmp_path


def edit(folder: Path, old: str, new: str) -> None:
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new), encoding="utf-8")


def test_a_name_gives_its_iri_and_an_unknown_name_raises(ontology: Ontology) -> None:
    assert ontology.iri("operatesIn") == ontology.namespace + "operatesIn"
    with pytest.raises(KnowledgeError, match="no term 'worksIn'"):
        ontology.iri("worksIn")


def test_every_term_has_label_comment_and_example_in_the_file(ontology: Ontology) -> None:
    graph = Graph().parse(FOLDER / FILE)
    for term in ontology.terms.values():
        for language in ("zh", "en"):
            assert ontology.label(term.name, language)
            assert ontology.comment(term.name, language)
        (node,) = {s for s in graph.subjects(RDFS.label) if str(s) == term.iri}
        assert graph.value(node, SKOS.example) is not None, term.name


def test_every_property_is_one_that_the_program_makes_or_its_inverse(ontology: Ontology) -> None:
    graph = Graph().parse(FOLDER / FILE)
    code = "".join(file.read_text("utf-8") for file in (Path(__file__).parents[1] / "kg").rglob("*.py"))
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    properties = {term.name for term in ontology.terms.values() if {*graph[URIRef(term.iri) : RDF.type]} & {*kinds}}
    made = {name for name in properties if f'"{name}"' in code}
    inferred = {
        name
        for name in properties
        if {*graph[URIRef(ontology.iri(name)) : OWL.inverseOf]} & {URIRef(ontology.iri(one)) for one in made}
    }
    assert len(properties) > len(RELATIONS) and properties == made | inferred


@pytest.mark.parametrize("relation", RELATIONS)
def test_the_seven_relations_have_domain_and_range(ontology: Ontology, relation: str) -> None:
    assert ontology.domain(relation)
    assert ontology.range(relation)


def test_domain_and_range_are_those_of_the_annotation_rules(ontology: Ontology) -> None:
    assert ontology.domain("operatesIn") == {"Enterprise"}
    assert ontology.range("operatesIn") == CONTAINERS
    assert ontology.range("appliesTo") == CONTAINERS | {"Project", "Enterprise"}
    assert ontology.domain("partOf") == {"Place", "City", "Province", "Park"}, "subclasses are in"


def test_classes_differ_by_colour_and_by_shape(ontology: Ontology) -> None:
    assert len({ontology.colour(cls) for cls in TYPES}) == len(TYPES)
    assert len({ontology.shape(cls) for cls in TYPES}) == len(TYPES)


def test_values_of_closed_lists_are_found_by_notation(ontology: Ontology) -> None:
    for status in ("洽谈", "签约", "开工", "在建", "竣工", "投产", "终止"):
        assert ontology.value("Status", status).startswith(ontology.namespace)
    with pytest.raises(KnowledgeError, match="Status has no value"):
        ontology.value("Status", "完成")


def test_what_an_iri_may_not_hold_is_encoded(ontology: Ontology) -> None:
    assert ontology.entity_iri("city/420600") == ontology.id_namespace + "city/420600"
    assert re.fullmatch(r"[!-~]+", ontology.entity_iri('park/光谷 <x>"'))


def test_a_broken_file_is_named_with_its_line(copy: Path) -> None:
    edit(copy, "zs:City a owl:Class ;", "zs:City a owl:Class ;;; (")
    with pytest.raises(KnowledgeError) as caught:
        load_ontology(copy)
    assert caught.value.line is not None
    assert str(caught.value.file).endswith(FILE)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('rdfs:label "城市"@zh, "city"@en', 'rdfs:label "city"@en', "lacks rdfs:label@zh"),
        ('zs:colour "#009E73"', 'zs:colour "green"', "not of the form"),
        ('zs:shape "triangle" .', 'zs:shape "pyramid" .', "none of"),
        ('void:uriSpace "https://w3id.org/zhaoshang/id/"', "rdfs:seeAlso rdfs:Class", "lacks void:uriSpace"),
    ],
)
def test_what_is_missing_in_the_file_is_said(copy: Path, old: str, new: str, reason: str) -> None:
    edit(copy, old, new)
    with pytest.raises(KnowledgeError, match=reason):
        load_ontology(copy)


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read"):
        load_ontology(tmp_path)


def test_no_python_file_holds_an_iri_of_ours(ontology: Ontology) -> None:
    package = Path(__file__).parents[1] / "kg"
    holders = [p for p in package.rglob("*.py") if ontology.namespace.rstrip("#") in p.read_text(encoding="utf-8")]
    assert holders == []


def test_the_context_knows_every_term(ontology: Ontology) -> None:
    context = read_context(ontology)
    assert set(ontology.terms) <= set(context)


def test_the_ontology_uses_no_reserved_name_as_a_class() -> None:
    """OWL 2 DL: neither RDF's nor OWL's own words may be ours to reason about."""
    graph = Graph().parse(FOLDER / FILE)
    reserved = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", str(OWL))
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain):
        assert not [o for o in graph.objects(None, predicate) if str(o).startswith(reserved)]


def test_reading_loads_no_slow_library() -> None:
    code = "import sys, kg.ontology; print({'rdflib', 'jieba', 'networkx', 'pandas'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_the_readme_names_every_term_with_its_label(ontology: Ontology) -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in ontology.terms:
        assert f"`{name}`" in text, name
        assert ontology.label(name, "zh") in text, name
    assert ontology.namespace in text
