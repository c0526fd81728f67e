"""Query text -> whether it would make this program ask other servers."""

from __future__ import annotations

import re
from typing import Final

# Everything that may hold the word without meaning it: comments, strings, IRIs, variables, prefixed names, tags.
_TOKEN: Final = re.compile(
    r"""
    <[^<>"{}|^`\\\x00-\x20]*(?:\\u[0-9A-Fa-f]{4}[^<>"{}|^`\\\x00-\x20]*|\\U[0-9A-Fa-f]{8}[^<>"{}|^`\\\x00-\x20]*)*>
    | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}
    | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n\r]|\\.)*"
    | '(?:[^'\\\n\r]|\\.)*'
    | \#[^\n\r]*
    | [?$@][\w-]*
    | (?P<prefix>[^\W\d_][\w.-]*)?:(?:[\w.:%-]|\\[^\w\s])*
    | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE | re.DOTALL,
)


def asks_elsewhere(query: str) -> bool:
    """True if the query has a SERVICE clause.

    No other word of SPARQL holds that one. A prefix may not hold it either: the parser wants no blank behind a keyword
    and takes `SERVICEex:other` for `SERVICE ex:other`.
    """
    return any("SERVICE" in (token["word"] or token["prefix"] or "").upper() for token in _TOKEN.finditer(query))
