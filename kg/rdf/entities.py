"""Nodes, articles and amounts -> their statements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.events import EVENT
from kg.model import Article, Attribute, Modality
from kg.periods import length
from kg.rdf.literals import date_literal, decimal, iri, literal, name_literal
from kg.rdf.periods import name_period
from kg.rdf.words import Statement, Words, believed
from kg.stages import latest_status

INDUSTRY: Final = "Industry"
SCHEME_NAMES: Final = {"zh": "产业", "en": "industries"}


def describe_entity(words: Words, node: str, data: dict[str, Any]) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name(data["type"]), ()
    yield words.name("rdfs:label"), name_literal(data["name"]), ()
    yield words.name("skos:prefLabel"), name_literal(data["name"]), ()
    for alias in data.get("aliases", ()):
        if alias != data["name"]:
            yield words.name("skos:altLabel"), name_literal(alias), ()
    if "level" in data:
        yield from describe_place(words, node, data)
    elif data["type"] == INDUSTRY:
        yield from describe_industry(words, data)
    elif data["type"] == EVENT:
        yield from describe_time(words, data)
    elif (latest := latest_status(data.get("attributes", ()))) is not None:
        yield words.name("latestStatus"), words.listed("Status", latest), (words.inferred_graph,)
    for attribute in data.get("attributes", ()):
        if attribute.evidence.modality is Modality.DENIED:
            continue
        source = (words.article(attribute.evidence.article),)
        yield words.name(attribute.property), words.value(attribute), source
        if attribute.property == "amount" and attribute.unit == "CNY":
            yield words.name("amountInYuan"), literal(attribute.value, datatype="xsd:decimal"), source
    for _, target, predicate, edge in words.graph.out_edges(node, keys=True, data=True):
        if not believed(edge):
            continue
        said = {e.article for e in edge.get("evidence", ()) if e.modality is not Modality.DENIED}
        graphs = tuple(sorted(map(words.article, said)))
        yield words.name(predicate), words.entity(target), graphs
    for container in words.containers(node):
        yield words.name("within"), words.entity(container), (words.inferred_graph,)


def describe_place(words: Words, node: str, data: dict[str, Any]) -> Iterator[Statement]:
    yield words.name("level"), words.listed("Level", data["level"]), ()
    yield words.name("divisionCode"), literal(node.rpartition("/")[2]), ()
    if data.get("lon") is not None and data.get("lat") is not None:
        lon, lat = decimal(data["lon"]), decimal(data["lat"])
        yield words.name("longitude"), literal(lon, datatype="xsd:decimal"), ()
        yield words.name("latitude"), literal(lat, datatype="xsd:decimal"), ()
        yield words.name("geo:asWKT"), literal(f"POINT({lon} {lat})", datatype="geo:wktLiteral"), ()
    if data.get("geonames"):
        yield words.name("owl:sameAs"), iri(f"https://sws.geonames.org/{data['geonames']}/"), ()


def describe_industry(words: Words, data: dict[str, Any]) -> Iterator[Statement]:
    scheme = words.made("scheme", INDUSTRY.lower())
    yield words.name("skos:inScheme"), scheme, ()
    if data.get("english"):
        yield words.name("skos:altLabel"), literal(data["english"], lang="en"), ()
    if data.get("broader"):
        yield words.name("skos:broader"), words.entity(data["broader"]), ()
    else:
        yield words.name("skos:topConceptOf"), scheme, ()


def describe_scheme(words: Words) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("skos:ConceptScheme"), ()
    for lang, name in SCHEME_NAMES.items():
        yield words.name("rdfs:label"), literal(name, lang=lang), ()
        yield words.name("dcterms:title"), literal(name, lang=lang), ()


def describe_time(words: Words, data: dict[str, Any]) -> Iterator[Statement]:
    """The period of an event: the most precise of the dates that are told of it."""
    told = [a for a in data.get("attributes", ()) if a.property == "date" and words.is_date(a.value)]
    if told:
        finest = max((a.value for a in told), key=lambda period: (-length(period), period))
        source = tuple(sorted({words.article(a.evidence.article) for a in told if a.value == finest}))
        yield words.name("period"), name_period(words, finest), source


def describe_article(words: Words, article: Article, mentions: list[str]) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("Article"), ()
    yield words.name("dcterms:identifier"), literal(article.id), ()
    yield words.name("dcterms:title"), name_literal(article.title), ()
    if article.date:
        yield words.name("dcterms:date"), date_literal(article.date), ()
    if article.url:
        yield words.name("schema:url"), literal(article.url, datatype="xsd:anyURI"), ()
    if repeated := words.graph.graph.get("alike", {}).get(article.id):
        yield words.name("prov:alternateOf"), words.article(repeated), ()
    for entity in mentions:
        yield words.name("mentions"), entity, ()


def describe_amount(words: Words, attribute: Attribute) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("Amount"), ()
    yield words.name("numericValue"), literal(attribute.value, datatype="xsd:decimal"), ()
    yield words.name("currency"), literal(attribute.unit or "XXX"), ()
