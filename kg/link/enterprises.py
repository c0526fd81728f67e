"""Enterprise mentions -> enterprises: full names, brands, introduced short forms, groups and branches apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from kg.equivalents import Equivalents
from kg.firms import (
    brackets_in,
    has_legal_form,
    is_registered,
    legal_words,
    without_brackets,
    without_company,
    without_legal,
)
from kg.lexicon import Lexicon, Trust
from kg.link.names import Cluster, Places, Surface

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
_BEGINNING = 2  # characters; no brand is shorter
_TRADE = "科技"  # which a short name may keep, but not change: 甲辰科技 is not 甲辰机械
_TRADE_TAIL = re.compile(r"(?:集团|公司|科技|股份|控股|企业|总公司)$")


def link_enterprises(
    surfaces: Sequence[Surface],
    introduced: Mapping[str, str],
    apart: Collection[frozenset[str]],
    places: Places,
    lexicon: Lexicon,
    trades: Equivalents,
) -> list[Cluster]:
    """One cluster an enterprise. Longer names come first, so that a short form finds its full name.

    `apart` are pairs of forms that the text tells apart, as a parent and its subsidiary.
    """
    clusters: list[Cluster] = []
    by_form: dict[str, Cluster] = {}
    cores = Cores(places)
    numbers: dict[str, int] = {}  # of clusters, by name
    near: defaultdict[str, dict[int, Cluster]] = defaultdict(dict)  # by beginning of a name, by id that it may be
    for surface in surfaces:
        others = frozenset().union(*(pair for pair in apart if surface.form in pair)) - {surface.form}
        cluster, reason = _home(surface, others, near, by_form, introduced, cores, lexicon, trades)
        if cluster is None:
            cluster = Cluster("Enterprise", surface.form)
            numbers[cluster.name] = len(clusters)
            clusters.append(cluster)
        for key in (*_beginnings(surface.form, cores), *_safe_firms(surface.form, lexicon)):
            near[key][numbers[cluster.name]] = cluster
        cluster.reasons[surface] = reason
        by_form[surface.form] = cluster
    for cluster in clusters:
        cluster.entity = _known(cluster, lexicon)
    return clusters


def _home(
    surface: Surface,
    others: frozenset[str],
    near: Mapping[str, Mapping[int, Cluster]],
    by_form: Mapping[str, Cluster],
    introduced: Mapping[str, str],
    cores: Cores,
    lexicon: Lexicon,
    trades: Equivalents,
) -> tuple[Cluster | None, str]:
    form = surface.form
    full = introduced.get(form, "")
    if full in by_form:
        return by_form[full], f"introduced as the short form of {full}"
    known = _safe_firms(form, lexicon)
    alike = near.get(cores[form][:_BEGINNING], {})  # all that this may be short for
    if others:
        alike = {n: c for n, c in alike.items() if not any({f, without_company(f)} & others for f in c.forms)}
    for _, cluster in sorted(alike.items()):
        if any(without_company(f) == form for f in cluster.forms):
            return cluster, f"short for {cluster.name}"
    if known:
        for _, cluster in sorted({**alike, **{n: c for one in known for n, c in near.get(one, {}).items()}}.items()):
            ours = {firm for f in cluster.forms for firm in _safe_firms(f, lexicon)}
            if ours & known:
                return cluster, "forms of one enterprise in the lexicon"
            if ours and any(_is_short_of(form, f, cores) for f in cluster.forms):
                return None, "another enterprise in the lexicon"
    if any(has_legal_form(lexicon.entries[entity].name) for entity in known):
        # Its full name is known; another full name that begins alike is another firm, mostly a subsidiary.
        return None, "named so"
    fitting = [
        c
        for _, c in sorted(alike.items())
        if any(_is_short_of(form, f, cores) for f in c.forms) and not _is_elsewhere(form, c, cores.places)
    ]
    own = {reading.entity for reading in lexicon.readings(form) if reading.type == "Enterprise"}
    if own:
        # 华润 is a firm of its own: it is short for 华润甲辰有限公司 only if all else there is trade, and never for
        # another firm that is known, as 华润电力 is.
        fitting = [
            c
            for c in fitting
            if any(_adds_trade(form, f, cores, trades) for f in c.forms)
            and not any((safe := _safe_firms(f, lexicon)) and not safe & own for f in c.forms)
        ]
    if len(fitting) == 1:
        return fitting[0], f"short for {fitting[0].name}"
    if len(fitting) > 1:
        best = _closest(form, fitting)
        if best is not None:
            return best, f"of several, nearest to {best.name}"
    return None, "named so"


def _beginnings(form: str, cores: Cores) -> set[str]:
    """What a short form of this name begins with."""
    cored = (cores[form], without_legal(form), *_behind_group(form, cores))
    return {core[:_BEGINNING] for core in cored}


def _behind_group(name: str, cores: Cores) -> tuple[str, ...]:
    """A firm's own name behind that of its group, and that without place: 襄阳乙巳 of 甲辰集团襄阳乙巳有限公司."""
    group, _, own = name.partition("集团")
    if not group or not is_registered(own) or len(without_legal(own)) < _LEAST_OWN:
        return ()
    return without_legal(own), cores[own]


