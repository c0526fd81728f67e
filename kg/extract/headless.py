"""Found parks -> the places where the text calls them by their names alone: 双溪 and 白塘 of 双溪工业园 and 白塘工业园.

Such a name is mostly that of a town, and often a city's elsewhere. It is the park where the text counts or lists
several of them, and where the only city of that name is not where the park is: 西宁's 南川 is no district of Chongqing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from kg.extract.divisions import LEVELS, first_place, place_before
from kg.extract.found import Found
from kg.grammar import Grammar
from kg.lexicon import PLACES, Lexicon
from kg.text import NAMES_AT_HAND

_LENGTHS: Final = (2, 3)  # characters of such a name
_SMALL: Final = "county"  # a larger city is known by its name wherever it stands: 宿迁 beside 苏州宿迁工业园区
_MISTAKEN: Final = ("Enterprise", "Park")  # what such a name may have been taken for
_LEAST: Final = 2  # of them in one sentence


def headless_parks(folded: str, found: Iterable[Found], lexicon: Lexicon, grammar: Grammar) -> list[Found]:
    """The names, and those of parks without their head word; a city of that name that lies elsewhere is none."""
    kept = sorted(found)
    parks = [folded[start:end] for start, end, kind, _ in kept if kind == "Park"]
    names = dict(own for park in parks if (own := _own_name(park, lexicon, grammar)) is not None)
    if not names:
        return kept
    cities = {name: _cities(name, lexicon) for name in names}
    small = {name for name in names if cities[name] and all(lexicon.entries[c].level == _SMALL for c in cities[name])}
    elsewhere = {name for name in small if _lie_elsewhere(cities[name], names[name], lexicon)}
    towns = [span for name in sorted(names) if not cities[name] for span in _standing(folded, name, kept, grammar)]
    named: dict[int, set[str]] = {}  # by sentence
    for start, end in towns:
        named.setdefault(_sentence(folded, start), set()).add(folded[start:end])
    called = {span for span in towns if len(named[_sentence(folded, span[0])]) >= _LEAST}
    called |= {(start, end) for start, end, kind, _ in kept if kind == "City" and folded[start:end] in elsewhere}
    others = [one for one in kept if one[:2] not in called]
    return sorted([*others, *((start, end, "Park", "without its head word") for start, end in called)])


def _sentence(folded: str, at: int) -> int:
    """Where the sentence around an offset begins."""
    return max(folded.rfind(mark, 0, at) for mark in "。;\n")


@lru_cache(maxsize=NAMES_AT_HAND)
def _own_name(park: str, lexicon: Lexicon, grammar: Grammar) -> tuple[str, str] | None:
    """A park's name without place and head word, and the place; the longest place that leaves a name is in front."""
    core, head = grammar.equivalents["park"].split(park)
    at = place_before(core, lexicon)
    if at == len(core):  # 西宁南川工业园: of two places the last is the name
        at = first_place(core, lexicon)
    name = core[at:]
    if head and len(name) in _LENGTHS and name not in grammar.generic and name not in lexicon.industry_forms:
        return name, core[:at]
    return None


def _standing(folded: str, name: str, kept: Iterable[Found], grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Where a name stands with nothing behind it that makes a longer one, and is not part of what was found."""
    for place in re.finditer(re.escape(name), folded):
        start, end = place.span()
        touching = [one for one in kept if one[0] < end and start < one[1]]
        if grammar.edges.headless_end.match(folded, end) and all(
            one[:2] == (start, end) and one[2] in _MISTAKEN for one in touching
        ):
            yield start, end


def _cities(name: str, lexicon: Lexicon) -> set[str]:
    """The divisions of a name, with their level or without."""
    forms = (name, *(name + level for level in LEVELS))
    return {r.entity for form in forms for r in lexicon.forms.get(form, ()) if r.type in PLACES}


def _lie_elsewhere(cities: Iterable[str], place: str, lexicon: Lexicon) -> bool:
    """Whether none of some divisions lies in a place."""
    around = {r.entity for r in lexicon.forms.get(place, ()) if r.type in PLACES}
    inside = {above for city in cities for above in (city, *lexicon.ancestors(city))}
    return bool(around) and not around & inside
