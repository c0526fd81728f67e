"""Garbage is not looked for while a page is drawn or articles are read, and as before in the end."""

import gc

import pytest

from kg.annotate import annotate_many
from kg.garbage import no_search_for_garbage
from tests.handmade import known


def test_in_the_end_all_is_as_before() -> None:
    assert gc.isenabled()
    with no_search_for_garbage():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_looks_for_no_garbage_is_left_in_peace() -> None:
    gc.disable()
    try:
        with no_search_for_garbage():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_none_is_looked_for_while_articles_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[bool] = []
    monkeypatch.setattr("kg.annotate.extract_many", lambda articles, knowledge: searched.append(gc.isenabled()) or [])
    annotate_many([], known())
    assert searched == [False] and gc.isenabled()
