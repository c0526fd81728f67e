"""A proposed span -> the spans that it really names: whole numbers, no verb in front, one name of a chain each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kg.extract.chains import cut_chain
from kg.extract.divisions import divisions_of, first_place
from kg.extract.runs import goes_on
from kg.grammar import Grammar
from kg.lexicon import PLACES, Lexicon
from kg.text import NAMES_AT_HAND

Proposed = tuple[int, int, str]

_EDGE: Final = "《》\"' ,。、;:!?"
_MARKED: Final = re.compile("[《》\"' ,。、;:!?()]")  # what a name is trimmed by holds one of these
_MARKS: Final = "\"'"
_NUMBERS: Final = re.compile(r"(?<=[^\n\d、;。])(?:\d+、)+$")  # 1、2号机组: two numbers of one name
_MOST_BEFORE: Final = 12  # characters of such numbers
_MOST_OPENED: Final = 12  # characters of a name before its bracket, and in it
_TOLD_AROUND: Final = ("Organization", "Park", "Project")  # of which a span may hold what is told before or behind
_LEAST_CUT: Final = 4  # characters; of 大幅缩短项目 only 项目 is left, which names nothing
_LEAST_PROJECT: Final = 4  # characters before what is said of it
_RETYPED: Final = frozenset(("Enterprise", "Park", "Project", "Organization"))
_MOST_FIRM: Final = 8  # characters of a firm's known name
_SHORT_COUNTY: Final = 2  # characters
_LEAST_BODY: Final = 3  # characters of a body's name
_MOST_VERB: Final = 2  # characters of what a firm does
_MOST_BUILDING: Final = 2  # characters of what tells that something is being built
_MOST_SUM: Final = 24  # characters of a sum and the words around it
_PERSON: Final = (2, 3)  # characters of a person's name


def mend_edges(folded: str, start: int, end: int, kind: str, lexicon: Lexicon, grammar: Grammar) -> Iterator[Proposed]:
    """The names in a proposed span; none where nothing is left of it."""
    start, end = _whole_words(folded, start, end, kind, grammar)
    if kind == "Park" and grammar.edges.and_county.match(folded, start) and not _is_county(folded, start, lexicon):
        start += 1
    if kind == "Project" and _is_among(folded, start, lexicon, grammar):
        start += 1
    if kind in _TOLD_AROUND:
        low, high = _bare(folded[start:end], kind, grammar)
        start, end = start + low, start + high
    if kind == "Project" and (of_firm := grammar.edges.staff.match(folded, start)) and of_firm.end("project") == end:
        end, kind = of_firm.end("firm"), "Enterprise"
    if kind == "Enterprise" and grammar.edges.whose_firm.match(folded, start):  # 台企甲辰电子
        start += 1
    if kind == "Enterprise" and (hoped := grammar.edges.hoped_of.match(folded, start, end)) is not None:
        start = hoped.end() if first_place(folded[hoped.end() : end], lexicon) else start
    if kind == "Enterprise":
        end = _before_what_it_makes(folded, start, end, lexicon, grammar)
    for at, to, of in _names_in(folded[start:end], kind, lexicon, grammar):
        if of != kind:
            yield start + at, start + to, of
        elif (mended := _trimmed(folded, start + at, start + to, kind, grammar)) is not None:
            yield (*mended, _type_by_ending(folded, *mended, kind, grammar))


def _before_what_it_makes(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> int:
    """Where a firm's name ends in front of the verb that tells what it does: 甲辰汽车生产的车型."""
    low = max(start + _LEAST_BODY, end - _MOST_VERB)
    verbs = (found for found in grammar.edges.makes.finditer(folded, low, end + 1) if found.end() == end)
    return next((found.start() for found in verbs), end) if folded[start:end] not in lexicon.forms else end


@lru_cache(maxsize=NAMES_AT_HAND)
def _names_in(name: str, kind: str, lexicon: Lexicon, grammar: Grammar) -> tuple[Proposed, ...]:
    """Where names stand in a span by what its characters alone tell; the places in front of a park are of another
    type."""
    found: list[Proposed] = []
    for low, high in cut_chain(name, 0, len(name), kind, lexicon, grammar):
        if kind == "Park":
            found += (seats := list(_seats_apart(name, low, high, lexicon)))
            low = seats[-1][1] if seats else low
        edge = left_edge(name[low:high], kind, grammar)
        if not edge or high - low - edge >= _LEAST_CUT:
            found.append((low + edge, high, kind))
    return tuple(found)


