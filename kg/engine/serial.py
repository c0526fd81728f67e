"""Items -> results, one after the other in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kg.engine.lost import Lost

Item = TypeVar("Item")
Known = TypeVar("Known")
Result = TypeVar("Result")


def run_serial(
    function: Callable[[Item, Known], Result], items: Iterable[Item], known: Known, *, jobs: int = 1
) -> Iterator[Result | Lost[Item]]:
    """The result of each item, as they are asked for."""
    for item in items:
        yield function(item, known)
