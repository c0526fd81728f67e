"""Text around a span as short as a person's name -> whether a person stands there.

Notices name people by the dozen: 县领导甲某、乙某某等出席. Of such a list only the first has an office before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.grammar import Grammar

_SHORTEST: Final = 2  # characters
LONGEST: Final = 3
_OFFICE: Final = 5  # characters that an office has at most
_STOPS: Final = frozenset('、,。;:!?\n(" ')
_CREDIT: Final = 60  # characters that a line of credits has at most
_LIST: Final = 80  # characters on either side of a name in a list
_MANY: Final = 3  # names
_RARE: Final = 5  # one in so many may have a rare surname


def is_person_here(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a name is a person's, or the given name of one, by an office in front or the list it stands in."""
    if not any(_is_named_as_person(folded, first, end, grammar) for first in (start, start - 1)):
        return False
    return not folded.startswith(grammar.offices, end)  # 甲辰董事长: a firm that has one


def holds_given_name(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a known name is only a part of a person's here: the place in 市长邵玉龙, the firm in 县长甲某、安永红."""
    if _is_named_as_person(folded, start - 1, end, grammar):
        return True
    longer = end + 1
    if not _may_be_person(folded, start, longer, grammar) or not _follows_person(folded, start, grammar):
        return False
    ends = folded[longer : longer + 1] in _STOPS or grammar.doubts.list_of_persons_end.match(folded, longer)
    return bool(ends)


def has_title(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a place's name is a person's with the title of one who leads: 董事长黄山."""
    if not _may_be_person(folded, start, end, grammar):
        return False
    leads = folded.endswith(grammar.doubts.leaders, max(0, start - _OFFICE), start)
    return leads and not folded.startswith(grammar.doubts.of_places, end)


def in_list_of_persons(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a name stands in a list of nothing but persons, who are somewhere: 甲某、乙某某、丙某等出席; the first
    may have an office, and a few of many a surname that we do not know."""
    if folded.count("、", max(0, start - _LIST), end + _LIST) < _MANY - 1:
        return False
    low = start
    while low > 0 and (folded[low - 1] == "、" or folded[low - 1] not in _STOPS) and start - low < _LIST:
        low -= 1
    high = end
    while high < len(folded) and (folded[high] == "、" or folded[high] not in _STOPS) and high - end < _LIST:
        high += 1
    *names, last = folded[low:high].split("、")
    closed = grammar.doubts.last_person.match(last)
    if closed is None or len(names) < _MANY - 1:
        return False
    return _are_persons([*_without_office(names, grammar), closed["last"]], grammar)


def _without_office(names: Sequence[str], grammar: Grammar) -> list[str]:
    """The items of a list, the first without the office in front: 县领导甲某."""
    first, *others = names
    lengths = (size for size in (LONGEST, _SHORTEST) if first[:-size].endswith(grammar.offices))
    return [first[-next(lengths, len(first)) :], *others]


def _are_persons(names: Sequence[str], grammar: Grammar) -> bool:
    """Whether all are as short as persons' names, and nearly all begin with a surname."""
    surnamed = sum(_may_be_person(name, 0, len(name), grammar) for name in names)
    return all(_SHORTEST <= len(name) <= LONGEST for name in names) and _RARE * (len(names) - surnamed) <= len(names)


def is_person_somewhere(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether the text somewhere puts an office before what may be a person's name: 市长张某某."""
    if not _may_be_person(folded, start, end, grammar):
        return False
    name = folded[start:end]
    at = folded.find(name)
    while at >= 0:
        if _has_office(folded, at, grammar):
            return True
        at = folded.find(name, at + 1)
    return False


def in_credits(folded: str, start: int, grammar: Grammar) -> bool:
    """Whether an offset lies in the brackets that tell who wrote: (记者甲某 通讯员乙某某), or (甲某、乙某某)."""
    opened = folded.rfind("(", max(0, start - _CREDIT), start)
    if opened < 0 or opened <= folded.rfind(")", max(0, start - _CREDIT), start):
        return False
    if any(writer in folded[opened:start] for writer in grammar.doubts.writers):
        return True
    closed = folded.find(")", start, start + _CREDIT)
    names = folded[opened + 1 : closed].replace(" ", "、").split("、") if closed > 0 else []
    # A name in brackets behind the last sentence or the dateline.
    alone = folded.endswith(grammar.doubts.credited, 0, opened)
    return len(names) > (0 if alone else 1) and all(_may_be_person(name, 0, len(name), grammar) for name in names)


def _is_named_as_person(folded: str, first: int, end: int, grammar: Grammar) -> bool:
    if not _may_be_person(folded, first, end, grammar):
        return False
    return _has_office(folded, first, grammar) or _follows_person(folded, first, grammar)


def _may_be_person(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    return start >= 0 and _SHORTEST <= end - start <= LONGEST and folded[start] in grammar.surnames


def _has_office(folded: str, at: int, grammar: Grammar) -> bool:
    """Whether an office stands in front, with a space between or without: 记者 甲某某."""
    behind = at - 1 if folded[at - 1 : at] == " " else at
    return folded.endswith(grammar.offices, max(0, behind - _OFFICE), behind)


def _follows_person(folded: str, at: int, grammar: Grammar) -> bool:
    """Whether the list in which a name stands opens with an office and a person: 副市长甲某、乙某某、丙某."""
    while at > 0 and folded[at - 1] == "、":
        end = at - 1
        low = end
        while low > max(0, end - LONGEST - 1) and folded[low - 1] not in _STOPS:
            low -= 1
        starts = [end - size for size in (LONGEST, _SHORTEST) if _may_be_person(folded, end - size, end, grammar)]
        if any(start > low and _has_office(folded, start, grammar) for start in starts):
            return True
        if low not in starts:
            break
        at = low
    return False
