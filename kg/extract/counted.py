"""Text -> the items of lists of projects that say beforehand how many they name.

开工的3个项目分别为：甲产业园；乙道路；丙厂: that there are as many items as were counted tells where each begins and
ends, and that it is one, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.extract.found import Found
from kg.lexicon import Lexicon
from kg.name_grammar import ProjectGrammar
from kg.numerals import parse_number

COUNTED: Final = "in a list that was counted before"
_LEAST: Final = 3  # items; two things are often named after two others
_BACK: Final = 100  # characters from the count to the list
_MOST: Final = 1500  # characters of a list
_SENTENCE_END: Final = re.compile(r"[。\n]|$")
_BETWEEN: Final = {mark: re.compile(f"[^{mark}]+") for mark in ";、"}
_BRAND: Final = 4  # characters of a firm's short name
_STAYS: Final = ("Park", "Project")


def counted_items(
    folded: str, found: Iterable[Found], lexicon: Lexicon, rules: ProjectGrammar
) -> Iterator[tuple[int, int, int, str]]:
    """(start, where the name of the thing itself begins, end, by) of each item that was found as nothing of the kind;
    a firm by its legal form in front of it is no part of it."""
    named = {(start, end): kind for start, end, kind, _ in found}
    firms = {start: end for start, end, kind, _ in found if kind == "Enterprise"}
    for opened in rules.enumerates.finditer(folded):
        low, high = max(0, opened.end() - _BACK), opened.end()
        counts = {_number(told["count"]) for told in rules.so_many_of.finditer(folded, low, high)}
        for start, end in _items(folded, opened.end(), counts, rules):
            owner = firms.get(start, start)
            low = owner if owner < end and folded.endswith(rules.firm_end, start, owner) else start
            told = rules.told_of_it.match(folded, low, end)
            low = told.end() if told is not None else low
            if end - low < _BRAND or named.get((low, end)) in _STAYS:
                continue
            if not is_firm(folded[low:end], lexicon, rules):
                yield low, low, end, COUNTED


def _number(told: str) -> int:
    return int(parse_number(told) or 0)


def _items(folded: str, start: int, counts: set[int], rules: ProjectGrammar) -> list[tuple[int, int]]:
    """Where the items of a list stand that has one of these numbers of them; none if it has another."""
    stop = _SENTENCE_END.search(folded, start, start + _MOST)
    end = stop.start() if stop is not None else start
    mark = ";" if ";" in folded[start:end] else "、"
    if mark == "、":
        comma = folded.find(",", start, end)
        end = comma if comma >= 0 else end
    items = [_up_to_comma(folded, *item.span()) for item in _BETWEEN[mark].finditer(folded, start, end)]
    if items and len(items) not in counts and (joint := rules.last_joint.search(folded, *items[-1])) is not None:
        items[-1:] = [(items[-1][0], joint.start()), (joint.end(), items[-1][1])]
    return items if len(items) >= _LEAST and len(items) in counts else []


def _up_to_comma(folded: str, start: int, end: int) -> tuple[int, int]:
    comma = folded.find(",", start, end)
    return start, comma if comma >= 0 else end


def is_firm(name: str, lexicon: Lexicon, rules: ProjectGrammar) -> bool:
    """Whether an item of a list is a firm, by its legal form or by what the lexicon knows."""
    return name.endswith(rules.firm_end) or lexicon.may_be(name, "Enterprise")
