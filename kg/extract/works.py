"""Folded text -> the named works that a plan announces by their number: 五大工程: each begins a clause of its own.

实施两大重点工程。园区扩容工程整合三个片区;链条补强工程面向上游。 The words of such names are those of any
sentence; what makes names of them is that the text has told how many will follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_ANNOUNCED: Final = re.compile(
    r"(?:[两二三四五六七八九十]|\d+)(?:大|项|个)(?:重点|重大|专项|标志性|主要)*(工程|行动)[。;::]"
)
_CLAUSE: Final = re.compile(
    r"(?:^|(?<=[。;:：]))(?:一|二|三|四|五|六|七|八|九|十)?(?:是|、)?(?:\d+[.、])?(?:实施|推进|开展|抓好)?"
    r"(?P<name>[\u4e00-\u9fff]{3,12}?(?P<head>工程|行动))(?![师院队部款车人])",
    re.MULTILINE,
)
_TYPES: Final = {"工程": "Project", "行动": "Policy"}
_LEAST: Final = 2  # names of a kind
_PHRASE: Final = re.compile("[的了和与及]|大工程|项工程|个工程|重点工程|大行动|项行动|个行动")


def announced_works(folded: str) -> Iterator[tuple[int, int, str, str]]:
    """The works or campaigns that stand at the beginnings of clauses behind their number, two or more of them."""
    for announced in _ANNOUNCED.finditer(folded):
        line_end = folded.find("\n", announced.end())
        end = line_end if line_end > announced.end() else _end_of_lines(folded, announced.end())
        named = [
            found
            for found in _CLAUSE.finditer(folded, announced.end(), end)
            if found["head"] == announced[1] and not _PHRASE.search(found["name"])
        ]
        if len(named) >= _LEAST:
            yield from ((*found.span("name"), _TYPES[announced[1]], "one of counted works") for found in named)


def _end_of_lines(folded: str, start: int) -> int:
    """Where a list that begins in the next line ends: at an empty line, or with the text."""
    end = folded.find("\n\n", start + 1)
    return end if end >= 0 else len(folded)
