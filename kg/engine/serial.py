"""Items -> results, batch after batch in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

Item = TypeVar("Item")
Known = TypeVar("Known")
Result = TypeVar("Result")


BATCH: Final = 16  # items that are done together


def run_serial(
    function: Callable[[Sequence[Item], Known], Sequence[Result]], batches: Iterable[Sequence[Item]], known: Known
) -> Iterator[Result]:
    """The result of each item; a batch is done when the first of its results is asked for."""
    for batch in batches:
        yield from function(batch, known)


def split_batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Items in order, so many at a time."""
    waiting = iter(items)
    while batch := tuple(islice(waiting, size)):
        yield batch
