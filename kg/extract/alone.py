"""Found names -> the places where the text calls one of them by its last word alone: 高新区 for 襄阳高新区.

Such a word names nothing by itself. Behind the only name of the article that ends so, it stands for that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.equivalents import Equivalents
from kg.extract.found import Found
from kg.extract.together import occurrences, untouched
from kg.grammar import Grammar
from kg.name_grammar import EdgeGrammar

_TITLE: Final = "Policy"  # called so in title marks only: 《意见》
_MOST_BEFORE: Final = 2  # characters


def names_alone(folded: str, found: Iterable[Found], grammar: Grammar) -> Iterator[tuple[Found, str]]:
    """Each such place, and the full name that it stands for."""
    kept, levels = sorted(found), "".join(grammar.edges.levels)
    for kind, words in grammar.alone.items():
        told = [(word, places) for word in words if (places := _places_alone(folded, word, kind, kept, grammar.edges))]
        if not told:
            continue
        heads = grammar.equivalents.get(kind.lower(), Equivalents({}))
        spans = [(start, end, heads.key(folded[start:end])) for start, end, of, _ in kept if of == kind]
        for word, places in told:
            owner = _only_one(folded, spans, word, words[word], levels)
            if owner is None:
                continue
            for place in places:
                if place[0] >= owner[1]:
                    yield (*place, "its last word alone"), folded[owner[0] : owner[1]]


def _places_alone(
    folded: str, word: str, kind: str, kept: Iterable[Found], rules: EdgeGrammar
) -> list[tuple[int, int, str]]:
    """Where a word stands that is no part of a name, nor of a longer word."""
    if word not in folded:
        return []
    alone = [
        (start, end, kind)
        for start, end, *_ in occurrences(folded, {word: kind}, "")
        if _stands_alone(folded, start, end, kind, rules)
    ]
    return untouched(folded, alone, kept)


def _only_one(
    folded: str, spans: Sequence[tuple[int, int, str]], word: str, endings: Sequence[str], levels: str
) -> tuple[int, int] | None:
    """The first mention of what the word may stand for, if that is one thing; the longest of its names may say more.
    With each span comes its name in one spelling of head words; `levels` may stand before these."""
    first: tuple[int, int] | None = None
    cores: set[str] = set()
    for start, end, key in spans:
        core = next((key.removesuffix(ending) for ending in endings if key.endswith(ending)), "").rstrip(levels)
        if core and folded[start:end] != word:
            first = first or (start, end)
            cores.add(core)
    shortest = min(cores, key=len, default="")
    return first if all(core.endswith(shortest) for core in cores) else None


def _stands_alone(folded: str, start: int, end: int, kind: str, rules: EdgeGrammar) -> bool:
    """Whether a word is no part of a longer one, nor of a phrase that counts or compares such things."""
    if kind == _TITLE:
        return folded[start - 1 : start] == "《" and folded[end : end + 1] == "》"
    before = folded[max(0, start - _MOST_BEFORE) : start]
    return rules.free_before.search(before) is not None and rules.free_behind.match(folded, end) is not None
