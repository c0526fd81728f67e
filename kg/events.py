"""Events -> what the graph keeps of them; and several tellings of one event -> that event.

An event is an entity like any other: its roles become relations, its kind, dates and amounts attributes.

In one article `unite_told` makes one of several tellings. Across articles a sketch of each event is kept; of all
sketches those of one id are joined (`join_sketches`), then those of one event found (`find_same_sketches`), and at last
the events of each article told as the best of them (`unite_events`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from msgspec import structs

from kg.model import Annotation, Attribute, Entity, Event, Relation, Role, Value, event_id
from kg.periods import holds as holds_time
from kg.periods import length

EVENT: Final = "Event"

_ENDLESS: Final = 10**9

# Whether the second of two places is the first, or holds it.
Holds = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expressed:
    """An event as entity, relations and attributes."""

    entity: Entity
    relations: tuple[Relation, ...]
    attributes: tuple[Attribute, ...]


def express_event(event: Event) -> Expressed:
    """What stands for an event in the graph, each fact with its evidence."""
    by_fact: defaultdict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in event.roles:
        by_fact[role.predicate, role.entity].append(role)
    return Expressed(
        entity=Entity(id=event.id, type=EVENT, name=event.title),
        relations=tuple(
            Relation(
                subject=event.id,
                predicate=predicate,
                object=entity,
                evidence=tuple(role.evidence for role in roles),
            )
            for (predicate, entity), roles in sorted(by_fact.items())
        ),
        attributes=tuple(
            Attribute(
                subject=event.id,
                property=value.property,
                value=value.value,
                unit=value.unit,
                span=value.span,
                evidence=value.evidence,
            )
            for value in event.values
        ),
    )


def express_events(annotation: Annotation) -> Annotation:
    """The annotation with its events among its entities, relations and attributes."""
    if not annotation.events:
        return annotation
    expressed = [express_event(event) for event in annotation.events]
    return replace(
        annotation,
        entities=(*annotation.entities, *(one.entity for one in expressed)),
        relations=(*annotation.relations, *(relation for one in expressed for relation in one.relations)),
        attributes=(*annotation.attributes, *(attribute for one in expressed for attribute in one.attributes)),
        events=(),
    )


@dataclass(frozen=True, slots=True)
class Sketch:
    """Of an event what tells whether another is the same; many fit into memory."""

    id: str
    kind: str
    date: str
    place: str
    main: str
    about: str
    sources: frozenset[str]
    ends: frozenset[str]
    concerned: frozenset[str]

    @classmethod
    def of(cls, event: Event) -> Sketch:
        roles = frozenset(role.entity for role in event.roles)
        # Firms and what it is about tell one event from another; a city or an office takes part in many.
        ends = frozenset(end for end in roles if end.startswith(("enterprise/", "project/", "policy/")))
        return cls(
            event.id, event.kind, event.date, event.place, event.main, event.about,
            frozenset({event.source}), ends or roles, frozenset(event.concerned),
        )  # fmt: skip

    def join(self, other: Sketch) -> Sketch:
        """Both, told as one."""
        return replace(
            self,
            about=min(self.about, other.about),
            sources=self.sources | other.sources,
            ends=self.ends | other.ends,
            concerned=self.concerned | other.concerned,
        )


def join_sketches(sketches: Iterable[Sketch]) -> tuple[Sketch, ...]:
    """One sketch for each id."""
    told: dict[str, Sketch] = {}
    for sketch in sketches:
        told[sketch.id] = told[sketch.id].join(sketch) if sketch.id in told else sketch
    return tuple(told.values())


def find_same_sketches(told: Sequence[Sketch], holds: Holds) -> dict[str, Sketch]:
    """For the id of each event that another tells better, that other; from one sketch for each id.

    Two tellings are of one event if they are of one kind, share a participant or what they concern, and neither date
    nor place of one contradicts the other's: 2024-05 and 2024-05-06, 襄阳市 and its 高新区. A telling that could be of
    two different events is of neither. The result does not depend on the order.
    """
    by_end: defaultdict[tuple[str, str], list[Sketch]] = defaultdict(list)
    for one in told:
        for end in one.ends:
            by_end[one.kind, end].append(one)
    same: dict[str, Sketch] = {}
    for one in told:
        near = {other for end in one.ends for other in by_end[one.kind, end] if _agree(one, other, holds)}
        finest = [o for o in sorted(near | {one}, key=_rank) if not any(_is_finer(other, o, holds) for other in near)]
        if finest[0] != one and _are_one(finest):
            same[one.id] = finest[0]
    return {one: _last(finer, same) for one, finer in same.items()}


def _last(finer: Sketch, same: Mapping[str, Sketch]) -> Sketch:
    """What a telling that is better told itself comes to; each step is finer, so that there is an end."""
    while finer.id in same:
        finer = same[finer.id]
    return finer


def unite_told(events: Iterable[Event], holds: Holds) -> tuple[Event, ...]:
    """The events of one article, each once."""
    told = _merge_events(events)
    if len(told) < 2:
        return told
    same = find_same_sketches(join_sketches(map(Sketch.of, told)), holds)
    return _merge_events(_like(event, same) for event in told) if same else told


def unite_events(annotation: Annotation, same: Mapping[str, Sketch]) -> Annotation:
    """The annotation with each of its events once, told as well as anywhere."""
    if not any(event.id in same for event in annotation.events):
        return annotation
    return replace(annotation, events=_merge_events(_like(event, same) for event in annotation.events))


def _like(event: Event, same: Mapping[str, Sketch]) -> Event:
    finer = same.get(event.id)
    if finer is None:
        return event
    return structs.replace(event, date=finer.date, place=finer.place, main=finer.main, about=finer.about)


def _merge_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """One event for each id, with the roles and values of all its tellings, in order of id."""
    merged: dict[str, Event] = {}
    for event in sorted(events, key=_order):
        id_ = event.id
        merged[id_] = _joined(merged[id_], event) if id_ in merged else event
    return tuple(merged[event] for event in sorted(merged))


def rename_event(event: Event, ids: Mapping[str, str]) -> Event:
    """The event with other ids for its participants."""
    roles = tuple(
        structs.replace(role, entity=ids[role.entity]) if role.entity in ids else role for role in event.roles
    )
    return structs.replace(event, main=ids.get(event.main, event.main), roles=roles)


def rename_sketch(sketch: Sketch, ids: Mapping[str, str]) -> Sketch:
    """The sketch of one telling with other ids for its participants: that of the renamed event."""
    if not any(one in ids for one in (sketch.main, *sketch.ends, *sketch.concerned)):
        return sketch
    main, (source,) = ids.get(sketch.main, sketch.main), sketch.sources
    return replace(
        sketch,
        id=event_id(sketch.kind, sketch.date, sketch.place, main, sketch.about, source),
        main=main,
        ends=frozenset(ids.get(end, end) for end in sketch.ends),
        concerned=frozenset(ids.get(one, one) for one in sketch.concerned),
    )


def _joined(known: Event, event: Event) -> Event:
    roles = dict.fromkeys((*known.roles, *event.roles))
    values = dict.fromkeys((*known.values, *event.values))
    title = max(known.title, event.title, key=lambda title: (len(title), title))
    return structs.replace(
        known, title=title, roles=tuple(sorted(roles, key=_role_order)), values=tuple(sorted(values, key=_value_order))
    )


def _agree(one: Sketch, other: Sketch, holds: Holds) -> bool:
    dated = bool(one.date and other.date)
    if dated and not holds_time(one.date, other.date) and not holds_time(other.date, one.date):
        return False
    same_about = bool(one.concerned & other.concerned)
    to_the_day = dated and max(length(one.date), length(other.date)) == 1
    if not to_the_day and one.concerned and other.concerned and not same_about:
        return False
    if not dated and not one.sources & other.sources and not same_about:
        return False  # two articles, no time: what they are about must be the same
    return not (one.place and other.place) or holds(one.place, other.place) or holds(other.place, one.place)


def _is_finer(one: Sketch, other: Sketch, holds: Holds) -> bool:
    """Whether the date of one is more precise than the other's, or as precise and its place nearer, or known alone."""
    if _days(one) != _days(other):
        return _days(one) < _days(other)
    if one.place != other.place:
        return not other.place or (bool(one.place) and holds(other.place, one.place))
    return bool(one.about) and not other.about


def _days(one: Sketch) -> int:
    """How many days its date has; many more than any, where it has none."""
    return length(one.date) if one.date else _ENDLESS


def _are_one(finest: Sequence[Sketch]) -> bool:
    """Whether the most precise tellings are of one event: alike in date and place, each with an end of the first."""
    first = finest[0]
    return all(
        (one.date, one.place) == (first.date, first.place) and (one == first or bool(one.ends & first.ends))
        for one in finest
    )


def _rank(one: Sketch) -> tuple[str, ...]:
    return one.kind, one.date, one.place, one.main, one.about, one.id


def _order(event: Event) -> tuple[object, ...]:
    first = min(value.evidence.passage for value in event.values)
    return event.kind, event.date, event.place, event.main, event.about, event.source, first, event.title


def _role_order(role: Role) -> tuple[object, ...]:
    return role.predicate, role.entity, role.evidence.article, role.evidence.passage


def _value_order(value: Value) -> tuple[object, ...]:
    return value.property, value.value, value.evidence.article, value.span
