"""Annotations or a store -> facts as rows: who, what, how much, when, at which stage, and the sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Store

from kg.events import express_events
from kg.model import Annotation, Modality
from kg.ontology import Ontology
from kg.periods import say_period
from kg.query import cell, run_query
from kg.stages import ORDER

AMOUNT: Final = "amount"
STATUS: Final = "status"
DATE: Final = "date"
KIND: Final = "eventKind"  # shown as the stage of an event
# These stand in columns of their own beside the relations of their subject.
BESIDE: Final = (AMOUNT, DATE, STATUS)
_MARKS: Final = {Modality.PLANNED: "（计划）", Modality.DENIED: "（否定）"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence that states one relation or one attribute. `object` is empty where the value is a literal."""

    article: str
    start: int
    subject: str
    subject_name: str
    predicate: str
    object: str
    object_name: str
    modality: str
    confidence: float
    sentence: str
    rule: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A fact with what its article says of the same project: amounts, dates and stages, `、` between several.

    `when` has the dates as ISO 8601 writes them; `when_text` says which stage each is of, and how the article puts it.
    """

    subject: str
    relation: str
    object: str
    amount: str
    when: str
    when_text: str
    status: str
    modality: str
    confidence: float
    sentence: str
    article: str


def told_by_annotation(annotation: Annotation) -> Iterator[Told]:
    """Every relation and attribute of one article, those of its events among them, once a passage."""
    annotation = express_events(annotation)
    article = annotation.article.id
    names = {entity.id: entity.name for entity in annotation.entities}
    for relation in annotation.relations:
        for evidence in relation.evidence:
            yield Told(
                article=article,
                start=evidence.passage.start,
                subject=relation.subject,
                subject_name=names[relation.subject],
                predicate=relation.predicate,
                object=relation.object,
                object_name=names[relation.object],
                modality=evidence.modality,
                confidence=evidence.confidence,
                sentence=evidence.passage.text,
            )
    for attribute in annotation.attributes:
        yield Told(
            article=article,
            start=attribute.evidence.passage.start,
            subject=attribute.subject,
            subject_name=names[attribute.subject],
            predicate=STATUS if attribute.property == KIND else attribute.property,
            object="",
            object_name=attribute.value if attribute.property in (DATE, STATUS, KIND) else attribute.span.text,
            modality=attribute.evidence.modality,
            confidence=attribute.evidence.confidence,
            sentence=attribute.evidence.passage.text,
            rule=attribute.evidence.rule,
            quoted=attribute.span.text,
        )


# The ontology, and in it the words for stages, stands in a named graph.
_CLAIMS: Final = """
SELECT ?article ?start ?subject ?name ?property ?object ?value ?stage ?modality ?confidence ?sentence ?rule ?quoted
WHERE {
  ?claim a zs:Claim ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ;
    prov:wasDerivedFrom/dcterms:identifier ?article ; zs:modality ?modality ; zs:confidence ?confidence ;
    zs:rule ?rule ;
    oa:hasTarget/oa:hasSelector ?selector .
  ?selector oa:exact ?sentence ; oa:start ?start .
  ?subject skos:prefLabel ?name .
  OPTIONAL { ?object skos:prefLabel ?entity . }
  OPTIONAL { ?claim zs:quotedValue ?quoted . }
  OPTIONAL { GRAPH ?ontology { VALUES ?list { zs:Status zs:EventKind } ?object a ?list ; skos:notation ?stage . } }
  BIND(IF(?property = zs:date, STR(?object), COALESCE(?stage, ?entity, ?quoted)) AS ?value)
}
"""


def told_by_store(store: Store, ontology: Ontology) -> tuple[Told, ...]:
    """Every claim of a build, by article and place in it."""
    result = run_query(store, _CLAIMS, ontology)
    rows = [dict(zip(result.columns, (cell(term, ontology) for term in row), strict=True)) for row in result.rows]
    said = (
        Told(
            article=row["article"],
            start=int(row["start"]),
            subject=row["subject"],
            subject_name=row["name"],
            predicate=STATUS if row["property"] == KIND else row["property"],
            object=row["object"] if _is_relation(row["property"], ontology) else "",
            object_name=row["value"],
            modality=row["modality"].lower(),
            confidence=float(row["confidence"]),
            sentence=row["sentence"],
            rule=row["rule"],
            quoted=row["quoted"],
        )
        for row in rows
    )
    return tuple(sorted(said, key=lambda told: (told.article, *_order(told))))


def join_facts(told: Iterable[Told]) -> Iterator[FactRow]:
    """One row a relation and passage, article by article; attributes that stand beside no relation have their own."""
    articles: dict[str, list[Told]] = {}
    for one in told:
        articles.setdefault(one.article, []).append(one)
    for said in articles.values():
        yield from _join_article(sorted(said, key=_order))


def _join_article(said: list[Told]) -> Iterator[FactRow]:
    beside: defaultdict[str, dict[str, list[Told]]] = defaultdict(lambda: {name: [] for name in BESIDE})
    for one in said:
        if one.predicate in BESIDE:
            beside[one.subject][one.predicate].append(one)
    shown: set[str] = set()
    for one in said:
        if one.object:
            # What is invested, when, and how far it is are told of the project, whichever end it stands at.
            owner = _owner(one, beside)
            shown.add(owner)
            yield _row(one, one.predicate, one.object_name, beside.get(owner))
        elif one.predicate not in BESIDE:
            yield _row(one, one.predicate, one.object_name, None)
    for subject, told in beside.items():
        if subject not in shown:
            first = min((one for ones in told.values() for one in ones), key=_order)
            yield _row(first, "", "", told)


def _owner(one: Told, beside: Mapping[str, Mapping[str, list[Told]]]) -> str:
    """The end of a relation that amounts and stages are told of, else the one that dates are told of."""
    ends = [end for end in (one.subject, one.object) if end in beside]
    staged = [end for end in ends if beside[end][AMOUNT] or beside[end][STATUS]]
    return next(iter(staged or ends), one.object)


def _row(told: Told, relation: str, object_: str, beside: Mapping[str, list[Told]] | None) -> FactRow:
    amount, when, status = (_several(beside[name]) if beside else "" for name in BESIDE)
    return FactRow(
        subject=told.subject_name,
        relation=relation,
        object=object_,
        amount=amount,
        when=when,
        when_text=_dates(beside[DATE]) if beside else "",
        status=status,
        modality=told.modality,
        confidence=told.confidence,
        sentence=told.sentence,
        article=told.article,
    )


def _several(told: Iterable[Told]) -> str:
    return "、".join(dict.fromkeys(one.object_name + _MARKS.get(Modality(one.modality), "") for one in told))


def _dates(told: Iterable[Told]) -> str:
    """开工 2024-05-06、投产 2024年底（计划）."""
    said = ((one, one.rule.removeprefix(f"{DATE}.")) for one in told)
    return "、".join(
        dict.fromkeys(
            (f"{stage} " if stage in ORDER else "")
            + say_period(one.object_name, one.quoted)
            + _MARKS.get(Modality(one.modality), "")
            for one, stage in said
        )
    )


def _order(told: Told) -> tuple[int, str, str, str, str]:
    return told.start, told.subject, told.predicate, told.object, told.object_name


def _is_relation(predicate: str, ontology: Ontology) -> bool:
    return predicate not in (*BESIDE, KIND) and bool(ontology.range(predicate))
