"""Two names of a sentence -> whether they are told side by side, so that neither lies in the other.

甲园总投资5亿元、乙港总投资8亿元 are two of one list; a park of 甲园、乙港等12个项目 is a project there and nobody's
place; what is told on the side of something (北靠甲园, 与甲市接壤) lies beside it.
"""

from __future__ import annotations

from typing import Final

from kg.name_grammar import ApartGrammar
from kg.relate.pairs.scene import Mentioned

_MOST_SIDE: Final = 4  # characters that tell on which side something lies


def are_side_by_side(plain: str, thing: Mentioned, place: Mentioned, rules: ApartGrammar) -> bool:
    """Whether a thing and a place are both items of a list, or told to lie on the side of each other."""
    first, second = sorted((thing, place))
    if rules.with_sums.fullmatch(plain, first.end, second.start) is not None:
        return True
    if place.type == "Park" and rules.of_projects.match(plain, place.end) is not None:
        return True
    return any(_is_side(plain, one, rules) for one in (thing, place))


def _is_side(plain: str, one: Mentioned, rules: ApartGrammar) -> bool:
    before = rules.on_side.search(plain, max(0, one.start - _MOST_SIDE), one.start)
    return before is not None or rules.borders.match(plain, one.end) is not None
