"""Entities -> what the page knows, as plain lists that become JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2, sqrt
from typing import TYPE_CHECKING, Any, Final

from kg.page.evidence import Row
from kg.page.fold import nearest_places
from kg.page.grow import grow_picture
from kg.page.layout import Link, place_nodes
from kg.page.nested import place_around
from kg.page.rows import Spot, edges_between, entity_rows
from kg.page.seen import EVENT, Seen, View, years_of

if TYPE_CHECKING:
    from kg.ontology import Ontology

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page holds. Whatever is over a limit is counted, and the page says so."""

    nodes: int = 50_000
    start: int = 120
    hubs: int = 10
    visible: int = 1_500
    evidence: int = 40
    text: int = 20_000_000
    top: int = 6


LIMITS: Final = Limits()
# What a node adds to the strength of a place above it, of its own.
ABOVE: Final = 0.2

Tie = tuple[str, str, float, int]  # subject, object, confidence, how often it is told: never, if it is the lexicon's


def page_content(view: View, ontology: Ontology, *, limits: Limits = LIMITS) -> dict[str, Any]:
    """All that the page shows; equal views give equal content."""
    found = {entity.id: entity for entity in view.entities}
    lasting = {node: entity for node, entity in found.items() if entity.type != EVENT}
    strength = strengths_of(lasting, _ties(lasting))
    kept = _strongest(strength, limits.nodes)
    index = {node: number for number, node in enumerate(kept)}
    nodes = [lasting[node] for node in kept]
    types = [node.type for node in nodes]
    edges = list(edges_between(nodes, index))
    links = [link_of(s, o, fact.confidence, fact.sentences > 0) for s, o, fact in edges]
    facts = _count_facts(len(kept), links)
    strengths = [strength[node] for node in kept]
    radii = [radius_of(each) for each in strengths]
    places = {number for number, node in enumerate(nodes) if _is_place(node)}
    places |= {link.object for link in links if not link.fact}
    anchors = nearest_places(len(kept), links, places, strengths)
    # A picture of more than that is folded anyway: its places lie in each other, the rest stands around them.
    positions = (
        place_nodes(len(kept), links, radii) if len(kept) <= 2 * limits.visible else place_around(anchors, links, radii)
    )
    spots = {node: Spot(radii[n], strengths[n], facts[n], anchors[n], *positions[n]) for n, node in enumerate(kept)}
    rows = entity_rows(found, spots, edges, view.articles)
    sentences = [fact.sentences for _, _, fact in edges]
    return {
        **vocabulary(
            ontology,
            classes=Counter(types),
            predicates=Counter(fact.predicate for _, _, fact in edges),
            said={fact.predicate for _, _, fact in edges if fact.sentences},
            properties={value.property for node in nodes for value in node.attributes},
        ),
        **rows,
        "totals": {
            "nodes": len(kept),
            "facts": sum(number > 0 for number in sentences),
            "sentences": sum(sentences),
            "articles": len(rows["articles"]),
            "alone": facts.count(0),
        },
        "years": years_of(view),
        "top": top_of(types, facts, limits.top),
        "start": start_picture(strengths, links, radii, limits),
        "limits": {
            "visible": limits.visible,
            "start": limits.start,
            "hubs": limits.hubs,
            "evidence": limits.evidence,
            "nodesLeftOut": view.nodes - len(kept),
            "edgesLeftOut": view.edges - len(edges),
            "textsLeftOut": sum(row[4] is None for row in rows["articles"]),
            "evidenceLeftOut": sum(number - limits.evidence for number in sentences if number > limits.evidence),
        },
    }