def left_edge(name: str, kind: str, grammar: Grammar) -> int:
    """Where a name really begins: behind the last verb that no name of its type holds, other than in a noun."""
    if kind not in grammar.cuts:
        return 0
    cuts = [found.span() for found in grammar.cuts[kind].finditer(name)]
    if not cuts:
        return 0
    nouns = [found.span() for found in grammar.uncut[kind].finditer(name)] if kind in grammar.uncut else []
    return max((end for start, end in cuts if not any(low <= start and end <= high for low, high in nouns)), default=0)


def _seats_apart(folded: str, low: int, high: int, lexicon: Lexicon) -> Iterator[Proposed]:
    """The places in front of a park whose own name begins with the last of them, or with one that it lies in: 白银 in
    front of 白银高新区."""
    if folded[low:high] in lexicon.forms:
        return
    places: list[Proposed] = []
    around: set[str] = set()
    while length := first_place(folded[low:high], lexicon):
        form = folded[low : low + length]
        here = divisions_of(form, lexicon)
        if around & here:
            yield from places
            return
        around = here.union(*map(lexicon.ancestors, here))
        kind = next(reading.type for reading in lexicon.forms[form] if reading.type in PLACES)
        places.append((low, low + length, kind))
        low += length


@lru_cache(maxsize=NAMES_AT_HAND)
def _bare(name: str, kind: str, grammar: Grammar) -> tuple[int, int]:
    """Where a name stands without who speaks for it or the kind of thing before it, and without how many of its kind or
    what else is told behind it."""
    rules, low, high = grammar.edges, 0, len(name)
    if kind == "Organization":
        if (speaker := rules.speaker.match(name)) and name[0] in grammar.surnames:
            low = speaker.end()
        return low, _before_office(name, low, high, grammar)
    if kind == "Park" and (said := rules.honoured.search(name, _LEAST_PROJECT)) is not None:
        high = said.start()
    if kind == "Project":
        if (front := rules.kind_in_front.match(name)) is not None:
            low = front.end()
        counted = rules.counted_kinds.search(name, low)
        if counted is not None and counted.start() - low >= _LEAST_PROJECT:
            high = counted.start()
        if (said := rules.said_of_it.search(name, low + _LEAST_PROJECT, high)) is not None:
            high = said.start()
    return low, high


