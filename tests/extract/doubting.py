"""What is said against a name, by itself or in a text."""

from __future__ import annotations

from kg.extract.doubt import why_not
from tests.handmade import known


def doubt(name: str, kind: str, after: str = "") -> str | None:
    return why_not(f"在{name}{after}", 1, 1 + len(name), kind, known().lexicon, known().grammar)


def reason(text: str, kind: str) -> str | None:
    """Why what stands between ⟨ and ⟩ is no name of that type."""
    start, end = text.index("⟨"), text.index("⟩") - 1
    return why_not(text.replace("⟨", "").replace("⟩", ""), start, end, kind, known().lexicon, known().grammar)
