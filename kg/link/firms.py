"""Two names of firms -> whether one may be short for the other, by brand, place, trade and legal form."""

from __future__ import annotations

from kg.equivalents import Equivalents
from kg.firms import brackets_in, is_registered, legal_words, without_brackets, without_legal
from kg.grammar import Grammar
from kg.lexicon import Lexicon, Trust
from kg.link.names import Places
from kg.name_grammar import LinkGrammar

_LONGEST_PARK = 12  # characters
_LEAST_OWN = 4  # characters of a name behind that of a group: the rest of 甲辰集团贸易有限公司 is no name


def is_short_of(short: str, full: str, cores: Cores) -> bool:
    """Whether `short` may be the firm that `full` names: its brand, with or without place, trade and legal form."""
    if len(short) >= len(full) or _is_of_other_form(short, full, cores.rules):
        return False
    short_core = cores[short]
    if len(short_core) < 2:
        return False
    if _is_of_other_place(short, full, cores.places):
        return False
    if is_registered(short) and is_registered(full):  # two full names are one but for the place in front
        return brackets_in(full) == brackets_in(short) and without_legal(full).endswith(without_legal(short))
    if short.endswith(cores.rules.kept_trade) and not _keeps_trade(short, full.partition(short_core)[2], cores.rules):
        return False
    return without_legal(short) in behind_group(full, cores) or any(
        candidate.startswith(short_core) and _only_trade(candidate[len(short_core) :], cores)
        for candidate in (cores[full], without_legal(full))
    )


def _keeps_trade(short: str, behind: str, rules: LinkGrammar) -> bool:
    """Whether the trade that a short name ends with stands in the full one behind the brand."""
    return any(trade in behind for trade in rules.kept_trade if short.endswith(trade))


def _is_of_other_form(short: str, full: str, rules: LinkGrammar) -> bool:
    """Whether the full name is a branch, or the short one says 集团 or 股份 of its firm and the full one does not."""
    if rules.branch.search(full) and not rules.branch.search(short):
        return True
    if rules.group.search(short) and "集团" not in full:
        return True
    told, told_in_full = legal_words(short), legal_words(full)
    if is_registered(short) and is_registered(full):
        return told != told_in_full
    return is_registered(full) and "股份" in told - told_in_full


def _is_of_other_place(short: str, full: str, places: Places) -> bool:
    """Whether the short name tells in brackets a place that the full one does not: 甲辰(襄阳)公司 is not 甲辰集团."""
    return any(places.resolve(held[1:-1]) and held not in full for held in brackets_in(short))


def is_last_words(short: str, full: str, trades: Equivalents, rules: LinkGrammar) -> bool:
    """Whether a group's name is only words of trade, and how the other ends: 发展集团 of 甲辰发展集团."""
    if not short.endswith(rules.group_end) or short in (full, *rules.group_end) or not full.endswith(short):
        return False
    rest = next(short.removesuffix(end) for end in rules.group_end if short.endswith(end))
    while rest:
        rest, trade = trades.split(rest)
        if not trade:
            return False
    return True


def is_same_house(one: str, other: str, rules: LinkGrammar) -> bool:
    """Whether one brand has 集团 and once 公司 behind it, and nothing else: 甲辰公司 and 甲辰集团."""
    brands = {one.removesuffix(end) for end in rules.firm_end} & {other.removesuffix(end) for end in rules.firm_end}
    return one != other and any(brand not in ("", one, other) for brand in brands)


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


def without_tail(name: str, rules: LinkGrammar) -> str:
    """A name without legal form and 科技 behind, with the place in front."""
    return rules.trade_tail.sub("", without_legal(name))


class Cores(dict[str, str]):
    """Name -> its core, worked out once."""

    def __init__(self, places: Places, grammar: Grammar) -> None:
        self.places = places
        self.rules = grammar.linking
        self.investors = grammar.equivalents["investor"]

    def __missing__(self, name: str) -> str:
        core = _core(name, self.places, self.rules)
        self[name] = self.investors.keys.get(core, core)
        return self[name]


def _core(name: str, places: Places, rules: LinkGrammar) -> str:
    """A firm's name without country, place, brackets and legal form: 德国巴斯夫集团 gives 巴斯夫."""
    core = without_brackets(name)
    if core.startswith(rules.countries):
        named = (country for country in rules.countries if core.startswith(country))
        country = next((country for country in named if len(core) - len(country) >= 2), "")
        core = core[len(country) :]
    core = without_legal(core)
    place, rest = places.prefix(core)
    if park := _park_before(rest, places.lexicon):
        place, rest = park, rest.removeprefix(park)
    if place is not None and len(rest) >= 2 and rest not in rules.no_brands:
        core = rest
    stripped = rules.trade_tail.sub("", core)
    return stripped if len(stripped) >= 2 else core


def _park_before(name: str, lexicon: Lexicon) -> str:
    """The known park that a firm's name begins with: 贵安新区 of 贵安新区甲辰科技."""
    for length in range(min(len(name) - 2, _LONGEST_PARK), 2, -1):
        if name[length - 1] == "区":
            park = name[:length]
            if any(r.type == "Park" and r.trust == Trust.SAFE for r in lexicon.readings(park)):
                return park
    return ""


def _only_trade(rest: str, cores: Cores) -> bool:
    """Whether what a full name adds to the brand only says its trade, and no other place or house."""
    if cores.rules.other_house.search(rest):
        return False
    places = cores.places
    return not any(places.resolve(rest[i : i + 2]) or places.resolve(rest[i : i + 3]) for i in range(len(rest) - 1))