def _safe_firms(form: str, lexicon: Lexicon) -> set[str]:
    """The firms of the lexicon that a form is sure to name, without its legal form too.

    But of a firm that the lexicon knows in full, another full name is another firm.
    """
    if firms := _firms_named(form, lexicon):
        return firms
    bare = without_company(form)
    firms = _firms_named(bare, lexicon) if bare != form else set()
    return {firm for firm in firms if not (is_registered(form) and is_registered(lexicon.entries[firm].name))}


def _firms_named(form: str, lexicon: Lexicon) -> set[str]:
    return {r.entity for r in lexicon.readings(form) if r.type == "Enterprise" and r.trust == Trust.SAFE}


def _closest(form: str, fitting: Sequence[Cluster]) -> Cluster | None:
    """Of several full names that begin alike, the one that adds nothing, or the group or the listed company."""
    equal = [c for c in fitting if any(_without_tail(f) == _without_tail(form) for f in c.forms)]
    if len(equal) == 1:
        return equal[0]
    heads = [c for c in fitting if re.search(r"集团|股份", c.name)]
    return heads[0] if len(heads) == 1 else None


def _without_tail(name: str) -> str:
    """A name without legal form and 科技 behind, with the place in front."""
    return _TRADE_TAIL.sub("", without_legal(name))


def _is_short_of(short: str, full: str, cores: Cores) -> bool:
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
    return without_legal(short) in _behind_group(full, cores) or any(
        candidate.startswith(short_core) and _only_trade(candidate[len(short_core) :], cores.places)
        for candidate in (cores[full], without_legal(full))
    )


def _is_elsewhere(form: str, cluster: Cluster, places: Places) -> bool:
    """Whether a name begins with another place than one of the cluster's: 湖北甲辰 is not 四川甲辰科技有限公司."""
    place, _ = places.prefix(form)
    if place is None:
        return False
    others = {other for f in cluster.forms if (other := places.prefix(f)[0])}
    return not all(places.lexicon.holds(place, other) or places.lexicon.holds(other, place) for other in others)


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
    if place is not None and len(rest) >= 2 and rest not in ("集团", "银行", "股份", "时代"):
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


def _adds_trade(short: str, full: str, cores: Cores, trades: Equivalents) -> bool:
    """Whether a full name holds nothing but words of trade behind what the short one says."""
    rest = without_legal(full).partition(cores[short])[2]
    while rest:
        rest, ending = trades.split(rest)
        if not ending:
            return False
    return True


def _is_another(firm: str, cluster: Cluster, lexicon: Lexicon) -> bool:
    """Whether the full name of a cluster, which is the lexicon's short one with its legal form, is another firm's."""
    full = lexicon.entries[firm].name
    return is_registered(full) and any(
        is_registered(form) and form != full and without_company(form) in cluster.forms for form in cluster.forms
    )


def _known(cluster: Cluster, lexicon: Lexicon) -> str | None:
    for trust in (Trust.SAFE, Trust.CONTEXTUAL):
        for form in cluster.forms:
            ids = {r.entity for r in lexicon.readings(form) if r.type == "Enterprise" and r.trust == trust}
            if trust == Trust.SAFE:
                ids = {firm for firm in _safe_firms(form, lexicon) if not _is_another(firm, cluster, lexicon)}
            if len(ids) == 1:
                return ids.pop()
        if any(has_legal_form(form) for form in cluster.forms):
            return None  # a full name that the lexicon does not know is not what its brand may also mean
    return None
