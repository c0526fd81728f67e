"""Annotations -> graph: a union of what articles say, in whatever order and however often they come."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.assemble import assemble_graph
from kg.model import Annotation, Article, Attribute, Entity, Evidence, Modality, Relation, Span
from tests.handmade import known


def span(article: Article, text: str) -> Span:
    start = article.text.index(text)
    return Span.of(article, start, start + len(text))


def evidence(article: Article, passage: str, confidence: float = 0.8, modality: Modality = Modality.STATED) -> Evidence:
    return Evidence(
        article=article.id,
        passage=span(article, passage),
        rule="operatesIn.settle",
        confidence=confidence,
        modality=modality,
    )


BYD = Entity(id="enterprise/byd", type="Enterprise", name="比亚迪")
XIANGYANG = Entity(id="city/420600", type="City", name="襄阳市", aliases=("襄阳",))
FANCHENG = Entity(id="city/420606", type="City", name="樊城区")
PROJECT = "project/0123456789ab"

FIRST = Article(id="a1", title="签约", body="比亚迪落户襄阳。甲辰基地总投资10亿元。")
SECOND = Article(id="a2", title="开工", body="比亚迪股份有限公司落户襄阳市，比亚迪拟落户樊城区。", date="2024-05-06")
THIRD = Article(id="a3", title="终止", body="比亚迪没有落户襄阳。甲辰基地项目总投资12亿元。")


def settles(article: Article, passage: str, place: str, confidence: float, **how: Modality) -> Relation:
    said = evidence(article, passage, confidence, **how)
    return Relation(subject="enterprise/byd", predicate="operatesIn", object=place, evidence=(said,))


def costs(article: Article, raw: str, value: str) -> Attribute:
    said = evidence(article, raw)
    return Attribute(
        subject=PROJECT, property="amount", value=value, unit="CNY", span=span(article, raw), evidence=said
    )


ANNOTATIONS = (
    Annotation(
        article=FIRST,
        entities=(BYD, XIANGYANG, Entity(id=PROJECT, type="Project", name="甲辰基地")),
        relations=(settles(FIRST, "比亚迪落户襄阳。", "city/420600", 0.7),),
        attributes=(costs(FIRST, "10亿元", "1000000000"),),
    ),
    Annotation(
        article=SECOND,
        entities=(
            Entity(id="enterprise/byd", type="Enterprise", name="比亚迪股份有限公司", aliases=("比亚迪",)),
            XIANGYANG,
            FANCHENG,
        ),
        relations=(
            settles(SECOND, "比亚迪股份有限公司落户襄阳市", "city/420600", 0.9),
            settles(SECOND, "比亚迪拟落户樊城区", "city/420606", 0.6, modality=Modality.PLANNED),
        ),
    ),
    Annotation(
        article=THIRD,
        entities=(BYD, XIANGYANG, Entity(id=PROJECT, type="Project", name="甲辰基地项目")),
        relations=(settles(THIRD, "比亚迪没有落户襄阳。", "city/420600", 0.5, modality=Modality.DENIED),),
        attributes=(costs(THIRD, "12亿元", "1200000000"),),
    ),
)


def assemble(*annotations: Annotation) -> nx.MultiDiGraph:
    return assemble_graph(annotations, known().lexicon)


def content(graph: nx.MultiDiGraph) -> tuple[object, ...]:
    """All that a graph holds, in the order in which it gives it."""
    return list(graph.graph["articles"].items()), list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))


# Merging.


@given(st.permutations(ANNOTATIONS))
def test_the_order_of_articles_changes_nothing(annotations: list[Annotation]) -> None:
    assert content(assemble(*annotations)) == content(assemble(*ANNOTATIONS))


def test_every_article_twice_is_every_article_once() -> None:
    assert content(assemble(*ANNOTATIONS, *ANNOTATIONS)) == content(assemble(*ANNOTATIONS))


@given(st.lists(st.sampled_from(ANNOTATIONS), max_size=4))
def test_some_articles_twice_are_all_articles_once(again: list[Annotation]) -> None:
    assert content(assemble(*again, *ANNOTATIONS)) == content(assemble(*ANNOTATIONS))


def same_length(article: str, name: str) -> Annotation:
    entity = Entity(id=PROJECT, type="Project", name=name)
    return Annotation(article=Article(id=article, title="", body=name), entities=(entity,))


def test_an_article_that_comes_twice_does_not_choose_the_name() -> None:
    one, two = same_length("a1", "甲辰基地"), same_length("a2", "甲辰工厂")
    assert content(assemble(one, two, two, one)) == content(assemble(one, two, two)) == content(assemble(one, two))


def test_a_fact_has_the_evidence_of_every_article_in_order() -> None:
    edge = assemble(*reversed(ANNOTATIONS)).edges["enterprise/byd", "city/420600", "operatesIn"]
    assert [said.article for said in edge["evidence"]] == ["a1", "a2", "a3"]
    assert [said.modality for said in edge["evidence"]] == [Modality.STATED, Modality.STATED, Modality.DENIED]


def test_a_fact_is_as_sure_as_its_best_evidence() -> None:
    assert assemble(*ANNOTATIONS).edges["enterprise/byd", "city/420600", "operatesIn"]["confidence"] == 0.9


def test_amounts_that_disagree_are_both_kept() -> None:
    attributes = assemble(*ANNOTATIONS).nodes[PROJECT]["attributes"]
    assert [(a.value, a.evidence.article) for a in attributes] == [("1000000000", "a1"), ("1200000000", "a3")]


def test_an_entity_knows_the_articles_that_name_it() -> None:
    nodes = assemble(*ANNOTATIONS).nodes
    assert nodes["enterprise/byd"]["articles"] == ("a1", "a2", "a3")
    assert nodes["city/420606"]["articles"] == ("a2",)


def test_the_graph_holds_every_article_in_order_of_id() -> None:
    graph = assemble(*reversed(ANNOTATIONS))
    assert graph.graph["articles"] == {"a1": FIRST, "a2": SECOND, "a3": THIRD}
    assert list(graph.graph["articles"]) == ["a1", "a2", "a3"]


def test_an_article_that_says_nothing_is_still_there() -> None:
    graph = assemble(Annotation(article=FIRST))
    assert list(graph.graph["articles"]) == ["a1"]
    assert len(graph) == 0


def test_nothing_is_an_empty_graph() -> None:
    graph = assemble()
    assert (len(graph), graph.number_of_edges(), graph.graph["articles"]) == (0, 0, {})


# Names.


def test_a_known_entity_has_the_name_of_the_lexicon_and_the_others_as_aliases() -> None:
    nodes = assemble(*ANNOTATIONS).nodes
    assert nodes["enterprise/byd"]["name"] == "比亚迪股份有限公司"
    assert nodes["enterprise/byd"]["aliases"] == ("BYD", "比亚迪", "比亚迪公司", "比亚迪汽车", "比亚迪集团")
    assert assemble(ANNOTATIONS[0]).nodes["enterprise/byd"]["name"] == "比亚迪股份有限公司"


def test_a_known_entity_has_the_names_of_the_lexicon_though_no_article_uses_them() -> None:
    park = Entity(id="park/xiangyang-hidz", type="Park", name="襄阳国家高新技术产业开发区")
    firm = Entity(id="enterprise/longi", type="Enterprise", name="隆基绿能科技股份有限公司")
    nodes = assemble(Annotation(article=FIRST, entities=(park, firm))).nodes
    assert "襄阳高新区" in nodes["park/xiangyang-hidz"]["aliases"], "the shortest form of a park"
    assert {"隆基", "隆基绿能"} <= set(nodes["enterprise/longi"]["aliases"])


def test_an_unknown_entity_has_its_fullest_name() -> None:
    node = assemble(*ANNOTATIONS).nodes[PROJECT]
    assert (node["name"], node["aliases"]) == ("甲辰基地项目", ("甲辰基地",))


def test_of_equally_long_names_the_one_that_most_articles_use() -> None:
    annotations = (same_length("a1", "甲辰工厂"), same_length("a2", "甲辰基地"), same_length("a3", "甲辰工厂"))
    assert assemble(*annotations).nodes[PROJECT]["name"] == "甲辰工厂"


def test_襄阳_and_襄阳市_of_two_articles_are_one_node() -> None:
    short = Annotation(article=FIRST, entities=(Entity(id="city/420600", type="City", name="襄阳"),))
    full = Annotation(article=SECOND, entities=(Entity(id="city/420600", type="City", name="襄阳市"),))
    graph = assemble(short, full)
    assert [node for node in graph if graph.nodes[node]["type"] == "City"] == ["city/420600"]
    assert graph.nodes["city/420600"]["name"] == "襄阳市"
    assert graph.nodes["city/420600"]["aliases"] == ("襄樊", "襄樊市", "襄阳"), "those of the lexicon too"


# The hierarchy of places.


def test_the_places_above_a_place_are_there_though_nobody_names_them() -> None:
    graph = assemble(Annotation(article=FIRST, entities=(FANCHENG,)))
    assert set(graph) == {"city/420606", "city/420600", "province/420000"}
    assert graph.nodes["province/420000"]["name"] == "湖北省"
    assert graph.nodes["province/420000"]["articles"] == ()


def test_a_place_is_part_of_the_place_above_without_evidence() -> None:
    graph = assemble(Annotation(article=FIRST, entities=(FANCHENG,)))
    parts = {(s, o): data for s, o, key, data in graph.edges(keys=True, data=True) if key == "partOf"}
    assert set(parts) == {("city/420606", "city/420600"), ("city/420600", "province/420000")}
    assert all(data == {"evidence": (), "confidence": 1.0} for data in parts.values())


def test_a_park_of_the_lexicon_is_part_of_its_division_and_a_body_of_none() -> None:
    park = Entity(id="park/yichang-hidz", type="Park", name="宜昌高新区")
    body = Entity(id="organization/hust", type="Organization", name="华中科技大学")
    graph = assemble(Annotation(article=FIRST, entities=(park, body)))
    assert set(graph) == {"park/yichang-hidz", "city/420500", "province/420000", "organization/hust"}
    assert graph.edges["park/yichang-hidz", "city/420500", "partOf"] == {"evidence": (), "confidence": 1.0}


def test_every_city_of_a_graph_leads_up_to_its_province() -> None:
    graph = assemble(*ANNOTATIONS)
    cities = {node for node, kind in graph.nodes(data="type") if kind == "City"}
    assert cities == {node for node in nx.ancestors(graph, "province/420000") if node in cities} != set()


def test_a_place_has_its_level_and_point_and_a_firm_has_none() -> None:
    nodes = assemble(*ANNOTATIONS).nodes
    assert nodes["city/420600"]["level"] == "prefecture"
    assert 111 < nodes["city/420600"]["lon"] < 113
    assert 31 < nodes["city/420600"]["lat"] < 33
    assert nodes["city/420600"]["geonames"] == "1790587"
    assert not {"level", "lon", "lat", "geonames"} & set(nodes["enterprise/byd"])


def test_nodes_and_edges_come_in_order() -> None:
    graph = assemble(*reversed(ANNOTATIONS))
    assert list(graph) == sorted(graph)
    facts = [(s, key, o) for s, o, key in graph.edges(keys=True) if key != "partOf"]
    assert facts == sorted(facts)


def test_two_facts_between_two_entities_are_two_edges() -> None:
    invests = Relation(
        subject="enterprise/byd", predicate="investsIn", object=PROJECT, evidence=(evidence(FIRST, "甲辰基地"),)
    )
    owns = Relation(subject="enterprise/byd", predicate="owns", object=PROJECT, evidence=(evidence(FIRST, "甲辰基地"),))
    graph = assemble(ANNOTATIONS[0], Annotation(article=FIRST, relations=(invests, owns)))
    assert set(graph["enterprise/byd"][PROJECT]) == {"investsIn", "owns"}
