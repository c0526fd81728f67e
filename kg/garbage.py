"""Python's search for garbage, kept from looking at what stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def only_young_garbage() -> Iterator[None]:
    """Let garbage be looked for by `sweep` alone.

    While millions of objects grow that stay, looking through all of them again and again takes longer than making them.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def sweep() -> None:
    """Free what was made since the last time and is held by nothing but itself."""
    gc.collect(1)
