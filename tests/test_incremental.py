"""A build reads only what is new, gives what a fresh build gives, and survives being killed at any moment."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE

import pytest
from pyoxigraph import DefaultGraph, Quad, Store

from kg import corpus, pipeline, states
from kg.connections import Filter, find_connections
from kg.corpus import SLOWEST, Kept, Slowest, Timed, annotate_timed
from kg.errors import ExportError, GraphError
from kg.knowledge import Knowledge
from kg.model import Annotation, Article
from kg.ontology import Ontology
from kg.page import draw_page
from kg.page.seen import View
from kg.pipeline import build_graph
from kg.store import open_store
from tests.handmade import known
from tests.test_pipeline import contents

ROOT = Path(__file__).parents[1]
TEXTS = {
    "a": "岷川航发动力科技有限公司（以下简称“岷川航发”）与襄阳市签约，总投资3亿元建设航空发动机项目。",
    "b": "岷川航发在襄阳高新区扩产。",
    "c": "6月1日，比亚迪落户襄阳市樊城区，计划投资20亿元。",
    "d": "宜昌市发布《宜昌市招商引资办法》，自公布之日起施行。",
}


@pytest.fixture(autouse=True)
def knowledge_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load_knowledge", known)


def write_articles(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        article = {"id": name, "title": f"{name}报道", "date": "2024-06-02", "text": text}
        (folder / f"{name}.json").write_text(json.dumps(article))
    return folder


def read_anew(paths: list[Path], target: Path) -> set[str]:
    """The ids of the articles that a build has to read."""
    outcomes: list[object] = []
    build_graph(paths, target, tell=outcomes.append)
    return {outcome.article.id for outcome in outcomes if isinstance(outcome, Annotation)}


def add(folder: Path) -> None:
    write_articles(folder, {"e": "宁德时代在宜昌市投资50亿元建设电池项目。"})


def edit(folder: Path) -> None:
    write_articles(folder, {"c": "6月1日，比亚迪落户宜昌市，计划投资30亿元。"})


def move(folder: Path) -> None:
    (folder / "c.json").rename(folder / "z.json")


def delete(folder: Path) -> None:
    (folder / "a.json").unlink()  # the only one that says whose short name 岷川航发 is


def nothing(folder: Path) -> None:
    pass


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


def remove_all(store: Path) -> None:
    for file in store.iterdir():
        file.unlink()


def write_another(store: Path) -> None:
    Store(str(store)).clear()


def break_head(store: Path) -> None:
    (store / "CURRENT").write_text("x\n")


def lose_a_table(store: Path) -> None:
    min(store.glob("*.sst")).unlink()


def break_tables_unseen(store: Path) -> None:
    for table in store.glob("*.sst"):
        times = table.stat()
        table.write_bytes(b"\0" * times.st_size)
        os.utime(table, ns=(times.st_atime_ns, times.st_mtime_ns))


def triples(build: Path) -> set[Quad]:
    return set(open_store(build).quads_for_pattern(None, None, None, DefaultGraph()))


@pytest.mark.parametrize("damage", [remove_all, write_another, break_head, lose_a_table, break_tables_unseen])
def test_a_store_that_is_not_as_it_was_written_is_filled_anew(damage: Callable[[Path], None], tmp_path: Path) -> None:
    news = write_articles(tmp_path / "news", TEXTS)
    build_graph([news], tmp_path / "exports")
    damage(tmp_path / "exports" / "store")
    add(news)
    build_graph([news], tmp_path / "exports")
    build_graph([news], tmp_path / "fresh")
    assert triples(tmp_path / "exports") == triples(tmp_path / "fresh")
    assert len(triples(tmp_path / "fresh")) == len((tmp_path / "fresh" / "graph.nt").read_text("utf-8").splitlines())


def test_a_store_that_is_as_it_was_written_is_only_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = write_articles(tmp_path / "news", TEXTS)
    build_graph([news], tmp_path / "exports")
    for change in (add, nothing, delete):
        triples(tmp_path / "exports")  # to ask it changes nothing
        change(news)
        with monkeypatch.context() as patched:
            patched.setattr(pipeline, "load_store", None)
            build_graph([news], tmp_path / "exports")
    build_graph([news], tmp_path / "fresh")
    assert triples(tmp_path / "exports") == triples(tmp_path / "fresh")


@pytest.mark.parametrize("damage", [remove_all, break_head, lose_a_table])
def test_a_broken_store_is_told_in_one_line(damage: Callable[[Path], None], tmp_path: Path) -> None:
    build_graph([write_articles(tmp_path / "news", TEXTS)], tmp_path / "exports")
    damage(tmp_path / "exports" / "store")
    with pytest.raises(GraphError, match="the store cannot be opened"):
        open_store(tmp_path / "exports")


def stop_at_c(articles: Sequence[Article], knowledge: Knowledge) -> list[Timed]:
    if any(article.id == "c" for article in articles):
        raise KeyboardInterrupt
    return annotate_timed(articles, knowledge)


def test_an_interrupted_build_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = write_articles(tmp_path / "news", TEXTS)
    monkeypatch.setattr(corpus, "BATCH", 1)
    monkeypatch.setattr(corpus, "annotate_timed", stop_at_c)
    with pytest.raises(KeyboardInterrupt):
        build_graph([news], tmp_path / "exports")
    assert [path.name for path in (tmp_path / "exports").iterdir()] == [".cache"]
    monkeypatch.setattr(corpus, "annotate_timed", annotate_timed)
    assert read_anew([news], tmp_path / "exports") == {"c", "d"}


def test_a_full_disk_while_outputs_are_written_keeps_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = write_articles(tmp_path / "news", TEXTS)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "graph.html")

    monkeypatch.setattr(pipeline, "draw_page", fail)
    with pytest.raises(ExportError, match="No space left on device"):
        build_graph([news], tmp_path / "exports")
    monkeypatch.undo()
    monkeypatch.setattr(pipeline, "load_knowledge", known)
    assert read_anew([news], tmp_path / "exports") == set()


KILLER = """
import os, signal, sys, time
from pathlib import Path
from kg import pipeline
from kg.annotate import warm_up
from kg.sounds import sound_of
from tests.handmade import known

