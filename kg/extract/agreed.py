"""Found names -> the same, of one type wherever an article has the same form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.lexicon import PLACES, Lexicon, Trust

Found = tuple[int, int, str, str]


def one_type_a_form(folded: str, found: Iterable[Found], lexicon: Lexicon) -> list[Found]:
    """One form has one type in an article: the one it is found with most often, places apart."""
    kept = [(*one, folded[one[0] : one[1]]) for one in found]
    readings = {form: lexicon.forms.get(form, ()) for *_, form in kept}
    types = {form: {reading.type for reading in known} for form, known in readings.items()}
    votes: dict[str, Counter[str]] = {form: Counter() for form in readings}
    for _, _, kind, by, form in kept:
        votes[form][kind] += 1 if by == "crf" else 2
        if len(types[form]) == 1 and kind not in types[form] and kind in ("Enterprise", "Organization"):
            votes[form][next(iter(types[form]))] += 2
    best = {form: max(sorted(own), key=own.__getitem__) for form, own in votes.items()}
    sure = {form: {r.type for r in known if r.trust == Trust.SAFE} for form, known in readings.items()}
    result = []
    for start, end, kind, by, form in kept:
        if len(sure[form]) == 1 and sure[form] <= PLACES:
            kind = next(iter(sure[form]))
        elif kind not in PLACES or best[form] not in PLACES:
            kind = best[form]
        elif kind == "City" and _only_a_province(form, lexicon):
            kind = "Province"
        result.append((start, end, kind, by))
    return result


def _only_a_province(form: str, lexicon: Lexicon) -> bool:
    """Whether a form names a province and no lower division: 贵州, but not 海南, which is 海南州 too."""
    types = {r.type for r in lexicon.forms.get(form, ()) if r.type in PLACES}
    return types == {"Province"} and not any(form + level in lexicon.forms for level in "市县区州")
