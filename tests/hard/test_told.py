"""Amounts, dates, stages, events and industries of `told.tsv`: names are marked, so that only their reading counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pytest

from kg.check.marked import read_marked
from kg.knowledge import Knowledge, load_knowledge
from kg.model import Attribute
from kg.relate.attributes import read_attributes
from kg.relate.events import tell_events
from kg.relate.industries import relate_industries
from kg.relate.reading.names import Reading, read_names
from tests.hard.table import read_lines

TABLE = "told.tsv"
PUBLISHED = "2024-06-15"


def attributes(reading: Reading, knowledge: Knowledge, name: str) -> Iterator[Attribute]:
    return (a for a in read_attributes(reading, knowledge.attributes) if a.property == name)


def tell_amounts(reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    return (f"{a.subject} {a.value} {a.unit}" for a in attributes(reading, knowledge, "amount"))


def tell_dates(reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    found = attributes(reading, knowledge, "date")
    return (f"{a.subject} {a.evidence.rule.removeprefix('date.')} {a.value}" for a in found)


def tell_stages(reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    return (f"{a.subject} {a.value} {a.evidence.modality}" for a in attributes(reading, knowledge, "status"))


def tell_of_events(reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    """Kind, date, place, then all who take part and what it is about; `-` for none."""
    told = read_attributes(reading, knowledge.attributes)
    for event in tell_events(reading, (), told, knowledge):
        ends = sorted({role.entity for role in event.roles if role.predicate != "heldIn"})
        yield f"{event.kind} {event.date or '-'} {event.place or '-'} {'+'.join(ends) or '-'}"


def tell_industries(reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    relations, industries = relate_industries(reading, knowledge.industries, knowledge.lexicon)
    names = {industry.id: industry.name for industry in industries}
    return (f"{relation.subject} {names[relation.object]}" for relation in relations)


TELLERS: Final[dict[str, Callable[[Reading, Knowledge], Iterator[str]]]] = {
    "amounts": tell_amounts,
    "dates": tell_dates,
    "stages": tell_stages,
    "events": tell_of_events,
    "industries": tell_industries,
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def test_every_line_is_right(knowledge: Knowledge) -> None:
    faults = []
    for line in read_lines(TABLE):
        text, what, expected = line.cells
        marked = read_marked(text.replace("⏎", "\n").replace("⇥", "\t"), PUBLISHED)
        told = sorted(TELLERS[what](read_names(*marked, knowledge.attributes), knowledge))
        if told != sorted(expected.split("|") if expected != "-" else []):
            faults.append(f"{line}: told {'|'.join(told) or '-'}")
    assert not faults, f"{len(faults)} lines are wrong:\n" + "\n".join(faults)


def test_every_line_is_complete_and_stands_once() -> None:
    lines = [line.cells for line in read_lines(TABLE)]
    assert all(len(cells) == 3 and all(cells) and cells[1] in TELLERS for cells in lines)
    assert len({cells[:2] for cells in lines}) == len(lines)
