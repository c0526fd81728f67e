"""Text and the names found in it -> projects that their owner, a sum of money or a list announces.

甲辰工业园绿色供电项目 names one thing, though only the park in front was found; so does what a sum stands before
(总投资5亿元的甲辰预制菜项目), a road from here to there, each item of a list that counts projects
(甲辰预制菜、乙巳储能电站等12个项目), and a line of a list that is a firm and its works
(· 甲辰公司整体搬迁:投资3亿元).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from kg.extract.counted import COUNTED, counted_items, is_firm
from kg.extract.divisions import first_place
from kg.extract.doubt import why_not
from kg.extract.edges import left_edge
from kg.extract.found import Found
from kg.extract.generic import is_kind_of_project
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.name_grammar import ProjectGrammar

_HEAD: Final = "项目"
_LONGEST: Final = 30  # characters between an owner or a sum and 项目
_LEAST: Final = 4  # characters of a project's name, 项目 included
_FIRST_COUNT: Final = 2  # what the first of the words that count stands for
_BRAND: Final = 4  # characters of the short name that most firms have: 甲辰新材
_ITEM: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9%./+·()-]{4,30}")
_BETWEEN: Final = re.compile("[^、]+")
_LINE: Final = re.compile(
    r"^[ \t]*(?:[·●○■□◆▪*-]+|\(?\d+[.、)]+)[ \t]*(?P<head>[^\n:,;。()]*(?:\([^\n:,;。()]*\)[^\n:,;。()]*)?)(?=[:\n]|$)",
    re.MULTILINE,
)
_IS_CALLED: Final = "what its project is called"
_MOST_LINE: Final = 40  # characters
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST: Final = 3  # characters of 甲地至
_A_ROUTE: Final = "a route"
_WHOLE: Final = (_A_ROUTE, _IS_CALLED, COUNTED)  # of a project found in these nothing stays
_OWNED: Final = ("Enterprise", "Park")
_BEHIND_OWNER: Final = "behind its owner"
_IN_QUOTES: Final = "in quotes"
_IN_LIST: Final = "in a list of projects"
_HELD: Final = (_IN_QUOTES, COUNTED)  # what quotation marks or a count hold together
GUESSED: Final = (_BEHIND_OWNER, _IN_LIST)
"""What finds right names and wrong ones alike where the recognizer finds none."""


def plain_projects(folded: str, rules: ProjectGrammar) -> Iterator[Found]:
    """Projects that words alone prove: called by what they make in a year, or behind a firm in a line of a list."""
    for made in rules.yearly.finditer(folded):
        yield *made.span(), "Project", "what makes so much a year"
    for line in rules.firm_and_project.finditer(folded):
        yield *line.span("name"), "Project", "behind a firm in a list"
    for quoted in rules.quoted.finditer(folded):
        yield *quoted.span(), "Project", "quoted as a project"


def announced_projects(
    folded: str, found: Sequence[Found], refused: Iterable[tuple[int, int, str]], lexicon: Lexicon, grammar: Grammar
) -> list[Found]:
    """What was found, and the projects; an owner without a legal form is part of the project's name, unless what stands
    behind it was by itself weighed for a name."""
    rules, kept = grammar.projects, list(found)
    projects = {*_routes(folded, found, grammar), *_lines(folded, found, rules)}
    if _HEAD in folded:  # all others are announced by it
        for start, end in _lists(folded, found, rules):
            projects.update(_items(folded, start, end, kept, lexicon, rules))
        weighed = {(start, end) for start, end, kind in refused if kind == "Project"}
        projects |= {
            *_behind_owners(folded, found, weighed, rules),
            *_behind_sums(folded, rules),
            *_called(folded, rules),
            *counted_items(folded, found, lexicon, rules),
            *_signed(folded, weighed, rules),
            *_in_quotes(folded, weighed, lexicon, rules),
        }
    for start, low, end, by in sorted(projects):
        if not _is_name(folded, low, end, by, lexicon, grammar):
            continue
        touching = [one for one in kept if one[0] < end and start < one[1]]
        if all(start <= s and e <= end and (kind != "Project" or by in _WHOLE) for s, e, kind, _ in touching):
            kept = [one for one in kept if one not in touching]
            kept.append((start, end, "Project", by))
    return sorted(kept)


def _behind_owners(
    folded: str, found: Iterable[Found], weighed: AbstractSet[tuple[int, int]], rules: ProjectGrammar
) -> Iterator[tuple[int, int, int, str]]:
    """(start, where the name of the thing itself begins, end, by) for what stands directly behind a firm or a park."""
    for start, end, kind, _ in found:
        if kind not in _OWNED:
            continue
        labelled = rules.labelled.match(folded, end) if kind == "Enterprise" else None
        if labelled is not None:
            yield start, start, labelled.end(), _BEHIND_OWNER
            continue
        short = rules.called_so.match(folded, end)
        alone = short is not None or (kind == "Enterprise" and folded.endswith(rules.firm_end, start, end))
        end = short.end() if short else end
        words = rules.up_to_project.match(folded, end, end + _LONGEST)
        if words is not None and words.end() - end > len(_HEAD):
            alone = alone or words.span() in weighed
            whole = kind == "Park" and not alone and rules.plants.search(words.group()) is not None
            yield end if alone else start, start if whole else end, words.end(), _BEHIND_OWNER


def _behind_sums(folded: str, rules: ProjectGrammar) -> Iterator[tuple[int, int, int, str]]:
    for money in rules.sum_before.finditer(folded):
        words = rules.up_to_project.match(folded, money.end(), money.end() + _LONGEST)
        if words is not None:
            yield money.end(), money.end(), words.end(), "behind a sum"


def _routes(folded: str, found: Iterable[Found], grammar: Grammar) -> Iterator[tuple[int, int, int, str]]:
    """Roads and pipes from a place to another, of which only the one or the other end was found."""
    for start, end, kind, _ in found:
        if kind == "City" and (route := grammar.projects.route.match(folded, end)) is not None:
            yield start, start, route.end(), _A_ROUTE
        elif kind == "Project" and folded[start - 1 : start] == "至":
            low = start
            while start - low < _LONGEST and _HAN.match(folded[low - 1 : low]):
                low -= 1
            low += left_edge(folded[low:start], "Project", grammar)
            if start - low >= _SHORTEST:
                yield low, low, end, _A_ROUTE


def _lines(folded: str, found: Iterable[Found], rules: ProjectGrammar) -> Iterator[tuple[int, int, int, str]]:
    """Lines of a list that are a firm and the works behind it, up to a colon or the line's end."""
    firms = {start: end for start, end, kind, _ in found if kind == "Enterprise"}
    for line in _LINE.finditer(folded):
        start, end = line.span("head")
        owner = firms.get(start, end)
        works = [part.end() for part in rules.works.finditer(folded, owner, end)]
        if works and works[-1] == end and end - start <= _MOST_LINE:
            yield start, start, end, "a line of a list"


