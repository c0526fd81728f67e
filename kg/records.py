"""Annotation -> the record that other programs read, one JSON line an article."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from kg.model import Annotation, Attribute, Event, Evidence, Modality, Relation, Span
from kg.periods import precision

YUAN = "CNY"
IN_INDUSTRY = "inIndustry"
# Industries have a list of their own; where a park lies by its name alone, the article does not say.
_BESIDE = (IN_INDUSTRY, "partOf")
_STRENGTH = (Modality.STATED, Modality.PLANNED, Modality.DENIED)


def record_line(annotation: Annotation) -> str:
    """The record as one line of JSON, without its line feed."""
    return json.dumps(article_record(annotation), ensure_ascii=False, separators=(",", ":"))


def article_record(annotation: Annotation) -> dict[str, object]:
    """All that was read from one article; offsets are code points of `text`, entity ids are those of the graph."""
    article = annotation.article
    mentions: dict[str, set[Span]] = defaultdict(set)
    for link in annotation.links:
        mentions[link.entity].add(link.mention.span)
    names = {entity.id: entity.name for entity in annotation.entities}
    relations = sorted(annotation.relations, key=relation_key)
    implied = {r.object for r in relations if r.predicate in _BESIDE and r.object not in mentions}
    implied -= {r.object for r in relations if r.predicate not in _BESIDE}
    told = (entity for entity in annotation.entities if entity.id not in implied)
    entities = sorted(told, key=lambda entity: (min(mentions[entity.id], default=END), entity.id))
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date,
        "url": article.url,
        "text": article.text,
        "entities": [
            {
                "id": entity.id,
                "type": entity.type,
                "name": entity.name,
                "aliases": list(entity.aliases),
                "mentions": [span_record(span) for span in sorted(mentions[entity.id])],
            }
            for entity in entities
        ],
        "relations": [relation_record(relation) for relation in relations if relation.predicate not in _BESIDE],
        "amounts": amount_records(annotation),
        "industries": [
            {"s": relation.subject, "industry": relation.object, "name": names[relation.object]}
            | {"confidence": relation.confidence, "evidence": relation_record(relation)["evidence"]}
            for relation in relations
            if relation.predicate == IN_INDUSTRY
        ],
        "events": [event_record(event) for event in sorted(annotation.events, key=lambda event: event.id)],
    }


END = Span(start=2**53, end=2**53 + 1, text=" ")  # behind every mention: entities that are only implied come last


def span_record(span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": span.text}


def relation_key(relation: Relation) -> tuple[str, str, str]:
    return relation.subject, relation.predicate, relation.object


def relation_record(relation: Relation) -> dict[str, object]:
    """A relation with what says it; `modality` is the strongest: what is only denied is no fact."""
    evidence = sorted(relation.evidence, key=lambda e: (e.passage, e.rule, -e.confidence))
    return {
        "s": relation.subject,
        "p": relation.predicate,
        "o": relation.object,
        "confidence": relation.confidence,
        "modality": strongest(relation.evidence),
        "evidence": [span_record(e.passage) | {"rule": e.rule} for e in evidence],
    }


def strongest(evidence: Iterable[Evidence]) -> str:
    """What is said most surely: stated, planned or denied."""
    return str(min((e.modality for e in evidence), key=_STRENGTH.index, default=Modality.STATED))


def event_record(event: Event) -> dict[str, object]:
    """What happened, when (null where it is not told), where, who and what it is about; `modality` is the strongest."""
    told = [value for value in event.values if value.property == "eventKind"]
    amounts = {(value.span, value.value, value.unit) for value in event.values if value.property == "amount"}
    return {
        "id": event.id,
        "kind": event.kind,
        "title": event.title,
        "date": event.date or None,
        "precision": precision(event.date) if event.date else None,
        "place": event.place or None,
        "participants": list(event.participants),
        "concerns": list(event.concerned),
        "amounts": [
            {"value": tell_number(value), "unit": unit} | span_record(span) for span, value, unit in sorted(amounts)
        ],
        "modality": strongest(value.evidence for value in told),
        "confidence": max(value.evidence.confidence for value in told),
        "evidence": [evidence_record(value.evidence) for value in sorted(told, key=lambda value: value.span)],
    }


def evidence_record(evidence: Evidence) -> dict[str, object]:
    trigger = span_record(evidence.trigger) if evidence.trigger else None
    return span_record(evidence.passage) | {"rule": evidence.rule, "trigger": trigger}


def amount_records(annotation: Annotation) -> list[dict[str, object]]:
    """The money of projects where yuan is meant; other currencies and other owners stay in the graph."""
    projects = {entity.id for entity in annotation.entities if entity.type == "Project"}
    found = {
        (attribute.subject, attribute.span, attribute.value)
        for attribute in annotation.attributes
        if is_yuan(attribute) and attribute.subject in projects
    }
    return [{"s": subject, "yuan": tell_number(value)} | span_record(span) for subject, span, value in sorted(found)]


def is_yuan(attribute: Attribute) -> bool:
    return attribute.property == "amount" and attribute.unit == YUAN


def tell_number(value: str) -> int | float:
    """A plain decimal as the JSON number that it is."""
    number = Decimal(value)
    return int(number) if number == number.to_integral_value() else float(number)
