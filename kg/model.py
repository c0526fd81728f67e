"""What flows: articles, mentions, entities, links, relations, attributes, events.

Offsets are code points into `Article.text` (title, line feed, body), half open. What an article has by the dozen is a
struct: it is as frozen as a dataclass, and made in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, NamedTuple

from msgspec import Struct

TYPES: Final = ("City", "Province", "Enterprise", "Park", "Policy", "Project", "Organization")
"""What a name may name. Weights depend on the order."""
CONTAINERS: Final = frozenset({"City", "Province", "Park"})
"""The types of what other things lie in."""

Naming = tuple[str, str, bool]
"""A form of a name (folded), an entity that it names, and whether something else names that entity in full."""


class Modality(StrEnum):
    """How a fact is told: as done, as intended, or as not so."""

    STATED = "stated"
    PLANNED = "planned"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news text. `text` is what all offsets count in; it is never changed after reading."""

    id: str
    title: str
    body: str
    date: str | None = None
    url: str | None = None
    source: str = ""
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", f"{self.title}\n{self.body}")


class Span(Struct, frozen=True, kw_only=True, order=True, gc=False):
    """A stretch of one article's text."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not (0 <= self.start < self.end and self.end - self.start == len(self.text)):
            raise ValueError(f"span {self.start}–{self.end} does not fit {self.text!r}")

    @classmethod
    def of(cls, article: Article, start: int, end: int) -> Span:
        """The span of an article between two offsets."""
        return cls(start=start, end=end, text=article.text[start:end])


class Mention(Struct, frozen=True, kw_only=True, gc=False):
    """A span that names something, which recognizer said so, and the chance that it is right (1: a rule says so)."""

    span: Span
    type: str
    recognizer: str
    confidence: float = 1.0


class Entity(Struct, frozen=True, kw_only=True, gc=False):
    """One thing of the world. `aliases` are all other forms, sorted."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()


class ShortForm(NamedTuple):
    """What a short form stands for in an article, and what shows it, in words that the full name follows."""

    full: str
    why: str


class Link(Struct, frozen=True, kw_only=True, gc=False):
    """A mention is an entity, for a reason."""

    mention: Mention
    entity: str
    reason: str


class Rejection(Struct, frozen=True, kw_only=True, gc=False):
    """A candidate that was not believed, and why; what `kg explain` shows."""

    span: Span
    type: str
    recognizer: str
    reason: str


class Seat(NamedTuple):
    """Where a park's name says that it lies: the mention that begins with the place, and how much of it is that."""

    mention: Mention
    length: int
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What linking gives: entities in order of id, links in order of text, what named nothing, and where parks are that
    say so themselves."""

    entities: tuple[Entity, ...]
    links: tuple[Link, ...]
    rejections: tuple[Rejection, ...]
    main_place: str | None
    seats: Mapping[str, Seat]


class Evidence(Struct, frozen=True, kw_only=True, gc=False):
    """Where an article says so: the passage, and in it the subject, the object and the trigger."""

    article: str
    passage: Span
    rule: str
    confidence: float
    modality: Modality = Modality.STATED
    subject: Span | None = None
    object: Span | None = None
    trigger: Span | None = None


class Relation(Struct, frozen=True, kw_only=True, gc=False):
    """A fact between two entities; never without evidence."""

    subject: str
    predicate: str
    object: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.subject} {self.predicate} {self.object} has no evidence")

    @property
    def confidence(self) -> float:
        """That of its best evidence."""
        return max(e.confidence for e in self.evidence)


class Attribute(Struct, frozen=True, kw_only=True, gc=False):
    """A literal fact: an amount in `unit`, a status, a date, with its raw words in `span`."""

    subject: str
    property: str
    value: str
    span: Span
    evidence: Evidence
    unit: str = ""


class Role(Struct, frozen=True, kw_only=True, gc=False):
    """What an entity is in an event: `involves`, `concerns`, `heldIn`."""

    predicate: str
    entity: str
    evidence: Evidence


class Value(Struct, frozen=True, kw_only=True, gc=False):
    """A literal fact of an event: its kind, a date, an amount."""

    property: str
    value: str
    span: Span
    evidence: Evidence
    unit: str = ""


class Event(Struct, frozen=True, kw_only=True, gc=False):
    """Something that happened, or will, with participants: a signing, a ground-breaking, an opening.

    Kind, date, place and main participant make its id; with a date that is no day, what it is about does too, and
    without any of these `source`, the article.
    """

    kind: str
    title: str
    main: str = ""
    date: str = ""
    place: str = ""
    about: str = ""
    source: str = ""
    roles: tuple[Role, ...] = ()
    values: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError(f"{self.title} has no evidence")

    @property
    def id(self) -> str:
        """The same for what two articles, or two machines, tell alike."""
        return event_id(self.kind, self.date, self.place, self.main, self.about, self.source)

    @property
    def concerned(self) -> tuple[str, ...]:
        """The projects and policies that it is about, sorted."""
        return tuple(sorted({role.entity for role in self.roles if role.predicate == "concerns"}))

    @property
    def participants(self) -> tuple[str, ...]:
        """Who takes part, sorted."""
        return tuple(sorted({role.entity for role in self.roles if role.predicate == "involves"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """All that was read from one article."""

    article: Article
    entities: tuple[Entity, ...] = ()
    links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    events: tuple[Event, ...] = ()
    rejections: tuple[Rejection, ...] = ()

    def verified(self) -> Annotation:
        """Itself, if its article bears out every span of its evidence; else a ValueError that names the first."""
        id_, text = self.article.id, self.article.text
        for evidence, *spans in self._said():
            if evidence.article != id_:
                raise ValueError(f"{id_}: evidence {evidence.rule} is of article {evidence.article}")
            for span in (evidence.passage, evidence.subject, evidence.object, evidence.trigger, *spans):
                if span is not None and not text.startswith(span.text, span.start):
                    raise ValueError(f"{id_}: {evidence.rule}: the text has no {span.text!r} at {span.start}")
        return self

    def moved(self, move: Callable[[Span], Span]) -> Annotation:
        """The same with every span where `move` puts it; the article is as it was."""

        def moved(value: Any) -> Any:
            if isinstance(value, Span):
                return move(value)
            if isinstance(value, tuple):
                return tuple(map(moved, value))
            if isinstance(value, Struct):
                return type(value)(**{name: moved(getattr(value, name)) for name in value.__struct_fields__})
            return value

        names = ("links", "relations", "attributes", "events", "rejections")
        return replace(self, **{name: moved(getattr(self, name)) for name in names})

    def _said(self) -> Iterator[tuple[Evidence, Span] | tuple[Evidence]]:
        """All evidence, with the span of the value that it is of."""
        for relation in self.relations:
            yield from ((evidence,) for evidence in relation.evidence)
        for attribute in self.attributes:
            yield attribute.evidence, attribute.span
        for event in self.events:
            yield from ((role.evidence,) for role in event.roles)
            yield from ((value.evidence, value.span) for value in event.values)


def event_id(kind: str, date: str, place: str, main: str, about: str, source: str) -> str:
    """The id of an event; what it is about, and its article, count only where its time does not tell it from others."""
    about = "" if len(date) == len("2024-05-06") else about or ("" if date else source)
    return f"event/{content_id('Event', kind, date, place, main, about)}"


def content_id(*parts: str, length: int = 12) -> str:
    """A stable hexadecimal name for a value, the same on every machine."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:length]
