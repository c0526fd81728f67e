"""A view is the graph of what most articles name, with no more evidence and text than a page shows."""

from pathlib import Path

import networkx as nx
import pytest

from kg import pieces
from kg.assemble import assemble_graph
from kg.page.content import Limits
from kg.parts import open_parts
from kg.pieces import write_pieces
from kg.view import view_graph
from tests.handmade import known
from tests.test_pieces import ALL, FIRST, NOWHERE, annotation, corpus


def view_of(
    folder: Path, *more: object, limit: int, text: int = 999, alike: dict[str, str] | None = None
) -> nx.MultiDiGraph:
    (build := folder / "build").mkdir()
    with open_parts(corpus((*ALL, *more), alike), known().lexicon, folder / "shares", "1") as parts:
        write_pieces(parts, known().ontology, build, NOWHERE, state="1", watched="graph.nt")
        return view_graph(parts, build / pieces.VIEW, limit=limit, text=text)


def test_a_view_is_the_graph_of_what_most_articles_name(tmp_path: Path) -> None:
    graph = assemble_graph(ALL, known().lexicon)
    view = view_of(tmp_path, limit=3)
    assert sorted(view) == ["city/420600", "enterprise/a", "park/q"]
    assert all(view.nodes[node] == graph.nodes[node] for node in view)
    assert list(view.edges(keys=True, data=True)) == list(graph.subgraph(view).edges(keys=True, data=True))
    assert view.graph["articles"] == {one.article.id: one.article for one in ALL[:4]}
    assert (view.graph["nodes"], view.graph["edges"]) == (len(graph), graph.number_of_edges())


def test_a_view_of_everything_is_the_whole_graph(tmp_path: Path) -> None:
    graph = assemble_graph(ALL, known().lexicon)
    view = view_of(tmp_path, limit=100)
    assert list(view.nodes(data=True)) == list(graph.nodes(data=True))
    assert list(view.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))
    assert view.graph["articles"] == {one.article.id: one.article for one in ALL}
    assert view.graph["sounds"]["襄阳市"] == "xiang yang shi"


def test_a_view_holds_so_much_evidence_and_text_and_counts_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "LIMITS", Limits(evidence=1))
    again = annotation("a-0", "enterprise/a investsIn project/p")
    view = view_of(tmp_path, again, limit=100, text=len(FIRST.article.text), alike={"a-0": "a"})
    edge = view.edges["enterprise/a", "project/p", "investsIn"]
    assert ([e.article for e in edge["evidence"]], edge["sentences"], edge["told"]) == (["a"], 3, 2)
    assert [name for name, article in view.graph["articles"].items() if article.body] == ["a"]
