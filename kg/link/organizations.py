"""Organization mentions -> public bodies: places in front, head words that mean the same, short forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.equivalents import Equivalents
from kg.link.names import Cluster, Places, Surface, home_by_introduction, known_entity
from kg.model import ShortForm

_LEVEL_WORDS = {
    "省": "province",
    "自治区": "province",
    "市": "prefecture",
    "州": "prefecture",
    "县": "county",
    "区": "county",
}


def link_organizations(
    surfaces: Sequence[Surface],
    introduced: Mapping[str, ShortForm],
    places: Places,
    equivalents: Mapping[str, Equivalents],
) -> list[Cluster]:
    """One cluster an organization; 市商务局 belongs to the city that the article is about."""
    clusters: list[Cluster] = []
    keys: dict[str, Cluster] = {}
    by_form: dict[str, Cluster] = {}
    for surface in surfaces:
        home, reason = home_by_introduction(surface.form, introduced, by_form)
        key = organization_key(surface.form, places, equivalents)
        if home is None:
            home, reason = keys.get(key), "the same name, but for place and head word"
        if home is None:
            home = next(
                (c for c in clusters if len(surface.form) >= 3 and any(f.endswith(surface.form) for f in c.forms)), None
            )
            reason = f"the end of {home.name}" if home else "named so"
        if home is None:
            home = Cluster("Organization", surface.form)
            clusters.append(home)
        home.reasons[surface] = reason
        keys[key] = by_form[surface.form] = home
    for cluster in clusters:
        spelled_out = [_spelled_out(form, places) for form in cluster.forms]
        cluster.entity = known_entity([*cluster.forms, *spelled_out], "Organization", places.lexicon)
    return clusters


def organization_key(form: str, places: Places, equivalents: Mapping[str, Equivalents]) -> str:
    """What tells public bodies apart: the place, then the rest with the keys of its head word and of a park's."""
    place, rest = _place_and_rest(form, places)
    park, head = equivalents["organization"].split(rest)
    return f"{place or ''}|{equivalents['park'].key(park)}{head}"


def _place_and_rest(form: str, places: Places) -> tuple[str | None, str]:
    """The place of a public body and its name there; 市商务局 is that of the place that the article is about."""
    place, rest = places.prefix(form)
    if place is None:
        for word, level in _LEVEL_WORDS.items():
            if rest.startswith(word) and len(rest) > len(word) and (owner := _at_level(places, level)):
                return owner, rest[len(word) :]
    return place, rest


def _spelled_out(form: str, places: Places) -> str:
    """A public body with its place's official name in front."""
    place, rest = _place_and_rest(form, places)
    return places.lexicon.entries[place].name + rest if place else form


def _at_level(places: Places, level: str) -> str | None:
    if places.main is None:
        return None
    lexicon = places.lexicon
    for place in (places.main, *lexicon.ancestors(places.main)):
        found = lexicon.entries[place].level
        if (
            found == level
            or (level == "prefecture" and found == "municipality")
            or (level == "prefecture" and found == "county" and lexicon.entries[place].name.endswith("市"))
        ):
            return place
    return None
