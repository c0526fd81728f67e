"""A name -> the divisions that it begins with, or is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.lexicon import PLACES, Lexicon, Trust
from kg.text import NAMES_AT_HAND

LEVELS: Final = ("市", "县", "区", "州")  # what the stem of a division's name lacks
_STEM: Final = 2  # characters of a stem


@lru_cache(maxsize=NAMES_AT_HAND)
def place_before(name: str, lexicon: Lexicon) -> int:
    """How many of a name's first characters are places: 5 of 湖北省襄阳营商环境."""
    at = 0
    while length := first_place(name[at:], lexicon):
        at += length
    return at


def first_place(name: str, lexicon: Lexicon) -> int:
    """How many of a name's first characters are one place: 3 of 湖北省襄阳营商环境."""
    return len(lexicon.place_at(name))


@lru_cache(maxsize=NAMES_AT_HAND)
def only_places(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is two places or more, each in the one before it: 甘肃白银, but not the firm 珲春紫金."""
    around: set[str] = set()
    while name:
        length = first_place(name, lexicon) or len(name)
        if length == len(name) and not around:
            return False
        found = divisions_of(name[:length], lexicon)
        if not found or (around and not any(around.intersection(lexicon.ancestors(place)) for place in found)):
            return False
        if length == len(name):
            return True
        around, name = found, name[length:]
    return False


def divisions_of(form: str, lexicon: Lexicon) -> set[str]:
    """The divisions that a form names, or is the stem of: 平原县 for 平原, a word too that names none alone."""
    forms = (form, *(form + level for level in LEVELS)) if len(form) == _STEM else (form,)
    return {
        r.entity for one in forms for r in lexicon.forms.get(one, ()) if r.type in PLACES and r.trust >= Trust.SHORT
    }
