"""Values -> terms as N-Triples writes them."""

from __future__ import annotations

from typing import Final

from kg.periods import is_period
from kg.terms import term

_DATE_TYPES: Final = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_STRETCH: Final = "edtf:EDTF"  # XML Schema has no quarter
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
    """A year, month, day or stretch of them with its type; anything else stays a plain string, for SHACL to report."""
    if not is_period(text):
        return literal(text)
    return literal(text, datatype=_DATE_TYPES.get(len(text), _STRETCH))


def decimal(number: float) -> str:
    """At most six places, at least one."""
    text = f"{number:.6f}".rstrip("0")
    return text + "0" if text.endswith(".") else text
