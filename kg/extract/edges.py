"""A proposed span -> the spans that it really names: whole numbers, no verb in front, one name of a chain each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_letters, digits
from typing import Final

from kg.extract.divisions import divisions_of, first_place
from kg.extract.doubt import left_edge
from kg.extract.found import Found
from kg.extract.generic import is_kind_of_project
from kg.extract.kinds import ANY_ZONE
from kg.grammar import Grammar
from kg.lexicon import PLACES, Lexicon

Proposed = tuple[int, int, str]

_EDGE: Final = "《》\"' ,。、;:!?"
_MARKS: Final = "\"'"
_ASCII_WORD: Final = frozenset(ascii_letters + digits)
_NUMBERS: Final = re.compile(r"(?<=[^\n\d、;。])(?:\d+、)+$")  # 1、2号机组: two numbers of one name
_OF_CHINA: Final = re.compile("(?:^|[^在入到于驻来回])中国$")
_BOTH: Final = "中国-"  # 中国—东盟产业园 is one name
_MOST_OPENED: Final = 12  # characters of a name before its bracket, and in it
_BEFORE_BRACKET: Final = re.compile("(?:(?![的在由与了])[\u4e00-\u9fffA-Za-z])*$")
_FOREIGN: Final = re.compile(r"(?<=[^(])\([A-Za-z][A-Za-z0-9 .&·-]*\)$")  # 英特尔(Intel): another name of the same
_LEAST_CUT: Final = 4  # characters; of 大幅缩短项目 only 项目 is left, which names nothing
# What makes a still longer name of a name and its tail.
_GOES_ON: Final = (
    *("项目", "工程", "总部", "管委会", "管理", "党工委", "法院", "税务", "公司", "集团"),
    *("建设", "审批", "谋划", "库", "指挥"),
)
_RETYPED: Final = frozenset(("Enterprise", "Park", "Project", "Organization"))
_BUILT: Final = re.compile(r"\)?(?:\(?[一二三四五六首]期|项目|工程|建设项目|内的?项目)")
_LEAST_LINK: Final = 4  # characters of each name of a chain
_HALF: Final = ("加工", "搬迁")  # what a name of a chain does not end with: 稻谷加工与米糠精炼工厂 is one
_LONGEST_BEGIN: Final = 6  # characters of a known name
_LEAST_FIRM: Final = 2  # characters
_LEAST_SCHEME: Final = 3  # characters of each scheme of a chain without quotes
_WHOSE: Final = frozenset("台港央国民外德日韩美法")
_PARTICLES: Final = frozenset("将把被让使令与和向对为由从据以如在给于同")
_LEGAL: Final = re.compile("(?:有限责任公司|有限公司)")
_UNITS: Final = ("部", "厂", "院", "所", "中心", "矿", "站", "队", "基地", ")")
_AND_COUNTY: Final = re.compile("和[县市区](?=.)")  # 县情和县经开区, but 和县经开区 where 和县 lies
_SHORT_COUNTY: Final = 2  # characters
_LEAST_BODY: Final = 3  # characters of a body's name
_PERSON: Final = (2, 3)  # characters of a person's name
_DEPUTY: Final = "副原"
_SPEAKER: Final = re.compile("[\u4e00-\u9fff]{2,4}代表(?!大会|团|处|队)")  # 甲某某代表市政府
# 国家重点水利项目甲河入海水道工程: what kind of thing it is, and then its name.
_KIND_IN_FRONT: Final = re.compile(
    "[^、]{0,14}(?:重点|重大|最大|首个|头号|标志性|龙头)[^、]{0,8}?(?:项目|工程)[—-]*(?!建设|集群|库)(?=[^、]{4,}(?:项目|工程|期|基地|园|站)$)"
)
_COUNTED: Final = re.compile("(?:[两三四五六七八九十]+[大个][^、]{0,8}|等(?:重[点大]|产业)?)项目$")  # 甲产业园六大项目
# What is said of a project behind its name: 甲辰碳酸二甲酯列为一号工程.
_SAID_OF_IT: Final = re.compile(
    "列为|打头|下闸|还剩|追加|封顶|不算|改造成|正在|已经|还在|停了|通车|三家|两项|首[车台批件]下线"
)
_PARK_AREA: Final = re.compile("(?<=园)区(?![域位县间别块])")
_HOUSES: Final = ("中心", "园", "城", "馆", "小镇", "广场", "厂", "平台")
_QUOTED: Final = re.compile('(?:(?!(?<=")[、和及与](?="))[^\n])+')  # “甲辰十条”、“乙巳十条” are two
_JOINED: Final = re.compile("[、和及与暨]")
_LINK: Final = re.compile("[^、和及与]+")
_LISTED: Final = re.compile("[^、]+")
_LINK_OF_PROJECTS: Final = re.compile("[^、和与暨]+")  # 及 joins the parts of one: 甲辰整体搬迁及扩能项目
_LAST_OF_PROJECTS: Final = re.compile("[^、和及与暨]+")  # but the last two of 甲电站、乙电站及丙电站
# Types whose names come in chains, and the word class that every name of a chain ends with.
_CHAINED: Final = {"Enterprise": ("company",), "Park": ("park",), "Project": ("project", "park")}


def mend_edges(folded: str, start: int, end: int, kind: str, lexicon: Lexicon, grammar: Grammar) -> Iterator[Proposed]:
    """The names in a proposed span; none where nothing is left of it."""
    start, end = _bare(folded, *_whole_words(folded, start, end, kind), kind, lexicon, grammar)
    links = _links(folded, start, end, kind, lexicon, grammar)
    if kind == "Enterprise":
        links = [part for link in links for part in _firms(folded, *link, lexicon, grammar)]
    for low, high in links:
        if kind == "Park":
            seats = list(_seats_apart(folded, low, high, lexicon))
            yield from seats
            low = seats[-1][1] if seats else low
        edge = left_edge(folded[low:high], kind, grammar)
        mended = _trimmed(folded, low + edge, high, kind)
        if mended is not None and not (edge and high - low - edge < _LEAST_CUT):
            yield (*mended[:2], _type_by_ending(folded, *mended, grammar))


def _seats_apart(folded: str, low: int, high: int, lexicon: Lexicon) -> Iterator[Proposed]:
    """The places in front of a park whose own name begins with the last of them, or with one that it lies in: 白银 in
    front of 白银高新区."""
    if folded[low:high] in lexicon.forms:
        return
    places: list[Proposed] = []
    around: set[str] = set()
    while length := first_place(folded[low:high], lexicon):
        form = folded[low : low + length]
        if around.intersection(divisions_of(form, lexicon)):
            yield from places
            return
        here = divisions_of(form, lexicon)
        around = here.union(*map(lexicon.ancestors, here))
        kind = next(reading.type for reading in lexicon.forms[form] if reading.type in PLACES)
        places.append((low, low + length, kind))
        low += length


def _bare(folded: str, low: int, high: int, kind: str, lexicon: Lexicon, grammar: Grammar) -> tuple[int, int]:
    """The name without an and, who speaks for it or the kind of thing before it, and without how many of its kind or
    what else is told behind it."""
    if kind == "Organization":
        if (speaker := _SPEAKER.match(folded, low, high)) and folded[low] in grammar.surnames:
            low = speaker.end()
        return low, _before_office(folded, low, high, grammar)
    if kind == "Park" and _AND_COUNTY.match(folded, low) and not _is_county(folded, low, lexicon):
        low += 1
    if kind == "Project":
        if (front := _KIND_IN_FRONT.match(folded, low, high)) is not None:
            low = front.end()
        counted = _COUNTED.search(folded, low, high)
        if counted is not None and counted.start() - low >= _LEAST_LINK:
            high = counted.start()
        if (said := _SAID_OF_IT.search(folded, low + _LEAST_LINK, high)) is not None:
            high = said.start()
    return low, high


def _is_county(folded: str, low: int, lexicon: Lexicon) -> bool:
    """Whether the text knows a county of the name that begins there, by itself or by what it lies in."""
    form = folded[low : low + _SHORT_COUNTY]
    here = divisions_of(form, lexicon)
    above = {lexicon.entries[place] for one in here for place in lexicon.ancestors(one)}
    told = {name for entry in above for name in (entry.name, *entry.aliases)}
    return bool(here) and (folded.count(form) > 1 or any(name in folded for name in told))


def _before_office(folded: str, low: int, high: int, grammar: Grammar) -> int:
    """Where a body's name ends: before the office, and the name of the person, if any, who holds it there."""
    for office in grammar.offices:
        at = high - len(office)
        if at - low >= _LEAST_BODY and folded.endswith(office, low, high):
            return _before_office(folded, low, at - (folded[at - 1] in _DEPUTY), grammar)
        at = folded.find(office, low + _LEAST_BODY, high)
        person = at + len(office)
        if at >= 0 and high - person in _PERSON and folded[person] in grammar.surnames:
            return at - (folded[at - 1] in _DEPUTY)
    return high


