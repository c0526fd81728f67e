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

from kg.extract.doubt import left_edge, why_not
from kg.extract.found import Found
from kg.extract.generic import is_kind_of_project
from kg.firms import LEGAL_ENDS
from kg.grammar import Grammar
from kg.lexicon import Lexicon

_HEAD: Final = "项目"
_LONGEST: Final = 30  # characters between an owner or a sum and 项目
_LEAST: Final = 4  # characters of a project's name, 项目 included
_WORDS: Final = re.compile(r"(?!/)[\u4e00-\u9fffA-Za-z0-9%./+·-]*?项目")
_CALLED_SO: Final = re.compile(r"\((?:以下|下文|下)?(?:简称|称)[^()\n]{2,20}\)")  # 甲辰有限公司(简称"甲辰")
_SUM: Final = re.compile(r"总?投资(?:额|约|达|近|超|超过|总额|规模)*(?:为|是)?约?[\d.]+[亿万]美?元的")
_LIST: Final = re.compile(
    r"(?:等(?:\d+个|[一二三四五六七八九十]+个|[一多]大?批)|等?[两三四五六七八九十]大)"
    r"(?:[产工]业|重[点大]|建设|签约|续建|新建|新|在建|优质)*项目|等(?:重[点大]|签约|续建|新建|在建|开工|竣工)项目"
)
# A list without 等 that counts what it has named: 甲辰水电站、乙巳光伏两个项目.
_COUNTED_LIST: Final = re.compile(
    r"(?<![各有等\d])(?P<count>[两三四五六七八九十]|\d+)个(?:[产工]业|重[点大]|建设|签约|续建|新建|新|在建|优质)*项目"
)
_NUMBERS: Final = {number: at for at, number in enumerate("两三四五六七八九十", 2)}
_ITEM: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9%./+·()-]{4,30}")
_BETWEEN: Final = re.compile("[^、]+")
_OPENS: Final = re.compile(r"[^、]*(?:包括|包含|有|为|是|:|签约|开工|引进|推进|实施|投产|推动|竣工|落地|了)")
_OPENS_BEHIND: Final = re.compile(rf"{_OPENS.pattern}|[^、]*的")
_AND_SO_ON: Final = "(?<![高初中平同优])等(?!离子|静压|级|温|压)"
# What ends one list or sentence within another: 甲公司、乙公司等推荐了丙机场、丁产业园等4个项目.
_INNER: Final = re.compile(f"{_AND_SO_ON}|了")
_SAID: Final = re.compile(r"\d+(?:年|月|日)|投资\d")
_PLANT: Final = re.compile("设施|厂房|道路|管网|码头")  # built once in a park, though it may be anywhere
_TRADES: Final = re.compile("涉及|涵盖|覆盖|聚焦|围绕|集中在|分布|等[在就]")  # what such a list holds are trades
_ROUTE: Final = re.compile(
    r"[\u4e00-\u9fff]{0,8}?至[\u4e00-\u9fff]{1,10}?(?:高速公路|高速|公路|铁路|高铁|管道)(?:[\u4e00-\u9fff]{0,8}?(?:工程|项目))?"
)
_LINE: Final = re.compile(
    r"^[ \t]*(?:[·●○■□◆▪*-]+|\(?\d+[.、)]+)[ \t]*(?P<head>[^\n:,;。()]*(?:\([^\n:,;。()]*\)[^\n:,;。()]*)?)(?=[:\n]|$)",
    re.MULTILINE,
)
_WORKS: Final = re.compile(
    "(?<!总部)基地|(?:技术|升级)改造|技改|(?:整体)?搬迁|迁建|扩建|新建|改扩建|扩能|扩产|增资扩产|生产线|项目|工程|[一二三四]期|厂房|厂区|工厂|产业园|研发中心|加工厂"
)
# What makes so much a year, up to the first 项目: 年产15万吨表面活性剂及10万吨纺丝油剂项目二期.
_YEARLY: Final = re.compile(
    r"年(?:产|加工|处理)[\d.]+[万亿]?(?:(?!年产)[^,。;:\n()等的]){2,40}?项目(?:[一二三四五]期|[一二三四五]阶段)?"
)
# A line of a list that is a firm and its project, however plain: 1. 甲辰药业有限公司,原料药及中间体项目.
_FIRM_AND_PROJECT: Final = re.compile(
    r"^[ \t]*(?:[·●○■□◆▪*-]+|\(?\d+[.、)]+)[ \t]*[^\n,:;。]{2,40}?(?:公司|集团)[,:]"
    r"(?P<name>[^\n,:;。()]{2,30}?项目)(?=[\n,;。:(]|$)",
    re.MULTILINE,
)
_CALLED: Final = re.compile(
    '项目(?:名称|名)?(?:名叫|叫做|叫作|叫|名为|定名为|取名为?|称作|称为|为|:) ?"?'
    '(?P<name>[\u4e00-\u9fffA-Za-z0-9%.()·-]{4,30}?)"?(?=[,。;\n])'
)
_THING: Final = re.compile(
    "(?:项目|工程|中心|工厂|厂|线|基地|园|站|库|港|路|桥|城|馆|平台|扩建|改造|新建|[一二三四]期|集群|综合体)$"
)
_IS_CALLED: Final = "what its project is called"
_MOST_LINE: Final = 40  # characters
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_SHORTEST: Final = 3  # characters of 甲地至
_SMALL: Final = re.compile(
    f"[的了和与及或在为对从将把被是个类]|{_AND_SO_ON}|有(?!限公司)|就(?!业)|负责|不上"
    "|[两三四五六七八九十]大[^、]{0,8}项目$|(?:(?<!日)本|[该此])项目$"
)
_A_ROUTE: Final = "a route"
_WHOLE: Final = (_A_ROUTE, _IS_CALLED)  # of a project found in these nothing stays
_OWNED: Final = ("Enterprise", "Park")
_BEHIND_OWNER: Final = "behind its owner"
_IN_LIST: Final = "in a list of projects"
GUESSED: Final = (_BEHIND_OWNER, _IN_LIST)
"""What finds right names and wrong ones alike where the recognizer finds none."""


