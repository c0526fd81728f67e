"""Reading -> attributes: amounts, stages and dates, each with its evidence."""

from __future__ import annotations

from kg.attribute_grammar import AttributeGrammar
from kg.model import Attribute
from kg.relate.attributes.dated import read_dated_rows
from kg.relate.attributes.owners import find_owners
from kg.relate.attributes.status import read_stages
from kg.relate.attributes.tables import apply_headers
from kg.relate.reading.money import find_money, tell_value
from kg.relate.reading.names import Reading


def read_attributes(reading: Reading, grammar: AttributeGrammar) -> tuple[Attribute, ...]:
    """All amounts, stages and dates of named things, in order of text."""
    found = {
        (a.subject, a.property, a.value, a.unit, a.span.start, a.evidence.modality): a
        for a in (
            *read_stages(reading, grammar),
            *read_dated_rows(reading, grammar),
            *_read_amounts(reading, grammar),
        )
    }
    return tuple(sorted(found.values(), key=lambda a: (a.span, a.property, a.subject, a.evidence.rule)))


def _read_amounts(reading: Reading, grammar: AttributeGrammar) -> tuple[Attribute, ...]:
    if "Project" not in reading.by_type:
        return ()
    sums = tuple(
        money
        for money in apply_headers(reading.folded, find_money(reading.article.text, reading.folded, grammar), grammar)
        if not reading.covered(money.start, money.end)
    )
    return tuple(
        Attribute(
            subject=owned.project.entity,
            property="amount",
            value=tell_value(owned.money.value),
            unit=owned.money.unit,
            span=reading.spans[owned.money.start, owned.money.end],
            evidence=reading.evidence(
                owned.money.start,
                owned.rule,
                grammar.rules[owned.rule].confidence,
                subject=owned.project,
                trigger=owned.money.label,
            ),
        )
        for owned in find_owners(reading, sums, grammar)
    )