def with_tails(folded: str, found: Iterable[Found], grammar: Grammar) -> Iterator[Found]:
    """The names with the word behind them that belongs to them: the park 襄阳高新区 where only 襄阳 was found.

    Found in order of text, none longer than up to where the next begins.
    """
    kept = sorted(found)
    for one, then in zip(kept, [*(start for start, _, _, _ in kept), len(folded)][1:], strict=True):
        yield with_tail(folded, one, then, grammar)


def with_tail(folded: str, one: Found, then: int, grammar: Grammar) -> Found:
    """A name with the word behind it that belongs to it, if that reaches no further than `then`."""
    start, end, kind, _ = one
    whole, to = grammar.tail_behind(folded, end, kind)
    if not end < whole <= then or (to == "Project" and grammar.projects.how_many.match(folded, whole)):
        return one
    if kind == "Province" and ANY_ZONE.fullmatch(folded, end, whole):  # 湖北开发区: all of them
        return one
    if folded.startswith((*_GOES_ON, *grammar.behind.get(to, ())), whole):
        return one
    return start, whole, to, "tail"


def whole_parks(folded: str, found: Iterable[Found]) -> list[Found]:
    """The names, each 园 with the 区 behind it: 甲辰产业园 where 甲辰产业园区 stands."""
    kept = list(found)
    taken = {start for start, _, _, _ in kept}
    return [
        (start, end + 1, kind, by)
        if kind == "Park" and end not in taken and _PARK_AREA.match(folded, end)
        else (start, end, kind, by)
        for start, end, kind, by in kept
    ]