def plain_projects(folded: str) -> Iterator[Found]:
    """Projects that words alone prove: called by what they make in a year, or behind a firm in a line of a list."""
    for made in _YEARLY.finditer(folded):
        yield *made.span(), "Project", "what makes so much a year"
    for line in _FIRM_AND_PROJECT.finditer(folded):
        yield *line.span("name"), "Project", "behind a firm in a list"


def announced_projects(
    folded: str, found: Sequence[Found], refused: Iterable[tuple[int, int, str]], lexicon: Lexicon, grammar: Grammar
) -> list[Found]:
    """What was found, and the projects; an owner without a legal form is part of the project's name, unless what stands
    behind it was by itself weighed for a name."""
    kept = list(found)
    listed = [one for start, end in _lists(folded, found) for one in _items(folded, start, end, kept)]
    projects = sorted(
        {
            *_behind_owners(folded, found, {(start, end) for start, end, kind in refused if kind == "Project"}),
            *_behind_sums(folded),
            *_routes(folded, found, grammar),
            *_lines(folded, found),
            *_called(folded),
            *listed,
        }
    )
    for start, low, end, by in projects:
        if not _is_name(folded, low, end, lexicon, grammar):
            continue
        touching = [one for one in kept if one[0] < end and start < one[1]]
        if all(start <= s and e <= end and (kind != "Project" or by in _WHOLE) for s, e, kind, _ in touching):
            kept = [one for one in kept if one not in touching]
            kept.append((start, end, "Project", by))
    return sorted(kept)


def _behind_owners(
    folded: str, found: Iterable[Found], weighed: AbstractSet[tuple[int, int]]
) -> Iterator[tuple[int, int, int, str]]:
    """(start, where the name of the thing itself begins, end, by) for what stands directly behind a firm or a park."""
    for start, end, kind, _ in found:
        if kind not in _OWNED:
            continue
        short = _CALLED_SO.match(folded, end)
        alone = short is not None or (kind == "Enterprise" and folded.endswith(LEGAL_ENDS, start, end))
        end = short.end() if short else end
        words = _WORDS.match(folded, end, end + _LONGEST)
        if words is not None and words.end() - end > len(_HEAD):
            alone = alone or words.span() in weighed
            whole = kind == "Park" and not alone and _PLANT.search(words.group()) is not None
            yield end if alone else start, start if whole else end, words.end(), _BEHIND_OWNER


def _behind_sums(folded: str) -> Iterator[tuple[int, int, int, str]]:
    for money in _SUM.finditer(folded):
        words = _WORDS.match(folded, money.end(), money.end() + _LONGEST)
        if words is not None:
            yield money.end(), money.end(), words.end(), "behind a sum"


def _routes(folded: str, found: Iterable[Found], grammar: Grammar) -> Iterator[tuple[int, int, int, str]]:
    """Roads and pipes from a place to another, of which only the one or the other end was found."""
    for start, end, kind, _ in found:
        if kind == "City" and (route := _ROUTE.match(folded, end)) is not None:
            yield start, start, route.end(), _A_ROUTE
        elif kind == "Project" and folded[start - 1 : start] == "至":
            low = start
            while start - low < _LONGEST and _HAN.match(folded[low - 1 : low]):
                low -= 1
            low += left_edge(folded[low:start], "Project", grammar)
            if start - low >= _SHORTEST:
                yield low, low, end, _A_ROUTE


