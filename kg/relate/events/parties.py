"""Scope -> who takes part in an event, what it is about, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kg.event_grammar import EventGrammar
from kg.knowledge import Knowledge
from kg.model import CONTAINERS, Evidence, Modality, Relation
from kg.relate.events.scopes import PARTIES, SIDES, Scope
from kg.relate.reading.gaps import list_to
from kg.relate.reading.names import Named, Reading
from kg.relate.reading.times import Time
from kg.relate.reading.triggers import projects_of

_REACH: Final = 70


def find_about(reading: Reading, scope: Scope, knowledge: Knowledge) -> tuple[Named, ...]:
    """The projects that the trigger is told of; else the park or policy whose name ends before it, or begins after."""
    trigger = scope.trigger
    projects, _ = projects_of(reading, trigger, knowledge.attributes)
    grammar = knowledge.events
    if projects and projects[-1].end <= trigger.start:
        gap = reading.folded[projects[-1].end : trigger.start]
        if grammar.patterns.no_gap.search(gap):
            projects = ()  # 甲项目在建，今年投产装机3万千瓦
    if not projects and scope.kind.parties:
        projects = _signed_for(reading, scope, grammar)
    if projects or scope.kind.about == ("Project",):
        return projects
    before = reading.between(scope.start, trigger.start)
    names = [name for name in before if name.type in scope.kind.about and not _is_where(reading.folded, name, grammar)]
    if names:
        gap = _without_names(reading, names[-1].end, trigger.start, before, scope.time)
        if reading.folded[trigger.start : trigger.end] in scope.kind.lone:  # 甲高新区获国务院批复
            gap = scope.kind.lone_after.sub("", gap)
        if grammar.patterns.done_to.fullmatch(gap):
            return list_to(reading, names, knowledge.attributes)
    return ()


def _signed_for(reading: Reading, scope: Scope, grammar: EventGrammar) -> tuple[Named, ...]:
    """What is built by what was signed, told in the clauses after it; no other firm may stand between."""
    after = reading.between(scope.trigger.end, scope.end, "Project", "Enterprise")[:1]
    gap = reading.folded[scope.trigger.end : after[0].start] if after else ""
    built = after and after[0].type == "Project" and grammar.patterns.to_build.fullmatch(gap)
    return after if built else ()


def _is_where(text: str, name: Named, grammar: EventGrammar) -> bool:
    """在甲园区奠基: the park is where, not what."""
    return grammar.patterns.is_where.search(text, max(0, name.start - 1), name.start) is not None


def _is_origin(text: str, name: Named, grammar: EventGrammar) -> bool:
    """浙江的甲公司, 深圳来的甲公司, 来自深圳: where somebody comes from takes no part."""
    if name.type not in CONTAINERS:
        return False
    told = grammar.patterns
    from_there = told.from_there.match(text, name.end) or told.comes_from.search(
        text, max(0, name.start - 2), name.start
    )
    return from_there is not None


def find_firms(reading: Reading, scope: Scope, knowledge: Knowledge) -> tuple[Named, ...]:
    """The enterprises that do it: the list that ends before the trigger, the other side of 与, or the one after it."""
    trigger, grammar = scope.trigger, knowledge.events
    text = reading.folded
    names = reading.between(scope.start, trigger.start)
    before = [n for n in names if n.type in (*PARTIES, "City", "Park")]
    firms = [n for n in before if n.type == "Enterprise"]
    after = reading.between(trigger.end, min(scope.end, trigger.end + 12))
    gap = text[trigger.end : after[0].start] if after and after[0].type == "Enterprise" else "-"
    if grammar.patterns.whose_trigger.fullmatch(gap):
        return after[:1]
    close = scope.kind.parties and grammar.patterns.brings.fullmatch(gap) is not None
    if close and (not firms or re.search("[,;:]", text[firms[-1].end : trigger.start])):
        return after[:1]
    if firms:
        last = firms[-1]
        gap = _without_names(reading, last.end, trigger.start, names, scope.time)
        if _tells(gap, scope, grammar) and trigger.start - last.end <= _REACH:
            joined = list_to(reading, before[: before.index(last) + 1], knowledge.attributes)
            listed = [n for n in joined if n.type == "Enterprise"]
            others = [n for n in firms if n not in listed and _joins(text, n, listed, grammar)]
            return tuple(n for n in (*others, *listed) if not _is_owner(text, n, grammar))
    return ()


def _tells(gap: str, scope: Scope, grammar: EventGrammar) -> bool:
    """Whether the words between a firm and the trigger leave the firm as the one who does it."""
    gap = grammar.patterns.counted.sub("", gap, count=1)
    if scope.kind.parties:
        return not grammar.patterns.does_not_sign.search(gap) and not grammar.patterns.other_subject.search(gap)
    return grammar.patterns.does.fullmatch(gap) is not None


def _joins(text: str, name: Named, listed: Sequence[Named], grammar: EventGrammar) -> bool:
    """Whether a firm further off takes part: 甲公司与乙公司签约."""
    if not listed or name.end > listed[0].start:
        return False
    return grammar.patterns.with_whom.search(text, name.end, listed[0].start) is not None and not re.search(
        "[。;!?]", text[name.end : listed[0].start]
    )


def _is_owner(text: str, name: Named, grammar: EventGrammar) -> bool:
    """甲集团旗下的…: not itself."""
    return grammar.patterns.owns.match(text, name.end, name.end + 6) is not None


def find_parties(reading: Reading, scope: Scope, firms: Sequence[Named], grammar: EventGrammar) -> tuple[Named, ...]:
    """The city, office or park on the other side: 与襄阳市签约, 国务院批复."""
    text, trigger = reading.folded, scope.trigger
    names = tuple(n for n in reading.between(scope.start, trigger.start, *SIDES) if not _is_origin(text, n, grammar))
    if not scope.kind.parties:
        return ()
    with_ = grammar.patterns.with_whom
    found = [n for n in names if n not in firms and with_.search(text, max(scope.start, n.start - 10), n.start)]
    for number, name in enumerate(names[:-1]):
        joined = grammar.patterns.with_whom_between.fullmatch(text, name.end, names[number + 1].start)
        if joined and name not in firms and (names[number + 1] in firms or names[number + 1] in found):
            found.append(name)
    starts = {n.start for n in names if n.type in CONTAINERS}
    return tuple(  # of 安徽省六安市裕安区 the last
        n
        for n in dict.fromkeys(found)
        if not _is_owner(text, n, grammar) and not (n.type in CONTAINERS and n.end in starts)
    )


def find_gathering(reading: Reading, scope: Scope, grammar: EventGrammar) -> str:
    """What makes an event where nobody is named: its own name, or a count of projects."""
    text, trigger = reading.folded, scope.trigger
    if grammar.patterns.ceremony.match(text, trigger.end):
        return "ceremony"
    if grammar.patterns.sum_after.match(text, trigger.end):
        return "sum"
    before = [m for m in grammar.patterns.sum_before.finditer(text, scope.start, trigger.start)]
    return "sum" if before and before[-1].end() == trigger.start else ""


def find_place(
    reading: Reading,
    scope: Scope,
    ends: Sequence[Named],
    parties: Sequence[Named],
    relations: Sequence[Relation],
    knowledge: Knowledge,
) -> tuple[str, Named | Evidence | None]:
    """The nearest place: by the words beside the trigger, by what is said of those who take part, by an office."""
    text, trigger, grammar = reading.folded, scope.trigger, knowledge.events
    near = reading.between(scope.start, scope.end, *CONTAINERS)
    taken = {name.entity for name in ends}
    near = tuple(n for n in near if n.entity not in taken and not _is_origin(text, n, grammar))
    for name in near:
        gap = text[trigger.end : name.start] if name.start >= trigger.end else "-"
        at_ceremony = not scope.kind.parties and grammar.patterns.ceremony_at.match(gap)
        if at_ceremony or grammar.patterns.at_after.fullmatch(gap):
            return _nearest(reading, name, near, knowledge)
    entities = {name.entity for name in ends}
    related: dict[str, Evidence] = {}
    for relation in relations:
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
        beside = grammar.patterns.at_before.search(text, max(scope.start, name.start - 2), name.start)
        side = grammar.patterns.with_whom.search(text, max(scope.start, name.start - 10), name.start)
        gathered = beside and grammar.patterns.elsewhere.match(text[name.end : name.end + 40])
        if (beside or side or not ends) and not gathered:
            return _nearest(reading, name, near, knowledge)
    seats = [party for party in parties if party.type in CONTAINERS]
    if len(seats) == 1:  # 襄阳市与甲公司签约
        return seats[0].entity, seats[0]
    for party in parties:
        if found := _place_of_office(reading, party, grammar):
            return found, party
    return "", None


def _place_of_office(reading: Reading, party: Named, grammar: EventGrammar) -> str:
    """The place that a government or a park's office is of, if the article names it: its name begins with it."""
    form = reading.folded[party.start : party.end]
    if not grammar.patterns.office.search(form):
        return ""
    inside = [
        (form.rfind(place) + len(place), len(place), name.entity)
        for kind in CONTAINERS
        for name in reading.by_type.get(kind, ())
        if (place := reading.folded[name.start : name.end]) in form
    ]
    return max(inside, default=(0, 0, ""))[2]


def _nearest(
    reading: Reading, name: Named, near: Sequence[Named], knowledge: Knowledge
) -> tuple[str, Named | Evidence | None]:
    """The place, or the one inside it that is named directly after it: 襄阳市高新区."""
    for other in near:
        if name.end <= other.start <= name.end + 1 and knowledge.lexicon.holds(name.entity, other.entity):
            name = other
    return name.entity, name


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