def _is_among(folded: str, start: int, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether the first character of a project only tells among which it is (12个项目中甲水电站), and is none of a firm
    that the lexicon knows: 中铁 in 12个项目中铁公司的…."""
    if grammar.edges.among.search(folded, max(0, start - _MOST_BEFORE), start + 1) is None:
        return False
    forms = (folded[start:end] for end in range(start + 2, start + _MOST_FIRM + 1))
    return not any(reading.type == "Enterprise" for form in forms for reading in lexicon.forms.get(form, ()))


def _is_county(folded: str, low: int, lexicon: Lexicon) -> bool:
    """Whether the text knows a county of the name that begins there, by itself or by what it lies in."""
    form = folded[low : low + _SHORT_COUNTY]
    here = divisions_of(form, lexicon)
    above = {lexicon.entries[place] for one in here for place in lexicon.ancestors(one)}
    told = {name for entry in above for name in (entry.name, *entry.aliases)}
    return bool(here) and (folded.count(form) > 1 or any(name in folded for name in told))


def _before_office(folded: str, low: int, high: int, grammar: Grammar) -> int:
    """Where a body's name ends: before the office, and the name of the person, if any, who holds it there."""
    deputy, name = grammar.edges.deputy, folded[low:high]
    for office in grammar.offices:
        if office not in name:
            continue
        at = high - len(office)
        if at - low >= _LEAST_BODY and folded.endswith(office, low, high):
            return _before_office(folded, low, at - folded.endswith(deputy, 0, at), grammar)
        at = folded.find(office, low + _LEAST_BODY, high)
        person = at + len(office)
        if at >= 0 and high - person in _PERSON and folded[person] in grammar.surnames:
            return at - folded.endswith(deputy, 0, at)
    return high


def _whole_words(folded: str, start: int, end: int, kind: str, grammar: Grammar) -> tuple[int, int]:
    """A number is never cut: of 20000吨染料项目 nobody says 00吨染料项目."""
    rules = grammar.edges
    while folded[start].isascii() and goes_on(folded, start):
        start -= 1
    while folded[end - 1].isascii() and goes_on(folded, end):
        end += 1
    closed = folded.find(")", start, end)
    if closed >= 0 and folded.find("(", start, closed) < 0:
        start = _opening(folded, start, grammar)
    if kind == "Enterprise" and start >= 2 and rules.of_china.match(folded, start - 2):
        start -= 2  # 中国中车
    if (other := rules.china_and.search(folded, max(0, start - _MOST_BEFORE), start)) is not None:
        start = other.start()
    if folded[start].isdigit():
        numbers = _NUMBERS.search(folded, max(0, start - _MOST_BEFORE), start)
        start = numbers.start() if numbers else start
    return start, end


def _opening(folded: str, start: int, grammar: Grammar) -> int:
    """Where a name begins of which only the end of a bracket is in the span: 甲辰(襄阳)产业园."""
    opened = folded.rfind("(", max(0, start - _MOST_OPENED), start)
    if opened < 0:
        return start
    before = grammar.edges.before_bracket.search(folded, max(0, opened - _MOST_OPENED), opened)
    return before.start() if before else opened


def _type_by_ending(folded: str, start: int, end: int, kind: str, grammar: Grammar) -> str:
    """The type that a name's ending tells: 甲辰产业园 is a park, though what was meant is the building of it; else what
    costs so much is a project: 总投资3亿元的甲辰产业基地."""
    if kind not in _RETYPED or (kind == "Project" and grammar.edges.built_behind.match(folded, end)):
        return kind
    if kind == "Organization" and _is_being_built(folded, start, end, grammar):
        return "Project"
    told = _told_by_ending(folded[start:end], grammar)
    return told or ("Project" if kind == "Park" and _is_behind_sum(folded, start, grammar) else kind)


@lru_cache(maxsize=NAMES_AT_HAND)
def _told_by_ending(name: str, grammar: Grammar) -> str | None:
    for kind, words in grammar.endings.items():
        if name.endswith(words):
            return kind
    return None


def _is_being_built(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    built = grammar.edges.being_built.search(folded, max(0, start - _MOST_BUILDING), end)
    return built is not None and built.start("house") == start


def _is_behind_sum(folded: str, start: int, grammar: Grammar) -> bool:
    sums = grammar.projects.sum_before.finditer(folded, max(0, start - _MOST_SUM), start)
    return any(found.end() == start for found in sums)


def with_both_marks(folded: str, start: int, end: int) -> tuple[int, int]:
    """A span that one of two quotation marks cuts, with the other beside it: “招大引强”专项行动 keeps its quotes."""
    for mark in _MARKS:
        if folded.count(mark, start, end) % 2:
            if folded[start - 1 : start] == mark:
                return start - 1, end
            if folded[end : end + 1] == mark:
                return start, end + 1
    return start, end


def _trimmed(folded: str, start: int, end: int, kind: str, grammar: Grammar) -> tuple[int, int] | None:
    """A name without marks at its ends that are none of its own; None where too little is left."""
    if _MARKED.search(folded, start, end) is not None:
        start, end = _without_marks(folded, start, end, kind, grammar)
    return (start, end) if end - start >= 2 or (end > start and kind in PLACES) else None


def _without_marks(folded: str, start: int, end: int, kind: str, grammar: Grammar) -> tuple[int, int]:
    while start < end and folded[start] in _EDGE:
        start += 1
    while end > start and folded[end - 1] in _EDGE:
        end -= 1
    start, end = with_both_marks(folded, start, end)
    opened = folded.rfind("(", start, end)
    if opened > folded.rfind(")", start, end):  # a bracket that the name opens and does not close
        end = end + 1 if folded[end : end + 1] == ")" else opened
    if kind == "Enterprise" and folded[end - 1] == ")":
        foreign = grammar.edges.foreign.search(folded, start, end)
        end = foreign.start() if foreign else end
    return start, end
