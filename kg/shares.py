"""Annotation -> what it says of each entity, and back: shares -> the graph around some entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import networkx as nx

from kg.assemble import Containment, add_containment, assemble_graph
from kg.lexicon import Lexicon
from kg.model import Annotation, Attribute, Modality, Relation
from kg.periods import is_period
from kg.terms import CONTAINMENT

Said = TypeVar("Said", Relation, Attribute)

Date = tuple[int, int, str]  # where the sentence begins and ends that tells it, and the date


def graph_around(
    entities: Sequence[str],
    shares: Iterable[Annotation],
    above: Mapping[str, Iterable[Containment]],
    alike: Mapping[str, str],
    lexicon: Lexicon,
) -> nx.MultiDiGraph:
    """A graph that holds these entities with all their facts, and what is above them.

    `shares` are all shares of the entities, `above` is what articles say of whatever holds something, `alike` tells of
    articles which one they repeat. The graph's `dates` are those that the sentences of its facts tell, by article.
    """
    dates: defaultdict[str, set[Date]] = defaultdict(set)

    def noted() -> Iterator[Annotation]:
        for share in shares:
            note_dates(share.attributes, dates)
            yield share

    of_lexicon = [entity for entity in entities if lexicon.entry(entity) is not None]
    graph = assemble_graph(noted(), lexicon, also=of_lexicon, alike=alike)
    graph.graph["dates"] = dates
    for entity in entities:
        add_containment(graph, way_up(entity, above, lexicon))
    return graph


def dates_told(graph: nx.MultiDiGraph) -> Mapping[str, Iterable[Date]]:
    """By article: where a date is told, of whatever."""
    if "dates" in graph.graph:
        found: Mapping[str, Iterable[Date]] = graph.graph["dates"]
        return found
    dates: defaultdict[str, set[Date]] = defaultdict(set)
    for _, attributes in graph.nodes(data="attributes", default=()):
        note_dates(attributes, dates)
    return dates


def note_dates(attributes: Iterable[Attribute], dates: defaultdict[str, set[Date]]) -> None:
    for attribute in filter(is_date, attributes):
        passage = attribute.evidence.passage
        dates[attribute.evidence.article].add((passage.start, passage.end, attribute.value))


def is_date(attribute: Attribute) -> bool:
    """Whether it tells when something is: a year, a quarter, a month, a day."""
    return not attribute.unit and is_period(attribute.value)


def said_above(annotation: Annotation) -> Iterator[Containment]:
    """Every step of containment that an article says and does not deny."""
    types = {entity.id: entity.type for entity in annotation.entities}
    for relation in annotation.relations:
        if relation.predicate in CONTAINMENT and any(e.modality is not Modality.DENIED for e in relation.evidence):
            yield relation.subject, relation.predicate, relation.object, types[relation.object]


def way_up(entity: str, said: Mapping[str, Iterable[Containment]], lexicon: Lexicon) -> list[Containment]:
    """Every step of containment from an entity upwards: those that are said, and those of the lexicon."""
    steps: list[Containment] = []
    todo, seen = [entity], {entity}
    for lower in todo:
        above = sorted(said.get(lower, ()))
        if (upper := lexicon.upper(lower)) is not None:
            above.append((lower, "partOf", upper, lexicon.entries[upper].type))
        steps += above
        for upper in (step[2] for step in above):
            if upper not in seen:
                seen.add(upper)
                todo.append(upper)
    return steps


def split_shares(annotation: Annotation) -> dict[str, Annotation]:
    """For each entity what the article says of it: its forms, its attributes, the facts of which it is the subject.

    With a fact goes every date that its sentences tell, of whatever.
    """
    article = replace(annotation.article, body="", source="")
    known = {entity.id: entity for entity in annotation.entities}
    relations = group_by_subject(annotation.relations)
    attributes = group_by_subject(annotation.attributes)
    dates = [attribute for attribute in annotation.attributes if is_date(attribute)]
    shares: dict[str, Annotation] = {}
    for name, entity in known.items():
        facts = tuple(relations.get(name, ()))
        objects = {fact.object: known[fact.object] for fact in facts if fact.object != name}
        shares[name] = Annotation(
            article=article,
            entities=(entity, *objects.values()),
            relations=facts,
            attributes=(*attributes.get(name, ()), *(date for date in dates if tells_when(date, name, facts))),
        )
    return shares


def tells_when(date: Attribute, subject: str, facts: Iterable[Relation]) -> bool:
    """Whether it stands in a sentence of one of the facts, and is not the subject's own."""
    at = date.evidence.passage
    return date.subject != subject and any(
        at.start < said.passage.end and said.passage.start < at.end for fact in facts for said in fact.evidence
    )


def group_by_subject(said: Iterable[Said]) -> dict[str, list[Said]]:
    found: defaultdict[str, list[Said]] = defaultdict(list)
    for one in said:
        found[one.subject].append(one)
    return found
