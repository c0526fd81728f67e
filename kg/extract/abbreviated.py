"""Folded text -> where it calls a place by one character: 滇 of 在滇投资, 渝 of 来渝考察.

Such a character is a word of its own only between what somebody does there. One that stands for several places is the
one that the text names; one that stands for one place is that place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.extract.found import Found
from kg.extract.together import untouched
from kg.grammar import Grammar
from kg.lexicon import PLACES, Lexicon

_BY: Final = "by one character"


def abbreviated_places(
    folded: str, found: Iterable[Found], lexicon: Lexicon, grammar: Grammar
) -> Iterator[tuple[Found, str]]:
    """Each such character that no other name holds, and the name of the place that it stands for."""
    kept = list(found)
    for place in grammar.edges.by_one.finditer(folded):
        start, end = place.span("place")
        names = grammar.one_character.get(place["place"], ())
        told = [name for name in names if name in folded] if len(names) > 1 else list(names)
        if len(told) != 1:
            continue
        kinds = {reading.type for reading in lexicon.forms.get(told[0], ()) if reading.type in PLACES}
        for kind in sorted(kinds)[-1:]:  # of 吉林 the province
            for span in untouched(folded, [(start, end, kind)], kept):
                yield (*span, _BY), told[0]
