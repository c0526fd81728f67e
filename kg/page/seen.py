"""Property graph -> entities as a page shows them, in which articles still go by their names.

What is told of an entity so depends on it alone: it can be kept from one build to the next. Its evidence is JSON, and
goes into the page as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from kg.assemble import count_sentences, count_told
from kg.model import Article, Attribute, Evidence
from kg.page.evidence import Row, evidence_row, to_raw
from kg.periods import length
from kg.shares import is_date
from kg.sounds import sound_of

if TYPE_CHECKING:
    import networkx as nx

EVENT: Final = "Event"


class Fact(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A fact of which an entity is the subject: how often it is said in all, and some of its evidence."""

    object: str
    predicate: str
    confidence: float
    sentences: int
    told: int
    evidence: Raw


class Value(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """An attribute of an entity, where the text tells it, and its piece of evidence."""

    property: str
    value: str
    unit: str
    text: str
    start: int
    end: int
    evidence: Raw


class Happened(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What makes an entity an event."""

    kind: str
    date: str
    amounts: list[Row]
    said: Raw


class Seen(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """An entity with the pinyin of its names and its facts, in order of predicate and object.

    Evidence is a row of article, start, end, rule, confidence, modality, start and end of subject, object and trigger,
    and the sentence, unless the article's text is at hand; there the article is its place in `sources`.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    sounds: tuple[str, ...]
    articles: tuple[str, ...]
    attributes: tuple[Value, ...]
    years: tuple[str, ...]
    level: str | None
    lon: float | None
    lat: float | None
    broader: str | None
    facts: tuple[Fact, ...]
    happened: Happened | None
    sources: tuple[str, ...]


_ROW: Final = msgspec.json.Decoder(Row)
_ROWS: Final = msgspec.json.Decoder(list[Row])

Quotes = Mapping[str, Mapping[tuple[int, int], str]]  # by article and bounds: the text between them


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The entities and their articles, each in order of id, and how much there is in all but for events.

    An article is a row of id, title, date, address and text; where the texts are too long together, None for a text.
    Only evidence of those has its sentence.
    """

    entities: Sequence[Seen]
    articles: Sequence[Row]
    nodes: int
    edges: int


def view_graph(graph: nx.MultiDiGraph[str], *, evidence: int, text: int) -> View:
    """All that a graph holds, with up to so many sentences of each fact and so many code points of text."""
    seen = [see_entity(graph, node, evidence) for node in sorted(graph)]
    lasting = {entity.id for entity in seen if entity.type != EVENT}
    articles, entities = shorten_texts(map(article_row, graph.graph.get("articles", {}).values()), text, seen)
    return View(
        entities=entities,
        articles=articles,
        nodes=len(lasting),
        edges=sum(s in lasting and o in lasting for s, o in graph.edges()),
    )


def see_entity(graph: nx.MultiDiGraph[str], node: str, evidence: int, *, quoted: bool = False) -> Seen:
    """What a page shows of an entity of which the graph holds all facts, each with so many pieces of evidence at most.

    `quoted` ones have their sentences.
    """
    numbers: defaultdict[str, int] = defaultdict(count().__next__)

    def row(one: Evidence) -> Row:
        return evidence_row(one, numbers[one.article], quoted=quoted)

    data = graph.nodes[node]
    attributes: Sequence[Attribute] = data.get("attributes", ())
    aliases = tuple(data.get("aliases", ()))
    is_event = data["type"] == EVENT
    return Seen(
        id=node,
        type=data["type"],
        name=data["name"],
        aliases=aliases,
        sounds=tuple(map(sound_of, (data["name"], *aliases))),
        articles=tuple(data.get("articles", ())),
        attributes=() if is_event else tuple(value_of(attribute, row(attribute.evidence)) for attribute in attributes),
        years=tuple(sorted(years_told(attributes))),
        level=data.get("level"),
        lon=data.get("lon"),
        lat=data.get("lat"),
        broader=data.get("broader"),
        facts=tuple(_facts(graph, node, lambda said: to_raw(list(map(row, said[:evidence]))))),
        happened=_happened(attributes, row) if is_event else None,
        sources=tuple(numbers),
    )


def _facts(graph: nx.MultiDiGraph[str], node: str, pack: Callable[[Sequence[Evidence]], Raw]) -> Iterator[Fact]:
    alike: Mapping[str, str] = graph.graph.get("alike", {})
    out = (
        (str(predicate), object_, edge) for _, object_, predicate, edge in graph.out_edges(node, keys=True, data=True)
    )
    for predicate, object_, edge in sorted(out, key=lambda fact: fact[:2]):
        yield Fact(
            object=object_,
            predicate=predicate,
            confidence=edge["confidence"],
            sentences=count_sentences(edge),
            told=count_told(edge, alike),
            evidence=pack(edge["evidence"]),
        )


def _happened(attributes: Sequence[Attribute], row: Callable[[Evidence], Row]) -> Happened | None:
    told = [a for a in attributes if a.property == "eventKind"]
    if not told:  # of an event that is only named here
        return None
    amounts = sorted({(a.value, a.unit, a.span.text) for a in attributes if a.property == "amount"})
    return Happened(
        kind=told[0].value,
        date=event_date(attributes),
        amounts=[list(amount) for amount in amounts],
        said=to_raw([row(a.evidence) for a in told]),
    )


def event_date(attributes: Iterable[Attribute]) -> str:
    """The most precise date that is told of an event; empty for none."""
    dates = (a.value for a in attributes if a.property == "date")
    return max(dates, key=lambda date: (-length(date), date), default="")


def years_told(attributes: Iterable[Attribute]) -> set[str]:
    """The years of all that is dated."""
    return {attribute.value[:4] for attribute in attributes if is_date(attribute)}


def years_of(view: View) -> list[str]:
    """The years of all articles and of what is dated in them."""
    years = {date[:4] for _, _, date, *_ in view.articles if date}
    return sorted(years.union(*(entity.years for entity in view.entities)))


def article_row(article: Article) -> Row:
    return [article.id, article.title, article.date, article.url, article.text]


def shorten_texts(articles: Iterable[Row], room: int, entities: Sequence[Seen]) -> tuple[list[Row], Sequence[Seen]]:
    """The articles, without their texts as soon as these are longer together than there is room, and the entities.

    The evidence that these have from such articles has its sentence.
    """
    rows = list[Row]()
    quotes = dict[str, dict[tuple[int, int], str]]()
    told: Mapping[str, Iterable[tuple[int, int]]] = {}
    for row in articles:
        room -= len(row[-1])
        if room >= 0:
            rows.append(row)
            continue
        told = told or _passages(entities)
        *head, text = row
        quotes[row[0]] = {(start, end): text[start:end] for start, end in told.get(row[0], ())}
        rows.append([*head, None])
    return rows, [_with_sentences(entity, quotes) for entity in entities] if quotes else entities


def _passages(entities: Iterable[Seen]) -> dict[str, set[tuple[int, int]]]:
    """By article where the sentences stand that entities have from it."""
    told: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for entity in entities:
        for number, start, end, *_ in evidence_of(entity):
            told[entity.sources[number]].add((start, end))
    return told


def evidence_of(entity: Seen) -> Iterator[Row]:
    """All rows of evidence of an entity."""
    yield from (_ROW.decode(value.evidence) for value in entity.attributes)
    yield from (row for fact in entity.facts for row in _ROWS.decode(fact.evidence))
    yield from _ROWS.decode(entity.happened.said) if entity.happened else ()


def _with_sentences(entity: Seen, quotes: Quotes) -> Seen:
    """The entity, whose evidence from these articles has its sentence."""

    def quote(row: Row) -> Row:
        texts = quotes.get(entity.sources[row[0]])
        return [*row, texts[row[1], row[2]]] if texts else row

    def quote_all(rows: Raw) -> Raw:
        return to_raw(list(map(quote, _ROWS.decode(rows))))

    if not quotes.keys() & set(entity.sources):
        return entity
    happened = entity.happened
    return replace(
        entity,
        attributes=tuple(replace(one, evidence=to_raw(quote(_ROW.decode(one.evidence)))) for one in entity.attributes),
        facts=tuple(replace(fact, evidence=quote_all(fact.evidence)) for fact in entity.facts),
        happened=replace(happened, said=quote_all(happened.said)) if happened else None,
    )


def value_of(attribute: Attribute, evidence: Row) -> Value:
    span = attribute.span
    return Value(
        property=attribute.property,
        value=attribute.value,
        unit=attribute.unit,
        text=span.text,
        start=span.start,
        end=span.end,
        evidence=to_raw(evidence),
    )
