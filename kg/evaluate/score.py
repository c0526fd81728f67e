"""Gold records and ours -> figures: precision, recall and F1 of entities, relations, amounts and links.

An entity is found when its type and one of its forms agree with a gold entity, one to one: an entity split in two or
two merged in one cost. What gold calls optional counts neither way. A relation needs both of its ends; one that follows
from containment (a park in a city) is free. Entities found in different articles are scored as links: one id for the
same thing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from kg.evaluate.records import Named, Record, fold
from kg.evaluate.tally import Difference, Scores, Tally
from kg.relations import SIGNATURES, Fact, directed

OF_PLACES = frozenset({"operatesIn", "locatedIn", "appliesTo"})  # what holds for a park holds for its city
NUMBERED = re.compile(r"e\d+")  # ids that count one article's entities and link nothing


class Linked(NamedTuple):
    """An entity of ours that gold has too: the thing that it is, and the id that we give it."""

    article: str
    type: str
    thing: str
    ours: str


def score_records(gold: Mapping[str, Record], ours: Mapping[str, Record]) -> Scores:
    """The scores of our records against all gold records; an article that we do not have misses all it holds."""
    scores = Scores(articles=len(gold), absent=sorted(gold.keys() - ours.keys()))
    linked: list[Linked] = []
    for name, wanted in gold.items():
        said = ours.get(name, Record(id=name))
        pairs = pair_entities(wanted.entities, said.entities)
        free = score_entities(wanted, said, pairs, scores)
        score_facts(wanted, said, pairs, free, scores)
        score_amounts(wanted, said, pairs, scores.amounts)
        if not all(NUMBERED.fullmatch(entity.id) for entity in said.entities):
            linked += [Linked(name, g.type, g.same_as, ours_id) for ours_id, g in pairs.items() if not g.optional]
    scores.links += score_links(linked)
    return scores


def score_links(linked: Iterable[Linked]) -> Tally:
    """Of all pairs of entities of one type in different articles: those that are one thing, and that we say are one.

    Counted by group, since the pairs themselves are as many as the square of all entities.
    """
    linked = tuple(linked)
    same = count_pairs((one.article, (one.type, one.thing)) for one in linked)
    said = count_pairs((one.article, (one.type, one.ours)) for one in linked)
    both = count_pairs((one.article, (one.type, one.thing, one.ours)) for one in linked)
    return Tally(found=both, wrong=said - both, missed=same - both)


def count_pairs(keys: Iterable[tuple[str, Hashable]]) -> int:
    """How many pairs there are from different articles with one key."""
    within = Counter(keys)
    anywhere: Counter[Hashable] = Counter()
    for (_, key), count in within.items():
        anywhere[key] += count
    return sum(map(pairs_among, anywhere.values())) - sum(map(pairs_among, within.values()))


def pairs_among(count: int) -> int:
    return count * (count - 1) // 2


def pair_entities(gold: Iterable[Named], ours: Iterable[Named]) -> dict[str, Named]:
    """Our entity ids -> gold entities of the same type, one to one: equal names first, then any form in common."""
    gold, ours = tuple(gold), tuple(ours)
    pairs: dict[str, Named] = {}
    taken: set[str] = set()

    def pair(entity: Named, candidates: Iterable[Named]) -> None:
        for candidate in candidates:
            if candidate.id not in taken and candidate.type == entity.type:
                pairs[entity.id] = candidate
                taken.add(candidate.id)
                return

    for entity in ours:
        if entity.id not in pairs:
            pair(entity, (g for g in gold if fold(g.name) == fold(entity.name)))
    for entity in ours:
        if entity.id not in pairs:
            pair(entity, (g for g in gold if g.forms & entity.forms))
    return pairs


def score_entities(wanted: Record, said: Record, pairs: Mapping[str, Named], scores: Scores) -> frozenset[str]:
    """Count entities; gives our ids that stand for something optional."""
    optional_forms = {(g.type, form) for g in wanted.entities if g.optional for form in g.forms}
    free = set[str]()
    for entity in said.entities:
        gold = pairs.get(entity.id)
        if gold is not None and not gold.optional:
            scores.entities[entity.type].found += 1
        elif gold is not None or any((entity.type, form) in optional_forms for form in entity.forms):
            free.add(entity.id)
        else:
            scores.entities[entity.type].wrong += 1
            scores.differences.append(differ(wanted, "wrong", entity.type, entity.name))
    matched = {gold.id for gold in pairs.values()}
    for gold in wanted.entities:
        if not gold.optional and gold.id not in matched:
            scores.entities[gold.type].missed += 1
            scores.differences.append(differ(wanted, "missed", gold.type, gold.name))
    return frozenset(free)


def score_facts(wanted: Record, said: Record, pairs: Mapping[str, Named], free: frozenset[str], scores: Scores) -> None:
    """Count relations between entities that are not optional."""
    owed = {directed(fact): fact for fact in wanted.facts}
    containing = contain(wanted)
    seen = set[Fact]()
    found = set[Fact]()
    for subject, predicate, object_ in said.facts:
        if predicate not in SIGNATURES or subject in free or object_ in free:
            continue
        s, o = pairs.get(subject), pairs.get(object_)
        fact = directed((s.id, predicate, o.id)) if s and o else ("?" + subject, predicate, object_)
        if fact in seen:
            continue
        seen.add(fact)
        confidence = said.confidences.get((subject, predicate, object_))
        if fact in owed:
            found.add(fact)
            if owed[fact] not in wanted.optional_facts:
                scores.relations[predicate].found += 1
                scores.count_confidence(confidence, right=True)
        elif not (s and o and follows((s.id, predicate, o.id), wanted, containing)):
            scores.relations[predicate].wrong += 1
            scores.count_confidence(confidence, right=False)
            scores.differences.append(differ(wanted, "wrong", predicate, tell_fact(said, subject, object_)))
    for fact, given in owed.items():
        if fact not in found and given not in wanted.optional_facts:
            scores.relations[given[1]].missed += 1
            scores.differences.append(differ(wanted, "missed", given[1], tell_fact(wanted, given[0], given[2])))


def score_amounts(wanted: Record, said: Record, pairs: Mapping[str, Named], tally: Tally) -> None:
    """Count amounts of money of entities that gold knows."""
    ours = {(pairs[subject].id, yuan) for subject, yuan in said.amounts if subject in pairs} - wanted.optional_amounts
    tally += Tally(
        found=len(ours & wanted.amounts), wrong=len(ours - wanted.amounts), missed=len(wanted.amounts - ours)
    )


def contain(record: Record) -> dict[str, set[str]]:
    """For each entity all that it lies in, however many steps up."""
    outer: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, object_ in record.facts:
        if predicate == "locatedIn":
            outer[subject].add(object_)
    for inside, around in record.within:
        outer[inside].add(around)
    whole: dict[str, set[str]] = {}
    for start in outer:
        reached, waiting = set[str](), [start]
        while waiting:
            for place in outer.get(waiting.pop(), ()):
                if place not in reached:
                    reached.add(place)
                    waiting.append(place)
        whole[start] = reached
    return whole


def follows(fact: Fact, record: Record, containing: Mapping[str, set[str]]) -> bool:
    """Whether containment alone gives this fact: from its subject's place, or from a gold fact about a nearer place."""
    subject, predicate, object_ = fact
    if predicate not in OF_PLACES:
        return False
    return object_ in containing.get(subject, ()) or any(
        s == subject and p == predicate and object_ in containing.get(o, ()) for s, p, o in record.facts
    )


def differ(record: Record, verdict: str, kind: str, what: str) -> Difference:
    return Difference(article=record.id, verdict=verdict, kind=kind, what=what)


def tell_fact(record: Record, subject: str, object_: str) -> str:
    names = {entity.id: entity.name for entity in record.entities}
    return f"{names.get(subject)} → {names.get(object_)}"
