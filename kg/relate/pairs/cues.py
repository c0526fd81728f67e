"""Text -> cues: the words that may tell a relation, each with its class."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.grammar import WordClasses


class Cue(NamedTuple):
    """A word of the grammar's `triggers`, which may tell a relation, and the number of its class."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a text in order, where they begin, and the names of all classes: that of number 1 first."""

    found: tuple[Cue, ...]
    starts: tuple[int, ...]
    names: tuple[str, ...]

    def between(self, start: int, end: int) -> Sequence[Cue]:
        """The cues that begin in a stretch of text."""
        return self.found[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def find_cues(folded: str, words: WordClasses) -> Cues:
    """The cues of a text, the longest where they overlap."""
    found = tuple([Cue(*word) for word in words.find(folded)])
    return Cues(found, tuple([cue.start for cue in found]), words.names)
