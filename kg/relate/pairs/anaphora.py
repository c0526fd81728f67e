"""Names in a text -> the words that stand for them: 该公司, 该项目, 园区, 三家, each with what it stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from kg.grammar import Anaphor, Grammar, ScenePatterns
from kg.numerals import parse_number
from kg.text import sentence_at

_OPENERS: Final = frozenset(',。;:!?\n" )')
_SEVERAL: Final = 3  # names of a list; of 甲公司与乙公司 the first is who acts
_REACH: Final = 3  # sentences that a word looks back


class Name(NamedTuple):
    """A mention as the resolution needs it; `chance` tells how surely it is a name."""

    start: int
    end: int
    entity: str
    type: str
    sentence: int
    chance: float


class StandIn(NamedTuple):
    """A word that stands for a name told before, and that name."""

    start: int
    end: int
    name: Name


def find_stand_ins(
    folded: str,
    names: Sequence[Name],
    sentences: tuple[tuple[int, int], ...],
    full: Mapping[str, str],
    grammar: Grammar,
    places: Sequence[str | None],
) -> tuple[StandIn, ...]:
    """All words of a text that stand for one of its names, in order.

    `full` tells an entity's longest form; `places` are those that the article is about: 全市, 当地 and 园区 go back
    from afar to the first of them that fits.
    """
    if not names:
        return ()
    starts = [name.start for name in names]
    covers, alone = _covered(names, starts), _alone(folded, names, grammar.scene)
    starts_alone = [name.start for name in alone]
    about = [name for place in places for name in [n for n in names if n.entity == place][:1]]
    namings = [naming for name in names if (naming := grammar.scene.named_so.match(folded, name.end))]
    found = list(_companies(folded, names, covers, grammar.scene))
    taken = {at for one in (*(naming.span() for naming in namings), *(s[:2] for s in found)) for at in range(*one)}
    for anaphor in grammar.anaphora:
        for match in anaphor.pattern.finditer(folded):
            start, end = match.span()
            if covers(start) or start in taken or (anaphor.opens and start and folded[start - 1] not in _OPENERS):
                continue
            name = _antecedent(anaphor, start, alone[: bisect_left(starts_alone, start)], sentences, full, about)
            if name is not None:
                found.append(StandIn(start, end, name))
    for match in grammar.scene.several.finditer(folded):
        if not covers(match.start()):
            before = names[: bisect_left(starts, match.start())]
            several = _last(before, int(parse_number(match["count"]) or 0), match.start(), sentences)
            found += [StandIn(*match.span(), name) for name in several]
    for match in grammar.scene.pair.finditer(folded):
        two = _last(names[: bisect_left(starts, match.start())], 2, match.start(), sentences)
        if two:
            found.append(StandIn(*match.span(), two[0] if match["former"] else two[1]))
    return tuple(sorted(found, key=lambda s: (s.start, s.end, s.name.start)))


def _companies(
    folded: str, names: Sequence[Name], covers: Callable[[int], bool], patterns: ScenePatterns
) -> Iterator[StandIn]:
    """公司 and 本公司, where the text says which firm it calls so."""
    firm = next((n for n in names if n.type == "Enterprise" and patterns.named_so.match(folded, n.end)), None)
    if firm is not None:
        for match in patterns.the_company.finditer(folded, firm.end):
            if not covers(match.start()):
                yield StandIn(*match.span(), firm)


def _covered(names: Sequence[Name], starts: Sequence[int]) -> Callable[[int], bool]:
    """Tells whether an offset lies inside a name."""
    reach = list(accumulate((name.end for name in names), max))

    def covers(at: int) -> bool:
        before = bisect_right(starts, at)
        return before > 0 and at < reach[before - 1]

    return covers


def _alone(folded: str, names: Sequence[Name], patterns: ScenePatterns) -> list[Name]:
    """The names that no list of three or more of one type names: a word for one thing stands for none of several."""
    alone, run = list[Name](), list[Name]()
    for one, two in zip(names, [*names[1:], None], strict=True):
        run.append(one)
        if two is None or one.type != two.type or not patterns.listed.fullmatch(folded, one.end, two.start):
            alone += run if len(run) < _SEVERAL else ()
            run.clear()
    return alone


def _antecedent(
    anaphor: Anaphor,
    at: int,
    before: Sequence[Name],
    sentences: tuple[tuple[int, int], ...],
    full: Mapping[str, str],
    about: Sequence[Name],
) -> Name | None:
    """The name that a word at an offset stands for: one told a few sentences before at most, or what all is about."""
    here = sentence_at(sentences, at)
    fits = [name for name in _recent(before, here - _REACH) if _may_stand_for(anaphor, name, full)]
    if not fits:
        return next((name for name in about if name.start < at and _may_stand_for(anaphor, name, full)), None)
    last = fits[0].sentence
    if last == here or anaphor.pick == "last":
        return fits[0]
    return [name for name in fits if name.sentence == last][-1]


def _may_stand_for(anaphor: Anaphor, name: Name, full: Mapping[str, str]) -> bool:
    return name.type in anaphor.types and full[name.entity].endswith(anaphor.ends)


def _recent(before: Sequence[Name], sentence: int) -> Iterator[Name]:
    """The names from the last one back to a sentence."""
    for name in reversed(before):
        if name.sentence < sentence:
            return
        yield name


def _last(before: Sequence[Name], count: int, at: int, sentences: tuple[tuple[int, int], ...]) -> tuple[Name, ...]:
    """The last so many enterprises told before, in order of text; none if there are fewer."""
    here = sentence_at(sentences, at)
    last: dict[str, Name] = {}
    for name in _recent(before, here - _REACH):
        if name.type == "Enterprise" and name.entity not in last:
            last[name.entity] = name
            if len(last) == count:
                return tuple(reversed(last.values()))
    return ()
