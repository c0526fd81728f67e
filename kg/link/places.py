"""Place mentions -> divisions, by official names, short forms and what the article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from kg.lexicon import PLACES, Form, Lexicon, Trust
from kg.link.names import Cluster, Places, Surface
from kg.model import Mention, ShortForm
from kg.text import NAMES_AT_HAND, fold_form, prominence

_SUFFIXES = ("市", "县", "区", "省", "州", "旗", "盟")
_LEVEL_WEIGHT = {"province": 1, "municipality": 4, "prefecture": 4, "county": 2}
_LONGEST = 12
_NONE: Mapping[str, ShortForm] = MappingProxyType({})
_ONLY = "only division of that name"
_NAMED = "of several of that name, the one that the article names in full"
_BEFORE = "of several of that name, the one in the place before it"
_FITTING = "of several of that name, the one that the article's other places fit"


def link_places(
    surfaces: Sequence[Surface],
    title_length: int,
    lexicon: Lexicon,
    hints: Iterable[str] = (),
    introduced: Mapping[str, ShortForm] = _NONE,
) -> tuple[list[Cluster], Places]:
    """One cluster a division; surfaces that name no known division stay out (see `Places.by_form` for the rest).

    `hints` are places that other names of the article speak of: 北京 where only 北京市商务局 is named.
    """
    by_one = {form: short for form, short in introduced.items() if len(form) == 1}  # 滇 of 在滇投资
    full = {form: short.full for form, short in by_one.items()}
    candidates = {surface: _candidates(full.get(surface.form, surface.form), lexicon) for surface in surfaces}
    sure = Counter({ids[0]: len(surface.mentions) for surface, ids in candidates.items() if len(ids) == 1})
    ends = {mention.span.end: surface for surface in surfaces for mention in surface.mentions}
    context = Counter(above for place in (*sure, *hints) for above in (place, *lexicon.ancestors(place)))
    chosen: dict[Surface, tuple[str, str]] = {}
    for surface, ids in candidates.items():
        if len(ids) == 1:
            short = by_one.get(surface.form)
            chosen[surface] = (ids[0], f"{short.why} {short.full}" if short else _ONLY)
        elif ids:
            for part, place in _by_place_before(surface, ids, ends, candidates, sure, lexicon):
                if place is not None:
                    chosen[part] = (place, _BEFORE)
                elif (choice := _choose(part, ids, sure, ends.keys(), context, lexicon)) is not None:
                    chosen[part] = choice
    clusters: dict[str, Cluster] = {}
    for surface, (place, reason) in chosen.items():
        entry = lexicon.entries[place]
        clusters.setdefault(place, Cluster(entry.type, entry.name, place)).reasons[surface] = reason
    by_form: dict[str, str] = {}
    for surface, (place, _) in chosen.items():
        by_form.setdefault(surface.form, place)
    return list(clusters.values()), Places(by_form, _main_place(clusters, title_length, lexicon), lexicon)


@lru_cache(maxsize=NAMES_AT_HAND)
def seat(form: str, lexicon: Lexicon) -> str | None:
    """The place that a body or a park of that name is known to be at, or that its name begins with."""
    known = {lexicon.entries[r.entity].division for r in lexicon.readings(form)} - {None}
    if known:
        return next((p for code in sorted(filter(None, known)) if (p := f"city/{code}") in lexicon.entries), None)
    for length in range(_LONGEST, 1, -1):
        readings = lexicon.forms.get(form[:length], ())
        ids = {r.entity for r in readings if r.type in PLACES and r.trust >= Trust.SHORT}
        if ids:
            return ids.pop() if len(ids) == 1 else None
    return None


def _by_place_before(
    surface: Surface,
    ids: Sequence[str],
    ends: Mapping[int, Surface],
    candidates: Mapping[Surface, Sequence[str]],
    sure: Mapping[str, int],
    lexicon: Lexicon,
) -> Iterator[tuple[Surface, str | None]]:
    """The mentions that a place directly in front tells apart (南京市鼓楼区, 福州市鼓楼区), then all others: where a
    province of that name is named in full, 天津河北 are two of a list."""
    provinces = [i for i in ids if i in sure and lexicon.entries[i].level == "province"]
    told: dict[str | None, list[Mention]] = {}
    for mention in surface.mentions:
        before = ends.get(mention.span.start)
        above = candidates[before] if before is not None else ()
        fitting = [i for i in ids if len(above) == 1 and above[0] in lexicon.ancestors(i)]
        if provinces and provinces != list(above):
            fitting = []
        told.setdefault(fitting[0] if len(fitting) == 1 else None, []).append(mention)
    for place, mentions in sorted(told.items(), key=lambda one: one[0] is None):
        yield (surface if len(told) == 1 else Surface(surface.form, surface.type, tuple(mentions))), place


def _choose(
    surface: Surface,
    ids: Sequence[str],
    sure: Mapping[str, int],
    ends: Collection[int],
    context: Counter[str],
    lexicon: Lexicon,
) -> tuple[str, str] | None:
    """Which of several divisions a surface names, and why; None where nothing tells."""
    named = [i for i in ids if i in sure]
    behind = any(mention.span.start in ends for mention in surface.mentions)
    # 吉林 where the article says 吉林省 and never 吉林市 or 吉林省吉林, or speaks of 吉林市 and of its province once.
    most = sorted(named, key=lambda i: -sure[i])
    if named and not behind and (len(named) == 1 or sure[most[0]] > sure[most[1]]):
        return most[0], _NAMED
    typed = [i for i in ids if lexicon.entries[i].type == surface.type] or ids
    official = {i for i in typed if fold_form(lexicon.entries[i].name) == surface.form}

    def rank(place: str) -> tuple[int, bool, int, str]:
        level = _LEVEL_WEIGHT.get(lexicon.entries[place].level or "", 0)
        return _support(place, context, lexicon), place in official, level, place

    best = max(typed, key=rank)
    supported = _support(best, context, lexicon) > 0
    if supported or len(typed) == 1 or official == {best} or lexicon.entries[best].level != "county":
        return best, _FITTING if supported else "of several of that name, the best known"
    return None


@lru_cache(maxsize=NAMES_AT_HAND)
def _candidates(form: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The divisions that a form may name, in order of id."""
    readings = [r for r in lexicon.readings(form) if r.type in PLACES]
    safe = sorted({r.entity for r in readings if r.trust == Trust.SAFE})
    if safe and form.endswith(_SUFFIXES):  # 江北区 is in 宁波, and was one in 重庆
        return tuple(sorted({r.entity for r in readings}))
    if safe:
        return tuple(safe)
    found = {r.entity for r in readings}
    # A short form of one place may be the bare name of another: 吉林 the city, 海南 the prefecture.
    for suffix in _SUFFIXES:
        found |= {r.entity for r in lexicon.readings(form + suffix) if _is_present_name(form + suffix, r, lexicon)}
    # 长沙 is the city and not the 长沙县 in it, 襄阳 not 襄州区, though that was 襄阳县 once.
    cities = {place for place in found if lexicon.entries[place].level in ("prefecture", "municipality")}
    return tuple(sorted(place for place in found if not cities.intersection(lexicon.ancestors(place))))


def _is_present_name(name: str, reading: Form, lexicon: Lexicon) -> bool:
    """Whether a place is called so today, officially or for short; not formerly."""
    entry = lexicon.entries[reading.entity]
    return reading.type in PLACES and name in (entry.name, *entry.aliases[:1])


def _support(place: str, context: Counter[str], lexicon: Lexicon) -> int:
    above = lexicon.ancestors(place)
    return 2 * context[place] + sum(context[p] for p in above[:1]) * 2 + sum(context[p] for p in above[1:])


def _main_place(clusters: dict[str, Cluster], title_length: int, lexicon: Lexicon) -> str | None:
    """The division that the article is about: named in the title, early and often; the nearer level where both are."""
    scores: Counter[str] = Counter()
    for place, cluster in clusters.items():
        if lexicon.entries[place].level == "province":
            continue
        for mention in cluster.mentions:
            scores[place] += prominence(mention.span.start, title_length)
    if not scores:
        provinces = [(len(list(c.mentions)), p) for p, c in clusters.items()]
        return max(provinces)[1] if provinces else None
    return min(scores, key=lambda p: (-scores[p], clusters[p].first))
