"""What becomes of a proposed name when its edges are mended."""

from __future__ import annotations

from kg.extract.edges import mend_edges
from tests.handmade import known


def mended(text: str, kind: str) -> list[str]:
    """What becomes of the proposal between ⟨ and ⟩; another type than proposed is told."""
    start, end = text.index("⟨"), text.index("⟩") - 1
    folded = text.replace("⟨", "").replace("⟩", "")
    found = mend_edges(folded, start, end, kind, known().lexicon, known().grammar)
    return [folded[low:high] + ("" if to == kind else f" is a {to}") for low, high, to in found]