def _called(folded: str, rules: ProjectGrammar) -> Iterator[tuple[int, int, int, str]]:
    """What a text says that a project is called: 项目名为甲辰咖啡处理中心."""
    for called in rules.called.finditer(folded):
        if rules.thing.search(called["name"]):
            start, end = called.span("name")
            yield start, start, end, _IS_CALLED


def _signed(
    folded: str, weighed: AbstractSet[tuple[int, int]], rules: ProjectGrammar
) -> Iterator[tuple[int, int, int, str]]:
    """What is signed (签订甲辰铝箔项目协议), and what was weighed for a name and a sum is told of."""
    for signed in rules.signed.finditer(folded):
        start, end = signed.span("name")
        yield start, start, end, "what is signed"
    for start, end in weighed:
        if folded.endswith(_HEAD, start, end) and rules.sum_behind.match(folded, end):
            yield start, start, end, "in front of its sum"


def _in_quotes(
    folded: str, weighed: AbstractSet[tuple[int, int]], lexicon: Lexicon, rules: ProjectGrammar
) -> Iterator[tuple[int, int, int, str]]:
    """What stands in quotes whole and was weighed for a name, or begins with a place: “甲市铝箔项目”."""
    for quoted in rules.in_quotes.finditer(folded):
        start, end = quoted.span("name")
        placed = first_place(folded[start:end], lexicon) and not rules.phrase.search(folded, start, end)
        if placed or (start, end) in weighed:
            yield start, start, end, _IN_QUOTES


