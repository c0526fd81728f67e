"""Property graph -> entities as a page shows them, in which articles and rules still go by their names.

What is told of an entity so depends on it alone: it can be kept from one build to the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from kg.assemble import count_sentences, count_told
from kg.model import Article, Attribute, Evidence, Span
from kg.periods import length
from kg.shares import is_date
from kg.sounds import sound_of

if TYPE_CHECKING:
    import networkx as nx

Row = list[Any]
EVENT: Final = "Event"


class Fact(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A fact of which an entity is the subject: how often it is said in all, and some of its evidence."""

    object: str
    predicate: str
    confidence: float
    sentences: int
    told: int
    evidence: list[Row]


class Happened(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What makes an entity an event."""

    kind: str
    date: str
    amounts: list[Row]
    said: list[Row]


class Seen(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """An entity with the pinyin of its names and its facts, in order of predicate and object.

    Evidence is a row of article, start, end, rule, confidence, modality, start and end of subject, object and trigger,
    and the sentence, unless the article's text is at hand. An attribute is a row of property, value, unit, text, start,
    end and evidence.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    sounds: tuple[str, ...]
    articles: tuple[str, ...]
    attributes: list[Row]
    years: tuple[str, ...]
    level: str | None
    lon: float | None
    lat: float | None
    broader: str | None
    facts: tuple[Fact, ...]
    happened: Happened | None


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
    entities = [without_sentences(see_entity(graph, node, evidence)) for node in sorted(graph)]
    lasting = {entity.id for entity in entities if entity.type != EVENT}
    return View(
        entities=entities,
        articles=list(shorten_texts(map(article_row, graph.graph.get("articles", {}).values()), text, entities)),
        nodes=len(lasting),
        edges=sum(s in lasting and o in lasting for s, o in graph.edges()),
    )


def see_entity(graph: nx.MultiDiGraph[str], node: str, evidence: int) -> Seen:
    """What a page shows of an entity of which the graph holds all facts, each with up to so many sentences."""
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
        attributes=[] if is_event else [attribute_row(attribute) for attribute in attributes],
        years=tuple(sorted(years_told(attributes))),
        level=data.get("level"),
        lon=data.get("lon"),
        lat=data.get("lat"),
        broader=data.get("broader"),
        facts=tuple(_facts(graph, node, evidence)),
        happened=_happened(attributes) if is_event else None,
    )


def _facts(graph: nx.MultiDiGraph[str], node: str, evidence: int) -> Iterator[Fact]:
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
            evidence=[evidence_row(one) for one in edge["evidence"][:evidence]],
        )


def _happened(attributes: Sequence[Attribute]) -> Happened | None:
    told = [a for a in attributes if a.property == "eventKind"]
    if not told:  # of an event that is only named here
        return None
    amounts = sorted({(a.value, a.unit, a.span.text) for a in attributes if a.property == "amount"})
    return Happened(
        kind=told[0].value,
        date=event_date(attributes),
        amounts=[list(amount) for amount in amounts],
        said=[evidence_row(a.evidence) for a in told],
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


def shorten_texts(articles: Iterable[Row], room: int, entities: Iterable[Seen]) -> Iterator[Row]:
    """The articles, without their texts as soon as these are longer together than there is room.

    The evidence that entities have from those gets its sentence.
    """
    said: defaultdict[str, list[Row]] | None = None
    for row in articles:
        room -= len(row[-1])
        if room >= 0:
            yield row
            continue
        if said is None:
            said = defaultdict(list)
            for evidence in (one for entity in entities for one in evidence_of(entity)):
                said[evidence[0]].append(evidence)
        *told, text = row
        for evidence in said[row[0]]:
            evidence.append(text[evidence[1] : evidence[2]])
        yield [*told, None]


def evidence_of(entity: Seen) -> Iterator[Row]:
    """All rows of evidence of an entity."""
    yield from (attribute[-1] for attribute in entity.attributes)
    yield from (row for fact in entity.facts for row in fact.evidence)
    yield from entity.happened.said if entity.happened else ()


def without_sentences(entity: Seen) -> Seen:
    """The entity as it is where the texts of all articles are at hand."""
    for row in evidence_of(entity):
        row.pop()
    return entity


def attribute_row(attribute: Attribute) -> Row:
    span = attribute.span
    return [
        attribute.property, attribute.value, attribute.unit, span.text, span.start, span.end,
        evidence_row(attribute.evidence),
    ]  # fmt: skip


def evidence_row(evidence: Evidence) -> Row:
    passage = evidence.passage
    return [
        evidence.article, passage.start, passage.end, evidence.rule, round(evidence.confidence, 4),
        str(evidence.modality), *_ends((evidence.subject, evidence.object, evidence.trigger)), passage.text,
    ]  # fmt: skip


def _ends(spans: Iterable[Span | None]) -> Iterator[int]:
    for span in spans:
        yield from (span.start, span.end) if span else (-1, -1)
