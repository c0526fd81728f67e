"""Enterprise mentions -> enterprises: full names, brands, introduced short forms, groups and branches apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from kg.equivalents import Equivalents
from kg.firms import are_two_firms, has_legal_form, without_company, without_legal
from kg.grammar import Grammar
from kg.lexicon import Lexicon, Trust
from kg.link.firms import Cores, adds_trade, behind_group, is_last_words, is_same_house, is_short_of, without_tail
from kg.link.names import Cluster, Places, Surface, home_by_introduction
from kg.model import ShortForm
from kg.name_grammar import LinkGrammar
from kg.text import NAMES_AT_HAND

_BEGINNING = 2  # characters; no brand is shorter


def link_enterprises(
    surfaces: Sequence[Surface],
    introduced: Mapping[str, ShortForm],
    apart: Collection[frozenset[str]],
    places: Places,
    grammar: Grammar,
) -> list[Cluster]:
    """One cluster an enterprise. Longer names come first, so that a short form finds its full name.

    `apart` are pairs of forms that the text tells apart, as a parent and its subsidiary.
    """
    lexicon = places.lexicon
    clusters: list[Cluster] = []
    by_form: dict[str, Cluster] = {}
    trades = grammar.equivalents["enterprise"]
    cores = Cores(places, grammar)
    numbers: dict[str, int] = {}  # of clusters, by name
    near: defaultdict[str, dict[int, Cluster]] = defaultdict(dict)  # by beginning of a name, by id that it may be
    for surface in surfaces:
        others = frozenset().union(*(pair for pair in apart if surface.form in pair)) - {surface.form}
        cluster, reason = _home(surface, others, near, by_form, introduced, cores, trades)
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
    introduced: Mapping[str, ShortForm],
    cores: Cores,
    trades: Equivalents,
) -> tuple[Cluster | None, str]:
    form, lexicon = surface.form, cores.places.lexicon
    home, reason = home_by_introduction(form, introduced, by_form)
    if home is not None:
        return home, reason
    known = _safe_firms(form, lexicon)
    alike = near.get(cores[form][:_BEGINNING], {})  # all that this may be short for
    if others:
        alike = {n: c for n, c in alike.items() if not any({f, without_company(f)} & others for f in c.forms)}
    for _, cluster in sorted(alike.items()):
        if any(without_company(f) == form or is_same_house(f, form, cores.rules) for f in cluster.forms):
            return cluster, f"short for {cluster.name}"
    if known:
        if (group := _group_alone(form, known, alike, near, cores.rules)) is not None:
            return group, f"short for {group.name}"
        for _, cluster in sorted({**alike, **{n: c for one in known for n, c in near.get(one, {}).items()}}.items()):
            ours = {firm for f in cluster.forms for firm in _safe_firms(f, lexicon)}
            if ours & known:
                return cluster, "forms of one enterprise in the lexicon"
            if ours and any(is_short_of(form, f, cores) for f in cluster.forms):
                return None, "another enterprise in the lexicon"
    if any(has_legal_form(lexicon.entries[entity].name) for entity in known):
        # Its full name is known; another full name that begins alike is another firm, mostly a subsidiary.
        return None, "named so"
    fitting = [
        c
        for _, c in sorted(alike.items())
        if any(is_short_of(form, f, cores) for f in c.forms) and not _is_elsewhere(form, c, cores)
    ]
    own = {reading.entity for reading in lexicon.readings(form) if reading.type == "Enterprise"}
    if own:
        # 华润 is a firm of its own: it is short for 华润甲辰有限公司 only if all else there is trade, and never for
        # another firm that is known, as 华润电力 is.
        fitting = [
            c
            for c in fitting
            if any(adds_trade(form, f, cores, trades) for f in c.forms)
            and not any((safe := _safe_firms(f, lexicon)) and not safe & own for f in c.forms)
        ]
    if len(fitting) == 1:
        return fitting[0], f"short for {fitting[0].name}"
    if len(fitting) > 1:
        best = _closest(form, fitting, cores.rules)
        if best is not None:
            return best, f"of several, nearest to {best.name}"
    longer = {c.name: c for full, c in by_form.items() if is_last_words(form, full, trades, cores.rules)}
    if len(longer) == 1 and not known:
        (home,) = longer.values()
        return home, f"the last words of {home.name}"
    return None, "named so"


def _group_alone(
    form: str,
    known: Collection[str],
    alike: Mapping[int, Cluster],
    near: Mapping[str, Mapping[int, Cluster]],
    rules: LinkGrammar,
) -> Cluster | None:
    """The group that is named so with 集团 behind it, where the firm that the lexicon knows by this form is not named:
    甲辰 beside 甲辰集团 is the group, though its listed company is called so too."""
    if any(near.get(firm) for firm in known):
        return None
    names = {f"{form}{end}" for end in rules.group_end}
    return next((c for _, c in sorted(alike.items()) if names & set(c.forms)), None)


def _beginnings(form: str, cores: Cores) -> set[str]:
    """What a short form of this name begins with."""
    cored = (cores[form], without_legal(form), *behind_group(form, cores))
    return {core[:_BEGINNING] for core in cored}


@lru_cache(maxsize=NAMES_AT_HAND)
def _safe_firms(form: str, lexicon: Lexicon) -> frozenset[str]:
    """The firms of the lexicon that a form is sure to name, without its legal form too.

    But of a firm that the lexicon knows in full, another full name is another firm, unless both are joint-stock.
    """
    if firms := _firms_named(form, lexicon):
        return firms
    bare = without_company(form)
    firms = _firms_named(bare, lexicon) if bare != form else frozenset()
    return frozenset(firm for firm in firms if not are_two_firms(form, lexicon.entries[firm].name))


def _firms_named(form: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(r.entity for r in lexicon.readings(form) if r.type == "Enterprise" and r.trust == Trust.SAFE)


def _closest(form: str, fitting: Sequence[Cluster], rules: LinkGrammar) -> Cluster | None:
    """Of several full names that begin alike, the one that adds nothing, or the group or the listed company."""
    equal = [c for c in fitting if any(without_tail(f, rules) == without_tail(form, rules) for f in c.forms)]
    if len(equal) == 1:
        return equal[0]
    heads = [c for c in fitting if rules.leading.search(c.name)]
    return heads[0] if len(heads) == 1 else None


def _is_elsewhere(form: str, cluster: Cluster, cores: Cores) -> bool:
    """Whether a name begins with another place than one of the cluster's: 湖北甲辰 is not 四川甲辰科技有限公司, nor
    湖北物流集团 中国物流集团有限公司."""
    places = cores.places
    place, rest = places.prefix(form)
    if place is None:
        return False
    named = form.removesuffix(rest)
    if all(f.startswith(cores.rules.china) and named not in f for f in cluster.forms):
        return True
    others = {other for f in cluster.forms if (other := places.prefix(f)[0])}
    return not all(places.lexicon.holds(place, other) or places.lexicon.holds(other, place) for other in others)


def _is_another(firm: str, cluster: Cluster, lexicon: Lexicon) -> bool:
    """Whether the full name of a cluster, which is the lexicon's short one with its legal form, is another firm's."""
    full = lexicon.entries[firm].name
    return any(
        form != full and are_two_firms(form, full) and without_company(form) in cluster.forms for form in cluster.forms
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
