"""A proposed name -> the reason not to believe it, if there is one."""

from __future__ import annotations

from typing import Final

from kg.grammar import Grammar
from kg.lexicon import PLACES, Lexicon, Trust

# An ending that makes an enterprise of whatever stands before it.
_FIRM_ENDINGS: Final = ("公司", "集团", "银行", "厂", "株式会社", "股份", "控股", "商社", "合作社", "事务所")
_MOST_PLACE: Final = 12
_PERSON: Final = (2, 3)  # characters


def place_before(name: str, lexicon: Lexicon) -> int:
    """How many of a name's first characters are places: 5 of 湖北省襄阳营商环境."""
    at = 0
    while True:
        for length in range(min(_MOST_PLACE, len(name) - at), 1, -1):
            readings = lexicon.forms.get(name[at : at + length], ())
            if any(r.type in PLACES and r.trust >= Trust.SHORT for r in readings):
                at += length
                break
        else:
            return at


def why_not(folded: str, start: int, end: int, kind: str, lexicon: Lexicon, grammar: Grammar) -> str | None:
    """Why a span is no name of that type; None if nothing speaks against it."""
    name = folded[start:end]
    if (reason := lexicon.nonentities.get(name)) is not None:
        return f"a known {reason}"
    if name.startswith(grammar.pronouns) and not _is_known(name, kind, lexicon):
        return "points at something named elsewhere"
    if name.endswith(grammar.false_ends.get(kind, ())) and not _is_known(name, kind, lexicon):
        return "ends like a name and is none"
    if kind == "Enterprise":
        if folded.startswith(grammar.streets, end):
            return "the name of a street"
        if _is_person(folded, name, grammar) and not _is_known(name, kind, lexicon):
            return "a person's name"
        if not name.endswith(_FIRM_ENDINGS) and not _is_known(name, kind, lexicon):
            rest = name[place_before(name, lexicon) :]
            if _is_generic(rest, lexicon, grammar):
                return "only words of trades and talk"
    if kind == "Organization":
        at = place_before(name, lexicon)
        if at and _is_generic(name[at:], lexicon, grammar):
            return "only words of trades and talk"
    return None


def is_kind_of_project(name: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a project's name only tells its trade: 装备制造项目 is one beside its investor, else a kind."""
    core = name.removesuffix("项目").removesuffix("类")
    return core != name and _is_generic(core, lexicon, grammar)


def left_edge(name: str, kind: str, grammar: Grammar) -> int:
    """Where a name really begins: behind the last verb that no name of its type holds."""
    pattern = grammar.cuts.get(kind)
    cuts = [found.end() for found in pattern.finditer(name)] if pattern else []
    return cuts[-1] if cuts else 0


def _is_person(folded: str, name: str, grammar: Grammar) -> bool:
    """Whether the text somewhere puts an office before a name as short as a person's: 市长张某某."""
    if len(name) not in _PERSON or name[0] not in grammar.surnames:
        return False
    at = folded.find(name)
    while at >= 0:
        if folded.endswith(grammar.offices, max(0, at - 4), at):
            return True
        at = folded.find(name, at + 1)
    return False


def _is_known(name: str, kind: str, lexicon: Lexicon) -> bool:
    return any(r.type == kind for r in lexicon.forms.get(name, ()))


def _is_generic(rest: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a name's rest can be cut into generic words and industries without anything left."""
    reachable = {0}
    for at in range(len(rest)):
        if at in reachable:
            reachable |= {
                at + length
                for length in range(1, len(rest) - at + 1)
                if rest[at : at + length] in grammar.generic or rest[at : at + length] in lexicon.industry_forms
            }
    return len(rest) in reachable
