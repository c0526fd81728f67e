"""Names of known firms -> the brands in them, which may stand for the firm or be an ordinary word: 双良 of 双良节能."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from kg.equivalents import Equivalents

_LEAST: Final = 2  # characters
_MOST: Final = 4
_LEVELS: Final = "省市县区州盟旗"  # left of a place that is no known form


def brands_of(
    names: Iterable[str], places: Collection[str], endings: Equivalents, known: Collection[str]
) -> frozenset[str]:
    """What is left of the folded names without place, trade and legal form, where it is no known name itself."""
    return frozenset(
        brand for name in names for brand in _cores(name, places, endings) if brand not in known and brand.isalpha()
    )


def _cores(name: str, places: Collection[str], endings: Equivalents) -> Iterator[str]:
    longest = max((length for length in range(2, 5) if name[:length] in places), default=0)
    for core in {name, name[longest:]}:
        for _ in range(4):
            before, ending = endings.split(core)
            if not ending or len(before) < _LEAST or before[0] in _LEVELS or endings.is_key(before):
                break
            core = before
            if len(core) <= _MOST:
                yield core
