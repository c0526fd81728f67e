"""One article's annotation -> the record that other programs read."""

import json
from dataclasses import replace

from msgspec import structs

from kg.model import (
    Annotation,
    Article,
    Attribute,
    Entity,
    Evidence,
    Link,
    Mention,
    Modality,
    Relation,
    Span,
)
from kg.records import article_record, record_line, relation_record, tell_number

ARTICLE = Article(
    id="a1",
    title="甲公司投资襄阳",
    body="甲公司在襄阳投资3.5亿元建设𠮷祥项目。甲公司还投资1亿美元。",
    date="2024-05-06",
    url="https://example.org/a1",
)


def span(text: str, after: int = 0) -> Span:
    start = ARTICLE.text.index(text, after)
    return Span.of(ARTICLE, start, start + len(text))


def link(entity: str, found: Span) -> Link:
    return Link(mention=Mention(span=found, type="City", recognizer="test"), entity=entity, reason="by hand")


def evidence(found: Span, rule: str, confidence: float) -> Evidence:
    return Evidence(article="a1", passage=found, rule=rule, confidence=confidence)


def amount(subject: str, value: str, unit: str, text: str) -> Attribute:
    proof = evidence(span(text), "amount", 0.9)
    return Attribute(subject=subject, property="amount", value=value, unit=unit, span=span(text), evidence=proof)


SENTENCE = span("甲公司在襄阳投资3.5亿元建设𠮷祥项目。")
ANNOTATION = Annotation(
    article=ARTICLE,
    entities=(
        Entity(id="project/p", type="Project", name="𠮷祥项目"),
        Entity(id="city/420600", type="City", name="襄阳市", aliases=("襄阳",)),
        Entity(id="enterprise/j", type="Enterprise", name="甲公司"),
    ),
    links=(
        link("city/420600", span("襄阳", 8)),
        link("city/420600", span("襄阳")),
        link("enterprise/j", span("甲公司")),
        link("project/p", span("𠮷祥项目")),
    ),
    relations=(
        Relation(
            subject="enterprise/j",
            predicate="operatesIn",
            object="city/420600",
            evidence=(evidence(SENTENCE, "invest", 0.7), evidence(span("甲公司投资襄阳"), "title", 0.9)),
        ),
        Relation(
            subject="enterprise/j", predicate="investsIn", object="project/p", evidence=(evidence(SENTENCE, "x", 0.8),)
        ),
    ),
    attributes=(
        amount("project/p", "350000000", "CNY", "3.5亿元"),
        amount("project/p", "350000000", "CNY", "3.5亿元"),
        amount("enterprise/j", "350000000", "CNY", "3.5亿元"),
        amount("project/p", "100000000", "USD", "1亿美元"),
    ),
)


def test_a_record_has_the_fields_that_other_programs_rely_on() -> None:
    record = article_record(ANNOTATION)
    assert list(record) == [
        "id", "title", "date", "url", "text", "entities", "relations", "amounts", "industries", "events",
    ]  # fmt: skip
    assert (record["id"], record["title"], record["date"]) == ("a1", "甲公司投资襄阳", "2024-05-06")
    assert record["url"] == "https://example.org/a1"
    assert record["text"] == ARTICLE.text


def test_entities_come_in_the_order_of_their_first_mention() -> None:
    entities = json.loads(record_line(ANNOTATION))["entities"]
    assert [entity["id"] for entity in entities] == ["enterprise/j", "city/420600", "project/p"]
    assert entities[1] == {
        "id": "city/420600",
        "type": "City",
        "name": "襄阳市",
        "aliases": ["襄阳"],
        "mentions": [{"start": 5, "end": 7, "text": "襄阳"}, {"start": 12, "end": 14, "text": "襄阳"}],
    }


def test_all_offsets_are_code_points_of_the_text() -> None:
    record = json.loads(record_line(ANNOTATION))
    spans = [mention for entity in record["entities"] for mention in entity["mentions"]]
    spans += [proof for relation in record["relations"] for proof in relation["evidence"]]
    spans += record["amounts"]
    assert len(spans) == 8
    for found in spans:
        assert record["text"][found["start"] : found["end"]] == found["text"]


def test_a_relation_has_every_sentence_behind_it() -> None:
    [_, relation] = json.loads(record_line(ANNOTATION))["relations"]
    assert (relation["s"], relation["p"], relation["o"]) == ("enterprise/j", "operatesIn", "city/420600")
    assert relation["confidence"] == 0.9
    assert [(proof["text"], proof["rule"]) for proof in relation["evidence"]] == [
        ("甲公司投资襄阳", "title"),
        (SENTENCE.text, "invest"),
    ]


def test_what_is_only_denied_says_so() -> None:
    [settled] = [one for one in ANNOTATION.relations if one.predicate == "operatesIn"]
    denied, planned = (
        structs.replace(settled.evidence[0], modality=told) for told in (Modality.DENIED, Modality.PLANNED)
    )
    assert relation_record(settled)["modality"] == "stated"
    assert relation_record(structs.replace(settled, evidence=(denied,)))["modality"] == "denied"
    assert relation_record(structs.replace(settled, evidence=(denied, planned)))["modality"] == "planned"


def test_amounts_are_those_of_projects_in_yuan_each_once() -> None:
    start = ARTICLE.text.index("3.5亿元")
    assert article_record(ANNOTATION)["amounts"] == [
        {"s": "project/p", "yuan": 350_000_000, "start": start, "end": start + 5, "text": "3.5亿元"}
    ]


def test_a_record_is_one_line_whatever_the_text_holds() -> None:
    article = Article(id="a", title="题", body="一\n二\u2028三\x85四")
    assert record_line(Annotation(article=article)).count("\n") == 0


def test_whole_numbers_stay_whole() -> None:
    assert tell_number("35000000000") == 35_000_000_000 and isinstance(tell_number("35E9"), int)
    assert tell_number("0.5") == 0.5


def test_a_place_that_only_a_parks_name_tells_of_is_not_said_by_the_article() -> None:
    said = evidence(SENTENCE, "partOf.name", 0.9)
    seat = Relation(subject="city/420600", predicate="partOf", object="province/420000", evidence=(said,))
    implied = Entity(id="province/420000", type="Province", name="湖北省")
    whole = replace(ANNOTATION, entities=(*ANNOTATION.entities, implied), relations=(*ANNOTATION.relations, seat))
    assert article_record(whole) == article_record(ANNOTATION)
