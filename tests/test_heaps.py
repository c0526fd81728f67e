"""Neighbours are worked on together, as many as there is room for."""

from kg.heaps import heap_up


def test_a_heap_ends_where_it_is_full() -> None:
    assert list(heap_up(["aa", "b", "c", "ddddd", "e"], len, full=3)) == [("aa", "b"), ("c", "ddddd"), ("e",)]


def test_a_heap_holds_so_many_items_at_most() -> None:
    assert list(heap_up("abcde", len, full=100, most=2)) == [("a", "b"), ("c", "d"), ("e",)]


def test_of_nothing_there_is_no_heap() -> None:
    assert list(heap_up("", len, full=1)) == []
