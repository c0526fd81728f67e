"""Which industry a text says that a firm, a project or a park belongs to."""

from __future__ import annotations

import pytest

from kg.relate.industries import relate_industries
from tests.handmade import known, reading_of


def industries_of(marked: str) -> set[tuple[str, str]]:
    reading, knowledge = reading_of(marked), known()
    relations, named = relate_industries(reading, knowledge.industries, knowledge.lexicon)
    names = {entity.id: entity.name for entity in named}
    for relation in relations:
        for evidence in relation.evidence:
            assert evidence.object is not None
            assert reading.article.text[evidence.object.start : evidence.object.end] == evidence.object.text
    return {(relation.subject, names[relation.object]) for relation in relations}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{E:甲公司}主要从事动力电池的研发和生产。", {("甲公司", "锂电池")}),
        ("{E:甲公司}是国内领先的医疗器械制造商。", {("甲公司", "医疗器械")}),
        ("光伏巨头{E:甲公司}签约。", {("甲公司", "光伏")}),
        (
            "{K:甲高新区}重点发展新材料、生物医药和机器人三大产业。",
            {("甲高新区", "新材料"), ("甲高新区", "生物医药"), ("甲高新区", "机器人")},
        ),
        ("{J:年产10吉瓦时动力电池项目}开工。", {("年产10吉瓦时动力电池项目", "锂电池")}),
        ("{K:甲市机器人产业园}开园。", {("甲市机器人产业园", "机器人")}),
        ("{E:甲市乙丙新材料科技有限公司}来了。", {("甲市乙丙新材料科技有限公司", "新材料")}),
        # The wider industry follows from the narrower one and is not said again.
        ("{E:甲公司}从事新能源、动力电池的生产。", {("甲公司", "锂电池")}),
    ],
)
def test_an_industry_is_read_where_the_text_says_so(text: str, expected: set[tuple[str, str]]) -> None:
    assert industries_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{E:甲公司}落户的{C:乙市}有汽车产业基础。",
        "{E:甲公司}考察了动力电池企业。",
        "{K:甲园区}签约一个新能源项目。",
        "{J:45GWh甲项目}开工。",  # no 5G
        "{J:服务能力强化工程}启动。",
        "{E:动力电池之家}开张。",
        "{J:新材料产业园综合楼项目}开工。",
    ],
)
def test_standing_beside_an_industry_says_nothing(text: str) -> None:
    assert industries_of(text) == set()


def test_industries_are_a_scheme_without_circles_in_two_languages() -> None:
    lexicon = known().lexicon
    assert len({entry.english for entry in lexicon.industries.values()}) == len(lexicon.industries)
    for entry in lexicon.industries.values():
        above = lexicon.broader_of(entry.id)
        assert entry.id not in above
        assert all(lexicon.entry(one) is not None for one in above)
    assert lexicon.broader_of("industry/batteries") == ("industry/new-energy",)
