"""Found places -> those beside them whose names are also common words.

来宾 of 贺州、来宾、崇左 stands between cities, 平原 of 山东平原 behind the province that it lies in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.extract.divisions import LEVELS, divisions_of
from kg.extract.doubt import why_not
from kg.extract.words import cuts_word
from kg.grammar import Grammar
from kg.lexicon import PLACES, Lexicon

_LONGEST: Final = 12  # characters of a place's name
_STEM: Final = 2  # characters: 平原 of 平原县


def listed_places(
    folded: str, found: Iterable[tuple[int, int, str, str]], lexicon: Lexicon, grammar: Grammar
) -> Iterator[tuple[int, int, str, str]]:
    """The places between two cities of a list, known with their level behind them."""
    cities = sorted((start, end) for start, end, kind, _ in found if kind == "City")
    for (_, end), (start, _) in pairwise(cities):
        between = grammar.edges.between_cities.fullmatch(folded, end, start)
        if between is None:
            continue
        readings = (r for level in LEVELS for r in lexicon.forms.get(between[1] + level, ()))
        if any(reading.type == "City" for reading in readings):
            yield *between.span(1), "City", "between cities of a list"


def places_within(
    folded: str,
    found: Iterable[tuple[int, int, str, str]],
    words: Sequence[int],
    lexicon: Lexicon,
    grammar: Grammar,
) -> Iterator[tuple[int, int, str, str]]:
    """The places that stand directly behind a found place and lie in it, where their edge cuts no word."""
    for start, end, kind, _ in found:
        if kind not in PLACES or end >= len(folded) or cuts_word(words, end):
            continue
        closes = list(_closes(folded, end, words, lexicon, grammar))
        if not closes:
            continue
        around = {r.entity for r in lexicon.forms.get(folded[start:end], ()) if r.type in PLACES}
        close = next((close for close in closes if _lies_in(folded[end:close], around, lexicon)), 0)
        if close and why_not(folded, end, close, "City", lexicon, grammar) is None:
            yield end, close, "City", "behind what it lies in"


def _closes(folded: str, start: int, words: Sequence[int], lexicon: Lexicon, grammar: Grammar) -> Iterator[int]:
    """Where the names of places that begin at an offset end, the longest first; then a stem of two characters."""
    for form in lexicon.places_at(folded[start : start + _LONGEST]):
        close = start + len(form)
        if not cuts_word(words, close):
            yield close
    if grammar.edges.stem_end.match(folded, start + _STEM):
        yield start + _STEM


def _lies_in(form: str, around: set[str], lexicon: Lexicon) -> bool:
    """Whether a form names a division in one of those around."""
    return any(around.intersection(lexicon.ancestors(place)) for place in divisions_of(form, lexicon))
