"""Facts with the passage that says so. Weights are left out: a forest that believes every pair stands for them."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.annotate import annotate
from kg.knowledge import Knowledge
from kg.link import link_mentions
from kg.model import Article, Modality, Relation
from kg.relate.pairs import relate_pairs
from kg.relate.pairs.judging import ALONE, ROLES, tell_alone, weigh_roles
from kg.relate.pairs.scene import set_scene
from kg.relate.pairs.table import PairTable, lay_out
from kg.relate.pairs.wording import SIZE, UNIT
from kg.relations import SIGNATURES
from kg.trees import SCALE, Forest, Judge
from tests.handmade import known, read_marked


def constant(odds: float) -> Forest:
    """A forest that thinks the same of every pair."""
    return Forest(
        features=np.empty((0, 1), dtype=np.int16),
        borders=np.empty((0, 1), dtype=np.float32),
        leaves=np.empty((0, 2), dtype=np.int32),
        bias=round(odds * SCALE),
    )


def believing(*predicates: str) -> Knowledge:
    """Our own knowledge that believes every pair of these relations and none of the others."""
    judges = {name: judging(2.0 if name in predicates else -2.0) for name in SIGNATURES}
    return dataclasses.replace(known(), judges=MappingProxyType(judges))


def judging(odds: float) -> Judge:
    """A judge whose forests think the same of every pair."""
    forest = constant(odds)
    wording = np.zeros(SIZE, dtype=np.int16)
    return Judge(
        alone=forest,
        together=forest,
        wording=wording,
        roles=np.stack([wording, wording]),
        slope=1000,
        offset=0,
        threshold=0.5,
    )


def relate(body: str, *predicates: str, title: str = "") -> tuple[Article, tuple[Relation, ...]]:
    """The article and what is said of its marked names, if every pair is believed."""
    article, mentions = read_marked(body, title)
    linked = link_mentions(article, mentions, {}, known())
    return article, relate_pairs(article, linked, believing(*predicates))


def only(body: str, predicate: str) -> Relation:
    (relation,) = relate(body, predicate)[1]
    return relation


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


def table_of(body: str, *chances: float) -> PairTable:
    """The pairs of the marked names, each as sure as its chance says."""
    article, mentions = read_marked(body)
    if chances:
        told = zip(mentions, chances, strict=True)
        mentions = tuple(dataclasses.replace(mention, confidence=chance) for mention, chance in told)
    linked = link_mentions(article, mentions, {}, known())
    types = {entity.id: entity.type for entity in linked.entities}
    table = lay_out(set_scene(article, linked.links, types, None, known().lexicon, known().grammar))
    assert table is not None
    return table


def told_alone(table: PairTable, roles: NDArray[np.int16], subject: str, object_: str) -> dict[str, int]:
    """What is told of the two names of a pair alone."""
    cell = table.entities.index(subject) * len(table.entities) + table.entities.index(object_)
    return dict(zip(ALONE, tell_alone(table, np.array([cell]), roles)[:, 0].tolist(), strict=True))


def test_how_an_article_speaks_of_a_name_alone_weighs_for_every_pair_of_it() -> None:
    table = table_of("会上介绍了经验。{E:比亚迪}落户{C:襄阳}。{E:吉利}没有来。")
    scene, byd = table.scene, table.entities.index("enterprise/byd")
    (settles,) = [i for i, name in enumerate(scene.named) if scene.folded[name.start : name.end] == "比亚迪"]
    weights = np.zeros((2, SIZE), dtype=np.int16)
    weights[0, table.runs_alone[settles][0]] = UNIT  # what stands around it first
    roles = weigh_roles(table, "operatesIn", weights)
    by_name = dict(zip(ROLES, roles.tolist(), strict=True))
    assert by_name["best_subject"][byd] >= 8 and by_name["mean_subject"][byd] >= 8
    assert by_name["best_object"] == by_name["mean_object"] == [0] * len(table.entities)
    told = told_alone(table, roles, "enterprise/byd", "city/420600")
    assert {name: told[name] for name in ROLES} == {name: by_name[name][byd] for name in ROLES}


def test_how_sure_the_names_are_is_told_of_each_pair() -> None:
    table = table_of("{E:比亚迪}落户{C:襄阳}。明年{E:比亚迪}投产。", 0.5, 1, 0.9)
    roles = np.zeros((len(ROLES), len(table.entities)), dtype=np.int16)
    told = told_alone(table, roles, "enterprise/byd", "city/420600")
    sure = {name: told[name] for name in ("chance_a", "chance_b", "surest_a", "surest_b")}
    assert sure == {"chance_a": 500, "chance_b": 1000, "surest_a": 900, "surest_b": 1000}


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


# How it is told.


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("{E:比亚迪}落户{C:襄阳市}。", Modality.STATED),
        ("{E:比亚迪}拟落户{C:襄阳市}。", Modality.PLANNED),
        ("{E:比亚迪}计划投资{C:襄阳市}。", Modality.PLANNED),
        ("{E:比亚迪}将在{C:襄阳市}投资。", Modality.PLANNED),
        ("{E:比亚迪}有意落户{C:襄阳市}。", Modality.PLANNED),
        ("{E:比亚迪}未落户{C:襄阳市}。", Modality.DENIED),
        ("{E:比亚迪}没有落户{C:襄阳市}。", Modality.DENIED),
        ("{E:比亚迪}终止投资{C:襄阳市}。", Modality.DENIED),
        ("{E:比亚迪}尚未落户{C:襄阳市}。", Modality.DENIED),
        ("{E:比亚迪}拟在{C:襄阳市}樊城区牛首镇新集村工业大道投资。", Modality.PLANNED),
        ("{E:比亚迪}终止了在{C:襄阳市}樊城区牛首镇工业大道的投资。", Modality.DENIED),
        ("{E:比亚迪}已落户{C:襄阳市}，并计划明年在市内再找地方。", Modality.STATED),
        ("{E:甲辰公司}计划很多。去年冬天，大家都高兴，{E:比亚迪}落户{C:襄阳市}。", Modality.STATED),
    ],
)
def test_a_fact_is_stated_planned_or_denied(body: str, modality: Modality) -> None:
    _, relations = relate(body, "operatesIn")
    (evidence,) = next(relation for relation in relations if relation.subject == "enterprise/byd").evidence
    assert evidence.modality is modality


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        pytest.param("{E:比亚迪}未来落户{C:襄阳市}。", Modality.STATED, id="未来 is no denial"),
        pytest.param(
            "他们没有来。签约的是{E:比亚迪}和{C:襄阳市}。", Modality.STATED, id="a denial in another sentence"
        ),
        pytest.param(
            "{E:比亚迪}与{C:襄阳市}签约，协议未列总额。", Modality.STATED, id="what is not told is not denied"
        ),
        pytest.param("{E:比亚迪}落户{C:襄阳市}，投资额没有公布。", Modality.STATED, id="nor is its sum"),
        pytest.param("{C:襄阳市}取消收费，{E:比亚迪}落户。", Modality.STATED, id="something else is denied"),
    ],
)
def test_what_is_not_denied(body: str, modality: Modality) -> None:
    (evidence,) = only(body, "operatesIn").evidence
    assert evidence.modality is modality


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("{E:未名甲辰生物公司}落户{C:襄阳市}。", Modality.STATED),
        ("{E:拟态甲辰公司}落户{C:襄阳市}。", Modality.STATED),
        ("{E:甲辰公司}落户{C:襄阳市}{K:规划路产业园}。", Modality.STATED),
        ("{E:甲辰公司}按《{L:襄阳市扶持计划}》落户{C:襄阳市}。", Modality.STATED),
        ("{E:甲辰公司}按“百才计划”落户{C:襄阳市}。", Modality.STATED),
        ("{E:甲辰公司}把虚拟现实眼镜工厂建在{C:襄阳市}将军路。", Modality.STATED),
        ("{E:未名甲辰生物公司}未落户{C:襄阳市}。", Modality.DENIED),
        ("{E:拟态甲辰公司}拟落户{C:襄阳市}。", Modality.PLANNED),
        ("{E:甲辰公司}计划落户{C:襄阳市}规划馆旁。", Modality.PLANNED),
        ("按计划，{E:甲辰公司}将落户{C:襄阳市}。", Modality.PLANNED),
    ],
)
def test_a_word_of_plan_or_denial_inside_a_name_or_a_longer_word_does_not_count(body: str, modality: Modality) -> None:
    told = {relation.evidence[0].modality for relation in relate(body, "operatesIn")[1]}
    assert told == {modality}


DENIED = Modality.DENIED


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{E:比亚迪}撤出{C:襄阳}。", {"襄阳": DENIED}),
        ("{E:比亚迪}决定撤出{C:襄阳}，关闭{C:宜昌}的工厂。", {"襄阳": DENIED, "宜昌": DENIED}),
        ("因缺钱，{E:比亚迪}在{C:襄阳}投资的项目已停工烂尾。", {"襄阳": DENIED}),
        ("位于{C:襄阳}的{E:比亚迪}破产清算。", {"襄阳": DENIED}),
        ("{E:比亚迪}2010年落户{C:襄阳}，2015年在{C:宜昌}建厂，2019年破产。", {"襄阳": DENIED, "宜昌": DENIED}),
        ("{E:比亚迪}从{C:襄阳}搬迁至{C:宜昌}。", {"襄阳": DENIED, "宜昌": Modality.STATED}),
        ("{E:比亚迪}总部原在{C:襄阳}，去年整体搬迁至{C:宜昌}。", {"襄阳": DENIED, "宜昌": Modality.STATED}),
        ("{E:比亚迪}关闭{C:襄阳}的工厂，在{C:宜昌}建厂。", {"襄阳": DENIED, "宜昌": Modality.STATED}),
        ("{E:比亚迪}落户{C:襄阳}，在{C:宜昌}的工厂停产。", {"襄阳": Modality.STATED, "宜昌": DENIED}),
        ("有传言称{E:比亚迪}将在{C:襄阳}建厂，当地予以否认。", {"襄阳": DENIED}),
        ("网传{E:比亚迪}在{C:襄阳}建厂。当地回应：消息不实。", {"襄阳": DENIED}),
        ("网传{E:比亚迪}撤出{C:襄阳}。公司辟谣。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}否认撤出{C:襄阳}。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}退出低端产能，在{C:襄阳}建厂。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}在{C:襄阳}的搬迁改造项目开工。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}在{C:襄阳}的工厂停产一年后复工。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}破产重整后在{C:襄阳}恢复生产。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}把一条产线从{C:襄阳}搬到{C:宜昌}。", {"襄阳": Modality.STATED, "宜昌": Modality.STATED}),
        ("{E:比亚迪}在{C:襄阳}的工厂从未停产。", {"襄阳": Modality.STATED}),
    ],
)
def test_a_firm_that_left_or_is_rumoured_in_vain_is_denied_to_be_there(body: str, told: dict[str, Modality]) -> None:
    ids = {"襄阳": "city/420600", "宜昌": "city/420500"}
    found = {relation.object: relation.evidence[0].modality for relation in relate(body, "operatesIn")[1]}
    assert found == {ids[name]: modality for name, modality in told.items()}


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("{E:比亚迪}工厂在{C:襄阳}{K:甲辰产业园}投产，将在{C:襄阳}继续投资。", Modality.STATED),
        ("{E:比亚迪}将在{C:襄阳}{K:甲辰产业园}投资建厂。", Modality.STATED),
        ("{E:比亚迪}撤出{C:襄阳}{K:甲辰产业园}。", Modality.STATED),
        ("{O:襄阳市招商局}称，{E:比亚迪}将在{C:襄阳}建厂。", Modality.STATED),
        ("{E:比亚迪}将打造{C:襄阳}{K:甲辰产业园}内的工厂。", Modality.STATED),
        ("{C:襄阳}的{K:甲辰产业园}规划了3平方公里的专区。", Modality.STATED),
        ("{C:襄阳}的{K:甲辰产业园}没有铝厂，在建铜厂。", Modality.STATED),
        ("{C:襄阳}拟建设{K:甲辰产业园}。", Modality.PLANNED),
        ("{K:甲辰产业园}拟落户{C:襄阳}。", Modality.PLANNED),
        ("{C:襄阳}计划投资5亿元，建设{K:甲辰产业园}。", Modality.PLANNED),
        ("{C:襄阳}叫停建设占地500亩的{K:甲辰产业园}。", Modality.DENIED),
        ("{E:比亚迪}拟在{C:襄阳}建设{J:甲辰工厂}。", Modality.PLANNED),
    ],
)
def test_a_park_or_body_is_planned_only_where_the_plan_is_its_own(body: str, modality: Modality) -> None:
    assert {relation.evidence[0].modality for relation in relate(body, "locatedIn")[1]} == {modality}


def test_what_the_lexicon_knows_is_not_planned() -> None:
    assert only("{C:武汉}将建设好{K:武汉东湖新技术开发区}。", "locatedIn").evidence[0].modality is Modality.STATED


def test_another_firm_does_not_leave_with_the_one_that_does() -> None:
    _, relations = relate("{E:比亚迪}落户{C:襄阳}，{E:甲辰公司}停产。", "operatesIn")
    told = {relation.subject: relation.evidence[0].modality for relation in relations}
    assert told.pop("enterprise/byd") is Modality.STATED
    assert set(told.values()) == {Modality.DENIED}


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("{E:比亚迪}计划明年春天雨季到来之前在{C:襄阳市}投资。", Modality.PLANNED),
        ("{E:比亚迪}投资{C:襄阳市}的计划已经取消。", Modality.DENIED),
        ("{E:比亚迪}计划投资5亿元，在{C:襄阳市}建厂。", Modality.PLANNED),
        ("{E:比亚迪}拟追加5亿元，新征200亩地，在{C:襄阳市}建厂。", Modality.PLANNED),
        ("{E:比亚迪}计划投资5亿元，目前已在{C:襄阳市}建厂。", Modality.STATED),
        ("{E:比亚迪}计划投资5亿元。它在{C:襄阳市}建厂。", Modality.STATED),
    ],
)
def test_a_plan_or_a_denial_may_stand_farther_off_or_behind(body: str, modality: Modality) -> None:
    (evidence,) = only(body, "operatesIn").evidence
    assert evidence.modality is modality


# The whole of it, where nobody would doubt what is said.


def test_a_plain_sentence_is_a_fact() -> None:
    article = Article(id="a", title="比亚迪落户襄阳市", body="比亚迪股份有限公司在襄阳市投资建设工厂，已经投产。")
    facts = {(r.subject, r.predicate, r.object) for r in annotate(article, known()).relations}
    assert ("enterprise/byd", "operatesIn", "city/420600") in facts
