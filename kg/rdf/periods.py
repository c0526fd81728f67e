"""Dates of events -> periods with their first and last day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.periods import bounds, precision
from kg.rdf.literals import literal
from kg.rdf.words import Statement, Todo, Words

_UNITS: Final = {
    "day": "time:unitDay", "month": "time:unitMonth", "quarter": "Quarter", "halfYear": "HalfYear",
    "year": "time:unitYear",
}  # fmt: skip


def plan_period(words: Words, todo: Todo, period: str) -> None:
    """Puts down a period and the days it begins and ends with."""
    first, last = bounds(period)
    todo[name_period(words, period)] = (describe_period, (period, first, last))
    for day in (first, last):
        todo[words.made("day", day)] = (describe_day, (day,))


def name_period(words: Words, period: str) -> str:
    """Its IRI; ISO 8601 has -- where a name may not hold a slash."""
    return words.made("period", period.replace("/", "--"))


def describe_period(words: Words, period: str, first: str, last: str) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("Period"), ()
    yield words.name("rdfs:label"), literal(period), ()
    yield words.name("precision"), words.name(_UNITS[precision(period)]), ()
    yield words.name("time:hasBeginning"), words.made("day", first), ()
    yield words.name("time:hasEnd"), words.made("day", last), ()


def describe_day(words: Words, day: str) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("time:Instant"), ()
    yield words.name("time:inXSDDate"), literal(day, datatype="xsd:date"), ()
