"""Linking as a whole: one entity a thing, ids that any two machines agree on."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.link import link_mentions
from tests.handmade import entity_of, known, link_marked, read_marked

NAMES = [
    "{C:襄阳}", "{C:襄阳市}", "{C:宜昌}", "{P:湖北省}", "{C:鼓楼区}", "{E:比亚迪}", "{E:甲辰科技有限公司}",
    "{E:甲辰}", "{E:《》}", "{K:高新区}", "{K:襄阳高新区}", "{K:园区}", "{K:甲辰产业园}", "{K:甲}",
    "{J:甲辰电池项目}", "{J:甲辰电池一期}", "{J:动力电池项目}", "{J:项目}", "{L:方案}", "{L:襄阳市招商方案}",
    "{O:市商务局}", "{O:襄阳市商务局}", "{O:“甲辰”}", "{O:市}",
]  # fmt: skip
bodies = st.lists(st.sampled_from(NAMES), max_size=14).map("，".join)


@settings(max_examples=150)
@given(title=bodies, body=bodies)
def test_links_and_rejections_share_out_the_mentions(title: str, body: str) -> None:
    article, mentions = read_marked(body, title)
    linked = link_mentions(article, mentions, {}, known())
    settled = [*(link.mention for link in linked.links), *(rejection.span for rejection in linked.rejections)]
    assert len(settled) == len([m for m in mentions if m.span.text != "《》"])
    assert [link.mention.span for link in linked.links] == sorted(link.mention.span for link in linked.links)
    assert all(link.reason for link in linked.links)
    ids = [entity.id for entity in linked.entities]
    assert ids == sorted({link.entity for link in linked.links})
    for entity in linked.entities:
        assert re.fullmatch(r"[a-z]+/[a-z0-9-]+", entity.id)
        assert entity.name
        assert entity.name not in entity.aliases


@settings(max_examples=60)
@given(title=bodies, body=bodies)
def test_the_name_of_an_article_changes_nothing(title: str, body: str) -> None:
    one = link_mentions(*read_marked(body, title, id="a"), {}, known())
    two = link_mentions(*read_marked(body, title, id="b"), {}, known())
    assert one == two


def test_an_entity_has_every_form_that_names_it() -> None:
    entity = entity_of(link_marked("{E:甲辰科技（湖北）有限公司}、{E:甲辰科技}、{E:“甲辰”}"), "甲辰科技")
    assert entity.name == "甲辰科技(湖北)有限公司"
    assert set(entity.aliases) >= {"甲辰科技（湖北）有限公司", "甲辰科技"}


def test_no_mentions_are_no_entities() -> None:
    linked = link_marked("什么也没有。")
    assert (linked.entities, linked.links, linked.rejections, linked.main_place) == ((), (), (), None)


def test_one_name_of_two_types_is_two_things() -> None:
    linked = link_marked("{E:甲辰}的{K:甲辰}。")
    assert sorted(entity.type for entity in linked.entities) == ["Enterprise", "Park"]


def test_ids_stay_as_they_are() -> None:
    """Graphs of last year and stores elsewhere hold these; a change of them is a change of the format."""
    linked = link_marked("{E:甲辰科技有限公司}在{C:襄阳}，《{L:甲辰招商办法}》，{K:襄阳甲辰产业园}，{O:宜昌市商务局}。")
    assert {entity.name: entity.id for entity in linked.entities} == {
        "襄阳市": "city/420600",
        "甲辰科技有限公司": "enterprise/d706861cdd16",
        "宜昌市商务局": "organization/73e4b2ceb745",
        "襄阳甲辰产业园": "park/c9892d7c3c96",
        "甲辰招商办法": "policy/81a7eb37fe78",
    }
