"""Enterprises -> whose name begins with the brand of whose: 甘肃玄鸟新能源材料有限公司 with that of 玄鸟集团."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from kg.firms import without_legal
from kg.lexicon import Lexicon
from kg.relate.pairs.rows import Grid

_CHINA: Final = "中国"
_LEAST: Final = 2  # characters of a brand
_MOST: Final = 9


def brand_cores(forms: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """What is left of each form without places and 中国 in front and legal words behind."""
    cores = set()
    for form in forms:
        core = without_legal(form).removeprefix(_CHINA)
        while place := next(lexicon.places_at(core), ""):
            core = core[len(place) :]
        if len(core) >= _LEAST:
            cores.add(core)
    return frozenset(cores)


def find_kin(entities: Sequence[str], cores: Mapping[str, frozenset[str]]) -> Grid:
    """By (entity, other) how long the core of the other is that one of the entity's begins with, or 0."""
    owners: dict[str, list[int]] = {}
    for number, entity in enumerate(entities):
        for core in cores.get(entity, ()):
            owners.setdefault(core, []).append(number)
    grid = np.zeros((len(entities), len(entities)), dtype=np.int16)
    for number, entity in enumerate(entities):
        for core in cores.get(entity, ()):
            for length in range(_LEAST, len(core) + 1):
                for other in owners.get(core[:length], ()):
                    grid[number, other] = max(grid[number, other], min(length, _MOST))
    np.fill_diagonal(grid, 0)
    return grid
