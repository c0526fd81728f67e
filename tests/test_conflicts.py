"""What articles tell differently stays, and is told; rounding is no difference."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.conflicts import find_conflicts, same_total
from kg.model import Article, Attribute, Evidence, Span


def total(text: str, value: int, unit: str = "CNY", article: str = "a") -> Attribute:
    told = Article(id=article, title="题", body=f"甲项目总投资{text}。")
    at = told.text.index(text)
    evidence = Evidence(article=article, passage=Span.of(told, 2, len(told.text)), rule="amount.beside", confidence=0.9)
    span = Span.of(told, at, at + len(text))
    return Attribute(subject="project/p", property="amount", value=str(value), unit=unit, span=span, evidence=evidence)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("748亿元", 74_800_000_000), ("748.43亿元", 74_843_000_000), True),
        (("约3.5亿元", 350_000_000), ("35000万元", 350_000_000), True),
        (("3.5亿元", 350_000_000), ("3.46亿元", 346_000_000), True),
        (("100亿元", 10_000_000_000), ("99.6亿元", 9_960_000_000), True),
        (("100亿元", 10_000_000_000), ("120亿元", 12_000_000_000), False),
        (("3.5亿元", 350_000_000), ("3.9亿元", 390_000_000), False),
    ],
)
def test_rounding_is_the_same_total(one: tuple[str, int], other: tuple[str, int], same: bool) -> None:
    assert same_total(total(*one), total(*other)) is same
    assert same_total(total(*other), total(*one)) is same


def graph_of(*attributes: Attribute) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_node("project/p", type="Project", name="甲项目", attributes=attributes)
    return graph


def test_two_totals_stand_side_by_side_with_their_sentences() -> None:
    [conflict] = find_conflicts(graph_of(total("100亿元", 10**10), total("120亿元", 12 * 10**9, article="b")))
    assert (conflict.property, [version.text for version in conflict.versions]) == ("amount", ["100亿元", "120亿元"])
    assert [version.evidence.article for version in conflict.versions] == ["a", "b"]
    assert find_conflicts(graph_of(total("748亿元", 74_800_000_000), total("748.43亿元", 74_843_000_000))) == ()
    assert find_conflicts(graph_of(total("1亿元", 10**8), total("2亿美元", 2 * 10**8, "USD"))) == ()


def test_two_places_conflict_unless_one_holds_the_other() -> None:
    graph = graph_of()
    said = (total("1亿元", 10**8).evidence,)
    for place in ("city/a", "city/b", "park/k"):
        graph.add_node(place, type="City", name=place, attributes=())
    graph.add_edge("project/p", "city/a", key="locatedIn", evidence=said, confidence=0.9)
    graph.add_edge("project/p", "park/k", key="locatedIn", evidence=said, confidence=0.9)
    graph.add_edge("park/k", "city/a", key="locatedIn", evidence=said, confidence=0.9)
    assert find_conflicts(graph) == ()
    graph.add_edge("project/p", "city/b", key="locatedIn", evidence=said, confidence=0.9)
    [conflict] = find_conflicts(graph)
    assert conflict.property == "locatedIn" and {v.value for v in conflict.versions} == {"city/a", "city/b", "park/k"}
