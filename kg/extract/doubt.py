"""A proposed name -> the reason not to believe it, if there is one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kg.extract.persons import (
    LONGEST,
    has_title,
    holds_given_name,
    in_credits,
    in_list_of_persons,
    is_person_here,
    is_person_somewhere,
)
from kg.grammar import Grammar
from kg.lexicon import PLACES, Lexicon, Trust

# An ending that makes an enterprise of whatever stands before it.
_FIRM_ENDINGS: Final = ("公司", "集团", "银行", "厂", "株式会社", "股份", "控股", "商社", "合作社", "事务所")
# Endings of a trade as a whole, which no firm is called by.
_WHOLE_TRADES: Final = ("产业", "行业", "经济", "业态", "产业链", "集群")
_MOST_PLACE: Final = 12
_SHORT: Final = 2  # characters
_DATELINE: Final = re.compile(r" ?(?:\d{1,2}月)?\d{1,2}日(?:电|讯)")
_COUNTED: Final = re.compile("\\d+(?:条|个|座|栋|台|套|家|处)")
HOW_MANY: Final = re.compile(
    " ?(?:一次|一共|总共|共计|共|已|达|有|来了|签了|落了)*(?:\\d+个|[两三四五六七八九十]+个(?=[,。:;、\n]|$))"
)
_SO_MANY: Final = re.compile(
    "(?<!第)(?:[两三四五六七八九十几多]|[2-9]|\\d[01])[个批项]$"
)  # in front: 推进两个高端制造项目
# 建成全球最大的电池生产基地: what something has become, and no name of it.
_BECOME: Final = re.compile("(?:成为?|变成|建成|打造为?|形成|发展为)[^,。;、]{0,12}(?:最大|领先|一流|唯一)的$")
_MOST_BECOME: Final = 24  # characters
# 包括80万千瓦风电、2万吨甲醇: what a project consists of or is able to, and none itself unless a list counts it as one.
_QUANTITY: Final = re.compile(
    r"(?:年产|年加工|年处理)?[\d.]+[万亿]?(?:吨|千瓦|兆瓦|[MG]Wh?|套|台|件|片|辆|只|支|平方米|立方米)"
)
_PARTS: Final = re.compile(
    "(?:包括|包含|以及|其中|建设内容|规模|产能|产出|能力|装机|形成|达到|配套|配建|配置|建成后|投产后|可|将)[^,。;\n]*$"
)
_MOST_BEFORE: Final = 60  # characters
_COUNTED_AS: Final = re.compile("[^。;\n]{0,60}?等[^,。;\n]{0,10}(?:项目|工程)")
_BUILT: Final = ("项目", "工程", "基地", "线", "园", "中心", "站", "厂", "期", "改造", "扩建", "技改")
_SAYS_SO: Final = ("项目", "工程")
_YEARLY: Final = ("年产", "日产", "月产")
_ABLE: Final = ("后", "可", "能", "可以", "能够", "将", "预计", "实现", "形成", "达到")  # 投产后可年产5万吨铝箔
_THERE: Final = ("赴", "在", "到", "走进", "来到", "抵达", "位于", "落户", "扎根", "布局", "落子", "投资", "选择")
# What makes a town of the two characters of a place: 东阳 in 东阳渡街道. 襄阳古镇 is no town of that name.
_TOWN: Final = re.compile("[^\\W乡城古村各小名重全大和及与的新老水特强在中等某市县区旗州]?(?:街道|镇)(?![村域街里外])")
_AND: Final = ("、", "和", "与", "及")
_LISTED_BEFORE: Final = re.compile("([\u4e00-\u9fff]{2,5})[、和与及]$")
_MOST_LISTED: Final = 6  # characters of a place in a list
LEVELS: Final = ("市", "县", "区", "州")  # what the stem of a division's name lacks
_FOREIGN: Final = 4  # characters of a foreigner's last name


def place_before(name: str, lexicon: Lexicon) -> int:
    """How many of a name's first characters are places: 5 of 湖北省襄阳营商环境."""
    at = 0
    while length := first_place(name[at:], lexicon):
        at += length
    return at


def first_place(name: str, lexicon: Lexicon) -> int:
    """How many of a name's first characters are one place: 3 of 湖北省襄阳营商环境."""
    return len(next(lexicon.places_at(name), ""))


