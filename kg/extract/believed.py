"""Names found in a text -> how sure the recognizer is of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.extract.found import Found
from kg.extract.projects import GUESSED
from kg.extract.proposals import Proposal
from kg.extract.siblings import BESIDE_PROJECT

_BY_RULE = 1.0
HALVED = "crf, with the other quotation mark"
_GUESSES = (*GUESSED, BESIDE_PROJECT, HALVED)
_GUESSED = 0.5  # about half of such names are right


def weigh_names(folded: str, found: Sequence[Found], proposal: Proposal) -> list[float]:
    """The chance of each to be a name: that of the best candidate of its type that it shares characters with. What a
    rule or the lexicon found elsewhere is as sure as the best of the same form; where there is none it is certain, or
    what a rule that guesses makes of it."""
    starts = [start for start, _, _ in proposal.tagged]
    whole = dict(zip(proposal.tagged, proposal.chances, strict=True))
    best: dict[tuple[str, str], float] = {}
    own: list[float | None] = []
    for start, end, kind, by in found:
        chance = whole.get((start, end, kind))
        if chance is None:
            for at in range(max(0, bisect_right(starts, start) - 1), bisect_right(starts, end - 1)):
                _, last, type_ = proposal.tagged[at]
                if type_ == kind and last > start:
                    chance = max(chance or 0.0, proposal.chances[at])
        if chance is None and by in _GUESSES:
            chance = _GUESSED
        if chance is not None:
            form = (folded[start:end], kind)
            best[form] = max(best.get(form, 0.0), chance)
        own.append(chance)
    return [
        best.get((folded[start:end], kind), _BY_RULE) if chance is None else chance
        for (start, end, kind, _), chance in zip(found, own, strict=True)
    ]
