"""What the served explorer knows of a whole graph, beside what its page says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from msgspec import structs

from kg.ontology import Ontology
from kg.page import write_outline
from kg.page.content import page_content
from kg.page.outline import read_outline
from kg.page.seen import view_graph
from kg.serve.skeleton import Skeleton, read_skeleton
from kg.serve.walks import Sieve, path, ways
from tests import graphs
from tests.page.sample import WORKS, sample_graph

AGAIN = replace(WORKS, id="b1")


def repeated_graph(alike: dict[str, str]) -> nx.MultiDiGraph[str]:
    """All that an article says, said by another portal too."""
    graph = sample_graph()
    graph.graph["articles"] |= {AGAIN.id: AGAIN}
    graph.graph["alike"] = alike
    for _, _, edge in graph.edges(data=True):
        again = (structs.replace(one, article=AGAIN.id) for one in edge["evidence"] if one.article == WORKS.id)
        edge["evidence"] = (*edge["evidence"], *again)
    return graph


def skeleton_of(graph: nx.MultiDiGraph[str], file: Path, ontology: Ontology) -> Skeleton:
    write_outline(graph, file, ontology)
    return read_skeleton(read_outline(file))


@pytest.mark.parametrize("alike", [{}, {AGAIN.id: WORKS.id}])
def test_the_served_graph_is_as_strong_as_that_of_the_page(
    tmp_path: Path, ontology: Ontology, alike: dict[str, str]
) -> None:
    graph = repeated_graph(alike)
    skeleton = skeleton_of(graph, tmp_path / "outline.json", ontology)
    page = page_content(view_graph(graph, evidence=9, text=10**6), ontology)
    assert [(row[0], row[14]) for row in page["nodes"]] == [
        (node, round(strength, 2)) for node, strength in zip(skeleton.ids, skeleton.strengths, strict=True)
    ]


def test_ways_go_down_to_subsidiaries_and_not_up_to_parents(tmp_path: Path, ontology: Ontology) -> None:
    skeleton = skeleton_of(graphs.family_graph(), tmp_path / "outline.json", ontology)

    def ways_of(entity: str) -> set[str]:
        return {skeleton.ids[node] for node in ways(skeleton, skeleton.index[entity], 400)}

    assert ways_of("enterprise/child") == set()
    assert ways_of("enterprise/fudi") == {"enterprise/fudi", "project/bbbbbbbbbbbb", "city/420606", "city/420600"}
    assert {"enterprise/byd", "enterprise/fudi", "city/420606"} < ways_of("enterprise/byd")
    assert "enterprise/child" not in ways_of("city/420600")


def test_a_path_between_an_enterprise_and_a_city_brings_the_ways_that_connect_them(
    tmp_path: Path, ontology: Ontology
) -> None:
    skeleton = skeleton_of(graphs.family_graph(), tmp_path / "outline.json", ontology)
    for ends in (("enterprise/fudi", "city/420600"), ("city/420600", "enterprise/fudi")):
        found = path(skeleton, *(skeleton.index[end] for end in ends), Sieve())
        ids = {skeleton.ids[node] for node in found}
        assert {"enterprise/fudi", "project/bbbbbbbbbbbb", "city/420606", "city/420600"} <= ids
        assert len(found) == len(set(found))


def test_news_that_repeats_other_news_makes_nothing_stronger(tmp_path: Path, ontology: Ontology) -> None:
    once, twice = (
        skeleton_of(repeated_graph(alike), tmp_path / "outline.json", ontology) for alike in ({AGAIN.id: WORKS.id}, {})
    )
    city = once.index["city/420600"]
    assert once.strengths[city] < twice.strengths[twice.index["city/420600"]]
    assert once.strengths == skeleton_of(sample_graph(), tmp_path / "outline.json", ontology).strengths
    said = {(edge.sentences, edge.told) for edge in once.edges if edge.predicate == "investsIn"}
    assert said == {(2, 1)}
