"""Names -> where they say that their thing is: 岑溪市宸龙源项目 is at home in 岑溪市, and not in 梧州市万秀区."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from kg.lexicon import PLACES, Lexicon, Trust
from kg.text import NAMES_AT_HAND

# What a name says of a place: nothing; that its thing is elsewhere; around or within; just there.
SILENT, ELSEWHERE, NEAR, THERE = range(4)
_AT_HOME: Final = frozenset({"Enterprise", "Organization", "Park", "Project"})
_LEAST: Final = 2  # characters of a place's name


def find_homes(
    types: Mapping[str, str], forms: Mapping[str, Sequence[str]], lexicon: Lexicon
) -> dict[tuple[str, str], int]:
    """By (entity, place) what the name of the one, in its longest form, says of the other, unless SILENT. A name that
    several places share says ELSEWHERE only of what none of them holds or lies in."""
    places = {entity: place for entity in forms if (place := _place_of(entity, lexicon))}
    if not places:
        return {}
    homes = {entity: _homes(own[0], lexicon) for entity, own in forms.items() if types[entity] in _AT_HOME}
    said = {
        here: {other: max(_compared(home, place, lexicon) for home in here) for other, place in places.items()}
        for here in {*homes.values()}
        if here
    }
    return {
        (entity, other): of_other
        for entity, here in homes.items()
        if here
        for other, of_other in said[here].items()
        if other != entity
    }


def _place_of(entity: str, lexicon: Lexicon) -> str | None:
    """The division that an entity is or, if the lexicon knows it, lies in."""
    entry = lexicon.entries.get(entity)
    if entry is None or entry.type in PLACES:
        return entity if entry else None
    return f"city/{entry.division}" if entry.division and f"city/{entry.division}" in lexicon.entries else None


@lru_cache(maxsize=NAMES_AT_HAND)
def _homes(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The divisions that may stand at the head of a name, the last ones of a chain (广西梧州市岑溪市)."""
    homes: tuple[str, ...] = ()
    while form := next((f for f in lexicon.places_at(name) if _LEAST <= len(f) < len(name)), ""):
        known = tuple(r.entity for r in lexicon.forms[form] if r.type in PLACES and r.trust >= Trust.SHORT)
        inside = tuple(one for one in known if not homes or any(lexicon.holds(home, one) for home in homes))
        if not inside:
            break
        homes, name = inside, name[len(form) :]
    return homes


def _compared(home: str, place: str, lexicon: Lexicon) -> int:
    if home == place:
        return THERE
    return NEAR if lexicon.holds(home, place) or lexicon.holds(place, home) else ELSEWHERE
