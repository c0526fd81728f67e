"""Names of parks and projects -> the known firm in front of them: 比亚迪 of 比亚迪襄阳产业园.

Such a firm may stand nowhere else in the article, and is what people look for. A place in front is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.doubt import place_before
from kg.lexicon import Lexicon, Trust


def nested_enterprises(
    folded: str, found: Iterable[tuple[int, int, str, str]], lexicon: Lexicon
) -> Iterator[tuple[int, int, str, str]]:
    """The first mention of each enterprise that the lexicon is sure of and that only begins a longer name."""
    kept = sorted(found)
    named = {folded[start:end] for start, end, kind, _ in kept if kind == "Enterprise"}
    known = {r.entity for form in named for r in lexicon.forms.get(form, ())}
    for start, end, kind, _ in kept:
        if kind not in ("Park", "Project"):
            continue
        at = start + place_before(folded[start:end], lexicon)
        for length in range(end - at - 2, 1, -1):
            form = folded[at : at + length]
            firms = {r.entity for r in lexicon.forms.get(form, ()) if r.type == "Enterprise" and r.trust == Trust.SAFE}
            if len(firms) == 1 and not firms & known:
                known |= firms
                yield at, at + length, "Enterprise", "nested"
                break
