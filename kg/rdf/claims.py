"""Facts with their evidence -> claims, passages and selectors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.model import Evidence, Span, content_id
from kg.rdf.literals import decimal, literal
from kg.rdf.words import Statement, Todo, Words

# How many code points of context a quote carries on either side.
CONTEXT: Final = 32


def plan_claim(
    words: Words,
    todo: Todo,
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
    todo[claim] = (describe_claim, (fact, evidence, roles, value))
    todo[words.place("passage", article, passage)] = (describe_passage, (article, passage))
    for _, span in roles:
        if span is not None:
            todo.setdefault(words.place("selector", article, span), (describe_selector, (article, span, False)))
    todo[words.place("selector", article, passage)] = (describe_selector, (article, passage, True))


def describe_claim(
    words: Words,
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
        ("confidence", literal(decimal(evidence.confidence), datatype="xsd:decimal")),
        ("modality", words.listed("Modality", evidence.modality)),
    ):
        yield words.name(predicate), object_, graphs
    for predicate, span in roles:
        if span is not None:
            yield words.name(predicate), words.place("selector", evidence.article, span), graphs
    if value is not None:
        yield words.name("quotedValue"), literal(value.text), graphs


def describe_passage(words: Words, article: str, span: Span) -> Iterator[Statement]:
    graphs = (words.article(article),)
    yield words.name("rdf:type"), words.name("Passage"), graphs
    yield words.name("oa:hasSource"), graphs[0], graphs
    yield words.name("oa:hasSelector"), words.place("selector", article, span), graphs


def describe_selector(words: Words, article: str, span: Span, context: bool) -> Iterator[Statement]:
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
