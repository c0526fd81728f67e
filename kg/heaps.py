"""Items -> heaps of neighbours, as many together as are worked on at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def heap_up(
    items: Iterable[Item], size_of: Callable[[Item], int], *, full: int, most: int | None = None
) -> Iterator[tuple[Item, ...]]:
    """Items in order, so many at most; the one with which a heap comes to its full size is the last of it."""
    heap: list[Item] = []
    size = 0
    for item in items:
        heap.append(item)
        size += size_of(item)
        if size >= full or len(heap) == most:
            yield tuple(heap)
            heap, size = [], 0
    if heap:
        yield tuple(heap)
