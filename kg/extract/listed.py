"""Cities in a list -> the ones between them whose name is also a common word: 来宾 of 贺州、来宾、崇左."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from kg.lexicon import Lexicon

_BETWEEN: Final = re.compile("、([\u4e00-\u9fff]{2,3})[、和及与]")
_LEVELS: Final = ("市", "县", "区", "州")


def listed_places(
    folded: str, found: Iterable[tuple[int, int, str, str]], lexicon: Lexicon
) -> Iterator[tuple[int, int, str, str]]:
    """The places between two cities of a list, known with their level behind them."""
    cities = sorted((start, end) for start, end, kind, _ in found if kind == "City")
    for (_, end), (start, _) in pairwise(cities):
        between = _BETWEEN.fullmatch(folded, end, start)
        if between is None:
            continue
        readings = (r for level in _LEVELS for r in lexicon.forms.get(between[1] + level, ()))
        if any(reading.type == "City" for reading in readings):
            yield *between.span(1), "City", "between cities of a list"