def vocabulary(
    ontology: Ontology,
    *,
    classes: Mapping[str, int],
    predicates: Mapping[str, int],
    said: Iterable[str],
    properties: Iterable[str],
) -> dict[str, Any]:
    """The words of the graph with their labels; classes and predicates with their numbers, `said` are facts."""
    facts = frozenset(said)
    return {
        "ontology": {
            "namespace": ontology.namespace,
            "prefix": ontology.prefix,
            "ids": ontology.id_namespace,
        },
        "classes": [
            _term(ontology, name)
            | {"count": classes[name], "colour": ontology.colour(name), "shape": ontology.shape(name)}
            for name in ontology.classes
            if name in classes
        ],
        "predicates": [
            _term(ontology, name)
            | {"count": predicates[name], "fact": name in facts, "symmetric": name in ontology.symmetric}
            for name in sorted(predicates, key=_order(ontology.properties))
        ],
        "properties": [_term(ontology, name) for name in sorted(properties)],
        "eventKinds": [
            {"name": kind.notation, "label": dict(kind.labels)}
            for kind in map(ontology.terms.__getitem__, ontology.individuals)
            if "EventKind" in kind.types
        ],
    }


def link_of(subject: int, object_: int, confidence: float, is_fact: bool) -> Link:
    """Containment holds the picture together only loosely: what the articles say shapes it."""
    return Link(subject, object_, confidence if is_fact else 0.2, is_fact)


def strengths_of(nodes: Iterable[str], ties: Iterable[Tie]) -> dict[str, float]:
    """How much the articles say about each node; a place also counts a little for what lies in it."""
    own = dict.fromkeys(nodes, 0.0)
    above: list[tuple[str, str]] = []
    for subject, object_, confidence, told in ties:
        if not told:
            above.append((subject, object_))
            continue
        said = confidence * (1 + log2(told) / 2)
        own[subject] += said
        own[object_] += said
    strengths = dict(own)
    for lower, upper in above:
        strengths[upper] += own[lower] * ABOVE
    return strengths


def radius_of(strength: float) -> int:
    return round(min(30.0, 7 + 3.2 * sqrt(strength)))


def start_picture(strengths: Sequence[float], links: Sequence[Link], radii: Sequence[int], limits: Limits) -> list[Row]:
    """The first picture: the strongest nodes and what hangs on them, with a layout of its own."""
    shown = grow_picture(strengths, links, limits.hubs, limits.start)
    index = {node: position for position, node in enumerate(shown)}
    inside = [link for link in links if link.subject in index and link.object in index]
    local = [Link(index[link.subject], index[link.object], link.weight, link.fact) for link in inside]
    positions = place_nodes(len(shown), local, [radii[n] for n in shown])
    return [[node, *positions[index[node]]] for node in shown]


def _ties(entities: Mapping[str, Seen]) -> Iterator[Tie]:
    for node, entity in entities.items():
        for fact in entity.facts:
            if fact.object in entities:
                yield node, fact.object, fact.confidence, fact.told


def _strongest(strength: Mapping[str, float], limit: int) -> list[str]:
    """The nodes kept, in order of strength, so that the page need not sort them; they come in order of id."""
    return sorted(strength, key=lambda node: round(strength[node], 6), reverse=True)[:limit]


def _count_facts(count: int, links: Iterable[Link]) -> list[int]:
    """Of how many facts each node is an end."""
    facts = [0] * count
    for subject, object_, _, is_fact in links:
        if is_fact:
            facts[subject] += 1
            facts[object_] += subject != object_
    return facts


def top_of(types: Sequence[str], facts: Sequence[int], most: int) -> dict[str, list[int]]:
    """The strongest nodes of each class, by number; nodes are in order of strength."""
    top: dict[str, list[int]] = {}
    for number, cls in enumerate(types):
        if facts[number] and len(top.setdefault(cls, [])) < most:
            top[cls].append(number)
    return top


def _is_place(entity: Seen) -> bool:
    return entity.level is not None or entity.lon is not None


def _order(names: Iterable[str]) -> Any:
    rank = {name: number for number, name in enumerate(names)}
    return lambda name: (rank.get(name, len(rank)), name)


def _term(ontology: Ontology, name: str) -> dict[str, Any]:
    return {"name": name, "label": {lang: ontology.label(name, lang) for lang in LANGUAGES}}