def inside_word(folded: str, start: int, end: int) -> bool:
    """Whether a form in Latin letters or digits is only a part of what stands there."""
    return _goes_on(folded, start) or _goes_on(folded, end)


def _goes_on(folded: str, at: int) -> bool:
    """Whether a run of Latin letters or digits goes on across an offset."""
    return 0 < at < len(folded) and folded[at] in _ASCII_WORD and folded[at - 1] in _ASCII_WORD


def _whole_words(folded: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """A number is never cut: of 20000吨染料项目 nobody says 00吨染料项目."""
    while _goes_on(folded, start):
        start -= 1
    while _goes_on(folded, end):
        end += 1
    closed = folded.find(")", start, end)
    if closed >= 0 and folded.find("(", start, closed) < 0:
        start = _opening(folded, start)
    if kind == "Enterprise" and folded[start] == "中" and _OF_CHINA.search(folded, max(0, start - 3), start):
        start -= 2  # 中国中车
    if folded.endswith(_BOTH, max(0, start - len(_BOTH)), start):
        start -= len(_BOTH)
    if folded[start].isdigit() and (numbers := _NUMBERS.search(folded, max(0, start - 12), start)) is not None:
        start = numbers.start()
    return start, end


def _opening(folded: str, start: int) -> int:
    """Where a name begins of which only the end of a bracket is in the span: 甲辰(襄阳)产业园."""
    opened = folded.rfind("(", max(0, start - _MOST_OPENED), start)
    if opened < 0:
        return start
    before = _BEFORE_BRACKET.search(folded, max(0, opened - _MOST_OPENED), opened)
    return before.start() if before else opened


def _type_by_ending(folded: str, start: int, end: int, kind: str, grammar: Grammar) -> str:
    """The type that a name's ending tells: 甲辰产业园 is a park, though what was meant is the building of it."""
    if kind not in _RETYPED or (kind == "Project" and _BUILT.match(folded, end)):
        return kind
    return next((to for to, words in grammar.endings.items() if folded.endswith(words, start, end)), kind)


def _links(folded: str, start: int, end: int, kind: str, lexicon: Lexicon, grammar: Grammar) -> list[tuple[int, int]]:
    """The names of a chain that was taken for one name: 甲电站、乙电站."""
    if kind == "Policy":
        return _policies(folded, start, end, grammar)
    if kind not in _CHAINED or _JOINED.search(folded, start, end) is None:
        return [(start, end)]
    listed = "、" in folded[start:end]
    between = _LINK if kind != "Project" else _LAST_OF_PROJECTS if listed else _LINK_OF_PROJECTS
    first = start + (folded[start] == "和" and _begins_known(folded, start, end, lexicon))
    links = [(found.start(), found.end()) for found in between.finditer(folded, first, end)]
    if links and first > start:  # 和林格尔新区
        links[0] = (start, links[0][1])
    if links == [(start, end)] or (kind == "Enterprise" and listed):
        return links
    names = [folded[low:high] for low, high in links]
    if kind == "Project" and any(is_kind_of_project(name, lexicon, grammar) for name in names):
        return [(start, end)]
    endings = _CHAINED[kind] if "暨" not in folded[start:end] else _CHAINED[kind][:1]
    houses = _HOUSES if 0 < folded.count("、", start, end) == len(links) - 1 else ()
    if all(
        len(name) >= _LEAST_LINK and (name.endswith(houses) or any(_ends_with(name, word, grammar) for word in endings))
        for name in names
    ) and not any(name.endswith(_HALF) for name in names[:-1]):
        return links
    return [(start, end)]


def _begins_known(folded: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name begins with one that is known, or with a division's without its level: 和静 of 和静铁粉厂."""
    forms = [folded[start:high] for high in range(start + 2, min(end, start + _LONGEST_BEGIN) + 1)]
    return any(form in lexicon.forms or divisions_of(form, lexicon) for form in forms)


def _policies(folded: str, start: int, end: int, grammar: Grammar) -> list[tuple[int, int]]:
    """The schemes of a chain: each in quotes, or each named as one: 田长制、路长制."""
    if (many := folded.find('"等', start, end)) > 0:  # “甲乙丙”等重大战略
        end = many + 1
    links = [(start + found.start(), start + found.end()) for found in _LISTED.finditer(folded[start:end])]
    if all(high - low >= _LEAST_SCHEME and _ends_with(folded[low:high], "policy", grammar) for low, high in links):
        return links
    return [(start + found.start(), start + found.end()) for found in _QUOTED.finditer(folded[start:end])]


def _firms(folded: str, low: int, high: int, lexicon: Lexicon, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """The firms in what was taken for one: both of 甲辰携手乙巳科技, and none of what is said of 甲辰公司 behind it."""
    if folded[low] == "企" and folded[low - 1 : low] in _WHOSE:  # 台企甲辰电子
        low += 1
    if folded[low] in _PARTICLES and folded[low:high] not in lexicon.forms and folded[low + 1 : high] in lexicon.forms:
        low += 1
    at = low
    for stop in [*grammar.stops.finditer(folded, low, high), None]:
        end = stop.start() if stop else high
        name = folded[at:end]
        if at == low or _ends_with(name, "company", grammar) or _ends_with(name, "trade", grammar):
            legal = _LEGAL.search(name)
            rest = name[legal.end() :] if legal else ""
            if legal and rest and not _ends_with(rest, "company", grammar) and not rest.endswith(_UNITS):
                end = at + legal.end()
            if end - at >= _LEAST_FIRM:
                yield at, end
        at = stop.end() if stop else high


def _ends_with(name: str, word_class: str, grammar: Grammar) -> bool:
    number = grammar.head.number(word_class)
    return any(last == len(name) - 1 and found == number for last, (_, found) in grammar.head.automaton.iter(name))


def with_both_marks(folded: str, start: int, end: int) -> tuple[int, int]:
    """A span that one of two quotation marks cuts, with the other beside it: “招大引强”专项行动 keeps its quotes."""
    for mark in _MARKS:
        if folded.count(mark, start, end) % 2:
            if folded[start - 1 : start] == mark:
                return start - 1, end
            if folded[end : end + 1] == mark:
                return start, end + 1
    return start, end


def _trimmed(folded: str, start: int, end: int, kind: str) -> Proposed | None:
    while start < end and folded[start] in _EDGE:
        start += 1
    while end > start and folded[end - 1] in _EDGE:
        end -= 1
    start, end = with_both_marks(folded, start, end)
    opened = folded.rfind("(", start, end)
    if opened > folded.rfind(")", start, end):  # a bracket that the name opens and does not close
        end = end + 1 if folded[end : end + 1] == ")" else opened
    if kind == "Enterprise" and folded[end - 1] == ")" and (foreign := _FOREIGN.search(folded, start, end)) is not None:
        end = foreign.start()
    return (start, end, kind) if end - start >= 2 or (end > start and kind in ("City", "Province")) else None