def _lists(folded: str, found: Sequence[Found], rules: ProjectGrammar) -> Iterator[tuple[int, int]]:
    """Where lists that count projects stand, from the first item of which the beginning is known."""
    for closed in (*rules.list_end.finditer(folded), *rules.counted_list_end.finditer(folded)):
        clause = max(folded.rfind(mark, 0, closed.start()) for mark in ",。;!?\n") + 1
        if rules.trades.search(folded, clause, closed.start()):
            continue
        begin = _behind_inner(folded, clause, closed.start(), rules)
        if closed.re is rules.counted_list_end and not _counts_itself(folded, begin, closed, rules):
            continue
        if begin > clause:
            yield begin, closed.start()
            continue
        second = folded.find("、", begin, closed.start())
        first = begin, closed.start() if second < 0 else second
        opened = rules.opens.match(folded, *first)
        named = min((start for start, _, _, _ in found if first[0] <= start < first[1]), default=None)
        if named is not None or opened is not None:
            yield named if named is not None else opened.end() if opened else begin, closed.start()
        elif second >= 0:
            yield second + 1, closed.start()


def _behind_inner(folded: str, begin: int, end: int, rules: ProjectGrammar) -> int:
    """Where the last list of a clause begins: behind what is said with 了, or behind what 等 closes before."""
    inner = list(rules.inner.finditer(folded, begin, end))
    if not inner:
        return begin
    last = inner[-1]
    if last["done"]:
        return last.end()
    opened = rules.opens_behind.match(folded, last.end(), end)
    behind = folded.find("、", last.end(), end) + 1
    return opened.end() if opened else behind or end


def _counts_itself(folded: str, begin: int, closed: re.Match[str], rules: ProjectGrammar) -> bool:
    """Whether a list has as many items as its last words say."""
    told = closed["count"]
    count = rules.count.index(told) + _FIRST_COUNT if told in rules.count else int(told)
    return folded.count("、", begin, closed.start()) + 1 == count


def _items(
    folded: str, start: int, end: int, kept: list[Found], lexicon: Lexicon, rules: ProjectGrammar
) -> Iterator[tuple[int, int, int, str]]:
    """The items of a list; a park, or a firm of firms, and nothing else stays one, a project of several is none."""
    for one in [one for one in kept if start <= one[0] and one[1] <= end and one[2] == "Project"]:
        if "、" in folded[one[0] : one[1]]:
            kept.remove(one)
    taken = {(low, high) for low, high, _, _ in kept}
    firms = {low: high for low, high, kind, _ in kept if kind == "Enterprise"}
    of_firms = any(start <= low < end and is_firm(folded[low:high], lexicon, rules) for low, high in firms.items())
    if rules.list_end.match(folded, end) and not of_firms:
        # Nothing says that 甲辰电线电缆 of 甲辰电线电缆、乙巳瓷砖等12个项目 is a firm.
        taken -= {(low, high) for low, high in firms.items() if high - low > _BRAND}
    for item in _BETWEEN.finditer(folded, start, end):
        low, high = item.span()
        owner = firms.get(low, low)
        if owner > low and folded[owner] == "的":  # 甲辰集团的铝合金等8个项目
            low = owner + 1
        elif folded.endswith(rules.firm_end, low, owner) and not folded.endswith(rules.seat, owner, high):
            low = owner
        if (low, high) not in taken and _ITEM.fullmatch(folded, low, high):
            yield low, low, high, _IN_LIST


def _is_name(folded: str, low: int, end: int, by: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether what 项目 closes names one thing: no kind of projects, nothing said of one."""
    name, rules = folded[low:end], grammar.projects
    if (
        len(name) < _LEAST
        or (by not in _HELD and rules.phrase.search(name))
        or grammar.stops.search(name)
        or (by != COUNTED and left_edge(name, "Project", grammar))
    ):
        return False
    if (
        rules.measured.search(name)
        or grammar.said["Project"].search(name)
        or (by != _IN_LIST and folded[end : end + 1].isdigit() and not rules.dated.match(folded, end))  # it is counted
        or why_not(folded, low, end, "Project", lexicon, grammar) is not None
    ):
        return False
    return not is_kind_of_project(name.removesuffix(_HEAD) + _HEAD, lexicon, grammar)
