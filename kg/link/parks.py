"""Park mentions -> parks: heads that mean the same, places in front, bare heads, short forms without a head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.equivalents import Equivalents
from kg.lexicon import Trust
from kg.link.names import Cluster, Places, Surface, home_by_introduction, known_entity
from kg.model import ShortForm

# How the names end for which a bare head word may stand.
_WIDER: Mapping[str, tuple[str, ...]] = {
    "开发区": ("经开区", "开发区", "高新区"),
    "园区": ("产业园", "工业园", "化工园", "科技园", "物流园", "园区"),
    "产业园": ("产业园", "工业园"),
    "工业园": ("工业园", "产业园"),
    "新区": ("新区",),
    "片区": ("片区",),
    "自贸区": ("自贸区",),
}
_LEVELS: Final = ("市", "县")  # 市化工园区 is that of the city that the article names
_LONGEST_PLACE: Final = 12  # characters


def link_parks(
    surfaces: Sequence[Surface], introduced: Mapping[str, ShortForm], places: Places, heads: Equivalents
) -> tuple[list[Cluster], list[tuple[Surface, str]]]:
    """One cluster a park, and the surfaces that name none, with the reason."""
    clusters: list[Cluster] = []
    rejected: list[tuple[Surface, str]] = []
    by_form: dict[str, Cluster] = {}
    later: list[tuple[Surface, str]] = []
    for surface in surfaces:
        head = heads.key(surface.form)
        if heads.is_key(head) and surface.form not in introduced:
            later.append((surface, head))
            continue
        cluster, reason = _home(surface, clusters, by_form, introduced, places, heads)
        if cluster is None:
            cluster = Cluster("Park", surface.form)
            clusters.append(cluster)
        cluster.reasons[surface] = reason
        by_form[surface.form] = cluster
    for cluster in clusters:
        cluster.entity = _known(cluster, places)
    for surface, head in later:
        found = _of_bare_head(surface, head, clusters, heads)
        if found is not None:
            found.reasons[surface] = f"the {head} that this article names"
            continue
        if (
            head in ("园区", "片区", "产业园", "工业园", "示范区", "合作区", "试验区", "新区", "新城")
            or places.main is None
        ):
            rejected.append((surface, "a bare head word that names no park here"))
            continue
        named = Cluster("Park", _short_place(places) + surface.form)
        named.reasons[surface] = "the one of the place that this article is about"
        named.entity = _known(named, places)
        clusters.append(named)
    return clusters, rejected


def park_key(name: str, places: Places, heads: Equivalents) -> str:
    """What tells parks apart: the place that the name begins with, then the rest with its head word's key."""
    place, rest = places.prefix(name)
    rest = rest.removeprefix("国家级").removeprefix("国家")
    return f"{place or ''}|{heads.key(rest)}"


def _home(
    surface: Surface,
    clusters: Sequence[Cluster],
    by_form: Mapping[str, Cluster],
    introduced: Mapping[str, ShortForm],
    places: Places,
    heads: Equivalents,
) -> tuple[Cluster | None, str]:
    form = surface.form
    home, reason = home_by_introduction(form, introduced, by_form)
    if home is not None:
        return home, reason
    key = park_key(form, places, heads)
    place, _, rest = key.partition("|")
    for cluster in clusters:
        for other in cluster.forms:
            other_place, _, other_rest = park_key(other, places, heads).partition("|")
            compatible = not place or not other_place or place == other_place
            if compatible and (
                rest == other_rest or (other_place and rest in [level + other_rest for level in _LEVELS])
            ):
                return cluster, f"the same name as {other}, but for place and head word"
            if len(form) >= 2 and other.startswith(form) and heads.is_key(heads.key(other[len(form) :])):
                return cluster, f"{other} without its head word"
            if len(rest) >= 3 and not heads.is_key(rest) and other_rest.endswith(rest) and compatible:
                return cluster, f"the end of {other}"
            if not place and len(rest) >= 2 and other_rest.startswith(rest) and _is_headless(other_rest, rest, heads):
                return cluster, f"the beginning of {other}"
    return None, "named so"


def _is_headless(longer: str, shorter: str, heads: Equivalents) -> bool:
    return heads.is_key(longer[len(shorter) :])


def _of_bare_head(surface: Surface, head: str, clusters: Sequence[Cluster], heads: Equivalents) -> Cluster | None:
    wanted = _WIDER.get(head, (head,))
    fitting = [c for c in clusters if any(heads.key(form).endswith(wanted) for form in c.forms)]
    if not fitting:
        return None
    exact = [c for c in fitting if any(heads.key(form).endswith(head) for form in c.forms)]
    before = [c for c in exact or fitting if c.first < surface.first]
    return max(before, key=lambda c: c.first) if before else (exact or fitting)[0]


def _short_place(places: Places) -> str:
    entry = places.lexicon.entries[places.main or ""]
    return entry.aliases[0] if entry.aliases else entry.name


def _known(cluster: Cluster, places: Places) -> str | None:
    known = known_entity([*cluster.forms, cluster.name], "Park", places.lexicon)
    return known or next((park for form in cluster.forms for park in _behind_places(form, places)), None)


def _behind_places(form: str, places: Places) -> Iterator[str]:
    """The known parks whose names stand behind the places that they lie in: 贵安新区 of 贵州省贵安新区."""
    lexicon, rest = places.lexicon, form
    while True:
        ends = range(min(len(rest) - 1, _LONGEST_PLACE), 1, -1)
        end, place = next(((end, found) for end in ends if (found := places.resolve(rest[:end]))), (0, ""))
        if not end:
            return
        rest = rest[end:]
        known = {r.entity for r in lexicon.readings(rest) if r.type == "Park" and r.trust == Trust.SAFE}
        yield from (park for park in sorted(known) if len(known) == 1 and lexicon.holds(place, park))
