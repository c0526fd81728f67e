"""Reading + relations + attributes -> events: who signed, settled, began or opened what, where and when.

A trigger word is an event if it is told of a project or a firm that is named, or of a gathering or a counted sum of
projects with place and date. Where the words leave the place open, the article's relations say where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.attribute_grammar import AttributeGrammar
from kg.event_grammar import EventGrammar
from kg.events import unite_told
from kg.knowledge import Knowledge
from kg.model import Attribute, Event, Evidence, Modality, Relation, Role, Span, Value
from kg.relate.events.parties import find_about, find_firms, find_gathering, find_parties, find_place
from kg.relate.events.scopes import Scope, find_scopes
from kg.relate.reading.money import find_money, tell_value
from kg.relate.reading.names import Named, Reading
from kg.relate.reading.triggers import find_triggers

_INVESTMENTS: Final = ("total", "invest")


@dataclass(frozen=True)
class Elsewhere:
    """All that the article tells elsewhere: its relations and amounts."""

    relations: tuple[Relation, ...]
    amounts: tuple[Attribute, ...]


def tell_events(
    reading: Reading, relations: Sequence[Relation], attributes: Sequence[Attribute], knowledge: Knowledge
) -> tuple[Event, ...]:
    """The events of one article, each once, in order of id."""
    triggers = find_triggers(reading, knowledge.events.triggers, knowledge.attributes)
    if not triggers:
        return ()
    amounts = tuple(a for a in attributes if a.property == "amount")
    elsewhere = Elsewhere(relations=tuple(relations), amounts=amounts)
    found = [
        event
        for scope in find_scopes(reading, triggers, knowledge)
        if (event := _event(reading, scope, elsewhere, knowledge)) is not None
    ]
    return unite_told(found, knowledge.lexicon.holds)


def _event(reading: Reading, scope: Scope, elsewhere: Elsewhere, knowledge: Knowledge) -> Event | None:
    about = find_about(reading, scope, knowledge)
    firms = find_firms(reading, scope, knowledge)
    rule = "named"
    if not about and not firms:
        rule = find_gathering(reading, scope, knowledge.events)
        if not rule or scope.time is None:
            return None
    parties = find_parties(reading, scope, firms, knowledge.events) if firms or about else ()
    place, where = find_place(reading, scope, (*about, *firms), parties, elsewhere.relations, knowledge)
    if rule != "named" and not place:
        return None
    involved = {name.entity for name in (*firms, *parties)}
    if not about and not place and scope.time is None and len(involved) < 2:
        return None  # a firm that opens, somewhere, some day
    return _make(reading, scope, rule, about, (*firms, *parties), (place, where), elsewhere, knowledge)


def _make(
    reading: Reading,
    scope: Scope,
    rule: str,
    about: Sequence[Named],
    parties: Sequence[Named],
    at: tuple[str, Named | Evidence | None],
    elsewhere: Elsewhere,
    knowledge: Knowledge,
) -> Event:
    place, where = at
    subject = next(iter((*about, *parties)), None)

    def evidence(object_: Span | None = None) -> Evidence:
        return Evidence(
            article=reading.article.id,
            passage=reading.spans[reading.sentence(scope.trigger.start)],
            rule=f"event.{scope.kind.id}.{rule}",
            confidence=knowledge.events.confidence[rule],
            modality=scope.modality,
            subject=_span(reading, subject) if subject else None,
            object=object_,
            trigger=trigger,
        )

    trigger = reading.spans[scope.trigger.start, scope.trigger.end]
    roles = [Role(predicate="concerns", entity=n.entity, evidence=evidence(_span(reading, n))) for n in about]
    roles += [Role(predicate="involves", entity=n.entity, evidence=evidence(_span(reading, n))) for n in parties]
    roles += _investors(about, parties, elsewhere)
    if place:
        at_evidence = where if isinstance(where, Evidence) else evidence(_span(reading, where) if where else None)
        roles.append(Role(predicate="heldIn", entity=place, evidence=at_evidence))
    values = [Value(property="eventKind", value=scope.kind.id, span=trigger, evidence=evidence())]
    if scope.time:
        span = reading.spans[scope.time.start, scope.time.end]
        values.append(Value(property="date", value=scope.time.value, span=span, evidence=evidence()))
    values += _amounts(reading, scope, rule, about, elsewhere, evidence(), knowledge.attributes)
    firms = [n.entity for n in parties if n.type == "Enterprise"]
    concerned = sorted({n.entity for n in about})
    main = (firms[:1] if scope.kind.parties else concerned[:1]) or concerned[:1] or firms[:1] or [""]
    return Event(
        kind=scope.kind.id,
        title=_title(reading, scope, rule, main[0], place, knowledge.events),
        main=main[0],
        date=scope.time.value if scope.time else "",
        place=place,
        about="|".join(concerned),
        source=reading.article.id,
        roles=tuple(dict.fromkeys(roles)),
        values=tuple(values),
    )


def _span(reading: Reading, name: Named) -> Span:
    return reading.spans[name.start, name.end]


def _investors(about: Sequence[Named], parties: Sequence[Named], elsewhere: Elsewhere) -> Iterator[Role]:
    """Who the article says invests in what the event is about."""
    concerned, known = {name.entity for name in about}, {name.entity for name in parties}
    for relation in elsewhere.relations:
        if relation.predicate == "investsIn" and relation.object in concerned and relation.subject not in known:
            for evidence in relation.evidence:
                if evidence.modality is not Modality.DENIED:
                    yield Role(predicate="involves", entity=relation.subject, evidence=evidence)


def _amounts(
    reading: Reading,
    scope: Scope,
    rule: str,
    about: Sequence[Named],
    elsewhere: Elsewhere,
    evidence: Evidence,
    grammar: AttributeGrammar,
) -> Iterator[Value]:
    """The total of what it is about; of a gathering the sum that is told in its sentence after the trigger."""
    concerned = {name.entity for name in about}
    for amount in elsewhere.amounts:
        if amount.subject in concerned:
            yield Value(
                property="amount", value=amount.value, unit=amount.unit, span=amount.span, evidence=amount.evidence
            )
    if rule == "named":
        return
    owned = {amount.span.start for amount in elsewhere.amounts}
    start, end = reading.sentence(scope.trigger.start)
    for money in find_money(reading.article.text[start:end], reading.folded[start:end], grammar):
        at = start + money.start
        if scope.trigger.end <= at and at not in owned and money.kind in ("", *_INVESTMENTS):
            span = reading.spans[at, start + money.end]
            yield Value(property="amount", value=tell_value(money.value), unit=money.unit, span=span, evidence=evidence)
            return


def _title(reading: Reading, scope: Scope, rule: str, main: str, place: str, grammar: EventGrammar) -> str:
    """甲项目开工; 甲公司签约（襄阳市）; the name of a gathering."""
    where = reading.called.get(place, "")
    trigger = scope.trigger
    if rule == "named":
        name = reading.called.get(main, "")
        word = reading.article.text[scope.trigger.start : scope.trigger.end] if scope.kind.titled else scope.kind.id
        return f"{name}{word}" + (f"（{where}）" if where and not main.startswith("project/") else "")
    text = reading.article.text
    if rule == "ceremony" and (tail := grammar.patterns.ceremony.match(reading.folded, trigger.end)):
        head = _head(reading.folded, scope.start, trigger.start, grammar)
        return f"{where}{text[head : tail.end()]}"
    return f"{where}项目{scope.kind.id}"


def _head(folded: str, start: int, end: int, grammar: EventGrammar) -> int:
    """Where the name of a gathering begins."""
    for at in range(max(start, end - 30), end):
        if grammar.patterns.ceremony_head.fullmatch(folded, at, end):
            return at
    return end
