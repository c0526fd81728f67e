"""All that an article says, through the one entrance."""

from __future__ import annotations

from unittest.mock import patch

from kg.relate import Related, relate_many
from kg.relate.reading import names
from tests.handmade import known, link_marked, read_marked


def related(body: str) -> Related:
    article, _ = read_marked(body)
    return next(relate_many([article], [link_marked(body)], known()))


def test_names_and_dates_of_an_article_are_read_once_for_all_stages() -> None:
    body = "2024年5月，{E:甲辰科技有限公司}的{J:乙巳项目}在{C:襄阳市}签约，总投资5亿元，从事动力电池生产。"
    with patch.object(names, "find_times", wraps=names.find_times) as found:
        told = related(body)
    assert found.call_count == 1
    assert told.attributes
    assert told.events


def test_an_entity_that_only_a_stage_brings_in_comes_along() -> None:
    told = related("{E:甲辰公司}主要从事动力电池的研发，落户{K:宜昌市乙巳工业园}。")
    assert {(entity.type, entity.name) for entity in told.entities} == {("City", "宜昌市"), ("Industry", "锂电池")}
