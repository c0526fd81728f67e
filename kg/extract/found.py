"""What one step of reading names hands to the next."""

from __future__ import annotations

from typing import NamedTuple

Found = tuple[int, int, str, str]
"""Start, end, type, and the recognizer or rule that found the name."""


class Refused(NamedTuple):
    """What was found and is not believed: by whom it was found, and why it is none."""

    start: int
    end: int
    type: str
    by: str
    reason: str