pipeline.load_knowledge = known
pipeline.draw_page = lambda view, path, ontology: path.touch()
warm_up(known())
sound_of("襄阳")
print("ready", flush=True)
for line in sys.stdin:
    news, target, seconds = line.split()
    process = os.fork()
    if not process:
        pipeline.build_graph([news], Path(target))
        os._exit(0)
    time.sleep(float(seconds))
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    print("killed" if os.WIFSIGNALED(status) else "done", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks, since loading knowledge fifty times takes minutes")
def test_fifty_kills_at_random_moments_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "draw_page", lambda view, path, ontology: path.touch())
    versions = [write_articles(tmp_path / "old", TEXTS), write_articles(tmp_path / "new", TEXTS)]
    edit(versions[1])
    add(versions[1])
    for number, news in enumerate(versions):
        begun = time.monotonic()
        build_graph([news], tmp_path / f"fresh{number}")
    seconds = time.monotonic() - begun
    whole = [contents(tmp_path / f"fresh{number}") for number in (0, 1)]
    target = tmp_path / "exports"
    build_graph([versions[0]], target)
    chance = random.Random(50)
    kills, now, seen = 0, 0, {0}
    # Not forked from here: a process that has written a store cannot write another one after a fork.
    with subprocess.Popen([sys.executable, "-c", KILLER], stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT) as killer:
        assert killer.stdin and killer.stdout
        assert killer.stdout.readline() == "ready\n"
        while kills < 50:
            killer.stdin.write(f"{versions[1 - now]} {target} {chance.uniform(0, 1.5 * seconds)}\n")
            killer.stdin.flush()
            killed = killer.stdout.readline() == "killed\n"
            kills += killed
            seconds *= 1.1 if killed else 1 / 1.1  # some are to end, however busy the machine is
            now = whole.index(contents(target))
            seen.add(now)
    assert seen == {0, 1}
    for number, news in enumerate(versions):
        build_graph([news], target)
        assert contents(target) == whole[number]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exports", "fresh0", "fresh1", "new", "old"]
