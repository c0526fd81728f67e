"""Dates of events -> periods with their first and last day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from typing import Final

from kg.rdf.literals import literal
from kg.rdf.words import Statement, Todo, Words

_UNITS: Final = {4: "time:unitYear", 7: "time:unitMonth", 10: "time:unitDay"}


def plan_period(words: Words, todo: Todo, period: str) -> None:
    """Puts down a period and the days it begins and ends with."""
    first, last = bounds(period)
    todo[words.made("period", period)] = (describe_period, (period, first, last))
    for day in (first, last):
        todo[words.made("day", day)] = (describe_day, (day,))


def bounds(period: str) -> tuple[str, str]:
    """The first and the last day of a year, month or day."""
    year, month, day = (int(part) for part in (period + "-00-00")[:10].split("-"))
    first, last = month or 1, month or 12
    ends = (f"{year:04}-{first:02}-{day or 1:02}", f"{year:04}-{last:02}-{day or monthrange(year, last)[1]:02}")
    return ends


def describe_period(words: Words, period: str, first: str, last: str) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("Period"), ()
    yield words.name("rdfs:label"), literal(period), ()
    yield words.name("precision"), words.name(_UNITS[len(period)]), ()
    yield words.name("time:hasBeginning"), words.made("day", first), ()
    yield words.name("time:hasEnd"), words.made("day", last), ()


def describe_day(words: Words, day: str) -> Iterator[Statement]:
    yield words.name("rdf:type"), words.name("time:Instant"), ()
    yield words.name("time:inXSDDate"), literal(day, datatype="xsd:date"), ()
