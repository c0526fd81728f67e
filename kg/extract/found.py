"""What one step of reading names hands to the next."""

from __future__ import annotations

from typing import Final, NamedTuple

NAMES_AT_HAND: Final = 1 << 12
"""Of how many names it stays known what their characters alone tell: names come back, in an article and in the next."""

Found = tuple[int, int, str, str]
"""Start, end, type, and the recognizer or rule that found the name."""


class Refused(NamedTuple):
    """What was found and is not believed: by whom it was found, and why it is none."""

    start: int
    end: int
    type: str
    by: str
    reason: str
