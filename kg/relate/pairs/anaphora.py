"""Names in a text -> the words that stand for them: 该公司, 该项目, 园区, 三家, each with what it stands for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from kg.grammar import Anaphor

_OPENERS: Final = frozenset(',。;:!?\n" )')
_REACH: Final = 3  # sentences that a word looks back
_NUMBERS: Final = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_SEVERAL: Final = re.compile(r"(?:这)?([两三四五六])(?:家|大)(?:企业|公司|集团|巨头)?(?:都|均|皆|同|共同|联合|将|已)")
# (以下简称"公司") behind a firm's name: 公司 is that firm to the end, whoever is named in between.
_NAMED_SO: Final = re.compile(
    r'\((?:以下|下文)?(?:简称|称)[:为]?"?(?:[^()"]{1,10}"?[、或及/]"?)?(?:本?公司|集团)"?(?:[、或及/]"?[^()"]{1,8}"?)*\)'
)
_THE_COMPANY: Final = re.compile(r'(?:(?<![\u4e00-\u9fff"])|(?<=[与和由对为及向经使]))本?公司(?![法制章])')
_PAIR: Final = re.compile('(?<![^,。;:!?\n "])(前者|后者)')


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
    sentences: Sequence[tuple[int, int]],
    full: Mapping[str, str],
    anaphora: Sequence[Anaphor],
    places: Sequence[str | None],
) -> tuple[StandIn, ...]:
    """All words of a text that stand for one of its names, in order.

    `full` tells an entity's longest form; `places` are those that the article is about: 全市, 当地 and 园区 go back
    from afar to the first of them that fits.
    """
    if not names:
        return ()
    starts = [name.start for name in names]
    covers = _covered(names, starts)
    about = [name for place in places for name in [n for n in names if n.entity == place][:1]]
    namings = [naming for name in names if (naming := _NAMED_SO.match(folded, name.end))]
    found = list(_companies(folded, names, covers))
    taken = {at for one in (*(naming.span() for naming in namings), *(s[:2] for s in found)) for at in range(*one)}
    for anaphor in anaphora:
        for match in anaphor.pattern.finditer(folded):
            start, end = match.span()
            if covers(start) or start in taken or (anaphor.opens and start and folded[start - 1] not in _OPENERS):
                continue
            name = _antecedent(anaphor, start, names[: bisect_left(starts, start)], sentences, full, about)
            if name is not None:
                found.append(StandIn(start, end, name))
    for match in _SEVERAL.finditer(folded):
        if not covers(match.start()):
            before = names[: bisect_left(starts, match.start())]
            found += [
                StandIn(*match.span(), name) for name in _last(before, _NUMBERS[match[1]], match.start(), sentences)
            ]
    for match in _PAIR.finditer(folded):
        two = _last(names[: bisect_left(starts, match.start())], 2, match.start(), sentences)
        if two:
            found.append(StandIn(*match.span(), two[0] if match[1] == "前者" else two[1]))
    return tuple(sorted(found, key=lambda s: (s.start, s.end, s.name.start)))


def _companies(folded: str, names: Sequence[Name], covers: Callable[[int], bool]) -> Iterator[StandIn]:
    """公司 and 本公司, where the text says which firm it calls so."""
    firm = next((n for n in names if n.type == "Enterprise" and _NAMED_SO.match(folded, n.end)), None)
    if firm is not None:
        for match in _THE_COMPANY.finditer(folded, firm.end):
            if not covers(match.start()):
                yield StandIn(*match.span(), firm)


def _covered(names: Sequence[Name], starts: Sequence[int]) -> Callable[[int], bool]:
    """Tells whether an offset lies inside a name."""
    reach = list(accumulate((name.end for name in names), max))

    def covers(at: int) -> bool:
        before = bisect_right(starts, at)
        return before > 0 and at < reach[before - 1]

    return covers


def _antecedent(
    anaphor: Anaphor,
    at: int,
    before: Sequence[Name],
    sentences: Sequence[tuple[int, int]],
    full: Mapping[str, str],
    about: Sequence[Name],
) -> Name | None:
    """The name that a word at an offset stands for: one told a few sentences before at most, or what all is about."""
    here = max(0, bisect_left(sentences, (at + 1, 0)) - 1)
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


def _last(before: Sequence[Name], count: int, at: int, sentences: Sequence[tuple[int, int]]) -> tuple[Name, ...]:
    """The last so many enterprises told before, in order of text; none if there are fewer."""
    here = max(0, bisect_left(sentences, (at + 1, 0)) - 1)
    last: dict[str, Name] = {}
    for name in _recent(before, here - _REACH):
        if name.type == "Enterprise" and name.entity not in last:
            last[name.entity] = name
            if len(last) == count:
                return tuple(reversed(last.values()))
    return ()
