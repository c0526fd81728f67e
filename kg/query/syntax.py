"""A query that is no SPARQL, and the parser's complaint -> what is wrong, in few words.

The parser lists all characters that it would take, which fills a screen.
"""

from __future__ import annotations

import re
from typing import Final

_PLACE: Final = re.compile(r"at (\d+):(\d+)")
_UPDATE: Final = re.compile(
    r"(\s|#[^\n]*\n|prefix\s+\S*:\s*<[^>]*>|base\s*<[^>]*>)*(insert|delete|drop|clear|load|create|add|move|copy|with)\b",
    re.IGNORECASE,
)
_SHOWN: Final = 30  # characters of the query


def tell_syntax(query: str, complaint: str) -> str:
    """Where a query cannot be read, and why where that is sure."""
    if _UPDATE.match(query):
        return "updates are refused: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered"
    place = _PLACE.search(complaint)
    if place is None:
        return complaint
    line, column = map(int, place.groups())
    rest = "".join(query.splitlines(keepends=True)[line - 1 : line])[column - 1 :].strip()
    why = "a prefix that is not declared stands before" if "Prefix not found" in complaint else "not understood from"
    return f"line {line}, column {column}: {why} {rest[:_SHOWN] or 'the end'}"
