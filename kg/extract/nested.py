"""Names of parks and projects -> the firm in front of them: 比亚迪 of 比亚迪襄阳产业园, 甲辰 of 甲辰的储能项目.

Such a firm may stand nowhere else in the article, and is what people look for. One that the lexicon is sure of may have
a place in front of it; an unknown one must show by its legal form, or by the 的 behind it, that it owns what follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.divisions import place_before
from kg.extract.doubt import why_not
from kg.extract.edges import left_edge
from kg.extract.found import Found
from kg.firms import has_legal_form
from kg.grammar import Grammar
from kg.lexicon import PLACES, Lexicon, Trust


def nested_enterprises(folded: str, found: Iterable[Found], lexicon: Lexicon, grammar: Grammar) -> Iterator[Found]:
    """The first mention of each enterprise that only begins a longer name."""
    kept = sorted(found)
    named = {folded[start:end] for start, end, kind, _ in kept if kind == "Enterprise"}
    known = {r.entity for form in named for r in lexicon.forms.get(form, ())}
    for start, end, kind, _ in kept:
        if kind not in ("Park", "Project"):
            continue
        firm = _firm(folded, start, end, lexicon, grammar)
        if firm is None:
            continue
        form = folded[firm[0] : firm[1]]
        entities = {r.entity for r in lexicon.forms.get(form, ()) if r.type == "Enterprise"}
        if form not in named and not entities & known:
            named.add(form)
            known |= entities
            yield *firm, "Enterprise", "nested"


def _firm(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> tuple[int, int] | None:
    """The firm that a name begins with; of 中海油甲新能源公司风电项目 not only the known one at its head."""
    known = _known_firm(folded, start, end, lexicon)
    owner = _owner(folded, start, end, lexicon, grammar)
    is_longer = known and owner and owner[1] > known[1] and has_legal_form(folded[owner[0] : owner[1]])
    return owner if is_longer or not known else known


def _known_firm(folded: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The longest firm that the lexicon is sure of behind the places that a name begins with."""
    at = start + (folded[start] == '"')
    at += place_before(folded[at:end], lexicon)
    for high in range(min(end - 2, at + lexicon.reach(folded[at:end])), at + 1, -1):
        readings = lexicon.forms.get(folded[at:high])
        if readings and len({r.entity for r in readings if r.type == "Enterprise" and r.trust == Trust.SAFE}) == 1:
            return None if _begins_park(folded, at, high, end, lexicon) else (at, high)
    return None


def _begins_park(folded: str, at: int, high: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a firm's words are those of a known park that has its name from the same place: 古雷石化 in 古雷石化基地,
    which is 古雷 too."""
    wholes = _parks(folded, at, range(high + 1, end + 1), lexicon)
    return bool(wholes & _parks(folded, at, range(at + 2, high), lexicon))


def _parks(folded: str, at: int, ends: Iterable[int], lexicon: Lexicon) -> set[str]:
    """The parks that what begins at an offset names."""
    return {r.entity for end in ends for r in lexicon.forms.get(folded[at:end], ()) if r.type == "Park"}


def _owner(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> tuple[int, int] | None:
    """What the legal form or 的 behind it shows to be a firm, unless it is a place, a trade or a phrase."""
    rules = grammar.edges
    if (legal := rules.owner_by_form.match(folded, start, end - 1)) is not None:
        high = legal.end()
    elif (owner := rules.owner_by_of.match(folded, start, end)) is not None:
        high = owner.end(1)
    else:
        return None
    name = folded[start:high]
    if any(r.type in PLACES or r.type == "Park" for r in lexicon.forms.get(name, ())) or rules.said_of_thing.search(
        name
    ):
        return None
    if any(name.endswith(word) for word in grammar.generic) and legal is None:
        return None
    doubt = left_edge(name, "Enterprise", grammar) or why_not(folded, start, high, "Enterprise", lexicon, grammar)
    return None if doubt else (start, high)
