"""The stages that articles tell of a project -> their order in time, and the latest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.model import Attribute, Modality

# From talks to production; the end may come after any.
ORDER: Final = ("洽谈", "签约", "开工", "在建", "竣工", "投产", "终止")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTold:
    """A stage of a project and the day, month or year in which it was reached; empty where none is told."""

    status: str
    date: str
    attribute: Attribute


def stages_in_time(attributes: Iterable[Attribute]) -> tuple[StageTold, ...]:
    """Every stage told as reached, the earliest first; where the dates do not tell, in order of the stages.

    A date belongs to the stage whose trigger word it was read by.
    """
    believed = [one for one in attributes if one.evidence.modality is Modality.STATED]
    dates = {_trigger(one): one.value for one in believed if one.property == "date"}
    told = [
        StageTold(status=one.value, date=dates.get(_trigger(one), ""), attribute=one)
        for one in believed
        if one.property == "status"
    ]
    known = {stage: max((t.date for t in told if t.status == stage and t.date), default="") for stage in ORDER}
    return tuple(sorted(told, key=lambda t: (*_place(t, known), _order(t.attribute))))


def latest_status(attributes: Iterable[Attribute]) -> str | None:
    """The stage that comes last; None where none is told as reached."""
    told = stages_in_time(attributes)
    return told[-1].status if told else None


def _place(told: StageTold, known: dict[str, str]) -> tuple[str, int]:
    """Its date, else that of the last stage before it which has one, so that it stands after that stage."""
    rank = ORDER.index(told.status)
    date = told.date or known[told.status]
    if not date:
        date = max((known[stage] for stage in ORDER[:rank]), default="")
    return date, rank


def _trigger(attribute: Attribute) -> tuple[object, ...]:
    trigger = attribute.evidence.trigger
    return (attribute.evidence.article, trigger.start if trigger else -1)


def _order(attribute: Attribute) -> tuple[object, ...]:
    return attribute.evidence.article, attribute.span
