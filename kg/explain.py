"""Annotation -> why each name and each fact is believed, and what was not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.events import express_events
from kg.model import Annotation, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReason:
    """A mention: who found it, and why it names its entity."""

    start: int
    end: int
    text: str
    type: str
    recognizer: str
    confidence: float
    entity: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalReason:
    """A candidate that names nothing, and why not."""

    start: int
    end: int
    text: str
    type: str
    recognizer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactReason:
    """A relation or an attribute: by which rule, how sure, and where it is said."""

    subject: str
    subject_name: str
    predicate: str
    object: str
    object_name: str
    rule: str
    trigger: str
    modality: str
    confidence: float
    start: int
    end: int
    passage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All reasons of one article, each list in order of text."""

    id: str
    title: str
    date: str | None
    source: str
    names: tuple[NameReason, ...]
    refusals: tuple[RefusalReason, ...]
    relations: tuple[FactReason, ...]
    attributes: tuple[FactReason, ...]


def explain_annotation(annotation: Annotation) -> Explanation:
    """The reasons that an annotation carries, with the names of what they speak of."""
    annotation = express_events(annotation)
    article = annotation.article
    names = {entity.id: entity.name for entity in annotation.entities}
    links = sorted(annotation.links, key=lambda link: (link.mention.span, link.entity))
    rejections = sorted(annotation.rejections, key=lambda one: (one.span, one.type, one.reason))
    return Explanation(
        id=article.id,
        title=article.title,
        date=article.date,
        source=article.source,
        names=tuple(
            NameReason(
                start=link.mention.span.start,
                end=link.mention.span.end,
                text=link.mention.span.text,
                type=link.mention.type,
                recognizer=link.mention.recognizer,
                confidence=link.mention.confidence,
                entity=link.entity,
                name=names[link.entity],
                reason=link.reason,
            )
            for link in links
        ),
        refusals=tuple(
            RefusalReason(
                start=one.span.start,
                end=one.span.end,
                text=one.span.text,
                type=one.type,
                recognizer=one.recognizer,
                reason=one.reason,
            )
            for one in rejections
        ),
        relations=_sorted(
            _fact(
                (relation.subject, relation.predicate, relation.object),
                (names[relation.subject], names[relation.object]),
                evidence,
            )
            for relation in annotation.relations
            for evidence in relation.evidence
        ),
        attributes=_sorted(
            _fact(
                (attribute.subject, attribute.property, f"{attribute.value} {attribute.unit}".strip()),
                (names[attribute.subject], attribute.span.text),
                attribute.evidence,
            )
            for attribute in annotation.attributes
        ),
    )


def _fact(fact: tuple[str, str, str], ends: tuple[str, str], evidence: Evidence) -> FactReason:
    subject, predicate, object_ = fact
    return FactReason(
        subject=subject,
        subject_name=ends[0],
        predicate=predicate,
        object=object_,
        object_name=ends[1],
        rule=evidence.rule,
        trigger=evidence.trigger.text if evidence.trigger else "",
        modality=evidence.modality,
        confidence=evidence.confidence,
        start=evidence.passage.start,
        end=evidence.passage.end,
        passage=evidence.passage.text,
    )


def _sorted(facts: Iterable[FactReason]) -> tuple[FactReason, ...]:
    return tuple(sorted(facts, key=lambda f: (f.start, f.end, f.subject, f.predicate, f.object, f.rule)))
