"""Policy and organization mentions -> policies and organizations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.equivalents import Equivalents
from kg.lexicon import Lexicon, Trust
from kg.link.names import Cluster, Places, Surface

_LEVEL_WORDS = {
    "省": "province",
    "自治区": "province",
    "市": "prefecture",
    "州": "prefecture",
    "县": "county",
    "区": "county",
}


def link_policies(surfaces: Sequence[Surface], introduced: Mapping[str, str], lexicon: Lexicon) -> list[Cluster]:
    """One cluster a policy; a title's last words stand for the title given before."""
    clusters: list[Cluster] = []
    for surface in surfaces:
        home, reason = None, "named so"
        full = introduced.get(surface.form)
        for cluster in clusters:
            if full in cluster.forms:
                home, reason = cluster, f"introduced as the short form of {full}"
            elif (
                any(len(form) > len(surface.form) >= 2 and form.endswith(surface.form) for form in cluster.forms)
                and surface.first > cluster.first
            ):
                home, reason = home or cluster, f"the last words of {cluster.name}" if home is None else reason
            elif len(surface.form) >= 4 and any(form.startswith(surface.form) for form in cluster.forms):
                home, reason = home or cluster, f"the first words of {cluster.name}" if home is None else reason
        if home is None:
            home = Cluster("Policy", surface.form)
            clusters.append(home)
        home.reasons[surface] = reason
    for cluster in clusters:
        cluster.entity = known_entity(cluster.forms, "Policy", lexicon)
    return clusters


def link_organizations(
    surfaces: Sequence[Surface],
    introduced: Mapping[str, str],
    places: Places,
    lexicon: Lexicon,
    equivalents: Mapping[str, Equivalents],
) -> list[Cluster]:
    """One cluster an organization; 市商务局 belongs to the city that the article is about."""
    clusters: list[Cluster] = []
    keys: dict[str, Cluster] = {}
    for surface in surfaces:
        full = introduced.get(surface.form)
        home = next((c for c in clusters if full in c.forms), None)
        reason = f"introduced as the short form of {full}"
        key = organization_key(surface.form, places, lexicon, equivalents)
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
        keys[key] = home
    for cluster in clusters:
        spelled_out = [_spelled_out(form, places, lexicon) for form in cluster.forms]
        cluster.entity = known_entity([*cluster.forms, *spelled_out], "Organization", lexicon)
    return clusters


def organization_key(form: str, places: Places, lexicon: Lexicon, equivalents: Mapping[str, Equivalents]) -> str:
    """What tells public bodies apart: the place, then the rest with the keys of its head word and of a park's."""
    place, rest = _place_and_rest(form, places, lexicon)
    park, head = equivalents["organization"].split(rest)
    return f"{place or ''}|{equivalents['park'].key(park)}{head}"


def _place_and_rest(form: str, places: Places, lexicon: Lexicon) -> tuple[str | None, str]:
    """The place of a public body and its name there; 市商务局 is that of the place that the article is about."""
    place, rest = places.prefix(form)
    if place is None:
        for word, level in _LEVEL_WORDS.items():
            if rest.startswith(word) and len(rest) > len(word) and (owner := _at_level(places, level, lexicon)):
                return owner, rest[len(word) :]
    return place, rest


def _spelled_out(form: str, places: Places, lexicon: Lexicon) -> str:
    """A public body with its place's official name in front."""
    place, rest = _place_and_rest(form, places, lexicon)
    return lexicon.entries[place].name + rest if place else form


def _at_level(places: Places, level: str, lexicon: Lexicon) -> str | None:
    if places.main is None:
        return None
    for place in (places.main, *lexicon.ancestors(places.main)):
        found = lexicon.entries[place].level
        if (
            found == level
            or (level == "prefecture" and found == "municipality")
            or (level == "prefecture" and found == "county" and lexicon.entries[place].name.endswith("市"))
        ):
            return place
    return None


def known_entity(forms: Sequence[str], kind: str, lexicon: Lexicon) -> str | None:
    """The lexicon's entity for one of several forms, the safest first."""
    for trust in (Trust.SAFE, Trust.CONTEXTUAL):
        for form in forms:
            ids = {r.entity for r in lexicon.readings(form) if r.type == kind and r.trust == trust}
            if len(ids) == 1:
                return ids.pop()
    return None
