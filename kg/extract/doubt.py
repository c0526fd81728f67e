"""A proposed name -> the reason not to believe it, if there is one."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from kg.extract.divisions import divisions_of, first_place, only_places, place_before
from kg.extract.generic import is_generic, is_kind_of_project, is_made_of_trades
from kg.extract.kinds import is_any_zone, is_kind, published
from kg.extract.persons import (
    LONGEST,
    has_title,
    holds_given_name,
    in_credits,
    in_list_of_persons,
    is_person_here,
    is_person_somewhere,
)
from kg.extract.quantities import why_no_project
from kg.grammar import Grammar
from kg.lexicon import PLACES, Lexicon
from kg.name_grammar import DoubtGrammar
from kg.text import DATELINE, NAMES_AT_HAND

_MOST_PLACE: Final = 12  # characters
_SHORT: Final = 2  # characters
_OF_MANY: Final = "begins like what is one of many"
_KINDS: Final = ("Enterprise", "Park", "Project")  # of which lists tell kinds too
_MOST_BECOME: Final = 24  # characters
_MOST_MADE: Final = 80  # characters; several things may stand in between
_MOST_LISTED: Final = 6  # characters of a place in a list
_FOREIGN: Final = 4  # characters of a foreigner's last name
_MOST_SIDE: Final = 3  # characters that tell on which side something lies
_MOST_SIDES: Final = 40  # characters from one side to the next
_SENTENCE: Final = "。\n"


class _Alone(NamedTuple):
    """What a name's own characters tell, wherever it stands: why it is none; whether it is known as one of its type;
    whether it ends like a name and is none."""

    reason: str | None
    known: bool
    false_end: bool


def why_not(folded: str, start: int, end: int, kind: str, lexicon: Lexicon, grammar: Grammar) -> str | None:
    """Why a span is no name of that type; None if nothing speaks against it."""
    name = folded[start:end]
    alone = _told_alone(name, kind, lexicon, grammar)
    if alone.reason is not None:
        return alone.reason
    many = grammar.false_starts.get(kind)
    if many and not alone.known and _is_behind_many(folded, start, name, many, lexicon):
        return _OF_MANY
    if alone.false_end:
        return "ends like a name and is none"
    if folded.startswith(grammar.behind.get(kind, ()), end):
        return "with the word behind it something else"
    if folded.endswith(grammar.before.get(kind, ()), 0, start) and not name.endswith(grammar.doubts.says_so):
        return "what something makes or uses"
    if published(folded, start, end, kind, grammar.doubts):
        return "who published it"
    if kind in _KINDS and not alone.known and is_kind(folded, start, end, grammar.doubts):
        return "a kind of things"
    doubt = _OF_TYPE.get(kind)
    return doubt(folded, start, end, lexicon, grammar) if doubt else None


@lru_cache(maxsize=NAMES_AT_HAND)
def _told_alone(name: str, kind: str, lexicon: Lexicon, grammar: Grammar) -> _Alone:
    known, reason = lexicon.may_be(name, kind), None
    if (no_entity := lexicon.nonentities.get(name)) is not None:
        reason = f"a known {no_entity}"
    elif not known and name.startswith(grammar.pronouns) and not first_place(name, lexicon):
        reason = "points at something named elsewhere"
    elif not known and name.startswith(grammar.false_starts.get(kind, ())):
        reason = _OF_MANY
    return _Alone(reason, known, not known and name.endswith(grammar.false_ends.get(kind, ())))


def _doubt_project(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> str | None:
    counted = why_no_project(folded, start, end, grammar.projects)
    if counted is not None:
        return counted
    if _is_side(folded, start, grammar.doubts):
        return "a side of something else"
    by_sum = grammar.doubts.by_sum.fullmatch(folded, start, end)
    if by_sum is not None and is_kind_of_project(by_sum["kind"], lexicon, grammar):
        return "what somebody pays"
    return _doubt_park(folded, start, end, lexicon, grammar)


def _is_side(folded: str, start: int, rules: DoubtGrammar) -> bool:
    """Whether a name is told as what lies on one of the sides of something: 东至甲路,西至乙项目."""
    before = rules.side.finditer(folded, max(0, start - _MOST_SIDE), start)
    if rules.side.match(folded, start) is None and not any(found.end() == start for found in before):
        return False
    sentence = max(folded.rfind(mark, 0, start) for mark in _SENTENCE) + 1
    return rules.sides.search(folded, sentence, start + _MOST_SIDES) is not None


def _doubt_park(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> str | None:
    rules, low = grammar.doubts, max(0, start - _MOST_BECOME)
    if is_any_zone(folded[start:end], lexicon, rules):
        return "any zone of a province"
    known = lexicon.may_be(folded[start:end], "Park")
    made = not known and rules.made_into.search(folded, max(0, start - _MOST_MADE), start)
    if made or rules.become.search(folded, low, start):
        return "what something becomes"
    if not known and rules.made_so.search(folded, max(0, start - _MOST_MADE), start):
        return "what something is made"
    is_aim = not known and rules.laid_for.match(folded, end) is not None
    if is_aim and rules.to_become.search(folded, max(0, start - _MOST_MADE), start):
        return "what something is to become"
    as_what = folded.endswith(rules.as_what, 0, start) and folded[end : end + 1] == "的"  # 作为设计集聚区的甲设计城
    return "what something is" if as_what or rules.is_most.search(folded, low, start) else None


def _doubt_policy(folded: str, start: int, end: int, _lexicon: Lexicon, grammar: Grammar) -> str | None:
    if grammar.doubts.formula.search(folded, start, end):
        return "a formula"
    titled = folded[start - 1 : start] == "《"
    return "what somebody says" if not titled and grammar.said["Policy"].search(folded, start, end) else None


def _doubt_city(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> str | None:
    if _is_given_name(folded, start, end, grammar):
        return "a person's name"
    if end - start == _SHORT and grammar.doubts.town.match(folded, end):
        return "a town's name"
    if grammar.doubts.side.fullmatch(folded, start, end) and _is_side(folded, start, grammar.doubts):
        return "a side of something else"
    if folded[start:end] in grammar.common_places and _is_common_word(folded, start, end, lexicon, grammar):
        return "a common word"
    return None


def _doubt_firm(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> str | None:
    name, rules = folded[start:end], grammar.doubts
    known = lexicon.may_be(name, "Enterprise")
    if _is_person(folded, start, end, grammar, known=known):
        return "a person's name"
    if DATELINE.match(folded, end):
        return "a paper's dateline"
    around = grammar.common_firms.get(name)
    if around and any(_stands_between(folded, start, end, *words) for words in around):
        return "a common word"
    at = place_before(name, lexicon)
    if at and not known and only_places(name, lexicon):
        return "only places"
    if not known and not name.endswith(rules.firm_endings) and rules.verb_first.match(name):
        return "begins with what somebody does"
    if not known and not name.endswith(rules.firm_endings) and rules.at_meeting.match(folded, end):
        return "what a meeting is about"
    if len(name) - at == 1 and lexicon.may_be(folded[end - 1 : end + 1], "Enterprise"):  # 芜湖美 of 芜湖美的厨热
        return "a place and half of a firm"
    if known:
        return None
    if rules.a_firm.search(folded, max(0, start - _MOST_BECOME), start) and _is_kind(name, lexicon, grammar):
        return "a kind of firms"
    if not name.endswith(rules.firm_endings) and _is_only_trade(folded, end, name[at:], at > 0, lexicon, grammar):
        return "only words of trades and talk"
    return None


def _is_only_trade(folded: str, end: int, rest: str, placed: bool, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a firm's name says no more than a trade: 湖北机电产业, 新能源汽车; but 广西石化 and 海丰石油装备 are
    firms where they are taken for such, unless the text goes on as it does of a trade: 湖北信息科技的发展. `rest` is
    the name without places, `placed` whether it has some."""
    if rest not in grammar.products and not is_generic(rest, lexicon, grammar):
        return False
    if not placed:
        return True
    is_trade = is_made_of_trades(rest, lexicon, grammar) and not rest.endswith(grammar.doubts.whole_trades)
    return bool(rest) and not (is_trade and grammar.doubts.of_trade.match(folded, end) is None)


