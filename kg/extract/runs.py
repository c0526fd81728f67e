"""An offset in folded text -> whether a run of Latin letters or digits goes on across it."""

from __future__ import annotations

from string import ascii_letters, digits
from typing import Final

_IN_RUNS: Final = frozenset(ascii_letters + digits)


def goes_on(folded: str, at: int) -> bool:
    """Whether a run goes on across an offset."""
    return 0 < at < len(folded) and folded[at] in _IN_RUNS and folded[at - 1] in _IN_RUNS


def begins_or_ends_in_run(form: str) -> bool:
    """Whether a form begins or ends with what a run may go on from."""
    return form[0] in _IN_RUNS or form[-1] in _IN_RUNS


def inside_word(folded: str, start: int, end: int) -> bool:
    """Whether a form in Latin letters or digits is only a part of what stands there."""
    return goes_on(folded, start) or goes_on(folded, end)
