"""Park mentions -> parks: heads that mean the same, places in front, bare heads, short forms without a head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.equivalents import Equivalents
from kg.grammar import Grammar
from kg.lexicon import Trust
from kg.link.names import Cluster, Places, Surface, home_by_introduction, known_entity
from kg.model import ShortForm

_LONGEST_PLACE: Final = 12  # characters
_LEAST_STEM: Final = 2  # characters of a park's own name before its head word


def link_parks(
    surfaces: Sequence[Surface], introduced: Mapping[str, ShortForm], places: Places, grammar: Grammar
) -> tuple[list[Cluster], list[tuple[Surface, str]]]:
    """One cluster a park, and the surfaces that name none, with the reason."""
    heads = grammar.equivalents["park"]
    clusters: list[Cluster] = []
    rejected: list[tuple[Surface, str]] = []
    by_form: dict[str, Cluster] = {}
    later: list[tuple[Surface, str]] = []
    keys = _Keys(places, grammar)
    for surface in surfaces:
        head = heads.key(surface.form)
        if heads.is_key(head) and surface.form not in introduced:
            later.append((surface, head))
            continue
        cluster, reason = _home(surface, clusters, by_form, introduced, keys, grammar)
        if cluster is None:
            cluster = Cluster("Park", surface.form)
            clusters.append(cluster)
        cluster.reasons[surface] = reason
        by_form[surface.form] = cluster
    for cluster in clusters:
        cluster.entity = _known(cluster, places)
    for surface, head in later:
        found = _of_bare_head(surface, head, clusters, grammar)
        if found is not None:
            found.reasons[surface] = f"the {head} that this article names"
            continue
        if head in grammar.linking.many or places.main is None:
            rejected.append((surface, "a bare head word that names no park here"))
            continue
        named = Cluster("Park", _short_place(places) + surface.form)
        named.reasons[surface] = "the one of the place that this article is about"
        named.entity = _known(named, places)
        clusters.append(named)
    return clusters, rejected


def park_key(name: str, places: Places, grammar: Grammar) -> str:
    """What tells parks apart: the place that the name begins with, then the rest with its head word's key."""
    return "|".join(_Keys(places, grammar)[name])


class _Keys(dict[str, tuple[str, str]]):
    """Name of a park -> the two parts of its key, worked out once."""

    def __init__(self, places: Places, grammar: Grammar) -> None:
        self._places = places
        self._national = grammar.linking.national
        self._heads = grammar.equivalents["park"]

    def __missing__(self, name: str) -> tuple[str, str]:
        place, rest = self._places.prefix(name)
        for word in self._national:
            rest = rest.removeprefix(word)
        self[name] = place or "", self._heads.key(rest)
        return self[name]


def _home(
    surface: Surface,
    clusters: Sequence[Cluster],
    by_form: Mapping[str, Cluster],
    introduced: Mapping[str, ShortForm],
    keys: Mapping[str, tuple[str, str]],
    grammar: Grammar,
) -> tuple[Cluster | None, str]:
    form, heads = surface.form, grammar.equivalents["park"]
    home, reason = home_by_introduction(form, introduced, by_form)
    if home is not None:
        return home, reason
    place, rest = keys[form]
    for cluster in clusters:
        for other in cluster.forms:
            other_place, other_rest = keys[other]
            compatible = not place or not other_place or place == other_place
            if compatible and (
                rest == other_rest or (other_place and rest in [level + other_rest for level in grammar.linking.levels])
            ):
                return cluster, f"the same name as {other}, but for place and head word"
            if len(form) >= 2 and other.startswith(form) and heads.is_key(heads.key(other[len(form) :])):
                return cluster, f"{other} without its head word"
            if len(rest) >= 3 and not heads.is_key(rest) and other_rest.endswith(rest) and compatible:
                return cluster, f"the end of {other}"
            if compatible and _is_wider_head(rest, other_rest, grammar):
                return cluster, f"the same name as {other}, with a wider head word"
            if not place and len(rest) >= 2 and other_rest.startswith(rest) and _is_headless(other_rest, rest, heads):
                return cluster, f"the beginning of {other}"
    return None, "named so"


def _is_wider_head(one: str, other: str, grammar: Grammar) -> bool:
    """Whether one name says 开发区 and the other 经开区 behind the same own name: 甲辰开发区 and 襄阳甲辰经济开发区."""
    (stem, head), (other_stem, other_head) = map(grammar.equivalents["park"].split, (one, other))
    wider = grammar.linking.wider
    return (
        len(stem) >= _LEAST_STEM
        and stem == other_stem
        and (head in wider.get(other_head, ()) or other_head in wider.get(head, ()))
    )


def _is_headless(longer: str, shorter: str, heads: Equivalents) -> bool:
    return heads.is_key(longer[len(shorter) :])


def _of_bare_head(surface: Surface, head: str, clusters: Sequence[Cluster], grammar: Grammar) -> Cluster | None:
    heads = grammar.equivalents["park"]
    wanted = grammar.linking.wider.get(head, (head,))
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
