"""A proposed name in its line -> whether it only tells a kind of things, or who published the page."""

from __future__ import annotations

from typing import Final

from kg.extract.divisions import first_place
from kg.lexicon import Lexicon
from kg.name_grammar import DoubtGrammar

_MOST_BEFORE: Final = 60  # characters
_MOST_WHOLE: Final = 8  # characters by which something is called a whole
_MOST_SOURCE: Final = 20  # characters of who published it, and of the words that say so
_MEDIA: Final = frozenset({"City", "Province", "Enterprise", "Project", "Park"})


def is_kind(folded: str, start: int, end: int, rules: DoubtGrammar) -> bool:
    """Whether a firm, park or project is one of the trades that a list tells, or what a thing has or is as a whole."""
    if rules.of_a_whole.search(folded, max(0, start - _MOST_WHOLE), start):
        return True
    listed = "、" in (folded[start - 1 : start], folded[end : end + 1])
    if listed and rules.as_a_whole.match(folded, end):
        return True
    before = max(0, start - _MOST_BEFORE)
    return (
        rules.trades_end.match(folded, end) is not None and rules.trades_begin.search(folded, before, start) is not None
    )


def is_any_zone(name: str, lexicon: Lexicon, rules: DoubtGrammar) -> bool:
    """Whether a name is that of all zones of a province: 黑龙江省开发区."""
    at = first_place(name, lexicon)
    return rules.any_zone.fullmatch(name, at) is not None and any(
        r.type == "Province" for r in lexicon.forms[name[:at]]
    )


def published(folded: str, start: int, end: int, kind: str, rules: DoubtGrammar) -> bool:
    """Whether a name is in that of who published the page or wrote for it: 来源:甲网, 乙地发布 2024-05-06 09:00."""
    if kind not in _MEDIA:
        return False
    if _opens_line(folded, start):
        return rules.published.match(folded, end) is not None
    return rules.source.search(folded, max(0, start - _MOST_SOURCE), start) is not None


def _opens_line(folded: str, start: int) -> bool:
    """Whether nothing but space stands before an offset in its line."""
    return not folded[start - 1 : start].strip() and not folded[folded.rfind("\n", 0, start) + 1 : start].strip()
