"""Enterprises -> whose name begins with the brand of whose: 甘肃玄鸟新能源材料有限公司 with that of 玄鸟集团."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from kg.firms import without_legal
from kg.lexicon import Lexicon
from kg.text import NAMES_AT_HAND

_CHINA: Final = "中国"
_LEAST: Final = 2  # characters of a brand
_MOST: Final = 9


def brand_cores(forms: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """What is left of each form, if it may be a brand."""
    return frozenset(core for form in forms if len(core := _core(form, lexicon)) >= _LEAST)


@lru_cache(maxsize=NAMES_AT_HAND)
def _core(form: str, lexicon: Lexicon) -> str:
    """A form without places and 中国 in front and legal words behind."""
    core = without_legal(form).removeprefix(_CHINA)
    while place := next(lexicon.places_at(core), ""):
        core = core[len(place) :]
    return core


def find_kin(cores: Mapping[str, frozenset[str]]) -> dict[tuple[str, str], int]:
    """By (entity, other) how long the core of the other is that one of the entity's begins with, from all cores."""
    owners: dict[str, list[str]] = {}
    for entity, own in cores.items():
        for core in own:
            owners.setdefault(core, []).append(entity)
    kin: dict[tuple[str, str], int] = {}
    for entity, own in cores.items():
        for core in own:
            for length in range(_LEAST, len(core) + 1):
                for other in owners.get(core[:length], ()):
                    if other != entity:
                        kin[entity, other] = max(kin.get((entity, other), 0), min(length, _MOST))
    return kin
