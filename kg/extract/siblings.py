"""A list with a project in it -> its other items that were weighed for a name and not believed.

甲项目、乙产业新城、丙科技港等建设项目: that one item is a project tells what the list is of, which nobody who weighs a
name by itself can see. A list of trades has no such item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.extract.doubt import why_not
from kg.extract.edges import left_edge
from kg.extract.found import Found
from kg.extract.together import untouched
from kg.grammar import Grammar
from kg.lexicon import Lexicon

BESIDE_PROJECT: Final = "beside a project in a list"
_OPENS: Final = ",。;:!?\n"
_ITEM: Final = re.compile("[^、]+")
_ITEMS: Final = ("Project", "Park", "Enterprise")  # what such an item may have been weighed for
_LEAST: Final = 4  # characters


def projects_beside(
    folded: str,
    found: Sequence[Found],
    refused: Iterable[tuple[int, int, str]],
    lexicon: Lexicon,
    grammar: Grammar,
) -> Iterator[Found]:
    """Each such item from where the candidate begins to the end of the item; all but the first begin with it."""
    free = {start for start, _, kind in untouched(folded, refused, found) if kind in _ITEMS}
    projects = {end for _, end, kind, _ in found if kind == "Project"}
    for closed in grammar.projects.closed_list.finditer(folded) if free else ():
        begin = max(folded.rfind(mark, 0, closed.start()) for mark in _OPENS) + 1
        items = [item.span() for item in _ITEM.finditer(folded, begin, closed.start())]
        if len(items) < 2 or not any(end in projects for _, end in items):
            continue
        for low, end in items:
            start = low if low > begin else min((at for at in free if low <= at < end), default=low)
            name = folded[start:end]
            whole = (
                len(name) >= _LEAST
                and grammar.projects.item_phrase.search(name) is None
                and not left_edge(name, "Project", grammar)
            )
            if start in free and whole and why_not(folded, start, end, "Project", lexicon, grammar) is None:
                yield start, end, "Project", BESIDE_PROJECT
