"""Found names -> the names with the word behind them that belongs to them: 襄阳高新区 where only 襄阳 was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.found import Found
from kg.grammar import Grammar


def with_tails(folded: str, found: Iterable[Found], grammar: Grammar) -> Iterator[Found]:
    """The names, none longer than up to where the next begins; in order of text."""
    kept = sorted(found)
    for one, then in zip(kept, [*(start for start, _, _, _ in kept), len(folded)][1:], strict=True):
        yield with_tail(folded, one, then, grammar)


def with_tail(folded: str, one: Found, then: int, grammar: Grammar) -> Found:
    """A name with the word behind it that belongs to it, if that reaches no further than `then`."""
    start, end, kind, _ = one
    whole, to = grammar.tail_behind(folded, end, kind)
    if not end < whole <= then or (to == "Project" and grammar.projects.how_many.match(folded, whole)):
        return one
    if to == "Project" and folded.startswith(grammar.offices, whole):  # 甲集团项目负责人
        return one
    if kind == "Province" and grammar.doubts.any_zone.fullmatch(folded, end, whole):  # 湖北开发区: all of them
        return one
    if folded.startswith((*grammar.edges.goes_on, *grammar.behind.get(to, ())), whole):
        return one
    return start, whole, to, "tail"


def whole_parks(folded: str, found: Iterable[Found], grammar: Grammar) -> list[Found]:
    """The names, each 园 with the 区 behind it: 甲辰产业园 where 甲辰产业园区 stands."""
    kept = list(found)
    taken = {start for start, _, _, _ in kept}
    return [
        (start, end + 1, kind, by)
        if kind == "Park" and end not in taken and grammar.edges.park_area.match(folded, end)
        else (start, end, kind, by)
        for start, end, kind, by in kept
    ]
