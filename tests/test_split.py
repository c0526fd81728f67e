"""Shares of entities stay from build to build: only what an article says anew is split; nothing stays of the old."""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from kg import split
from kg.model import Annotation
from kg.split import FILE, open_shares
from tests.few import ALL, FIRST, OTHERS, corpus
from tests.handmade import known

TABLES = ("article", "share", "above", "entity", "fact", "attribute")


def contents(shares: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(shares.execute(f"SELECT * FROM {table}")) for table in TABLES}


def update(
    folder: Path, annotations: Iterable[Annotation], alike: Mapping[str, str] | None = None, state: str = "1"
) -> dict[str, list[tuple[object, ...]]]:
    with open_shares(corpus(annotations, alike), known().lexicon, folder / FILE, state) as shares:
        return contents(shares)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are split from now on."""
    found: list[str] = []
    before = split.take

    def take(shares: sqlite3.Connection, annotation: Annotation, state: bytes, alike: str) -> None:
        found.append(annotation.article.id)
        before(shares, annotation, state, alike)

    monkeypatch.setattr(split, "take", take)
    return found


def test_only_what_changed_is_split_and_all_is_as_if_it_were_fresh(tmp_path: Path, taken: list[str]) -> None:
    update(tmp_path, ALL)
    taken.clear()
    changed = (OTHERS[0], *ALL[1:4], OTHERS[2])  # another a, no c, a new d
    again = update(tmp_path, changed, {"a-1": "a"})
    assert taken == ["a", "a-1", "d"]
    (tmp_path / "fresh").mkdir()
    assert again == update(tmp_path / "fresh", changed, {"a-1": "a"})


def test_what_was_split_by_other_rules_is_split_again(tmp_path: Path, taken: list[str]) -> None:
    update(tmp_path, [FIRST])
    update(tmp_path, [FIRST], state="2")
    assert taken == ["a", "a"]


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough"])
def test_a_file_that_holds_no_shares_is_replaced(content: bytes, tmp_path: Path) -> None:
    fresh = update(tmp_path, ALL)
    (tmp_path / FILE).write_bytes(content)
    assert update(tmp_path, ALL) == fresh


def test_what_breaks_off_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = update(tmp_path, [FIRST])

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(split, "take", fail)
        update(tmp_path, ALL[1:])
    assert update(tmp_path, [FIRST]) == before
