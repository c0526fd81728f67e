"""Folded text -> the named works that a plan announces by their number: 五大工程: each begins a clause of its own.

实施两大重点工程。园区扩容工程整合三个片区;链条补强工程面向上游。 The words of such names are those of any
sentence; what makes names of them is that the text has told how many will follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.name_grammar import AnnouncedGrammar

_LEAST: Final = 2  # names of a kind


def announced_works(folded: str, rules: AnnouncedGrammar) -> Iterator[tuple[int, int, str, str]]:
    """The works or campaigns that stand at the beginnings of clauses behind their number, two or more of them."""
    for announced in rules.counted_works.finditer(folded):
        line_end = folded.find("\n", announced.end())
        end = line_end if line_end > announced.end() else _end_of_lines(folded, announced.end())
        named = [
            found
            for found in rules.work_clause.finditer(folded, announced.end(), end)
            if found["head"] == announced["head"] and not rules.work_phrase.search(found["name"])
        ]
        if len(named) >= _LEAST:
            kind = "Project" if announced["head"] in rules.work else "Policy"
            yield from ((*found.span("name"), kind, "one of counted works") for found in named)


def _end_of_lines(folded: str, start: int) -> int:
    """Where a list that begins in the next line ends: at an empty line, or with the text."""
    end = folded.find("\n\n", start + 1)
    return end if end >= 0 else len(folded)
