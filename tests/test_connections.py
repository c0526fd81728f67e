"""Which enterprises connect to which cities: ways, strength, filters."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx as nx
import pytest
from msgspec.structs import replace
from pyoxigraph import Store

from kg.cli.main import run
from kg.connections import Amount, Connection, Filter, find_connections
from kg.errors import QueryError
from kg.files import data_folder
from kg.model import Attribute, Modality
from kg.ontology import load_ontology
from kg.page.outline import RELATION, read_outline, write_outline
from kg.store import open_store, write_store
from tests.graphs import foreign_graph, sample_graph

ONTOLOGY = load_ontology(data_folder() / "ontology")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("connections")
    write_store(sample_graph(), folder / "store", ONTOLOGY)
    return open_store(folder)


def find(store: Store, **wanted: object) -> dict[tuple[str, str], Connection]:
    found = find_connections(store, ONTOLOGY, Filter(**wanted))  # type: ignore[arg-type]
    return {(c.enterprise.partition("/")[2], c.city.partition("/")[2]): c for c in found}


def kinds(connection: Connection) -> list[str]:
    return [way.kind for way in connection.ways]


def test_every_kind_of_way_is_found_shortest_first(store: Store) -> None:
    byd = find(store)["byd", "420600"]
    assert kinds(byd) == ["direct", "park", "project", "subsidiary"]
    assert byd.ways[0].steps == (("enterprise/byd", "operatesIn", "city/420600"),)
    assert byd.ways[3].steps == (
        ("enterprise/fudi", "subsidiaryOf", "enterprise/byd"),
        ("enterprise/fudi", "investsIn", "project/bbbbbbbbbbbb"),
        ("project/bbbbbbbbbbbb", "locatedIn", "city/420606"),
        ("city/420606", "partOf", "city/420600"),
    )


def test_a_county_leads_to_its_prefecture(store: Store) -> None:
    graph = sample_graph()
    assert ("fudi", "420606") in find(store)
    assert kinds(find(store)["fudi", "420600"]) == ["project"]
    assert graph.nodes["city/420606"]["level"] == "county"


def test_a_direct_fact_about_a_county_is_a_county_way(tmp_path: Path) -> None:
    graph = sample_graph()
    said = graph.edges["enterprise/byd", "city/420600", "operatesIn"]
    graph.add_edge("enterprise/fudi", "city/420606", key="operatesIn", **said)
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert kinds(find(open_store(tmp_path))["fudi", "420600"]) == ["county", "project"]


def test_a_park_leads_to_its_division_though_no_article_says_so(tmp_path: Path) -> None:
    graph = sample_graph()
    graph.remove_edge("park/xiangyang-hidz", "city/420600")
    graph.remove_edge("enterprise/byd", "city/420600")
    graph.add_edge("park/xiangyang-hidz", "city/420600", key="partOf", evidence=(), confidence=1.0)
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert kinds(find(open_store(tmp_path))["byd", "420600"]) == ["park", "project", "subsidiary"]


def test_a_denied_fact_connects_nothing(store: Store) -> None:
    assert ("catl", "420606") not in find(store)


def test_strength_dates_and_amount_add_up(store: Store) -> None:
    byd = find(store)["byd", "420600"]
    assert (byd.articles, byd.facts) == (2, 4)
    assert byd.dates == ("2024-05-07", "2025-03-01")
    assert (byd.yuan, byd.planned_yuan) == (10_000_000_000, None)
    assert byd.amounts == (
        Amount(project="project/aaaaaaaaaaaa", number=10_000_000_000, currency="CNY", planned=False),
    )
    assert "比亚迪落户襄阳" in {said.sentence for said in byd.said}


def test_other_currencies_stand_beside_the_yuan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_store(foreign_graph(), tmp_path / "store", ONTOLOGY)
    found = find(open_store(tmp_path))
    assert found["byd", "420600"].yuan == 12_000_000_000
    assert found["byd", "420600"].foreign == {"EUR": 300_000_000, "USD": 2_000_000_000}
    assert (found["fudi", "420606"].yuan, found["fudi", "420606"].foreign) == (None, {"EUR": 300_000_000})
    assert run(["connections", "弗迪电池", "--graph", str(tmp_path), "--city", "樊城", "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["yuan"], row["foreign"]) == ("", "EUR 300000000")


def test_what_is_only_planned_says_so(store: Store) -> None:
    found = find(store)
    assert found["catl", "420600"].planned
    assert not found["byd", "420600"].planned


def test_confidence_sentence_and_plan_are_those_of_the_way_that_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = sample_graph()
    edge = graph.edges["enterprise/byd", "city/420600", "operatesIn"]
    edge["evidence"] = tuple(replace(e, modality=Modality.PLANNED, confidence=0.5) for e in edge["evidence"])
    write_store(graph, tmp_path / "store", ONTOLOGY)
    byd = find(open_store(tmp_path))["byd", "420600"]
    assert (byd.confidence, byd.planned) == (0.5, True)
    assert max(way.confidence for way in byd.ways) > 0.5
    assert run(["connections", "--graph", str(tmp_path), "--city", "襄阳", "--format", "csv"]) == 0
    row = next(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert (row["path"], row["confidence"], row["planned"]) == ("落户 襄阳市", "0.5", "是")
    assert set(row["sentence"].splitlines()) == {e.passage.text for e in edge["evidence"]}


@pytest.mark.parametrize("planned", ["the figure", "what ties the enterprise to the project"])
def test_an_amount_that_is_only_planned_says_so(tmp_path: Path, planned: str) -> None:
    graph = sample_graph()
    project = graph.nodes["project/aaaaaaaaaaaa"]
    edge = graph.edges["enterprise/byd", "project/aaaaaaaaaaaa", "investsIn"]
    if planned == "the figure":
        project["attributes"] = tuple(
            replace(a, evidence=replace(a.evidence, modality=Modality.PLANNED)) for a in project["attributes"]
        )
    else:
        edge["evidence"] = tuple(replace(e, modality=Modality.PLANNED) for e in edge["evidence"])
    write_store(graph, tmp_path / "store", ONTOLOGY)
    byd = find(open_store(tmp_path))["byd", "420600"]
    assert (byd.yuan, byd.planned_yuan, byd.planned) == (10_000_000_000, 10_000_000_000, False)


def test_a_parents_ways_are_there_only_where_asked_for(store: Store) -> None:
    assert "parent" not in kinds(find(store)["fudi", "420600"])
    assert "parent" in kinds(find(store, kinds=("direct", "parent"))["fudi", "420600"])


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({"city": "樊城"}, {("byd", "420606"), ("fudi", "420606")}),
        ({"enterprise": "BYD"}, {("byd", "420600"), ("byd", "420606")}),
        ({"province": "湖北", "enterprise": "宁德时代"}, {("catl", "420600")}),
        ({"industry": "动力电池"}, {("catl", "420600")}),
        ({"industry": "白酒"}, set()),
        ({"industry": "汽车", "enterprise": "比亚迪"}, {("byd", "420600"), ("byd", "420606")}),  # by the lexicon
        ({"year": 2024}, {("byd", "420600")}),
        ({"relation": "operatesIn"}, {("byd", "420600"), ("catl", "420600")}),
        ({"kinds": ("direct",)}, {("byd", "420600")}),
        ({"min_confidence": 0.7, "city": "襄阳"}, {("byd", "420600"), ("fudi", "420600")}),
        ({"min_confidence": 0.95}, set()),
    ],
)
def test_a_filter_leaves_what_it_names(store: Store, wanted: dict[str, object], left: set[tuple[str, str]]) -> None:
    assert set(find(store, **wanted)) == left


def test_a_year_is_that_of_the_event_before_that_of_the_article(tmp_path: Path) -> None:
    graph = sample_graph()
    project, (said, *_) = "project/aaaaaaaaaaaa", graph.edges["enterprise/byd", "city/420600", "operatesIn"]["evidence"]
    told = Attribute(subject=project, property="date", value="2021-05", span=said.passage, evidence=said)
    graph.nodes[project]["attributes"] += (told,)
    write_store(graph, tmp_path / "store", ONTOLOGY)
    store = open_store(tmp_path)
    (fact,) = [way for way in find(store, year=2021)["byd", "420600"].ways if way.kind == "direct"]
    assert {one.sentence for one in fact.said} == {said.passage.text}
    published = {one.sentence for c in find(store, year=2024).values() for way in c.ways for one in way.said}
    assert said.passage.text not in published
    assert find_years(graph, tmp_path) >= {("enterprise/byd", "operatesIn", "city/420600", "2021")}


def find_years(graph: nx.MultiDiGraph, folder: Path) -> set[tuple[str, str, str, str]]:
    """Subject, relation, object and year of all facts, as the page's outline has them."""
    write_outline(graph, folder / "outline.json", ONTOLOGY)
    return {(s, p, o, year) for s, o, p, *_, years in read_outline(folder / "outline.json")[RELATION] for year in years}


