"""Full names of firms -> the brands in them that may stand for the firm elsewhere in the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.extract.doubt import place_before
from kg.lexicon import Lexicon

_LEGAL: Final = re.compile(r"(?:集团)?(?:股份|控股)?(?:集团)?(?:有限责任公司|有限公司)$")
_BRACKET: Final = re.compile(r"\([^()]*\)")
_LEAST: Final = 3  # characters; two are too often an ordinary word


def brands(folded: str, found: Iterable[tuple[int, int, str, str]], lexicon: Lexicon) -> Iterator[str]:
    """For each full name its longest beginning behind the place that the text repeats: 科聚传感 of 科聚传感公司."""
    for start, end, kind, _ in found:
        name = _BRACKET.sub("", folded[start:end])
        if kind != "Enterprise" or not _LEGAL.search(name):
            continue
        core = _LEGAL.sub("", name)
        core = core[place_before(core, lexicon) :]
        for length in range(len(core), _LEAST - 1, -1):
            brand = core[:length]
            if folded.count(brand) > folded.count(folded[start:end]) and brand not in lexicon.industry_forms:
                yield brand
                break
