"""Found names -> the same, of one type wherever an article has the same form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.extract.divisions import LEVELS
from kg.extract.found import Found
from kg.lexicon import PLACES, Lexicon, Trust

_BODIES: Final = ("Enterprise", "Organization")  # what the lexicon has a say in


def one_type_a_form(folded: str, found: Iterable[Found], lexicon: Lexicon) -> list[Found]:
    """One form has one type in an article: the one it is found with most often, places apart."""
    kept = [(*one, folded[one[0] : one[1]]) for one in found]
    votes: dict[str, dict[str, int]] = {}
    for _, _, kind, by, form in kept:
        own = votes.setdefault(form, {})
        own[kind] = own.get(kind, 0) + (1 if by == "crf" else 2)
        known = _only_type(form, lexicon) if kind in _BODIES else None
        if known is not None and known != kind:
            own[known] = own.get(known, 0) + 2
    best = {form: min(own, key=lambda kind: (-own[kind], kind)) for form, own in votes.items()}
    places = {form: _sure_place(form, lexicon) for form in votes}
    result = []
    for start, end, kind, by, form in kept:
        if (place := places[form]) is not None:
            kind = place
        elif kind not in PLACES or best[form] not in PLACES:
            kind = best[form]
        elif kind == "City" and _only_a_province(form, lexicon):
            kind = "Province"
        result.append((start, end, kind, by))
    return result


def _only_type(form: str, lexicon: Lexicon) -> str | None:
    """The type of all that a form may name, if it is one."""
    if not (readings := lexicon.forms.get(form)):
        return None
    types = {reading.type for reading in readings}
    return types.pop() if len(types) == 1 else None


def _sure_place(form: str, lexicon: Lexicon) -> str | None:
    """The type of the places, and of nothing else, that a form is sure to name."""
    readings = lexicon.forms.get(form)
    if not readings or readings[0].trust is not Trust.SAFE:  # the surest comes first
        return None
    types = {reading.type for reading in readings if reading.trust is Trust.SAFE}
    return types.pop() if len(types) == 1 and types <= PLACES else None


def _only_a_province(form: str, lexicon: Lexicon) -> bool:
    """Whether a form names a province and no lower division: 贵州, but not 海南, which is 海南州 too."""
    types = {r.type for r in lexicon.forms.get(form, ()) if r.type in PLACES}
    return types == {"Province"} and not any(form + level in lexicon.forms for level in LEVELS)
