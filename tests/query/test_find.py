"""A name, pinyin or initials -> the one entity that is called so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.find import find_entity
from kg.query import (
    Resolve,
)
from kg.store import open_store, write_store
from tests.graphs import doubtful_graph
from tests.query.conftest import ONTOLOGY


@pytest.mark.parametrize("name", ["襄阳", "襄阳市", "420600", "city/420600", " 襄阳 "])
def test_a_city_is_found_by_any_of_its_names(resolve: Resolve, name: str) -> None:
    assert resolve(name, ("City",)).value == ONTOLOGY.entity_iri("city/420600")


@pytest.mark.parametrize("name", ["比亚迪", "BYD", "byd", "ＢＹＤ", "比亚迪股份有限公司", "enterprise/byd"])
def test_an_enterprise_is_found_by_any_of_its_names(resolve: Resolve, name: str) -> None:
    assert resolve(name, ("Enterprise",)).value == ONTOLOGY.entity_iri("enterprise/byd")


@pytest.mark.parametrize(
    ("name", "cls", "entity"),
    [
        ("襄陽", "City", "city/420600"),
        ("襄阳国家高新区", "Park", "park/xiangyang-hidz"),
        ("襄阳市高新技术产业开发区", "Park", "park/xiangyang-hidz"),
        ("比亚迪集团有限公司", "Enterprise", "enterprise/byd"),
    ],
)
def test_another_script_and_an_ending_that_means_the_same_name_the_same(
    resolve: Resolve, name: str, cls: str, entity: str
) -> None:
    assert resolve(name, (cls,)).value == ONTOLOGY.entity_iri(entity)


@pytest.mark.parametrize(("name", "cls"), [("襄阳经开区", "Park"), ("高新区", "Park"), ("比亚迪电子", "Enterprise")])
def test_an_ending_that_means_something_else_names_something_else(resolve: Resolve, name: str, cls: str) -> None:
    with pytest.raises(QueryError, match=r"; nearest: |; in "):
        resolve(name, (cls,))


def test_a_name_of_another_class_is_not_found(resolve: Resolve) -> None:
    with pytest.raises(QueryError, match="no 企业 '襄阳'"):
        resolve("襄阳", ("Enterprise",))


def test_an_unknown_entity_tells_the_nearest(resolve: Resolve) -> None:
    with pytest.raises(QueryError, match="nearest: 宁德时代"):
        resolve("宁得时代", ("Enterprise",))


@pytest.mark.parametrize(
    ("spoken", "cls", "entity"),
    [
        ("xiangyang", "City", "city/420600"),
        ("Xiang Yang", "City", "city/420600"),
        ("fancheng", "City", "city/420606"),
        ("ningdeshidai", "Enterprise", "enterprise/catl"),
        ("ndsd", "Enterprise", "enterprise/catl"),
    ],
)
def test_a_name_is_found_by_its_pinyin_and_initials(resolve: Resolve, spoken: str, cls: str, entity: str) -> None:
    assert resolve(spoken, (cls,)).value == ONTOLOGY.entity_iri(entity)


def test_of_names_that_only_sound_alike_none_is_chosen(tmp_path: Path) -> None:
    graph = doubtful_graph()
    graph.nodes["city/420606"].update(name="香阳市", aliases=("香阳",))
    write_store(graph, tmp_path / "store", ONTOLOGY)
    with pytest.raises(QueryError, match=r"'xiangyang' may be 襄阳 \(city/420600\), 香阳 \(city/420606\)"):
        find_entity(open_store(tmp_path), ONTOLOGY, "xiangyang", ("City",))
    assert find_entity(open_store(tmp_path), ONTOLOGY, "襄阳", ("City",)).value.endswith("city/420600")


@pytest.mark.parametrize(
    ("name", "cls", "told"),
    [
        ("湖北", "City", "no 城市 '湖北' in this graph; 湖北省 is a 省份"),
        ("hubei", "City", "no 城市 'hubei' in this graph; 湖北省 is a 省份"),
        ("阳产业园", "Enterprise", "no 企业 '阳产业园' in this graph; in 比亚迪襄阳产业园项目 (项目)"),
        ("宁得时代", "Enterprise", "no 企业 '宁得时代' in this graph; nearest: 宁德时代, "),
    ],
)
def test_what_else_has_the_name_is_told(resolve: Resolve, name: str, cls: str, told: str) -> None:
    with pytest.raises(QueryError, match=f"^{re.escape(told)}"):
        resolve(name, (cls,))
