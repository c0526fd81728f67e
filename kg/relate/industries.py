"""Reading -> which industry an enterprise, a project or a park is said to belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.industry_grammar import IndustryGrammar, IndustryRule
from kg.lexicon import INDUSTRY, Lexicon
from kg.model import Entity, Evidence, Relation, Span
from kg.relate.reading.names import Named, Reading

PREDICATE: Final = "inIndustry"
_REACH: Final = 60


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of text that names an industry."""

    start: int
    end: int
    industry: str


def relate_industries(
    reading: Reading, grammar: IndustryGrammar, lexicon: Lexicon
) -> tuple[tuple[Relation, ...], tuple[Entity, ...]]:
    """`inIndustry` of what the article names, each industry once with all its passages; and those industries."""
    article = reading.article
    terms = tuple(Term(*found) for found in lexicon.scan_industries(reading.folded))
    if not terms:
        return (), ()
    said: dict[tuple[str, str], list[Evidence]] = {}
    for name, term, rule in _found(reading, terms, grammar, lexicon):
        start, end = reading.sentence(name.start)
        evidence = Evidence(
            article=article.id,
            passage=Span.of(article, start, max(end, term.end)),
            rule=rule.id,
            confidence=rule.confidence,
            subject=Span.of(article, name.start, name.end),
            object=Span.of(article, term.start, term.end),
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
    rows = list(_rows(reading.folded, free, joined))
    once: set[tuple[str, str]] = set()
    for rule in grammar.rules:
        if rule.order == "inside":
            for name in reading.names:
                form = reading.folded[name.start : name.end]
                if name.type in rule.types and (name.entity, form) not in once:
                    once.add((name.entity, form))
                    yield from ((name, term, rule) for term in _inside(reading, name, terms, rule, joined, lexicon))
            continue
        for row in rows:
            for name in _names_beside(reading, row, rule):
                yield from ((name, term, rule) for term in row)


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


def _names_beside(reading: Reading, row: Sequence[Term], rule: IndustryRule) -> tuple[Named, ...]:
    """The name that the rule ties to a row of industries: the nearest on its side, in the sentence."""
    text, (start, end) = reading.folded, reading.sentence(row[0].start)
    if not rule.after.match(text[row[-1].end : end]):
        return ()
    if rule.order == "after":
        names = reading.between(max(start, row[0].start - _REACH), row[0].start)
        names = names[-1:]
        between = text[names[0].end : row[0].start] if names else ""
    else:
        names = reading.between(row[-1].end, min(end, row[-1].end + _REACH))[:1]
        between = text[row[-1].end : names[0].start] if names else ""
    if not names or names[0].type not in rule.types or not rule.between.fullmatch(between):
        return ()
    if rule.never and rule.never.search(between):
        return ()
    return names


def _inside(
    reading: Reading, name: Named, terms: Sequence[Term], rule: IndustryRule, joined: re.Pattern[str], lexicon: Lexicon
) -> Iterator[Term]:
    """The industries in a name that it ends with, but for words like 项目; those in a firm's name are not."""
    inside = [t for t in terms if name.start <= t.start and t.end <= name.end]
    if not inside:
        return
    others = _owners(reading, name, lexicon)
    for term in inside:
        if any(low <= term.start and term.end <= high for low, high in others):
            continue
        if rule.never and rule.never.match(reading.folded, term.start, name.end):
            continue
        rest = reading.folded[term.end : name.end]
        later = [t for t in inside if t.start >= term.end]
        in_row = later and joined.fullmatch(reading.folded, term.end, later[0].start)
        if in_row or rule.after.fullmatch(rest):
            yield term


def _owners(reading: Reading, name: Named, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where a name holds the name of a firm: 宁德时代新能源 in 宁德时代新能源二期项目."""
    form = reading.folded[name.start : name.end]
    known = {reading.folded[n.start : n.end] for n in reading.by_type.get("Enterprise", ()) if n.entity != name.entity}
    known |= {forms[0].text for forms in lexicon.within(form) if forms[0].type == "Enterprise"}
    known.discard(form)
    return [
        (name.start + at, name.start + at + len(other))
        for other in sorted(other for other in known if len(other) > 1 and other in form)
        for at in _places(form, other)
    ]


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))
