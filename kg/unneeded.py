"""Import of a library -> the same without what it would load and nobody here uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*modules: str) -> Iterator[None]:
    """While a library is imported that does without them, these modules seem to be missing; who has one keeps it."""
    hidden = [module for module in modules if module not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for module in hidden:
            if sys.modules.get(module) is None:
                sys.modules.pop(module, None)
