"""Two names of firms -> whether one may be short for the other, by brand, place, trade and legal form."""

from __future__ import annotations

import re

from kg.equivalents import Equivalents
from kg.firms import brackets_in, is_registered, legal_words, without_brackets, without_legal
from kg.lexicon import Lexicon, Trust
from kg.link.names import Places

_GROUP = re.compile(r"(?:控股)?集团$")
_BRANCH = re.compile(r"(?:分公司|子公司|支行|分行|办事处|代表处|事业部|区域总部|总部|分部)$")
_COUNTRIES = (
    "德国",
    "美国",
    "日本",
    "韩国",
    "法国",
    "英国",
    "瑞士",
    "瑞典",
    "荷兰",
    "意大利",
    "新加坡",
    "加拿大",
    "丹麦",
    "以色列",
    "泰国",
    "印度",
    "俄罗斯",
    "西班牙",
    "奥地利",
    "澳大利亚",
    "芬兰",
    "挪威",
    "比利时",
    "马来西亚",
    "中国",
)
_LONGEST_PARK = 12  # characters
_LEAST_OWN = 4  # characters of a name behind that of a group: the rest of 甲辰集团贸易有限公司 is no name
_TRADE = "科技"  # which a short name may keep, but not change: 甲辰科技 is not 甲辰机械
_TRADE_TAIL = re.compile(r"(?:集团|公司|科技|股份|控股|企业|总公司)$")
_NO_BRANDS = frozenset(["集团", "银行", "股份", "时代"])  # they name a firm only with the place: 宁德时代, 襄阳银行


def is_short_of(short: str, full: str, cores: Cores) -> bool:
    """Whether `short` may be the firm that `full` names: its brand, with or without place, trade and legal form."""
    if len(short) >= len(full) or _is_of_other_form(short, full):
        return False
    short_core = cores[short]
    if len(short_core) < 2:
        return False
    if is_registered(short) and is_registered(full):  # two full names are one but for the place in front
        return brackets_in(full) == brackets_in(short) and without_legal(full).endswith(without_legal(short))
    if short.endswith(_TRADE) and _TRADE not in full.partition(short_core)[2]:
        return False
    return without_legal(short) in behind_group(full, cores) or any(
        candidate.startswith(short_core) and _only_trade(candidate[len(short_core) :], cores.places)
        for candidate in (cores[full], without_legal(full))
    )


def _is_of_other_form(short: str, full: str) -> bool:
    """Whether the full name is a branch, or the short one says 集团 or 股份 of its firm and the full one does not."""
    if _BRANCH.search(full) and not _BRANCH.search(short):
        return True
    if _GROUP.search(short) and "集团" not in full:
        return True
    told, told_in_full = legal_words(short), legal_words(full)
    if is_registered(short) and is_registered(full):
        return told != told_in_full
    return is_registered(full) and "股份" in told - told_in_full


def adds_trade(short: str, full: str, cores: Cores, trades: Equivalents) -> bool:
    """Whether a full name holds nothing but words of trade behind what the short one says."""
    rest = without_legal(full).partition(cores[short])[2]
    while rest:
        rest, ending = trades.split(rest)
        if not ending:
            return False
    return True


def behind_group(name: str, cores: Cores) -> tuple[str, ...]:
    """A firm's own name behind that of its group, and that without place: 襄阳乙巳 of 甲辰集团襄阳乙巳有限公司."""
    group, _, own = name.partition("集团")
    if not group or not is_registered(own) or len(without_legal(own)) < _LEAST_OWN:
        return ()
    return without_legal(own), cores[own]


def without_tail(name: str) -> str:
    """A name without legal form and 科技 behind, with the place in front."""
    return _TRADE_TAIL.sub("", without_legal(name))


class Cores(dict[str, str]):
    """Name -> its core, worked out once."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def __missing__(self, name: str) -> str:
        self[name] = _core(name, self.places)
        return self[name]


def _core(name: str, places: Places) -> str:
    """A firm's name without country, place, brackets and legal form: 德国巴斯夫集团 gives 巴斯夫."""
    core = without_brackets(name)
    for country in _COUNTRIES:
        if core.startswith(country) and len(core) - len(country) >= 2:
            core = core[len(country) :]
            break
    core = without_legal(core)
    place, rest = places.prefix(core)
    if park := _park_before(rest, places.lexicon):
        place, rest = park, rest.removeprefix(park)
    if place is not None and len(rest) >= 2 and rest not in _NO_BRANDS:
        core = rest
    stripped = _TRADE_TAIL.sub("", core)
    return stripped if len(stripped) >= 2 else core


def _park_before(name: str, lexicon: Lexicon) -> str:
    """The known park that a firm's name begins with: 贵安新区 of 贵安新区甲辰科技."""
    for length in range(min(len(name) - 2, _LONGEST_PARK), 2, -1):
        park = name[:length]
        if park.endswith("区") and any(r.type == "Park" and r.trust == Trust.SAFE for r in lexicon.readings(park)):
            return park
    return ""


def _only_trade(rest: str, places: Places) -> bool:
    """Whether what a full name adds to the brand only says its trade, and no other place or house."""
    if re.search(r"基地|总部|分|项目", rest):
        return False
    return not any(places.resolve(rest[i : i + 2]) or places.resolve(rest[i : i + 3]) for i in range(len(rest) - 1))