def _is_kind(name: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a firm's name tells what it does and its form: 新材料投资公司."""
    core = name.removesuffix(next((ending for ending in grammar.doubts.firm_endings if name.endswith(ending)), ""))
    return is_generic(core, lexicon, grammar)


def _doubt_body(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> str | None:
    name = folded[start:end]
    known = lexicon.may_be(name, "Organization")
    at = place_before(name, lexicon)
    if at and not known and lexicon.may_be(name[at:], "Enterprise") and not _is_body_of_place(name, at, grammar):
        return "a firm and the place in front of it"
    if not known and grammar.bodies.fullmatch(name):
        return "a kind of bodies"
    if at and is_generic(name[at:], lexicon, grammar):
        return "only words of trades and talk"
    return None


def _is_body_of_place(name: str, at: int, grammar: Grammar) -> bool:
    """Whether what stands behind a place is the word for a body: 招商局 is a firm too, and a bureau behind a place."""
    return grammar.tail_behind(name, at, "City") == (len(name), "Organization")


_OF_TYPE: Final = {
    "Project": _doubt_project,
    "Park": _doubt_park,
    "Policy": _doubt_policy,
    "City": _doubt_city,
    "Enterprise": _doubt_firm,
    "Organization": _doubt_body,
}


def _is_given_name(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a place's name is a person's here, or the given name of one."""
    return end - start <= LONGEST and (
        holds_given_name(folded, start, end, grammar) or has_title(folded, start, end, grammar)
    )


def _is_common_word(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a word that is a place's name too is only a word here: 日照充足, 朝阳产业."""
    name, rules = folded[start:end], grammar.doubts
    if folded.startswith(grammar.common_places[name], end):
        return True
    if folded.endswith(rules.there, 0, start) or any(name + level in folded for level in rules.levels):
        return False
    if _is_beside_place(folded, start, end, lexicon, grammar):
        return False
    places = {r.entity for r in lexicon.forms.get(name, ()) if r.type in PLACES}
    above = {lexicon.entries[place] for one in places for place in lexicon.ancestors(one)}
    return not any(form in folded for entry in above for form in (entry.name, *entry.aliases))


def _is_beside_place(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a list goes on from a place to this word, or from it to a place: 昭通、安康; but not 和平、安宁."""
    before = grammar.doubts.listed_before.search(folded, max(0, start - _MOST_LISTED), start)
    forms = [before[1][at:] for at in range(len(before[1]) - 1)] if before else []
    if folded.startswith(grammar.doubts.joints, end):
        behind = end + 1
        forms.append(folded[behind : behind + first_place(folded[behind : behind + _MOST_LISTED], lexicon)])
    return any(form not in grammar.common_places and divisions_of(form, lexicon) for form in forms)


def _is_person(folded: str, start: int, end: int, grammar: Grammar, *, known: bool) -> bool:
    if known:
        return end - start <= LONGEST and holds_given_name(folded, start, end, grammar)
    if in_credits(folded, start, grammar) or (folded[start - 1 : start] == "·" and end - start <= _FOREIGN):
        return True
    if end - start <= _FOREIGN and grammar.doubts.foreigner.match(folded, end):
        return True
    return end - start <= LONGEST and (
        is_person_here(folded, start, end, grammar)
        or is_person_somewhere(folded, start, end, grammar)
        or in_list_of_persons(folded, start, end, grammar)
    )


def _stands_between(folded: str, start: int, end: int, front: str, behind: str) -> bool:
    return folded.endswith(front, 0, start) and folded.startswith(behind, end)


def _is_behind_many(folded: str, start: int, name: str, words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether a name has a word of many in front of it: 多个玄鸟项目; but 一批襄阳高新区的企业."""
    return folded.endswith(words, max(0, start - _MOST_PLACE), start) and not first_place(name, lexicon)