def test_a_circle_of_subsidiaries_ends(tmp_path: Path) -> None:
    graph = sample_graph()
    said = graph.edges["enterprise/fudi", "enterprise/byd", "subsidiaryOf"]
    graph.add_edge("enterprise/byd", "enterprise/fudi", key="subsidiaryOf", **said)
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert "subsidiary" in kinds(find(open_store(tmp_path))["fudi", "420600"])


def test_an_unknown_city_tells_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no 城市 '襄樊' in this graph; nearest: 樊城, 襄阳"):
        find(store, city="襄樊")


def test_the_same_graph_gives_the_same_order(store: Store) -> None:
    assert list(find(store)) == list(find(store))
    assert next(iter(find(store))) == ("byd", "420600")


def test_many_claims_are_read_from_end_to_end_and_give_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Filter(province="湖北", enterprise="比亚迪")
    looked_up = find_connections(store, ONTOLOGY, wanted)
    monkeypatch.setattr("kg.facts.MANY", 0)
    assert find_connections(store, ONTOLOGY, wanted) == looked_up != ()


def test_an_industry_that_nobody_is_in_connects_nothing(store: Store) -> None:
    assert find(store, industry="白酒", city="襄阳") == find(store, industry="白酒") == {}


def test_an_unknown_industry_tells_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no 产业 '动力电瓶'; nearest: 动力电池"):
        find(store, industry="动力电瓶")
