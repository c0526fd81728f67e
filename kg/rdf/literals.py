"""Values -> terms as N-Triples writes them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kg.terms import term

_DATE_TYPES: Final = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_ISO_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    | {chr(code): f"\\u{code:04X}" for code in (*range(9), 11, 12, *range(14, 32), 127)}
)


def iri(text: str) -> str:
    """An IRI as N-Triples writes it."""
    return f"<{text}>"


def literal(text: str, *, lang: str = "", datatype: str = "") -> str:
    """A literal as N-Triples writes it; `datatype` is a prefixed name (`xsd:decimal`)."""
    quoted = f'"{text.translate(_ESCAPES)}"'
    if lang:
        return f"{quoted}@{lang}"
    return f"{quoted}^^<{term(datatype)}>" if datatype else quoted


def name_literal(text: str) -> str:
    """A name with `zh` as its language if it holds a Chinese character; Latin names have none."""
    return literal(text, lang="zh" if any("㐀" <= c <= "鿿" or "\U00020000" <= c <= "\U0003ffff" for c in text) else "")


def date_literal(text: str) -> str:
    """A year, month or day with its type; anything else stays a plain string, for SHACL to report."""
    datatype = _DATE_TYPES.get(len(text))
    if datatype is None or not _ISO_DATE.fullmatch(text):
        return literal(text)
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return literal(text)
    return literal(text, datatype=datatype)


def decimal(number: float) -> str:
    """At most six places, at least one."""
    text = f"{number:.6f}".rstrip("0")
    return text + "0" if text.endswith(".") else text
