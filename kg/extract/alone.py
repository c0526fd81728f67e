"""Found names -> the places where the text calls one of them by its last word alone: 高新区 for 襄阳高新区.

Such a word names nothing by itself. Behind the only name of the article that ends so, it stands for that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.equivalents import Equivalents
from kg.extract.found import Found
from kg.extract.together import occurrences, untouched
from kg.grammar import Grammar

_LEVELS: Final = "市县区省州"  # 襄阳市高新区 is 襄阳高新区
_TITLE: Final = "Policy"  # called so in title marks only: 《意见》
_FREE_BEFORE: Final = re.compile('(?:^|[^\\w》)+&·"-]|[在由向从到往是让把将同给为的,]|落户|入驻|落地)$')
_FREE_BEHIND: Final = re.compile(
    '[^\\w+&·(《"-]|$|[的是在与和及也将还把内里今去已共说为有给从又对另再则只就都先并正要会新引签办投出印发]'
)
_MOST_BEFORE: Final = 2  # characters


def names_alone(folded: str, found: Iterable[Found], grammar: Grammar) -> Iterator[tuple[Found, str]]:
    """Each such place, and the full name that it stands for."""
    kept = sorted(found)
    for kind, words in grammar.alone.items():
        heads = grammar.equivalents.get(kind.lower(), Equivalents({}))
        told = [(word, endings) for word, endings in words.items() if word in folded]
        spans = [(start, end, heads.key(folded[start:end])) for start, end, of, _ in kept if told and of == kind]
        for word, endings in told:
            owner = _only_one(folded, spans, word, endings)
            if owner is None:
                continue
            alone = [
                (start, end, kind)
                for start, end, *_ in occurrences(folded, {word: kind}, "")
                if start >= owner[1] and _stands_alone(folded, start, end, kind)
            ]
            for place in untouched(folded, alone, kept):
                yield (*place, "its last word alone"), folded[owner[0] : owner[1]]


def _only_one(
    folded: str, spans: Sequence[tuple[int, int, str]], word: str, endings: Sequence[str]
) -> tuple[int, int] | None:
    """The first mention of what the word may stand for, if that is one thing; the longest of its names may say more.
    With each span comes its name in one spelling of head words."""
    first: tuple[int, int] | None = None
    cores: set[str] = set()
    for start, end, key in spans:
        core = next((key.removesuffix(ending) for ending in endings if key.endswith(ending)), "").rstrip(_LEVELS)
        if core and folded[start:end] != word:
            first = first or (start, end)
            cores.add(core)
    shortest = min(cores, key=len, default="")
    return first if all(core.endswith(shortest) for core in cores) else None


def _stands_alone(folded: str, start: int, end: int, kind: str) -> bool:
    """Whether a word is no part of a longer one, nor of a phrase that counts or compares such things."""
    if kind == _TITLE:
        return folded[start - 1 : start] == "《" and folded[end : end + 1] == "》"
    before = folded[max(0, start - _MOST_BEFORE) : start]
    return _FREE_BEFORE.search(before) is not None and _FREE_BEHIND.match(folded, end) is not None
