"""Property graph -> RDF resources, in order of their IRIs.

Terms are strings in N-Triples form (`<iri>`, `"text"@zh`): the cheapest value that can be sorted, compared and written.
No blank nodes. Each fact is one direct triple, and one `Claim` for each passage that states it:

    claim ─ rdf:subject, rdf:predicate, rdf:object ─ the fact
      ├─ prov:wasDerivedFrom ─ article
      ├─ oa:hasTarget ─ passage ─ oa:hasSource, oa:hasSelector ─ quote and position
      └─ rule, confidence, modality, selectors of subject, object and trigger

An event's period is an interval of OWL-Time with its first and last day; industries are one SKOS scheme.

An article that repeats the news of another one is its `prov:alternateOf`.

A fact that is only denied has claims and no direct triple. What follows from containment is said by the inferred
property `within` alone, and stands in a named graph of its own where the format has named graphs.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from kg.model import Article, Attribute, Evidence, Modality, Span, content_id
from kg.ontology import Ontology
from kg.stages import latest_status
from kg.terms import term

if TYPE_CHECKING:
    import networkx as nx

# How many code points of context a quote carries on either side.
CONTEXT: Final = 32
CONTAINMENT: Final = ("partOf", "locatedIn")
EVENT: Final = "Event"
INDUSTRY: Final = "Industry"
SCHEME_NAMES: Final = {"zh": "产业", "en": "industries"}

_LISTS: Final = {"status": "Status", "eventKind": "EventKind"}
_UNITS: Final = {4: "time:unitYear", 7: "time:unitMonth", 10: "time:unitDay"}
_DATE_TYPES: Final = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_ISO_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    | {chr(code): f"\\u{code:04X}" for code in (*range(9), 11, 12, *range(14, 32), 127)}
)


# Predicate, object, and the named graphs that say so (none: the default graph). Plain tuples: a million are made.
Statement = tuple[str, str, tuple[str, ...]]
# A subject and all its statements, sorted, without repeats.
Resource = tuple[str, list[Statement]]


def iri(text: str) -> str:
    """An IRI as N-Triples writes it."""
    return f"<{text}>"


def literal(text: str, *, lang: str = "", datatype: str = "") -> str:
    """A literal as N-Triples writes it; `datatype` is a prefixed name (`xsd:decimal`)."""
    quoted = f'"{text.translate(_ESCAPES)}"'
    if lang:
        return f"{quoted}@{lang}"
    return f"{quoted}^^<{term(datatype)}>" if datatype else quoted


def name_literal(text: str) -> str:
    """A name with `zh` as its language if it holds a Chinese character; Latin names have none."""
    return literal(text, lang="zh" if any("㐀" <= c <= "鿿" or "\U00020000" <= c <= "\U0003ffff" for c in text) else "")


def date_literal(text: str) -> str:
    """A year, month or day with its type; anything else stays a plain string, for SHACL to report."""
    datatype = _DATE_TYPES.get(len(text))
    if datatype is None or not _ISO_DATE.fullmatch(text):
        return literal(text)
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return literal(text)
    return literal(text, datatype=datatype)


def triples(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[tuple[str, str, str]]:
    """All triples of a graph, sorted."""
    for subject, statements in describe_graph(graph, ontology):
        for predicate, object_, _ in statements:
            yield subject, predicate, object_


def describe_graph(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[Resource]:
    """Every entity, article, claim, passage, selector and amount, in order of IRI."""
    words = _Words(ontology, graph)
    todo: dict[str, tuple[Callable[..., Iterable[Statement]], tuple[Any, ...]]] = {}
    mentions: dict[str, list[str]] = defaultdict(list)
    for node, data in graph.nodes(data=True):
        todo[words.entity(node)] = (_describe_entity, (node, data))
        for article in data.get("articles", ()):
            mentions[article].append(words.entity(node))
        for attribute in data.get("attributes", ()):
            if attribute.property == "amount":
                todo[words.amount(attribute)] = (_describe_amount, (attribute,))
            if attribute.property == "date" and data["type"] == EVENT and words.is_date(attribute.value):
                _plan_period(words, todo, attribute.value)
            fact = (words.entity(node), words.name(attribute.property), words.value(attribute))
            _plan_claim(words, todo, fact, attribute.evidence, attribute.span)
    for subject, object_, predicate, evidences in graph.edges(keys=True, data="evidence"):
        fact = (words.entity(subject), words.name(predicate), words.entity(object_))
        for evidence in evidences or ():
            _plan_claim(words, todo, fact, evidence)
    for article in words.articles.values():
        todo[words.article(article.id)] = (_describe_article, (article, mentions[article.id]))
    if any(data["type"] == INDUSTRY for _, data in graph.nodes(data=True)):
        todo[words.made("scheme", INDUSTRY.lower())] = (_describe_scheme, ())
    for subject in sorted(todo):
        describe, arguments = todo[subject]
        yield subject, _merge(sorted(describe(words, *arguments)))


def describe_entities(
    graph: nx.MultiDiGraph, ontology: Ontology, nodes: Iterable[str]
) -> Iterator[tuple[str, Resource]]:
    """Some entities of a graph, each with its id; of the graph only they, their facts and what is above them count."""
    words = _Words(ontology, graph)
    for node in nodes:
        yield node, (words.entity(node), _merge(sorted(_describe_entity(words, node, graph.nodes[node]))))


def _merge(statements: list[Statement]) -> list[Statement]:
    """The same, with what several articles say once, in the graphs of all."""
    if all(one[:2] != other[:2] for one, other in pairwise(statements)):
        return statements
    merged: dict[tuple[str, str], set[str]] = {}
    for predicate, object_, graphs in statements:
        merged.setdefault((predicate, object_), set()).update(graphs)
    return [(*key, tuple(sorted(graphs))) for key, graphs in merged.items()]


class _Words:
    """The ontology and the graph at hand, with every term that is written often made once."""

    def __init__(self, ontology: Ontology, graph: nx.MultiDiGraph) -> None:
        self.ontology = ontology
        self.graph = graph
        self.articles: dict[str, Article] = graph.graph.get("articles", {})
        self.names: dict[str, str] = {}
        self.entities: dict[str, str] = {}
        self.values: dict[tuple[str, str], str] = {}
        self.locals: dict[str, str] = {}
        self.above: dict[str, frozenset[str]] = {}
        self.base = ontology.id_namespace
        self.inferred_graph = iri(self.base + "graph/inferred")

    def name(self, name: str) -> str:
        if name not in self.names:
            self.names[name] = iri(term(name) if ":" in name else self.ontology.iri(name))
        return self.names[name]

    def entity(self, entity: str) -> str:
        if entity not in self.entities:
            self.entities[entity] = iri(self.ontology.entity_iri(entity))
        return self.entities[entity]

    def listed(self, cls: str, notation: str) -> str:
        if (cls, notation) not in self.values:
            self.values[cls, notation] = iri(self.ontology.value(cls, notation))
        return self.values[cls, notation]

    def article(self, article: str) -> str:
        return f"<{self.base}article/{self.local(article)}>"

    def local(self, article: str) -> str:
        if article not in self.locals:
            self.locals[article] = quote(article, safe="-_.")
        return self.locals[article]

    def made(self, kind: str, local: str) -> str:
        return f"<{self.base}{kind}/{local}>"

    def place(self, kind: str, article: str, span: Span) -> str:
        return f"<{self.base}{kind}/{self.local(article)}-{span.start}-{span.end}>"

    def amount(self, attribute: Attribute) -> str:
        return self.made("amount", f"{quote(attribute.unit or 'XXX', safe='')}-{quote(attribute.value, safe='.-')}")

    def value(self, attribute: Attribute) -> str:
        match attribute.property:
            case "amount":
                return self.amount(attribute)
            case "status" | "eventKind" as name:
                return self.listed(_LISTS[name], attribute.value)
            case "date":
                return date_literal(attribute.value)
            case other:
                # Raises when the ontology does not know the property.
                return literal(attribute.value) if self.ontology.iri(other) else ""

    def is_date(self, text: str) -> bool:
        return "^^" in date_literal(text)

    def containers(self, node: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        """Everything above a node by containment; a circle, which would be a mistake upstream, ends."""
        if node in self.above:
            return self.above[node]
        found: set[str] = set()
        for _, parent, predicate, data in self.graph.out_edges(node, keys=True, data=True):
            if predicate in CONTAINMENT and _believed(data) and parent not in seen and parent != node:
                found |= {parent, *self.containers(parent, seen | {node})}
        result = frozenset(found - {node})
        if not seen:
            self.above[node] = result
        return result


def _describe_entity(words: _Words, node: str, data: dict[str, Any]) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name(data["type"]), ()
    yield words.name("rdfs:label"), name_literal(data["name"]), ()
    yield words.name("skos:prefLabel"), name_literal(data["name"]), ()
    for alias in data.get("aliases", ()):
        if alias != data["name"]:
            yield words.name("skos:altLabel"), name_literal(alias), ()
    if "level" in data:
        yield from _describe_place(words, node, data)
    elif data["type"] == INDUSTRY:
        yield from _describe_industry(words, data)
    elif data["type"] == EVENT:
        yield from _describe_time(words, data)
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
        if not _believed(edge):
            continue
        said = {e.article for e in edge.get("evidence", ()) if e.modality is not Modality.DENIED}
        graphs = tuple(sorted(map(words.article, said)))
        yield words.name(predicate), words.entity(target), graphs
    for container in words.containers(node):
        yield words.name("within"), words.entity(container), (words.inferred_graph,)


def _describe_place(words: _Words, node: str, data: dict[str, Any]) -> Iterator[Statement]:
    yield words.name("level"), words.listed("Level", data["level"]), ()
    yield words.name("divisionCode"), literal(node.rpartition("/")[2]), ()
    if data.get("lon") is not None and data.get("lat") is not None:
        lon, lat = _decimal(data["lon"]), _decimal(data["lat"])
        yield words.name("longitude"), literal(lon, datatype="xsd:decimal"), ()
        yield words.name("latitude"), literal(lat, datatype="xsd:decimal"), ()
        yield words.name("geo:asWKT"), literal(f"POINT({lon} {lat})", datatype="geo:wktLiteral"), ()
    if data.get("geonames"):
        yield words.name("owl:sameAs"), iri(f"https://sws.geonames.org/{data['geonames']}/"), ()


def _describe_industry(words: _Words, data: dict[str, Any]) -> Iterator[Statement]:
    scheme = words.made("scheme", INDUSTRY.lower())
    yield words.name("skos:inScheme"), scheme, ()
    if data.get("english"):
        yield words.name("skos:altLabel"), literal(data["english"], lang="en"), ()
    if data.get("broader"):
        yield words.name("skos:broader"), words.entity(data["broader"]), ()
    else:
        yield words.name("skos:topConceptOf"), scheme, ()


def _describe_scheme(words: _Words) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("skos:ConceptScheme"), ()
    for lang, name in SCHEME_NAMES.items():
        yield words.name("rdfs:label"), literal(name, lang=lang), ()
        yield words.name("dcterms:title"), literal(name, lang=lang), ()


def _describe_time(words: _Words, data: dict[str, Any]) -> Iterator[Statement]:
    """The period of an event: the most precise of the dates that are told of it."""
    told = [a for a in data.get("attributes", ()) if a.property == "date" and words.is_date(a.value)]
    if told:
        finest = max((a.value for a in told), key=lambda day: (len(day), day))
        source = tuple(sorted({words.article(a.evidence.article) for a in told if a.value == finest}))
        yield words.name("period"), words.made("period", finest), source


def _plan_period(
    words: _Words, todo: dict[str, tuple[Callable[..., Iterable[Statement]], tuple[Any, ...]]], period: str
) -> None:
    """Puts down a period and the days it begins and ends with."""
    first, last = bounds(period)
    todo[words.made("period", period)] = (_describe_period, (period, first, last))
    for day in (first, last):
        todo[words.made("day", day)] = (_describe_day, (day,))


def bounds(period: str) -> tuple[str, str]:
    """The first and the last day of a year, month or day."""
    year, month, day = (int(part) for part in (period + "-00-00")[:10].split("-"))
    first, last = month or 1, month or 12
    ends = (f"{year:04}-{first:02}-{day or 1:02}", f"{year:04}-{last:02}-{day or monthrange(year, last)[1]:02}")
    return ends


def _describe_period(words: _Words, period: str, first: str, last: str) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("Period"), ()
    yield words.name("rdfs:label"), literal(period), ()
    yield words.name("precision"), words.name(_UNITS[len(period)]), ()
    yield words.name("time:hasBeginning"), words.made("day", first), ()
    yield words.name("time:hasEnd"), words.made("day", last), ()


def _describe_day(words: _Words, day: str) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("time:Instant"), ()
    yield words.name("time:inXSDDate"), literal(day, datatype="xsd:date"), ()


def _describe_article(words: _Words, article: Article, mentions: list[str]) -> Iterator[Statement]:
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


def _describe_amount(words: _Words, attribute: Attribute) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("Amount"), ()
    yield words.name("numericValue"), literal(attribute.value, datatype="xsd:decimal"), ()
    yield words.name("currency"), literal(attribute.unit or "XXX"), ()


def _plan_claim(
    words: _Words,
    todo: dict[str, tuple[Callable[..., Iterable[Statement]], tuple[Any, ...]]],
    fact: tuple[str, str, str],
    evidence: Evidence,
    value: Span | None = None,
) -> None:
    """Puts down a claim, its passage and its selectors; what several claims share is written once."""
    passage, article = evidence.passage, evidence.article
    parts = (*fact, article, str(passage.start), str(passage.end), evidence.rule, evidence.modality)
    where = (str(value.start), str(value.end)) if value else ()
    # Its article comes first: all that one article says stands together in every format.
    claim = words.made("claim", f"{words.local(article)}-{content_id(*parts, *where, length=16)}")
    roles = (
        ("subjectSelector", evidence.subject),
        ("objectSelector", value or evidence.object),
        ("triggerSelector", evidence.trigger),
    )
    todo[claim] = (_describe_claim, (fact, evidence, roles, value))
    todo[words.place("passage", article, passage)] = (_describe_passage, (article, passage))
    for _, span in roles:
        if span is not None:
            todo.setdefault(words.place("selector", article, span), (_describe_selector, (article, span, False)))
    todo[words.place("selector", article, passage)] = (_describe_selector, (article, passage, True))


def _describe_claim(
    words: _Words,
    fact: tuple[str, str, str],
    evidence: Evidence,
    roles: tuple[tuple[str, Span | None], ...],
    value: Span | None,
) -> Iterator[Statement]:
    graphs = (words.article(evidence.article),)
    for predicate, object_ in (
        ("rdf:type", words.name("Claim")),
        ("rdf:type", words.name("rdf:Statement")),
        ("rdf:subject", fact[0]),
        ("rdf:predicate", fact[1]),
        ("rdf:object", fact[2]),
        ("prov:wasDerivedFrom", graphs[0]),
        ("oa:hasTarget", words.place("passage", evidence.article, evidence.passage)),
        ("rule", literal(evidence.rule)),
        ("confidence", literal(_decimal(evidence.confidence), datatype="xsd:decimal")),
        ("modality", words.listed("Modality", evidence.modality)),
    ):
        yield words.name(predicate), object_, graphs
    for predicate, span in roles:
        if span is not None:
            yield words.name(predicate), words.place("selector", evidence.article, span), graphs
    if value is not None:
        yield words.name("quotedValue"), literal(value.text), graphs


def _describe_passage(words: _Words, article: str, span: Span) -> Iterator[Statement]:
    graphs = (words.article(article),)
    yield words.name("rdf:type"), words.name("Passage"), graphs
    yield words.name("oa:hasSource"), graphs[0], graphs
    yield words.name("oa:hasSelector"), words.place("selector", article, span), graphs


def _describe_selector(words: _Words, article: str, span: Span, context: bool) -> Iterator[Statement]:
    graphs = (words.article(article),)
    yield words.name("rdf:type"), words.name("oa:TextPositionSelector"), graphs
    yield words.name("rdf:type"), words.name("oa:TextQuoteSelector"), graphs
    yield words.name("oa:exact"), literal(span.text), graphs
    # The Web Annotation ontology wants xsd:nonNegativeInteger here.
    yield words.name("oa:start"), literal(str(span.start), datatype="xsd:nonNegativeInteger"), graphs
    yield words.name("oa:end"), literal(str(span.end), datatype="xsd:nonNegativeInteger"), graphs
    if context and article in words.articles:
        text = words.articles[article].text
        before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
        yield words.name("oa:prefix"), literal(before), graphs
        yield words.name("oa:suffix"), literal(after), graphs


def _believed(edge: dict[str, Any]) -> bool:
    """True unless every passage denies the fact; a fact of the lexicon has none."""
    evidence = edge.get("evidence", ())
    return not evidence or any(e.modality is not Modality.DENIED for e in evidence)


def _decimal(number: float) -> str:
    text = f"{number:.6f}".rstrip("0")
    return text + "0" if text.endswith(".") else text
