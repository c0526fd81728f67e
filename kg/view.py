"""Parts of the graph -> a line of each entity; lines -> the graph that a page shows.

A line holds no more evidence than a page does, so that the page is drawn without bringing together anew what all
articles say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

import networkx as nx
from msgspec import json

from kg.assemble import count_sentences, count_told
from kg.model import Article, Attribute, Evidence
from kg.page.sounds import sound_of
from kg.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What the graph knows of an entity."""

    type: str
    name: str
    aliases: tuple[str, ...]
    articles: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    level: str | None = None
    lon: float | None = None
    lat: float | None = None
    geonames: str | None = None
    english: str | None = None
    broader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of which it is the subject, with some of its evidence; how much there is in all where that is more."""

    object: str
    predicate: str
    confidence: float
    evidence: tuple[Evidence, ...]
    sentences: int | None = None
    told: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entity, the pinyin of its name and its aliases, and its facts."""

    id: str
    node: Node
    sounds: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Of a line only whose it is."""

    id: str


_ENCODER: Final = json.Encoder()
_NAMED: Final = json.Decoder(Named)
_SEEN: Final = json.Decoder(Seen)


def view_line(graph: nx.MultiDiGraph, entity: str, evidence: int) -> str:
    """The line of an entity of which the graph holds all facts, with up to so many sentences of each."""
    node = Node(**graph.nodes[entity])
    seen = Seen(
        id=entity,
        node=node,
        sounds=tuple(map(sound_of, (node.name, *node.aliases))),
        facts=tuple(
            shorten_fact(object_, str(predicate), edge, evidence, graph.graph.get("alike", {}))
            for _, object_, predicate, edge in graph.out_edges(entity, keys=True, data=True)
        ),
    )
    return _ENCODER.encode(seen).decode() + "\n"


def shorten_fact(object_: str, predicate: str, edge: Mapping[str, Any], most: int, alike: Mapping[str, str]) -> Fact:
    said: tuple[Evidence, ...] = edge["evidence"]
    fact = Fact(object=object_, predicate=predicate, confidence=edge["confidence"], evidence=said[:most])
    if len(said) <= most:
        return fact
    return replace(fact, sentences=count_sentences(edge), told=count_told(edge, alike))


def view_graph(parts: Parts, lines: Path, *, limit: int, text: int) -> nx.MultiDiGraph:
    """The graph of the entities that most articles name, at most so many, from the lines of all.

    It tells how many entities, but for events, and facts of theirs there are in all. Of articles it holds `text` code
    points; the others are without their texts.
    """
    shown = parts.most_named(limit)
    view = nx.MultiDiGraph()
    view.add_nodes_from(sorted(shown))
    view.graph["sounds"] = sounds = dict[str, str]()
    for seen in read_lines(lines, shown):
        view.nodes[seen.id].update(known_fields(seen.node))
        sounds.update(zip((seen.node.name, *seen.node.aliases), seen.sounds, strict=True))
        for fact in seen.facts:
            if fact.object in shown:
                edge = known_fields(fact)
                view.add_edge(seen.id, edge.pop("object"), key=edge.pop("predicate"), **edge)
    view.graph["nodes"], view.graph["edges"] = parts.count_without_events()
    corpus = parts.corpus
    if len(shown) == parts.count_entities():
        said = sorted(corpus.ids())
    else:
        said = sorted({article for _, articles in view.nodes(data="articles") for article in articles})
    view.graph["articles"] = {article.id: article for article in shorten_articles(corpus.cache.articles(said), text)}
    view.graph["alike"] = {article: corpus.alike[article] for article in said if article in corpus.alike}
    return view


def read_lines(file: Path, shown: Collection[str]) -> Iterator[Seen]:
    with file.open("rb") as lines:
        for line in lines:
            if _NAMED.decode(line).id in shown:
                yield _SEEN.decode(line)


def known_fields(value: Node | Fact) -> dict[str, Any]:
    return {field.name: told for field in fields(value) if (told := getattr(value, field.name)) is not None}


def shorten_articles(articles: Iterable[Article], room: int) -> Iterator[Article]:
    """The articles, without their texts as soon as these are longer together than there is room."""
    for article in articles:
        room -= len(article.text)
        yield article if room >= 0 else replace(article, body="")
