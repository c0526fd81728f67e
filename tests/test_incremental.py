"""A build reads only what is new, and gives what a fresh build gives."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg import pipeline, states
from kg.connections import Filter, find_connections
from kg.corpus import SLOWEST, Kept, Slowest
from kg.ontology import Ontology
from kg.page import draw_page
from kg.page.seen import View
from kg.pipeline import build_graph
from kg.store import open_store
from tests.handmade import known
from tests.news import TEXTS, add, delete, edit, move, nothing, read_anew, write_articles
from tests.test_pipeline import contents


@pytest.fixture(autouse=True)
def knowledge_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load_knowledge", known)


CHANGES: dict[Callable[[Path], None], set[str]] = {
    add: {"e"}, edit: {"c"}, move: set(), delete: set(), nothing: set(),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_build_reads_what_changed_and_equals_a_fresh_one(change: Callable[[Path], None], tmp_path: Path) -> None:
    news = write_articles(tmp_path / "news", TEXTS)
    assert read_anew([news], tmp_path / "exports") == {*TEXTS}
    change(news)
    assert read_anew([news], tmp_path / "exports") == CHANGES[change]
    build_graph([news], tmp_path / "fresh")
    assert contents(tmp_path / "exports") == contents(tmp_path / "fresh")


def test_a_kept_article_is_told_as_such(tmp_path: Path) -> None:
    news = write_articles(tmp_path / "news", TEXTS)
    build_graph([news], tmp_path / "exports")
    outcomes: list[object] = []
    build_graph([news], tmp_path / "exports", tell=outcomes.append)
    lengths = {f"{news}/{name}.json": len(f"{name}报道\n{text}") for name, text in TEXTS.items()}
    assert {outcome.source: outcome.characters for outcome in outcomes if isinstance(outcome, Kept)} == lengths


def test_the_slowest_articles_are_told_and_no_file_holds_a_time(tmp_path: Path) -> None:
    texts = {f"{name}{number}": text for name, text in TEXTS.items() for number in range(2)}
    news = write_articles(tmp_path / "news", texts)
    outcomes: list[object] = []
    build_graph([news], tmp_path / "exports", tell=outcomes.append)
    [slowest] = [outcome for outcome in outcomes if isinstance(outcome, Slowest)]
    seconds = [took.seconds for took in slowest.articles]
    assert len(seconds) == SLOWEST and seconds == sorted(seconds, reverse=True) and seconds[-1] > 0
    first = slowest.articles[0]
    assert first.source == f"{news}/{first.article}.json"
    assert first.characters == len(f"{first.article}报道\n{texts[first.article]}")
    build_graph([news], tmp_path / "again")
    assert contents(tmp_path / "exports") == contents(tmp_path / "again")


def test_other_knowledge_or_code_reads_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = write_articles(tmp_path / "news", TEXTS)
    build_graph([news], tmp_path / "exports")
    others = ((pipeline, "load_knowledge", replace(known(), digest="another")), (states, "code_digest", "another"))
    for module, name, other in others:
        monkeypatch.setattr(module, name, lambda *_, other=other, **__: other)
        assert read_anew([news], tmp_path / "exports") == {*TEXTS}
        assert read_anew([news], tmp_path / "exports") == set()


def test_what_is_gone_is_forgotten_by_the_next_build(tmp_path: Path) -> None:
    news = write_articles(tmp_path / "news", TEXTS)
    build_graph([news], tmp_path / "exports")
    (news / "a.json").unlink()
    build_graph([news], tmp_path / "exports")
    write_articles(news, TEXTS)
    assert read_anew([news], tmp_path / "exports") == {"a"}


def test_the_same_news_of_two_portals_is_one_source(tmp_path: Path) -> None:
    text = TEXTS["c"] + "签约仪式上，双方负责人就项目建设的进度安排、用地保障和配套政策进行了深入交流。"
    news = write_articles(
        tmp_path / "news", {"a": text, "b": text + "（来源：本市日报）", "c": TEXTS["c"] + "比亚迪称满意。"}
    )
    report = build_graph([news], tmp_path / "exports")
    assert len(report.articles) == 3 and report.alike == {"b": "a"}
    told = json.loads((tmp_path / "exports" / "report.json").read_text("utf-8"))
    assert told["totals"]["near_duplicates"] == 1 and told["near_duplicates"] == {"b": "a"}
    found = find_connections(open_store(tmp_path / "exports"), known().ontology, Filter(enterprise="比亚迪"))
    assert {(one.city_name, one.articles) for one in found} >= {("襄阳市", 2)}
    assert {said.article for one in found for said in one.said} == {"a", "b", "c"}


def test_where_the_page_is_a_view_all_other_outputs_hold_the_whole_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = write_articles(tmp_path / "news", TEXTS)
    build_graph([news], tmp_path / "whole", also=["gexf"])
    monkeypatch.setattr(pipeline, "MOST_SHOWN", 2)
    build_graph([news], tmp_path / "view", also=["gexf"])
    whole, view = contents(tmp_path / "whole"), contents(tmp_path / "view")
    assert {name for name in whole if whole[name] != view[name]} == {"graph.html"}


def test_a_page_is_drawn_anew_only_where_something_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news, target = write_articles(tmp_path / "news", TEXTS), tmp_path / "exports"
    drawn: list[Path] = []

    def note(view: View, path: Path, ontology: Ontology) -> None:
        drawn.append(path)
        draw_page(view, path, ontology)

    monkeypatch.setattr(pipeline, "draw_page", note)
    build_graph([news], target)
    page = (target / "graph.html").read_bytes()
    build_graph([news], target)
    assert len(drawn) == 1
    (target / "graph.html").write_text("of somebody's own")
    build_graph([news], target)
    assert len(drawn) == 2 and (target / "graph.html").read_bytes() == page
    delete(news)
    build_graph([news], target)
    assert len(drawn) == 3 and (target / "graph.html").read_bytes() != page
