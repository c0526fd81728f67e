"""Place mentions -> divisions, by official names, short forms and what the article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.lexicon import PLACES, Form, Lexicon, Trust
from kg.link.names import Cluster, Places, Surface

_SUFFIXES = ("市", "县", "区", "省", "州", "旗", "盟")
_LEVEL_WEIGHT = {"province": 1, "municipality": 4, "prefecture": 4, "county": 2}
_TITLE_WEIGHT = 4
_LEAD = 120
_NAMED = "of several of that name, the one that the article names in full"
_FITTING = "of several of that name, the one that the article's other places fit"


def link_places(surfaces: Sequence[Surface], title_length: int, lexicon: Lexicon) -> tuple[list[Cluster], Places]:
    """One cluster a division; surfaces that name no known division stay out (see `Places.by_form` for the rest)."""
    candidates = {surface: _candidates(surface.form, lexicon) for surface in surfaces}
    sure = {ids[0] for ids in candidates.values() if len(ids) == 1}
    ends = {mention.span.end for surface in surfaces for mention in surface.mentions}
    context = Counter(above for place in sure for above in (place, *lexicon.ancestors(place)))
    chosen: dict[Surface, tuple[str, str]] = {}
    for surface, ids in candidates.items():
        if not ids:
            continue
        if len(ids) == 1:
            chosen[surface] = (ids[0], "only division of that name")
            continue
        named = sure.intersection(ids)
        behind = any(mention.span.start in ends for mention in surface.mentions)
        if len(named) == 1 and not behind:  # 吉林 where the article says 吉林省 and never 吉林市 or 吉林省吉林
            chosen[surface] = (named.pop(), _NAMED)
            continue
        typed = [i for i in ids if lexicon.entries[i].type == surface.type] or ids
        best = max(
            typed,
            key=lambda i: (_support(i, context, lexicon), _LEVEL_WEIGHT.get(lexicon.entries[i].level or "", 0), i),
        )
        if _support(best, context, lexicon) or len(typed) == 1 or lexicon.entries[best].level != "county":
            fits = _support(best, context, lexicon) > 0
            chosen[surface] = (best, _FITTING if fits else "of several of that name, the best known")
    clusters: dict[str, Cluster] = {}
    for surface, (place, reason) in chosen.items():
        entry = lexicon.entries[place]
        clusters.setdefault(place, Cluster(entry.type, entry.name, place)).reasons[surface] = reason
    by_form = {surface.form: place for surface, (place, _) in chosen.items()}
    return list(clusters.values()), Places(by_form, _main_place(clusters, title_length, lexicon), lexicon)


def _candidates(form: str, lexicon: Lexicon) -> list[str]:
    readings = [r for r in lexicon.readings(form) if r.type in PLACES]
    safe = sorted({r.entity for r in readings if r.trust == Trust.SAFE})
    if safe:
        return safe
    found = {r.entity for r in readings}
    # A short form of one place may be the bare name of another: 吉林 the city, 海南 the prefecture.
    for suffix in _SUFFIXES:
        found |= {r.entity for r in lexicon.readings(form + suffix) if _is_present_name(form + suffix, r, lexicon)}
    # 长沙 is the city and not the 长沙县 in it, 襄阳 not 襄州区, though that was 襄阳县 once.
    cities = {place for place in found if lexicon.entries[place].level in ("prefecture", "municipality")}
    return sorted(place for place in found if not cities.intersection(lexicon.ancestors(place)))


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
            start = mention.span.start
            scores[place] += _TITLE_WEIGHT if start < title_length else 2 if start < title_length + _LEAD else 1
    if not scores:
        provinces = [(len(list(c.mentions)), p) for p, c in clusters.items()]
        return max(provinces)[1] if provinces else None
    return min(scores, key=lambda p: (-scores[p], clusters[p].first))
