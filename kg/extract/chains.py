"""A span that was taken for one name -> the names that are chained in it: 甲电站、乙电站; 甲辰携手乙巳科技."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.divisions import divisions_of
from kg.extract.generic import is_kind_of_project
from kg.grammar import Grammar
from kg.lexicon import Lexicon

_LEAST: Final = 4  # characters of each name of a chain
_LEAST_FIRM: Final = 2  # characters
_LEAST_SCHEME: Final = 3  # characters of each scheme of a chain without quotes
_LONGEST_BEGIN: Final = 6  # characters of a known name
_LISTED: Final = re.compile("[^、]+")
_DOTTED: Final = re.compile("[^·]+")
# Types whose names come in chains, and the word class that every name of a chain ends with.
_CHAINED: Final = {"Enterprise": ("company",), "Park": ("park",), "Project": ("project", "park")}


def cut_chain(
    folded: str, start: int, end: int, kind: str, lexicon: Lexicon, grammar: Grammar
) -> list[tuple[int, int]]:
    """Where each name of a span stands; one name alone is the span."""
    if kind == "Policy":
        return _schemes(folded, start, end, grammar)
    if kind == "City":
        return _joined_divisions(folded, start, end, lexicon) or [(start, end)]
    links = _links(folded, start, end, kind, lexicon, grammar)
    if kind != "Enterprise":
        return links
    return [part for link in links for part in _firms(folded, *link, lexicon, grammar)]


def _joined_divisions(folded: str, start: int, end: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The divisions of a district that is run as one with a zone, if a dot joins them: 铁山区 of 开发区·铁山区."""
    parts = [found.span() for found in _DOTTED.finditer(folded, start, end)]
    return [(low, high) for low, high in parts if len(parts) > 1 and divisions_of(folded[low:high], lexicon)]


def _links(folded: str, start: int, end: int, kind: str, lexicon: Lexicon, grammar: Grammar) -> list[tuple[int, int]]:
    """The names between marks and words that join names, if each looks like one."""
    rules = grammar.edges
    if kind not in _CHAINED or rules.joined.search(folded, start, end) is None:
        return [(start, end)]
    listed = "、" in folded[start:end]
    between = rules.link if kind != "Project" else rules.last_of_projects if listed else rules.link_of_projects
    first = start + (folded[start] == "和" and _begins_known(folded, start, end, lexicon))
    links = [(found.start(), found.end()) for found in between.finditer(folded, first, end)]
    if links and first > start:  # 和林格尔新区
        links[0] = (start, links[0][1])
    if links == [(start, end)] or (kind == "Enterprise" and listed):
        return links
    names = [folded[low:high] for low, high in links]
    if kind == "Project" and any(is_kind_of_project(name, lexicon, grammar) for name in names):
        return [(start, end)]
    endings = _CHAINED[kind] if rules.and_also.search(folded, start, end) is None else _CHAINED[kind][:1]
    houses = rules.houses if 0 < folded.count("、", start, end) == len(links) - 1 else ()
    if all(
        len(name) >= _LEAST and (name.endswith(houses) or any(_ends_with(name, word, grammar) for word in endings))
        for name in names
    ) and not any(name.endswith(rules.half) for name in names[:-1]):
        return links
    return [(start, end)]


def _begins_known(folded: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name begins with one that is known, or with a division's without its level: 和静 of 和静铁粉厂."""
    forms = [folded[start:high] for high in range(start + 2, min(end, start + _LONGEST_BEGIN) + 1)]
    return any(form in lexicon.forms or divisions_of(form, lexicon) for form in forms)


def _schemes(folded: str, start: int, end: int, grammar: Grammar) -> list[tuple[int, int]]:
    """The schemes of a chain: each in quotes, or each named as one: 田长制、路长制."""
    rules = grammar.edges
    if (many := rules.quoted_and_so_on.search(folded, start, end)) is not None:
        end = many.end()
    links = [(start + found.start(), start + found.end()) for found in _LISTED.finditer(folded[start:end])]
    if all(high - low >= _LEAST_SCHEME and _ends_with(folded[low:high], "policy", grammar) for low, high in links):
        return links
    return [(start + found.start(), start + found.end()) for found in rules.quoted.finditer(folded[start:end])]


def _firms(folded: str, low: int, high: int, lexicon: Lexicon, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """The firms in what was taken for one: both of 甲辰携手乙巳科技, and none of what is said of 甲辰公司 behind it."""
    rules = grammar.edges
    if folded.startswith(rules.particles, low):
        low += folded[low:high] not in lexicon.forms and folded[low + 1 : high] in lexicon.forms
    at = low
    for stop in [*_stops(folded, low, high, grammar), None]:
        end = stop.start() if stop else high
        name = folded[at:end]
        if at == low or _ends_with(name, "company", grammar) or _ends_with(name, "trade", grammar):
            legal = rules.legal.search(name)
            rest = name[legal.end() :] if legal else ""
            if legal and rest and not _ends_with(rest, "company", grammar) and not rest.endswith(rules.units):
                end = at + legal.end()
            if end - at >= _LEAST_FIRM:
                yield at, end
        at = stop.end() if stop else high


def _stops(folded: str, low: int, high: int, grammar: Grammar) -> list[re.Match[str]]:
    """The words that no firm's name holds, other than in a noun: 甲辰联合投资股份有限公司."""
    if not (stops := list(grammar.stops.finditer(folded, low, high))):
        return []
    nouns = [found.span() for found in grammar.uncut["Enterprise"].finditer(folded, low, high)]
    return [stop for stop in stops if not any(s <= stop.start() and stop.end() <= e for s, e in nouns)]


def _ends_with(name: str, word_class: str, grammar: Grammar) -> bool:
    number = grammar.head.number(word_class)
    return any(last == len(name) - 1 and found == number for last, (_, found) in grammar.head.automaton.iter(name))
