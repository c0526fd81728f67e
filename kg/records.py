"""Annotation -> the record that other programs read, one JSON line an article."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from kg.model import Annotation, Attribute, Relation, Span

YUAN = "CNY"


def record_line(annotation: Annotation) -> str:
    """The record as one line of JSON, without its line feed."""
    return json.dumps(article_record(annotation), ensure_ascii=False, separators=(",", ":"))


def write_records(annotations: Iterable[Annotation], path: Path) -> None:
    """All records as JSON Lines."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(record_line(annotation) + "\n" for annotation in annotations)


def article_record(annotation: Annotation) -> dict[str, object]:
    """All that was read from one article; offsets are code points of `text`, entity ids are those of the graph."""
    article = annotation.article
    mentions: dict[str, set[Span]] = defaultdict(set)
    for link in annotation.links:
        mentions[link.entity].add(link.mention.span)
    entities = sorted(annotation.entities, key=lambda entity: (min(mentions[entity.id], default=END), entity.id))
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date,
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
        "relations": [relation_record(relation) for relation in sorted(annotation.relations, key=relation_key)],
        "amounts": amount_records(annotation),
    }


END = Span(start=2**53, end=2**53 + 1, text=" ")  # behind every mention: entities that are only implied come last


def span_record(span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": span.text}


def relation_key(relation: Relation) -> tuple[str, str, str]:
    return relation.subject, relation.predicate, relation.object


def relation_record(relation: Relation) -> dict[str, object]:
    evidence = sorted(relation.evidence, key=lambda e: (e.passage, e.rule, -e.confidence))
    return {
        "s": relation.subject,
        "p": relation.predicate,
        "o": relation.object,
        "confidence": relation.confidence,
        "evidence": [span_record(e.passage) | {"rule": e.rule} for e in evidence],
    }


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
