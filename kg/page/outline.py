"""Property graph -> outline.json: all names and who is tied to whom, without a sentence.

`kg serve` holds it in memory and reads everything else from the store when it is asked for. To count the same in a
store of 50,000 entities takes twenty seconds of a processor, to read it here half a second.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from kg.model import Article, Attribute, Evidence
from kg.page.rows import EVENT, event_date
from kg.page.sounds import syllables_of

if TYPE_CHECKING:
    from kg.ontology import Ontology

FORMAT: Final = 1
DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def write_outline(graph: nx.MultiDiGraph[str], path: Path, ontology: Ontology) -> None:
    """Writes the outline; the same graph gives the same bytes."""
    text = json.dumps(outline_of(graph), ensure_ascii=True, separators=(",", ":"))
    path.write_text(f"{text}\n", encoding="ascii", newline="\n")


def without_events(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The graph without its events: the page lists them, the picture would drown in them."""
    events = [node for node, kind in graph.nodes(data="type") if kind == EVENT]
    if not events:
        return graph
    rest = graph.copy()  # no view: its order would be that of a set
    rest.remove_nodes_from(events)
    return rest


def outline_of(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Entities by id: type, name, other names, the pinyin of each, number of articles; relations by their numbers.

    A relation: subject, object, predicate, sentences, confidence, years; without sentences it is the lexicon's.
    An event: id, date, numbers of all who have to do with it; the latest first.
    """
    whole, graph = graph, without_events(graph)
    told, articles = _sentences_with_dates(whole), graph.graph.get("articles", {})
    nodes = sorted(graph)
    index = {node: number for number, node in enumerate(nodes)}
    return {
        "format": FORMAT,
        "entities": [_entity(node, graph.nodes[node]) for node in nodes],
        "relations": sorted(
            [
                index[s],
                index[o],
                str(p),
                len(d["evidence"]),
                round(d["confidence"], 4),
                _years(d["evidence"], told, articles),
            ]
            for s, o, p, d in graph.edges(keys=True, data=True)
        ),
        "events": sorted(
            (
                [event, event_date(data), sorted({index[end] for end in whole.successors(event) if end in index})]
                for event, data in whole.nodes(data=True)
                if data["type"] == EVENT
            ),
            key=lambda event: (event[1], event[0]),
            reverse=True,
        ),
        "years": years_of(whole),
    }


def years_of(graph: nx.MultiDiGraph[str]) -> list[str]:
    """The years of all articles and of what is dated in them."""
    dates = {article.date for article in graph.graph.get("articles", {}).values() if article.date}
    dates |= {attribute.value for _, data in graph.nodes(data=True) for attribute in _dated(data)}
    return sorted({date[:4] for date in dates})


def _sentences_with_dates(graph: nx.MultiDiGraph[str]) -> Mapping[str, list[tuple[int, int, str]]]:
    """By article: where a date is told, of whatever."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for _, data in graph.nodes(data=True):
        for attribute in _dated(data):
            passage = attribute.evidence.passage
            found[attribute.evidence.article].append((passage.start, passage.end, attribute.value))
    return found


def _years(
    evidence: Sequence[Evidence], told: Mapping[str, list[tuple[int, int, str]]], articles: Mapping[str, Article]
) -> list[str]:
    """When a fact happened: the dates told in its sentences, else those of its articles."""
    dates = {
        date
        for one in evidence
        for start, end, date in told.get(one.article, ())
        if start < one.passage.end and one.passage.start < end
    } or {articles[one.article].date or "" for one in evidence if one.article in articles}
    return sorted({date[:4] for date in dates if date})


def _dated(data: Mapping[str, Any]) -> Iterator[Attribute]:
    return (a for a in data.get("attributes", ()) if not a.unit and DATE.fullmatch(a.value))


def _entity(node: str, data: dict[str, Any]) -> list[Any]:
    names = [data["name"], *data.get("aliases", ())]
    sounds = [" ".join(syllables_of(name)) for name in names]
    return [node, data["type"], names[0], names[1:], sounds, len(data.get("articles", ()))]