def only_places(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is two places or more, each in the one before it: 甘肃白银, but not the firm 珲春紫金."""
    around: set[str] = set()
    while name:
        length = first_place(name, lexicon) or len(name)
        found = divisions_of(name[:length], lexicon)
        if not found or (around and not any(around.intersection(lexicon.ancestors(place)) for place in found)):
            return False
        if length == len(name):
            return bool(around)
        around, name = found, name[length:]
    return False


def divisions_of(form: str, lexicon: Lexicon) -> set[str]:
    """The divisions that a form names, or is the stem of: 平原县 for 平原, a word too that names none alone."""
    forms = (form, *(form + level for level in LEVELS)) if len(form) == _SHORT else (form,)
    return {
        r.entity for one in forms for r in lexicon.forms.get(one, ()) if r.type in PLACES and r.trust >= Trust.SHORT
    }


def why_not(folded: str, start: int, end: int, kind: str, lexicon: Lexicon, grammar: Grammar) -> str | None:
    """Why a span is no name of that type; None if nothing speaks against it."""
    name = folded[start:end]
    if (reason := lexicon.nonentities.get(name)) is not None:
        return f"a known {reason}"
    if name.startswith(grammar.pronouns) and not _is_known(name, kind, lexicon) and not first_place(name, lexicon):
        return "points at something named elsewhere"
    many = grammar.false_starts.get(kind)
    if many and _is_one_of_many(folded, start, name, many, lexicon) and not _is_known(name, kind, lexicon):
        return "begins like what is one of many"
    if name.endswith(grammar.false_ends.get(kind, ())) and not _is_known(name, kind, lexicon):
        return "ends like a name and is none"
    if folded.startswith(grammar.behind.get(kind, ()), end):
        return "with the word behind it something else"
    if folded.endswith(grammar.before.get(kind, ()), 0, start) and not name.endswith(_SAYS_SO):
        return "what something makes or uses"
    if kind == "Project" and (_is_count(folded, name, end) or _SO_MANY.search(folded, max(0, start - 3), start)):
        return "a count"
    if kind == "Project" and _is_capacity(folded, start, name):
        return "what is made in a year"
    if kind == "Project" and _is_part(folded, start, end):
        return "what something consists of"
    if kind in ("Project", "Park") and _BECOME.search(folded, max(0, start - _MOST_BECOME), start):
        return "what something becomes"
    if kind == "Policy" and name.endswith("模式") and "+" in name:
        return "a formula"
    if kind == "City":
        if _is_given_name(folded, start, end, grammar):
            return "a person's name"
        if end - start == _SHORT and _TOWN.match(folded, end):
            return "a town's name"
        if name in grammar.common_places and _is_common_word(folded, start, end, lexicon, grammar):
            return "a common word"
    if kind == "Enterprise":
        known = _is_known(name, kind, lexicon)
        if _is_person(folded, start, end, grammar, known=known):
            return "a person's name"
        if _DATELINE.match(folded, end):
            return "a paper's dateline"
        if any(_stands_between(folded, start, end, *words) for words in grammar.common_firms.get(name, ())):
            return "a common word"
        if not known and only_places(name, lexicon):
            return "only places"
        if not known and not name.endswith(_FIRM_ENDINGS):
            at = place_before(name, lexicon)
            rest = name[at:]
            # 广西石化 and 海丰石油装备 are firms where they are taken for such, 湖北机电产业 and 新能源汽车 are not.
            is_trade = _is_made_of_trades(rest, lexicon, grammar) and not rest.endswith(_WHOLE_TRADES)
            may_be_firm = at > 0 and (not rest or is_trade)
            if not may_be_firm and (rest in grammar.products or _is_generic(rest, lexicon, grammar)):
                return "only words of trades and talk"
    if kind == "Organization":
        at = place_before(name, lexicon)
        is_body = grammar.tail_behind(name, at, "City") == (len(name), kind)  # 招商局 is a bureau behind a place
        if at and _is_known(name[at:], "Enterprise", lexicon) and not is_body and not _is_known(name, kind, lexicon):
            return "a firm and the place in front of it"
        if grammar.bodies.fullmatch(name) and not _is_known(name, kind, lexicon):
            return "a kind of bodies"
        if at and _is_generic(name[at:], lexicon, grammar):
            return "only words of trades and talk"
    return None


def is_kind_of_project(name: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a project's name only tells its trade: 装备制造项目 is one beside its investor, else a kind."""
    core = name.removesuffix("项目").removesuffix("类")
    return core != name and _is_generic(core, lexicon, grammar)


def left_edge(name: str, kind: str, grammar: Grammar) -> int:
    """Where a name really begins: behind the last verb that no name of its type holds, other than in a noun."""
    if kind not in grammar.cuts:
        return 0
    nouns = [found.span() for found in grammar.uncut[kind].finditer(name)] if kind in grammar.uncut else []
    cuts = [found.span() for found in grammar.cuts[kind].finditer(name)]
    return max((end for start, end in cuts if not any(low <= start and end <= high for low, high in nouns)), default=0)


def _is_given_name(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a place's name is a person's here, or the given name of one."""
    return end - start <= LONGEST and (
        holds_given_name(folded, start, end, grammar) or has_title(folded, start, end, grammar)
    )


def _is_common_word(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a word that is a place's name too is only a word here: 日照充足, 朝阳产业."""
    name = folded[start:end]
    if folded.startswith(grammar.common_places[name], end):
        return True
    if folded.endswith(_THERE, 0, start) or any(name + level in folded for level in "市县区"):
        return False
    if _is_beside_place(folded, start, end, lexicon, grammar):
        return False
    places = {r.entity for r in lexicon.forms.get(name, ()) if r.type in PLACES}
    above = {lexicon.entries[place] for one in places for place in lexicon.ancestors(one)}
    return not any(form in folded for entry in above for form in (entry.name, *entry.aliases))


def _is_beside_place(folded: str, start: int, end: int, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a list goes on from a place to this word, or from it to a place: 昭通、安康; but not 和平、安宁."""
    before = _LISTED_BEFORE.search(folded, max(0, start - _MOST_LISTED), start)
    forms = [before[1][at:] for at in range(len(before[1]) - 1)] if before else []
    if folded[end : end + 1] in _AND:
        behind = end + 1
        forms.append(folded[behind : behind + first_place(folded[behind : behind + _MOST_LISTED], lexicon)])
    return any(form not in grammar.common_places and divisions_of(form, lexicon) for form in forms)


def _is_person(folded: str, start: int, end: int, grammar: Grammar, *, known: bool) -> bool:
    if known:
        return end - start <= LONGEST and holds_given_name(folded, start, end, grammar)
    if in_credits(folded, start, grammar) or (folded[start - 1 : start] == "·" and end - start <= _FOREIGN):
        return True
    return end - start <= LONGEST and (
        is_person_here(folded, start, end, grammar)
        or is_person_somewhere(folded, start, end, grammar)
        or in_list_of_persons(folded, start, end, grammar)
    )


def _stands_between(folded: str, start: int, end: int, front: str, behind: str) -> bool:
    return folded.endswith(front, 0, start) and folded.startswith(behind, end)


def _is_capacity(folded: str, start: int, name: str) -> bool:
    """Whether it is told what will be made in a year: 投产后可年产5万吨铝箔; but 形成年产5万吨铝箔项目."""
    return name.startswith(_YEARLY) and not name.endswith("项目") and folded.endswith(_ABLE, 0, start)


def _is_part(folded: str, start: int, end: int) -> bool:
    """Whether so much of a product is told as what something has or makes, and no list counts it as a project."""
    return (
        _QUANTITY.match(folded, start, end) is not None
        and not folded.endswith(_BUILT, start, end)
        and folded[start - 1 : start] != "的"  # whose it is is told
        and _PARTS.search(folded, max(0, start - _MOST_BEFORE), start) is not None
        and _COUNTED_AS.match(folded, end) is None
    )


def _is_one_of_many(folded: str, start: int, name: str, words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether a name begins with, or has in front of it, a word of many: 多个玄鸟项目; but 一批襄阳高新区的企业."""
    in_front = folded.endswith(words, max(0, start - _MOST_PLACE), start) and not first_place(name, lexicon)
    return name.startswith(words) or in_front


def _is_count(folded: str, name: str, end: int) -> bool:
    """Whether so many things are told, and none of them: 5条生产线, 储能项目8个."""
    counted = _COUNTED.match(name) is not None and not name.endswith("项目")
    return counted or (name.endswith("项目") and HOW_MANY.match(folded, end) is not None)


def _is_known(name: str, kind: str, lexicon: Lexicon) -> bool:
    return any(r.type == kind for r in lexicon.forms.get(name, ()))


def _is_made_of_trades(rest: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a name's rest is one trade after the other, as firms are called: 石油装备."""
    trades = grammar.equivalents["enterprise"]
    return _is_made_of(rest, lambda word: word in lexicon.industry_forms or trades.is_key(word))


def _is_generic(rest: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a name's rest can be cut into generic words and industries without anything left."""
    return _is_made_of(rest, lambda word: word in grammar.generic or word in lexicon.industry_forms)


def _is_made_of(rest: str, is_word: Callable[[str], bool]) -> bool:
    reachable = {0}
    for at in range(len(rest)):
        if at in reachable:
            reachable |= {end for end in range(at + 1, len(rest) + 1) if is_word(rest[at:end])}
    return len(rest) in reachable
