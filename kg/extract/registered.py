"""Spans -> spans in which the name of a firm or a park holds the place that it begins with.

旅顺口区融信汽车有限公司 is one name: a register gives every firm the place of its seat, and a text that says where a
firm is puts something between the two. So it is with parks: 剑川县融创工业园. One that two sides run together bears the
names of both: 城固·通州湾协作产业园.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

from kg.extract.divisions import place_before
from kg.extract.found import Found
from kg.grammar import Grammar
from kg.lexicon import PLACES, Lexicon

_BEHIND: Final = frozenset((*PLACES, "Park"))
_CLAUSE: Final = re.compile('[,。;:、"\n]')
_JOINT: Final = ("Park", "Organization")  # what two sides run together
_MOST_PLACE: Final = 12  # characters of one place
_MOST_SEAT: Final = 16  # characters of the places in front of a firm's name


def registered_names(folded: str, found: Iterable[Found], grammar: Grammar) -> Iterator[Found]:
    """What ends in a legal form that no name holds, from the beginning of its clause on or directly behind a place or a
    park: a firm."""
    kept = sorted(found)
    starts = [start for start, _, _, _ in kept]
    ends = list(accumulate(((end, kind) for _, end, kind, _ in kept), max))
    for legal in grammar.edges.legal.finditer(folded):
        at = bisect_left(starts, legal.end())
        low, kind = ends[at - 1] if at else (0, "")
        marks = [mark.end() for mark in _CLAUSE.finditer(folded, low, legal.start())] if low <= legal.start() else []
        begin = marks[-1] if marks else low
        if low > legal.start() or not (marks or low == 0 or kind in _BEHIND):
            continue
        if grammar.edges.registered_name.fullmatch(folded, begin, legal.end()) is not None:
            yield begin, legal.end(), "Enterprise", "up to its legal form"


def with_seats(folded: str, found: Iterable[Found], lexicon: Lexicon, grammar: Grammar) -> list[Found]:
    """The spans with such places and names made one; what is known without a place, or named without it, stays."""
    kept = sorted(found)
    places = {end: (start, end, kind, by) for start, end, kind, by in kept if kind in PLACES}
    merged: dict[Found, Found] = {}
    for one in kept:
        start, end, kind, _ = one
        if not _lacks_seat(folded[start:end], kind, lexicon, grammar):
            continue
        seat = places.get(start) or _place_in_front(folded, start, lexicon)
        if seat is None:
            continue
        whole = folded[seat[0] : end]
        if folded.count(folded[start:end]) == folded.count(whole):
            merged[one] = (seat[0], end, kind, "crf and its seat")
            merged[seat] = merged[one]
    return sorted({merged.get(one, one) for one in kept}) if merged else kept


def _place_in_front(folded: str, start: int, lexicon: Lexicon) -> Found | None:
    """The longest place that ends where a name begins, which the recognizer gave to neither."""
    place = lexicon.place_ending(folded, start - _MOST_PLACE, start)
    return (start - len(place), start, "City", "in front of a name") if place else None


def with_partners(folded: str, found: Iterable[Found], grammar: Grammar) -> list[Found]:
    """The spans with the name in front of a dot and a park or a body behind it made one."""
    kept = sorted(found)
    ends = {end: (start, end, kind, by) for start, end, kind, by in kept}
    merged: dict[Found, Found] = {}
    for one in kept:
        start, end, kind, by = one
        partner = ends.get(start - 1) if folded[start - 1 : start] == "·" else None
        if partner is not None and kind in _JOINT and folded.endswith(grammar.endings[kind], start, end):
            merged[one] = (partner[0], end, kind, f"{by} and its partner")
            merged[partner] = merged[one]
    return sorted({merged.get(one, one) for one in kept}) if merged else kept


def without_seats(folded: str, found: Iterable[Found], lexicon: Lexicon, grammar: Grammar) -> Iterator[Found]:
    """The spans of firms without a place or a small word in front, where the text names the same firm without it."""
    rules, kept = grammar.edges, sorted(found)
    names = {folded[start:end] for start, end, kind, _ in kept if kind == "Enterprise"}
    lasts = Counter(name[-1] for name in names)
    for start, end, kind, by in kept:
        name = folded[start:end]
        alike = kind == "Enterprise" and lasts[name[-1]] > 1
        if (
            alike
            and any(name[at:] in names for at in range(1, min(len(name), _MOST_SEAT)))
            and name not in lexicon.forms
        ):
            small = 1 if rules.small.match(name) else 0
            at = place_before(name, lexicon) if name.endswith(rules.registered) else small
            start += at if name[at:] in names else 0
        yield start, end, kind, by


def _lacks_seat(name: str, kind: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    whole = kind == "Park" or (kind == "Enterprise" and name.endswith(grammar.edges.registered))
    return whole and name not in lexicon.forms and not place_before(name, lexicon)
