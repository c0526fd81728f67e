"""Article + links + relations + attributes -> events: who signed, settled, began or opened what, where and when.

A trigger word is an event if it is told of a project or a firm that is named, or of a gathering or a counted sum of
projects with place and date. Where the words leave the place open, the article's relations say where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.event_grammar import EventGrammar, EventKind
from kg.events import unite_told
from kg.knowledge import Knowledge
from kg.model import Article, Attribute, Entity, Event, Evidence, Link, Modality, Relation, Role, Span, Value
from kg.relate.attributes.gaps import list_to
from kg.relate.attributes.money import Money, find_money, tell_value
from kg.relate.attributes.reading import Named, Reading, read_names
from kg.relate.attributes.status import Trigger, find_triggers, is_future, projects_of, time_of
from kg.relate.attributes.times import Time, find_times

PLACES: Final = ("Park", "City", "Province")
PARTIES: Final = ("Enterprise", "Organization")
_CLAUSE: Final = ",;:。!?\n|"
_REACH: Final = 70
_INVESTMENTS: Final = ("total", "invest")


@dataclass(frozen=True)
class Scope:
    """A trigger with its kind, the stretch of the sentence that is about it, and its time."""

    trigger: Trigger
    kind: EventKind
    start: int
    end: int
    time: Time | None
    modality: Modality


@dataclass(frozen=True)
class Told:
    """All that the article tells elsewhere: its relations and amounts, and the sums of its text."""

    relations: tuple[Relation, ...]
    amounts: tuple[Attribute, ...]
    sums: tuple[Money, ...]
    names: Mapping[str, str]


def tell_events(
    article: Article,
    links: Sequence[Link],
    entities: Sequence[Entity],
    relations: Sequence[Relation],
    attributes: Sequence[Attribute],
    knowledge: Knowledge,
) -> tuple[Event, ...]:
    """The events of one article, each once, in order of id."""
    reading = read_names(article, links, entities)
    triggers = find_triggers(reading, knowledge.events.triggers, knowledge.attributes)
    if not triggers:
        return ()
    times = find_times(reading.folded, article.date, knowledge.attributes)
    told = Told(
        relations=tuple(relations),
        amounts=tuple(a for a in attributes if a.property == "amount"),
        sums=find_money(article.text, reading.folded, knowledge.attributes),
        names={entity.id: entity.name for entity in entities},
    )
    found = [
        event
        for scope in _scopes(reading, triggers, times, knowledge)
        if (event := _event(reading, scope, told, knowledge)) is not None
    ]
    return unite_told(found, knowledge.lexicon.holds)


def _scopes(
    reading: Reading, triggers: Sequence[Trigger], times: Sequence[Time], knowledge: Knowledge
) -> Iterator[Scope]:
    """Each trigger that is told as done, or as planned for a day that is named; denials are no events."""
    grammar = knowledge.events
    real = [trigger for trigger in triggers if any(name in grammar.kinds for name in trigger.names)]
    for number, trigger in enumerate(real):
        start, end = reading.sentence(trigger.start)
        if number and real[number - 1].start >= start and real[number - 1].names != trigger.names:
            start = max(start, _clause_end(reading.folded, real[number - 1].end, trigger.start))
        if number + 1 < len(real) and real[number + 1].end <= end and real[number + 1].names != trigger.names:
            end = max(trigger.end, _clause_start(reading.folded, trigger.end, real[number + 1].start))
        time = time_of(reading, trigger, real, times)
        modality = trigger.modality
        if time and is_future(time, reading.article.date) and modality is Modality.STATED:
            modality = Modality.PLANNED
        for name in trigger.names:
            kind = grammar.kinds[name]
            if modality is Modality.DENIED and kind.id != "终止":
                continue
            if time is None and (modality is Modality.PLANNED or kind.dated):
                continue
            yield Scope(trigger, kind, start, end, time, modality)


def _clause_end(folded: str, start: int, end: int) -> int:
    ends = [at for mark in _CLAUSE if (at := folded.find(mark, start, end)) >= 0]
    return min(ends) + 1 if ends else start


def _clause_start(folded: str, start: int, end: int) -> int:
    return max(folded.rfind(mark, start, end) for mark in _CLAUSE)


def _event(reading: Reading, scope: Scope, told: Told, knowledge: Knowledge) -> Event | None:
    about = _about(reading, scope, knowledge)
    firms = _firms(reading, scope, knowledge.events)
    rule = "named"
    if not about and not firms:
        rule = _gathering(reading, scope, knowledge.events)
        if not rule or scope.time is None:
            return None
    place, where = _place(reading, scope, (*about, *firms), told, knowledge)
    if rule != "named" and not place:
        return None
    parties = _parties(reading, scope, firms, knowledge.events) if firms or about else ()
    involved = {name.entity for name in (*firms, *parties)}
    if not about and not place and scope.time is None and len(involved) < 2:
        return None  # a firm that opens, somewhere, some day
    return _make(reading, scope, rule, about, (*firms, *parties), (place, where), told, knowledge)


def _about(reading: Reading, scope: Scope, knowledge: Knowledge) -> tuple[Named, ...]:
    """The projects that the trigger is told of; else the park or policy whose name ends before it, or begins after."""
    trigger = scope.trigger
    projects, _ = projects_of(reading, trigger, knowledge.attributes)
    projects = tuple(p for p in projects if scope.start <= p.start or p.end <= scope.start)
    if projects or scope.kind.about == ("Project",):
        return projects
    grammar = knowledge.events
    before = reading.between(scope.start, trigger.start)
    names = [name for name in before if name.type in scope.kind.about]
    if names and re.fullmatch(_gap(grammar), _without_names(reading, names[-1].end, trigger.start, before, scope.time)):
        return list_to(reading, names)
    return ()


def _firms(reading: Reading, scope: Scope, grammar: EventGrammar) -> tuple[Named, ...]:
    """The enterprises that do it: the list that ends before the trigger, the other side of 与, or the one after it."""
    trigger = scope.trigger
    text = reading.folded
    names = reading.between(scope.start, trigger.start)
    before = [n for n in names if n.type in (*PARTIES, "City", "Park")]
    firms = [n for n in before if n.type == "Enterprise"]
    if firms:
        last = firms[-1]
        gap = _without_names(reading, last.end, trigger.start, names, scope.time)
        if _tells(gap, scope, grammar) and trigger.start - last.end <= _REACH:
            listed = [n for n in list_to(reading, before[: before.index(last) + 1]) if n.type == "Enterprise"]
            others = [n for n in firms if n not in listed and _joins(text, n, listed, grammar)]
            return tuple(n for n in (*others, *listed) if not _is_owner(text, n))
    after = reading.between(trigger.end, min(scope.end, trigger.end + 12))
    close = bool(after) and re.fullmatch("[了的:]?(?:引进|引入)?", text[trigger.end : after[0].start]) is not None
    if scope.kind.parties and close and after[0].type == "Enterprise":
        return after[:1]
    return ()


def _tells(gap: str, scope: Scope, grammar: EventGrammar) -> bool:
    """Whether the words between a firm and the trigger leave the firm as the one who does it."""
    if scope.kind.parties:
        return not re.search("[。;!?]|的(?:客户|供应商|产品|代表|子公司|负责人|总部)|考察|走访|参观", gap)
    return re.fullmatch(_gap(grammar), gap) is not None


def _gap(grammar: EventGrammar) -> str:
    adverbs, own = grammar.words["adverbs"].pattern, grammar.words["own"].pattern
    return rf"[\")》]*{adverbs}{own}{adverbs}(?:(?:在|于)[^,。;]{{0,6}}{adverbs})?"


def _joins(text: str, name: Named, listed: Sequence[Named], grammar: EventGrammar) -> bool:
    """Whether a firm further off takes part: 甲公司与乙公司签约."""
    if not listed or name.end > listed[0].start:
        return False
    return grammar.words["with"].search(text, name.end, listed[0].start) is not None and not re.search(
        "[。;!?]", text[name.end : listed[0].start]
    )


def _is_owner(text: str, name: Named) -> bool:
    """甲集团旗下的…: not itself."""
    return (
        re.match("(?:集团)?(?:旗下|下属|全资|控股|子公司|的子公司|投资的|持股)", text[name.end : name.end + 6])
        is not None
    )


def _parties(reading: Reading, scope: Scope, firms: Sequence[Named], grammar: EventGrammar) -> tuple[Named, ...]:
    """The city, office or park on the other side: 与襄阳市签约, 国务院批复."""
    text, trigger = reading.folded, scope.trigger
    names = reading.between(scope.start, trigger.start, *PARTIES, "City", "Province", "Park")
    if not scope.kind.parties:
        return ()
    with_ = grammar.words["with"]
    found = [n for n in names if n not in firms and with_.search(text, max(scope.start, n.start - 10), n.start)]
    for number, name in enumerate(names[:-1]):
        joined = with_.search(text, name.end, names[number + 1].start)
        if joined and name not in firms and (names[number + 1] in firms or names[number + 1] in found):
            found.append(name)
    return tuple(n for n in dict.fromkeys(found) if not _is_owner(text, n))


def _gathering(reading: Reading, scope: Scope, grammar: EventGrammar) -> str:
    """What makes an event where nobody is named: its own name, or a count of projects."""
    text, trigger = reading.folded, scope.trigger
    if grammar.words["ceremony"].match(text, trigger.end):
        return "ceremony"
    if grammar.words["sum_after"].match(text, trigger.end):
        return "sum"
    before = [m for m in grammar.words["sum_before"].finditer(text, scope.start, trigger.start)]
    return "sum" if before and before[-1].end() == trigger.start else ""


def _place(
    reading: Reading, scope: Scope, ends: Sequence[Named], told: Told, knowledge: Knowledge
) -> tuple[str, Named | Evidence | None]:
    """The nearest place: by the words beside the trigger, else by what the article says of those who take part."""
    text, trigger, grammar = reading.folded, scope.trigger, knowledge.events
    near = reading.between(scope.start, scope.end, *PLACES)
    taken = {name.entity for name in ends}
    near = tuple(n for n in near if n.entity not in taken)
    for name in near:
        if name.start >= trigger.end and grammar.words["at_after"].fullmatch(text[trigger.end : name.start]):
            return _nearest(reading, name, near, knowledge)
    entities = {name.entity for name in ends}
    related: dict[str, Evidence] = {}
    for relation in told.relations:
        if relation.predicate in ("operatesIn", "locatedIn") and relation.subject in entities:
            for evidence in relation.evidence:
                inside = evidence.object is not None and scope.start <= evidence.object.start < scope.end
                if evidence.modality is not Modality.DENIED and (relation.predicate == "locatedIn" or inside):
                    related.setdefault(relation.object, evidence)
    holds = knowledge.lexicon.holds
    nearest = [p for p in related if not any(q != p and holds(p, q) for q in related)]
    if len(nearest) == 1:
        return nearest[0], related[nearest[0]]
    for name in reversed([n for n in near if n.end <= trigger.start]):
        beside = grammar.words["at_before"].search(text, max(scope.start, name.start - 2), name.start)
        party = grammar.words["with"].search(text, max(scope.start, name.start - 10), name.start)
        if (beside or party or not ends) and not grammar.words["elsewhere"].match(text[name.end : name.end + 40]):
            return _nearest(reading, name, near, knowledge)
    return "", None


def _nearest(
    reading: Reading, name: Named, near: Sequence[Named], knowledge: Knowledge
) -> tuple[str, Named | Evidence | None]:
    """The place, or the one inside it that is named directly after it: 襄阳市高新区."""
    for other in near:
        if name.end <= other.start <= name.end + 1 and knowledge.lexicon.holds(name.entity, other.entity):
            return other.entity, other
    return name.entity, name


def _make(
    reading: Reading,
    scope: Scope,
    rule: str,
    about: Sequence[Named],
    parties: Sequence[Named],
    at: tuple[str, Named | Evidence | None],
    told: Told,
    knowledge: Knowledge,
) -> Event:
    place, where = at
    subject = next(iter((*about, *parties)), None)

    def evidence(object_: Span | None = None) -> Evidence:
        return Evidence(
            article=reading.article.id,
            passage=Span.of(reading.article, *reading.sentence(scope.trigger.start)),
            rule=f"event.{scope.kind.id}.{rule}",
            confidence=knowledge.events.confidence[rule],
            modality=scope.modality,
            subject=Span.of(reading.article, subject.start, subject.end) if subject else None,
            object=object_,
            trigger=trigger,
        )

    trigger = Span.of(reading.article, scope.trigger.start, scope.trigger.end)
    roles = [Role(predicate="concerns", entity=n.entity, evidence=evidence(_span(reading, n))) for n in about]
    roles += [Role(predicate="involves", entity=n.entity, evidence=evidence(_span(reading, n))) for n in parties]
    roles += _investors(about, parties, told)
    if place:
        at_evidence = where if isinstance(where, Evidence) else evidence(_span(reading, where) if where else None)
        roles.append(Role(predicate="heldIn", entity=place, evidence=at_evidence))
    values = [Value(property="eventKind", value=scope.kind.id, span=trigger, evidence=evidence())]
    if scope.time:
        span = Span.of(reading.article, scope.time.start, scope.time.end)
        values.append(Value(property="date", value=scope.time.value, span=span, evidence=evidence()))
    values += _amounts(reading, scope, rule, about, told, evidence())
    firms = [n.entity for n in parties if n.type == "Enterprise"]
    concerned = sorted({n.entity for n in about})
    main = (firms[:1] if scope.kind.parties else concerned[:1]) or concerned[:1] or firms[:1] or [""]
    return Event(
        kind=scope.kind.id,
        title=_title(reading, scope, rule, main[0], place, told, knowledge.events),
        main=main[0],
        date=scope.time.value if scope.time else "",
        place=place,
        about="|".join(concerned),
        source=reading.article.id,
        roles=tuple(dict.fromkeys(roles)),
        values=tuple(values),
    )


def _span(reading: Reading, name: Named) -> Span:
    return Span.of(reading.article, name.start, name.end)


def _investors(about: Sequence[Named], parties: Sequence[Named], told: Told) -> Iterator[Role]:
    """Who the article says invests in what the event is about."""
    concerned, known = {name.entity for name in about}, {name.entity for name in parties}
    for relation in told.relations:
        if relation.predicate == "investsIn" and relation.object in concerned and relation.subject not in known:
            for evidence in relation.evidence:
                if evidence.modality is not Modality.DENIED:
                    yield Role(predicate="involves", entity=relation.subject, evidence=evidence)


def _amounts(
    reading: Reading, scope: Scope, rule: str, about: Sequence[Named], told: Told, evidence: Evidence
) -> Iterator[Value]:
    """The total of what it is about; of a gathering the sum that is told in its sentence after the trigger."""
    concerned = {name.entity for name in about}
    for amount in told.amounts:
        if amount.subject in concerned:
            yield Value(
                property="amount", value=amount.value, unit=amount.unit, span=amount.span, evidence=amount.evidence
            )
    if rule == "named":
        return
    owned = {amount.span.start for amount in told.amounts}
    _, end = reading.sentence(scope.trigger.start)
    for money in told.sums:
        if scope.trigger.end <= money.start < end and money.start not in owned and money.kind in ("", *_INVESTMENTS):
            span = Span.of(reading.article, money.start, money.end)
            yield Value(property="amount", value=tell_value(money.value), unit=money.unit, span=span, evidence=evidence)
            return


def _title(reading: Reading, scope: Scope, rule: str, main: str, place: str, told: Told, grammar: EventGrammar) -> str:
    """甲项目开工; 甲公司签约（襄阳市）; the name of a gathering."""
    where = told.names.get(place, "")
    trigger = scope.trigger
    if rule == "named":
        name = told.names.get(main, "")
        return f"{name}{scope.kind.id}" + (f"（{where}）" if where and not main.startswith("project/") else "")
    text = reading.article.text
    if rule == "ceremony" and (tail := grammar.words["ceremony"].match(reading.folded, trigger.end)):
        head = _head(reading.folded, scope.start, trigger.start, grammar)
        return f"{where}{text[head : tail.end()]}"
    return f"{where}项目{scope.kind.id}"


def _head(folded: str, start: int, end: int, grammar: EventGrammar) -> int:
    """Where the name of a gathering begins."""
    for at in range(max(start, end - 30), end):
        if grammar.words["ceremony_head"].fullmatch(folded, at, end):
            return at
    return end


def _without_names(reading: Reading, start: int, end: int, names: Iterable[Named], time: Time | None) -> str:
    """The text of a stretch without the names and the date in it."""
    cuts = [(n.start, n.end) for n in names if start <= n.start and n.end <= end]
    if time and start <= time.start and time.end <= end:
        cuts.append((time.start, time.end))
    kept, at = "", start
    for low, high in sorted(cuts):
        kept += reading.folded[at:low] if low > at else ""
        at = max(at, high)
    return kept + reading.folded[at:end]
