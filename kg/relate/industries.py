"""Reading -> which industry an enterprise, a project or a park is said to belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kg.industry_grammar import IndustryGrammar, IndustryRule
from kg.lexicon import INDUSTRY, Lexicon
from kg.model import Entity, Evidence, Relation
from kg.relate.reading.names import Named, Reading
from kg.text import NAMES_AT_HAND

PREDICATE: Final = "inIndustry"
_REACH: Final = 60


class Term(NamedTuple):
    """A stretch of text that names an industry."""

    start: int
    end: int
    industry: str


class Row(NamedTuple):
    """Industries in a row, what follows them in their sentence, and the nearest name on either side, with the words
    between."""

    terms: tuple[Term, ...]
    behind: str
    before: tuple[Named | None, str]
    after: tuple[Named | None, str]


def relate_industries(
    reading: Reading, grammar: IndustryGrammar, lexicon: Lexicon
) -> tuple[tuple[Relation, ...], tuple[Entity, ...]]:
    """`inIndustry` of what the article names, each industry once with all its passages; and those industries."""
    terms = tuple(Term(*found) for found in lexicon.scan_industries(reading.folded))
    if not terms:
        return (), ()
    said: dict[tuple[str, str], list[Evidence]] = {}
    for name, term, rule in _found(reading, terms, grammar, lexicon):
        start, end = reading.sentence(name.start)
        evidence = Evidence(
            article=reading.article.id,
            passage=reading.spans[start, max(end, term.end)],
            rule=rule.id,
            confidence=rule.confidence,
            subject=reading.spans[name.start, name.end],
            object=reading.spans[term.start, term.end],
        )
        said.setdefault((name.entity, term.industry), []).append(evidence)
    relations = tuple(
        Relation(subject=subject, predicate=PREDICATE, object=industry, evidence=tuple(dict.fromkeys(evidence)))
        for (subject, industry), evidence in sorted(_narrowest(said, lexicon).items())
    )
    named = sorted({relation.object for relation in relations})
    return relations, tuple(Entity(id=one, type=INDUSTRY, name=_name(one, lexicon)) for one in named)


def _name(industry: str, lexicon: Lexicon) -> str:
    entry = lexicon.entry(industry)
    assert entry is not None  # found by its form
    return entry.name


def _narrowest(said: dict[tuple[str, str], list[Evidence]], lexicon: Lexicon) -> dict[tuple[str, str], list[Evidence]]:
    """Without the wider industry of one that is said too, which follows from it."""
    wider = {(subject, above) for subject, industry in said for above in lexicon.broader_of(industry)}
    return {fact: evidence for fact, evidence in said.items() if fact not in wider}


def _found(
    reading: Reading, terms: Sequence[Term], grammar: IndustryGrammar, lexicon: Lexicon
) -> Iterator[tuple[Named, Term, IndustryRule]]:
    free = [term for term in terms if not reading.covered(term.start, term.end)]
    joined = grammar.patterns.joined
    rows = [_set_row(reading, row) for row in _rows(reading.folded, free, joined)]
    holders = list(_holders(reading, terms))
    told: set[Named] = set()
    for rule in grammar.rules:
        if rule.order == "inside":
            for name, inside in holders:
                if name.type in rule.types and name not in told:
                    told.add(name)
                    yield from ((name, term, rule) for term in _inside(reading, name, inside, rule, joined, lexicon))
            continue
        for row in rows:
            beside, between = row.before if rule.order == "after" else row.after
            if beside and beside.type in rule.types and _is_told(row.behind, between, rule):
                yield from ((beside, term, rule) for term in row.terms)


def _rows(folded: str, terms: Sequence[Term], joined: re.Pattern[str]) -> Iterator[tuple[Term, ...]]:
    """Industries that stand in a row: 新能源、新材料和生物医药."""
    row: list[Term] = []
    for term in terms:
        if row and not joined.fullmatch(folded, row[-1].end, term.start):
            yield tuple(row)
            row = []
        row.append(term)
    if row:
        yield tuple(row)


def _set_row(reading: Reading, terms: tuple[Term, ...]) -> Row:
    text, (start, end) = reading.folded, reading.sentence(terms[0].start)
    first, last = terms[0].start, terms[-1].end
    before = reading.between(max(start, first - _REACH), first)[-1:]
    after = reading.between(last, min(end, last + _REACH))[:1]
    return Row(
        terms=terms,
        behind=text[last:end],
        before=(before[0], text[before[0].end : first]) if before else (None, ""),
        after=(after[0], text[last : after[0].start]) if after else (None, ""),
    )


def _is_told(behind: str, between: str, rule: IndustryRule) -> bool:
    """Whether the words between a name and a row of industries, and those behind the row, tie the two together."""
    if not rule.after.match(behind) or not rule.between.fullmatch(between):
        return False
    return rule.never is None or rule.never.search(between) is None


def _holders(reading: Reading, terms: Sequence[Term]) -> Iterator[tuple[Named, Sequence[Term]]]:
    """The names that hold industries, with these; each form of an entity where it stands first."""
    starts = [term.start for term in terms]
    forms: set[tuple[str, str]] = set()
    for name in reading.names:
        if (key := (name.entity, reading.folded[name.start : name.end])) in forms:
            continue
        forms.add(key)
        inside = terms[bisect_left(starts, name.start) : bisect_left(starts, name.end)]
        if inside := [term for term in inside if term.end <= name.end]:
            yield name, inside


def _inside(
    reading: Reading, name: Named, inside: Sequence[Term], rule: IndustryRule, joined: re.Pattern[str], lexicon: Lexicon
) -> Iterator[Term]:
    """Of the industries in a name those that it ends with, but for words like 项目; those in a firm's name are not."""
    others = _owners(reading, name, lexicon)
    for number, term in enumerate(inside):
        if any(low <= term.start and term.end <= high for low, high in others):
            continue
        if rule.never and rule.never.match(reading.folded, term.start, name.end):
            continue
        later = inside[number + 1 : number + 2]
        in_row = later and joined.fullmatch(reading.folded, term.end, later[0].start)
        if in_row or rule.after.fullmatch(reading.folded[term.end : name.end]):
            yield term


def _owners(reading: Reading, name: Named, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where a name holds the name of a firm: 宁德时代新能源 in 宁德时代新能源二期项目."""
    form = reading.folded[name.start : name.end]
    known = {reading.folded[n.start : n.end] for n in reading.by_type.get("Enterprise", ()) if n.entity != name.entity}
    known |= _firms_in(form, lexicon)
    return [
        (name.start + at, name.start + at + len(other))
        for other in sorted(other for other in known if len(other) > 1 and other != form and other in form)
        for at in _places(form, other)
    ]


@lru_cache(maxsize=NAMES_AT_HAND)
def _firms_in(form: str, lexicon: Lexicon) -> frozenset[str]:
    """The firms' names that stand in a name."""
    return frozenset(forms[0].text for forms in lexicon.within(form) if forms[0].type == "Enterprise")


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))
