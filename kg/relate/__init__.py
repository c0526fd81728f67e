"""Articles + links -> all that each says of what it names: relations, attributes, industries, events.

Five stages on the same names: `pairs`, `seats`, `attributes` and `industries` each by itself, then `events`, which take
up what relations and attributes tell. What several of them look at stands below them in `reading`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.knowledge import Knowledge
from kg.model import Article, Attribute, Entity, Event, Linked, Relation
from kg.relate.attributes import read_attributes
from kg.relate.events import tell_events
from kg.relate.industries import relate_industries
from kg.relate.pairs import relate_pairs
from kg.relate.reading.names import read_names
from kg.relate.seats import relate_seats


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What an article says of what it names, and the entities that come in only so: places of parks, industries."""

    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    attributes: tuple[Attribute, ...]
    events: tuple[Event, ...]


def relate_many(articles: Sequence[Article], linked: Sequence[Linked], knowledge: Knowledge) -> Iterator[Related]:
    """All that each article, whose names are linked, says of them, as if it were read alone; together it is quicker.

    What is worked out for all of them is worked out at once, the rest when the turn of an article comes.
    """
    stated = relate_pairs(articles, linked, knowledge)
    return (_relate(*of, knowledge) for of in zip(articles, linked, stated, strict=True))


def _relate(article: Article, linked: Linked, stated: tuple[Relation, ...], knowledge: Knowledge) -> Related:
    entities, lexicon = linked.entities, knowledge.lexicon
    reading = read_names(article, linked.links, entities, knowledge.attributes)
    seats, places = relate_seats(article, linked.seats, stated, entities, lexicon)
    attributes = read_attributes(reading, knowledge.attributes)
    trades, industries = relate_industries(reading, knowledge.industries, lexicon)
    return Related(
        entities=(*places, *industries),
        relations=(*stated, *seats, *trades),
        attributes=attributes,
        events=tell_events(reading, stated, attributes, knowledge),
    )
