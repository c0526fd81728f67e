"""Facts with the passage that says so; how they are told stands in test_stated.py."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate import annotate
from kg.link import link_mentions
from kg.model import Article, Modality
from kg.relations import SIGNATURES
from tests.handmade import known, read_marked
from tests.relate.pairs.believing import only, relate

# Types.


@pytest.mark.parametrize("predicate", SIGNATURES)
def test_what_a_relation_joins_is_what_the_ontology_says(predicate: str) -> None:
    subjects, objects = SIGNATURES[predicate]
    domain, range_ = known().ontology.domain(predicate), known().ontology.range(predicate)
    if predicate == "partnerOf":  # stored once, in order of id: either may stand at either end
        subjects = objects = subjects | objects
    assert (subjects, objects) == (domain, range_)


def test_only_pairs_of_the_right_types_are_asked_about() -> None:
    body = "{E:比亚迪}、{O:武汉大学}到{C:襄阳}的{K:甲辰产业园}，看{J:乙巳基地}和《{L:襄阳招商办法}》，{P:湖北省}。"
    _, relations = relate(body, *SIGNATURES)
    article, mentions = read_marked(body)
    types = {entity.id: entity.type for entity in link_mentions(article, mentions, {}, known()).entities}
    assert {relation.predicate for relation in relations} == {*SIGNATURES} - {"subsidiaryOf"}
    for relation in relations:
        ontology = known().ontology
        assert types[relation.subject] in ontology.domain(relation.predicate)
        assert types[relation.object] in ontology.range(relation.predicate)
        assert relation.subject != relation.object


def test_what_the_weights_do_not_believe_is_not_said() -> None:
    assert relate("{E:比亚迪}落户{C:襄阳}。")[1] == ()


def test_nothing_is_said_of_an_article_without_names() -> None:
    assert relate("什么也没有。", *SIGNATURES)[1] == ()


def test_partners_are_stored_once_the_smaller_id_first() -> None:
    one = only("{E:比亚迪}与{O:武汉大学}合作。", "partnerOf")
    two = only("{O:武汉大学}与{E:比亚迪}合作。", "partnerOf")
    assert (one.subject, one.object) == (two.subject, two.object) == ("enterprise/byd", "organization/wuhandaxue")


# Evidence.


def test_the_evidence_is_the_sentence_with_both_names_and_the_word_that_tells() -> None:
    relation = only("会议昨天召开。{E:比亚迪}落户{C:襄阳市}。大家高兴。", "operatesIn")
    (evidence,) = relation.evidence
    assert (relation.subject, relation.object) == ("enterprise/byd", "city/420600")
    assert evidence.article == "a"
    assert evidence.passage.text == "比亚迪落户襄阳市。"
    assert evidence.subject is not None and evidence.subject.text == "比亚迪"
    assert evidence.object is not None and evidence.object.text == "襄阳市"
    assert evidence.trigger is not None and evidence.trigger.text == "落户"
    assert evidence.rule == "operatesIn.settle"
    assert evidence.modality is Modality.STATED
    assert evidence.confidence == relation.confidence == 0.88


def test_names_in_two_sentences_give_a_passage_that_holds_both() -> None:
    (evidence,) = only("{E:比亚迪}来了。它很大。工厂在{C:襄阳市}。", "operatesIn").evidence
    assert evidence.passage.text == "比亚迪来了。它很大。工厂在襄阳市。"


def test_a_word_that_stands_for_a_name_gives_the_name_as_evidence() -> None:
    _, relations = relate("{E:甲辰公司}成立于2020年。该公司在{C:襄阳市}建厂。", "operatesIn")
    ((evidence,),) = (relation.evidence for relation in relations)
    assert evidence.passage.text == "甲辰公司成立于2020年。该公司在襄阳市建厂。"
    assert evidence.subject is not None and evidence.subject.text == "甲辰公司"
    assert evidence.trigger is not None and evidence.trigger.text in ("在", "建厂")


def test_without_a_telling_word_the_context_is_the_rule() -> None:
    (evidence,) = only("{E:比亚迪}，{C:襄阳市}。", "operatesIn").evidence
    assert (evidence.rule, evidence.trigger) == ("operatesIn.context", None)


def test_a_word_that_tells_another_relation_is_no_trigger() -> None:
    (evidence,) = only("{E:比亚迪}印发名单，{C:襄阳市}。", "operatesIn").evidence
    assert evidence.trigger is None


NAMES = ["{C:襄阳市}", "{P:湖北省}", "{E:比亚迪}", "{E:甲辰公司}", "{K:甲辰产业园}", "{J:乙巳基地}", "{L:丙午办法}"]
NAMES += ["{O:武汉大学}", "{C:宜昌市}", "{C:樊城区}", "{O:市商务局}"]
WORDS = [
    "落户",
    "投资",
    "拟",
    "未",
    "签约",
    "。",
    "，",
    "\n",
    "“",
    "”",
    "；",
    "！",
    " ",
    "一、",
    "𠮷",
    "旗下",
    "印发",
    "在",
]
bodies = st.lists(st.sampled_from(NAMES) | st.sampled_from(WORDS), max_size=20).map("".join)


@settings(max_examples=150)
@given(title=bodies.map(lambda text: text.replace("\n", "")), body=bodies)
def test_evidence_fits_the_article_and_holds_its_subject_object_and_trigger(title: str, body: str) -> None:
    article, relations = relate(body, *SIGNATURES, title=title)
    for relation in relations:
        for evidence in relation.evidence:
            passage = evidence.passage
            inner = [evidence.subject, evidence.object, *([evidence.trigger] if evidence.trigger else [])]
            for span in (passage, *inner):
                assert span is not None
                assert article.text[span.start : span.end] == span.text
                assert passage.start <= span.start < span.end <= passage.end
            assert 0 < evidence.confidence <= 1
            assert evidence.rule.startswith(f"{relation.predicate}.")


@settings(max_examples=60)
@given(title=bodies.map(lambda text: text.replace("\n", "")), body=bodies)
def test_a_fact_is_told_once_and_facts_are_in_order(title: str, body: str) -> None:
    _, relations = relate(body, *SIGNATURES, title=title)
    facts = [(relation.subject, relation.predicate, relation.object) for relation in relations]
    assert facts == sorted(set(facts))


# The nearest place, and no wider one around it.


@pytest.mark.parametrize(
    ("border", "apart"),
    [("|", True), ("\t", True), ("，", False), ("/", False)],  # prose has strokes, too
)
def test_two_rows_of_a_table_say_nothing_of_each_other(border: str, apart: bool) -> None:
    _, relations = relate(f"1{border}{{E:甲辰公司}}{border}3亿元\n2{border}{{C:荆州市}}{border}6亿元", "operatesIn")
    assert bool(relations) is not apart


def test_a_row_says_what_its_cells_and_the_line_above_the_table_say() -> None:
    assert relate("1|{E:甲辰公司}|{C:荆州市}|3亿元", "operatesIn")[1]
    assert relate("{C:荆州市}：\n1|{E:甲辰公司}|开工|3亿元", "operatesIn")[1]


def test_a_wider_place_is_not_repeated() -> None:
    _, relations = relate("{E:比亚迪}落户{P:湖北省}{C:襄阳市}{C:樊城区}。", "operatesIn")
    assert [relation.object for relation in relations] == ["city/420606"]


def test_the_city_around_a_park_is_not_repeated() -> None:
    _, relations = relate("{E:比亚迪}落户{C:襄阳市}{K:甲辰产业园}。", "operatesIn", "locatedIn")
    said = {(relation.subject.partition("/")[0], relation.predicate, relation.object.partition("/")[0])
            for relation in relations}  # fmt: skip
    assert said == {("enterprise", "operatesIn", "park"), ("park", "locatedIn", "city")}


def test_a_park_that_lies_nowhere_does_not_hide_the_city() -> None:
    _, relations = relate("{E:比亚迪}落户{C:襄阳市}{K:甲辰产业园}。", "operatesIn")
    assert {relation.object.partition("/")[0] for relation in relations} == {"city", "park"}


def test_two_cities_apart_are_both_said() -> None:
    _, relations = relate("{E:比亚迪}落户{C:襄阳市}和{C:宜昌市}。", "operatesIn")
    assert [relation.object for relation in relations] == ["city/420500", "city/420600"]


def test_who_issued_a_policy_may_be_a_city_and_its_province() -> None:
    _, relations = relate("{P:湖北省}和{C:襄阳市}印发《{L:丙午办法}》。", "issuedBy")
    assert [relation.object for relation in relations] == ["city/420600", "province/420000"]


# The whole of it, where nobody would doubt what is said.


def test_a_plain_sentence_is_a_fact() -> None:
    article = Article(id="a", title="比亚迪落户襄阳市", body="比亚迪股份有限公司在襄阳市投资建设工厂，已经投产。")
    facts = {(r.subject, r.predicate, r.object) for r in annotate(article, known()).relations}
    assert ("enterprise/byd", "operatesIn", "city/420600") in facts
