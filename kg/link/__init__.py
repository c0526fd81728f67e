"""Mentions -> links: which entity each mention names, in one article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.grammar import Grammar
from kg.knowledge import Knowledge
from kg.lexicon import PLACES, Lexicon
from kg.link.enterprises import link_enterprises
from kg.link.kinship import listed_names, told_apart
from kg.link.names import Cluster, Places, Surface, group_surfaces
from kg.link.organizations import link_organizations, organization_key
from kg.link.parks import link_parks, park_key
from kg.link.places import link_places, seat
from kg.link.policies import link_policies
from kg.link.projects import link_projects, project_key
from kg.link.seats import find_seat
from kg.model import Article, Entity, Link, Linked, Mention, Rejection, Seat, ShortForm, content_id
from kg.text import fold_article, fold_name, fold_text

__all__ = ["link_mentions"]


def link_mentions(
    article: Article, mentions: Sequence[Mention], introduced: Mapping[str, ShortForm], knowledge: Knowledge
) -> Linked:
    """One entity per thing. Known things get the lexicon's id, unknown ones an id from type and canonical name."""
    lexicon, grammar = knowledge.lexicon, knowledge.grammar
    surfaces = group_surfaces(mentions)
    of_type: dict[str, list[Surface]] = {}
    for surface in surfaces:
        of_type.setdefault(surface.type, []).append(surface)
    place_surfaces = of_type.get("City", []) + of_type.get("Province", [])
    named = (s.form for kind in ("Organization", "Park") for s in of_type.get(kind, []))
    hints = {place for form in named if (place := seat(form, lexicon))}
    clusters, places = link_places(place_surfaces, len(article.title), lexicon, hints, introduced)
    rejected = [(s, _why_no_place(s, lexicon)) for s in place_surfaces if s.form not in places.by_form]
    firms = of_type.get("Enterprise", [])
    folded = fold_article(article.text)
    stocks = listed_names(firms, folded, len(article.title))
    apart = told_apart(firms, folded, grammar.kin)
    enterprises = link_enterprises(firms, {**stocks, **introduced}, apart, places, grammar)
    parks, headless = link_parks(of_type.get("Park", []), introduced, places, grammar)
    owners = [form for cluster in enterprises for form in cluster.forms]
    clusters += enterprises + parks
    clusters += link_projects(of_type.get("Project", []), introduced, owners, places)
    clusters += link_policies(of_type.get("Policy", []), introduced, folded, places, grammar.linking)
    clusters += link_organizations(of_type.get("Organization", []), introduced, places, grammar.equivalents)
    return _linked(article, clusters, [*rejected, *headless], places, grammar, owners)


def _linked(
    article: Article,
    clusters: Sequence[Cluster],
    rejected: Sequence[tuple[Surface, str]],
    places: Places,
    grammar: Grammar,
    owners: Sequence[str],
) -> Linked:
    ids: dict[str, tuple[str, set[str]]] = {}
    types: dict[str, str] = {}
    links: list[Link] = []
    seats: dict[str, Seat] = {}
    for cluster in clusters:
        entity = cluster.entity or _new_id(cluster, places, grammar, owners)
        forms = {mention.span.text for mention in cluster.mentions}
        name, known = ids.setdefault(entity, (cluster.name, set()))
        known.update(forms | {name, cluster.name} - {""})
        types[entity] = cluster.type
        unknown = cluster.type == "Park" and cluster.entity is None
        if unknown and (found := find_seat(cluster, owners, places, grammar.equivalents["park"])):
            seats[entity] = found
        for surface, reason in cluster.reasons.items():
            links += [Link(mention=mention, entity=entity, reason=reason) for mention in surface.mentions]
    entities = tuple(
        Entity(id=entity, type=types[entity], name=name, aliases=tuple(sorted(forms - {name})))
        for entity, (name, forms) in sorted(ids.items())
    )
    rejections = tuple(
        Rejection(span=mention.span, type=surface.type, recognizer=mention.recognizer, reason=reason)
        for surface, reason in rejected
        for mention in surface.mentions
    )
    links.sort(key=lambda link: (link.mention.span.start, link.mention.span.end, link.entity))
    return Linked(entities=entities, links=tuple(links), rejections=rejections, main_place=places.main, seats=seats)


def _why_no_place(surface: Surface, lexicon: Lexicon) -> str:
    if any(reading.type in PLACES for reading in lexicon.readings(surface.form)):
        return "several divisions of that name, and no other place tells which"
    return "no division of that name"


def _new_id(cluster: Cluster, places: Places, grammar: Grammar, owners: Sequence[str]) -> str:
    """Type and a hash of the canonical name; a name that many places could have is told apart by the place."""
    kind = cluster.type
    if kind == "Park":
        key = park_key(cluster.name, places, grammar)
        if key.startswith("|") and _is_plain(cluster.name, places.lexicon):
            key = f"{places.main or ''}{key}"
    elif kind == "Organization":
        key = organization_key(cluster.name, places, grammar.equivalents)
    elif kind == "Project":
        key = project_key(cluster.name)
        if places.prefix(cluster.name)[0] is None and not any(owner in cluster.name for owner in owners):
            key = f"{places.main or ''}|{key}"
    else:
        key = fold_name(cluster.name)
    return f"{kind.lower()}/{content_id(kind, key)}"


def _is_plain(name: str, lexicon: Lexicon) -> bool:
    """Whether a park's name holds no name of a place or a firm that would tell where it is."""
    return not any(
        readings[0].type in ("City", "Province", "Enterprise", "Park") for readings in lexicon.within(fold_text(name))
    )
