"""The store of the former build is changed where it is as it was written, else filled anew."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, Store

from kg import pipeline
from kg.errors import GraphError
from kg.pipeline import build_graph
from kg.store import open_store
from tests.handmade import known
from tests.news import TEXTS, add, delete, nothing, write_articles


@pytest.fixture(autouse=True)
def knowledge_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load_knowledge", known)


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
