"""Property graph -> what articles tell differently of one project: its total, its place. All stays in the graph.

748亿元 and 748.43亿元 are one total: a figure is no more precise than its last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import networkx as nx

from kg.model import Attribute, Evidence, Modality
from kg.numerals import grain_of
from kg.terms import CONTAINMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of several versions, in the words of one article."""

    value: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What is told in several ways of one entity."""

    entity: str
    name: str
    property: str
    versions: tuple[Version, ...]


def find_conflicts(graph: nx.MultiDiGraph, nodes: Iterable[str] | None = None) -> tuple[Conflict, ...]:
    """Every project with totals that no rounding explains, or with places of which neither holds the other.

    Of all nodes, or of some of which the graph holds all facts and what is above them.
    """
    projects = sorted(node for node in (graph if nodes is None else nodes) if graph.nodes[node]["type"] == "Project")
    return tuple(conflict for project in projects for conflict in (*_totals(graph, project), *_places(graph, project)))


def same_total(one: Attribute, other: Attribute) -> bool:
    """Whether one is the other rounded, or cut off, at its last digit."""
    if one.unit != other.unit:
        return False
    left, right = Decimal(one.value), Decimal(other.value)
    apart, grain = abs(left - right), max(grain_of(one.span.text), grain_of(other.span.text))
    return apart <= grain / 2 or (apart < grain and apart * 50 <= max(left, right))


def _totals(graph: nx.MultiDiGraph, project: str) -> Iterator[Conflict]:
    data = graph.nodes[project]
    told = [
        a
        for a in data["attributes"]
        if a.property == "amount" and a.evidence.modality is not Modality.DENIED and a.unit
    ]
    for unit in sorted({a.unit for a in told}):
        alike = [a for a in told if a.unit == unit]
        apart = [pair for pair in combinations(alike, 2) if not same_total(*pair)]
        if apart:
            chosen = {id(a): a for pair in apart for a in pair}.values()
            versions = (Version(value=a.value, text=a.span.text, evidence=a.evidence) for a in chosen)
            yield _conflict(project, data["name"], "amount", versions)


def _places(graph: nx.MultiDiGraph, project: str) -> Iterator[Conflict]:
    said: dict[str, list[Evidence]] = {}
    for _, place, predicate, edge in graph.out_edges(project, keys=True, data=True):
        evidence = [e for e in edge["evidence"] if e.modality is not Modality.DENIED]
        if predicate == "locatedIn" and evidence:
            said[place] = evidence
    above = {place: _above(graph, place) for place in said}
    apart = {
        end
        for one, other in combinations(sorted(said), 2)
        if one not in above[other] and other not in above[one]
        for end in (one, other)
    }
    if apart:
        versions = (
            Version(value=place, text=evidence.object.text if evidence.object else place, evidence=evidence)
            for place in apart
            for evidence in said[place]
        )
        yield _conflict(project, graph.nodes[project]["name"], "locatedIn", versions)


def _conflict(entity: str, name: str, property_: str, versions: Iterable[Version]) -> Conflict:
    ordered = sorted(versions, key=lambda v: (v.value, v.evidence.article, v.evidence.passage, v.text))
    return Conflict(entity=entity, name=name, property=property_, versions=tuple(dict.fromkeys(ordered)))


def _above(graph: nx.MultiDiGraph, place: str) -> set[str]:
    """Every place that holds a place."""
    found: set[str] = set()
    todo = [place]
    while todo:
        for _, upper, predicate in graph.out_edges(todo.pop(), keys=True):
            if predicate in CONTAINMENT and upper not in found:
                found.add(upper)
                todo.append(upper)
    return found