def _lines(folded: str, found: Iterable[Found]) -> Iterator[tuple[int, int, int, str]]:
    """Lines of a list that are a firm and the works behind it, up to a colon or the line's end."""
    firms = {start: end for start, end, kind, _ in found if kind == "Enterprise"}
    for line in _LINE.finditer(folded):
        start, end = line.span("head")
        owner = firms.get(start, end)
        works = [part.end() for part in _WORKS.finditer(folded, owner, end)]
        if works and works[-1] == end and end - start <= _MOST_LINE:
            yield start, start, end, "a line of a list"


def _called(folded: str) -> Iterator[tuple[int, int, int, str]]:
    """What a text says that a project is called: 项目名为甲辰咖啡处理中心."""
    for called in _CALLED.finditer(folded):
        if _THING.search(called["name"]):
            start, end = called.span("name")
            yield start, start, end, _IS_CALLED


def _lists(folded: str, found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """Where lists that count projects stand, from the first item of which the beginning is known."""
    for closed in (*_LIST.finditer(folded), *_COUNTED_LIST.finditer(folded)):
        clause = max(folded.rfind(mark, 0, closed.start()) for mark in ",。;!?\n") + 1
        if _TRADES.search(folded, clause, closed.start()):
            continue
        begin = _behind_inner(folded, clause, closed.start())
        if closed.re is _COUNTED_LIST and not _counts_itself(folded, begin, closed):
            continue
        if begin > clause:
            yield begin, closed.start()
            continue
        second = folded.find("、", begin, closed.start())
        first = begin, closed.start() if second < 0 else second
        opened = _OPENS.match(folded, *first)
        named = min((start for start, _, _, _ in found if first[0] <= start < first[1]), default=None)
        if named is not None or opened is not None:
            yield named if named is not None else opened.end() if opened else begin, closed.start()
        elif second >= 0:
            yield second + 1, closed.start()


def _behind_inner(folded: str, begin: int, end: int) -> int:
    """Where the last list of a clause begins: behind what is said with 了, or behind what 等 closes before."""
    inner = [found.end() for found in _INNER.finditer(folded, begin, end)]
    if not inner:
        return begin
    if folded[inner[-1] - 1] == "了":
        return inner[-1]
    opened = _OPENS_BEHIND.match(folded, inner[-1], end)
    behind = folded.find("、", inner[-1], end) + 1
    return opened.end() if opened else behind or end


def _counts_itself(folded: str, begin: int, closed: re.Match[str]) -> bool:
    """Whether a list has as many items as its last words say."""
    count = closed["count"]
    return folded.count("、", begin, closed.start()) + 1 == (_NUMBERS.get(count) or int(count))


def _items(folded: str, start: int, end: int, kept: list[Found]) -> Iterator[tuple[int, int, int, str]]:
    """The items of a list; one that is a firm or a park and nothing else stays one, a project of several is none."""
    for one in [one for one in kept if start <= one[0] and one[1] <= end and one[2] == "Project"]:
        if "、" in folded[one[0] : one[1]]:
            kept.remove(one)
    taken = {(low, high) for low, high, _, _ in kept}
    firms = {low: high for low, high, kind, _ in kept if kind == "Enterprise"}
    for item in _BETWEEN.finditer(folded, start, end):
        low, high = item.span()
        owner = firms.get(low, low)
        if owner > low and folded[owner] == "的":  # 甲辰集团的铝合金等8个项目
            low = owner + 1
        elif folded.endswith(LEGAL_ENDS, low, owner) and not folded.endswith("总部", owner, high):
            low = owner
        if (low, high) not in taken and _ITEM.fullmatch(folded, low, high):
            yield low, low, high, _IN_LIST


def _is_name(folded: str, low: int, end: int, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether what 项目 closes names one thing: no kind of projects, nothing said of one."""
    name = folded[low:end]
    if len(name) < _LEAST or _SMALL.search(name) or grammar.stops.search(name) or left_edge(name, "Project", grammar):
        return False
    if (
        _SAID.search(name)
        or grammar.said["Project"].search(name)
        or folded[end : end + 1].isdigit()
        or why_not(folded, low, end, "Project", lexicon, grammar) is not None
    ):
        return False
    return not is_kind_of_project(name.removesuffix(_HEAD) + _HEAD, lexicon, grammar)
