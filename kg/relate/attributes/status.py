"""Trigger words -> the stage of each project, what an enterprise did, and when."""

from __future__ import annotations

from collections.abc import Iterator

from kg.attribute_grammar import AttributeGrammar, Stage
from kg.model import Attribute, Modality
from kg.relate.reading.gaps import list_to
from kg.relate.reading.names import Named, Reading
from kg.relate.reading.times import Time
from kg.relate.reading.triggers import Trigger, find_triggers, is_future, projects_of, time_of


def read_stages(reading: Reading, grammar: AttributeGrammar) -> Iterator[Attribute]:
    """`status` and `date` of projects, `date` of enterprises."""
    triggers = find_triggers(reading, grammar.triggers, grammar)
    for trigger in triggers:
        if not any(name in grammar.stages or name in grammar.milestones for name in trigger.names):
            continue
        time = time_of(reading, trigger, triggers, grammar)
        if time and trigger.modality is Modality.STATED and is_future(time, reading.article.date):
            trigger = trigger._replace(modality=Modality.PLANNED)
        for name in trigger.names:
            if name in grammar.stages:
                yield from _read_stage(reading, trigger, grammar.stages[name], time, grammar)
            elif time and trigger.modality is not Modality.DENIED:
                yield from _read_milestone(reading, trigger, name, time, grammar)


def _read_stage(
    reading: Reading, trigger: Trigger, stage: Stage, time: Time | None, grammar: AttributeGrammar
) -> Iterator[Attribute]:
    owners, confidence = projects_of(reading, trigger, grammar)
    dated = grammar.stage_confidence["dated"]
    for project in owners:
        span = (trigger.start, trigger.end)
        yield _attribute(reading, project, trigger, "status", stage.status, span, f"status.{stage.status}", confidence)
        if time and stage.date and trigger.modality is not Modality.DENIED:
            span, rule = (time.start, time.end), f"date.{stage.status}"
            yield _attribute(reading, project, trigger, stage.date, time.value, span, rule, confidence * dated)


def _read_milestone(
    reading: Reading, trigger: Trigger, name: str, time: Time, grammar: AttributeGrammar
) -> Iterator[Attribute]:
    for owner in _enterprises_of(reading, trigger, time, grammar):
        span = (time.start, time.end)
        yield _attribute(reading, owner, trigger, "date", time.value, span, name, grammar.milestones[name])


def _attribute(
    reading: Reading,
    owner: Named,
    trigger: Trigger,
    property_: str,
    value: str,
    span: tuple[int, int],
    rule: str,
    confidence: float,
) -> Attribute:
    return Attribute(
        subject=owner.entity,
        property=property_,
        value=value,
        span=reading.spans[span],
        evidence=reading.evidence(
            trigger.start,
            rule,
            round(confidence, 2),
            subject=owner,
            trigger=(trigger.start, trigger.end),
            modality=trigger.modality,
        ),
    )


def _enterprises_of(reading: Reading, trigger: Trigger, time: Time, grammar: AttributeGrammar) -> tuple[Named, ...]:
    """The enterprises whose milestone it is: those that end directly before it but for the date and a place."""
    start, end = reading.sentence(trigger.start)
    text, told = reading.folded, grammar.patterns
    before = reading.between(start, trigger.start, "Enterprise", "Project", "Park", "Organization", "Policy")
    while before and before[-1].type in ("Park", "Organization"):
        before = before[:-1]
    if before and before[-1].type == "Enterprise":
        gap = text[before[-1].end : trigger.start]
        if before[-1].end <= time.start < trigger.start:
            gap = text[before[-1].end : time.start] + text[time.end : trigger.start]
        listed = list_to(reading, before, grammar) if told.firm_does.fullmatch(told.earlier.sub("", gap)) else ()
        return tuple(name for name in listed if name.type == "Enterprise")
    after = reading.between(trigger.end, min(end, trigger.end + 30))
    if after and after[0].type == "Enterprise" and told.of_firm.fullmatch(text[trigger.end : after[0].start]):
        return after[:1]
    return ()
