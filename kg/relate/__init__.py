"""Article + links -> relations, each with the passage that says so.

Types allow pairs, and their features tell how the article speaks of the two. A forest per relation weighs each pair
alone, a second one weighs it again with what the others lend it. The trigger word nearest to the object names the rule;
the confidence is the share of such pairs that was right in articles left out of the training.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache, partial
from typing import Final

from kg.knowledge import Knowledge
from kg.model import Article, Entity, Evidence, Link, Modality, Relation, Span
from kg.relate.pairs import Pair, Stage
from kg.relate.scene import Scene, Trigger, set_scene
from kg.relations import SIGNATURES, directed
from kg.rows import is_row

__all__ = ["relate_entities", "tell_modality"]

_CLAUSE_MARKS: Final = ",。;!?\n"
_REACH: Final = 2  # clauses that a plan reaches
_DOERS: Final = frozenset({"Enterprise", "Organization", "Project"})
# These give the nearest place; a wider one around it follows and is not said again.
_NEAREST: Final = frozenset({"operatesIn", "locatedIn"})


def relate_entities(
    article: Article, links: Sequence[Link], entities: Sequence[Entity], main: str | None, knowledge: Knowledge
) -> tuple[Relation, ...]:
    """The relations that an article states, in order of subject, predicate, object."""
    types = {entity.id: entity.type for entity in entities}
    scene = set_scene(article, links, types, main, knowledge.lexicon, knowledge.grammar)
    relations: list[Relation] = []
    # Pairs share their mentions and trigger words.
    span_of = cache(partial(Span.of, article))
    modality_of = cache(partial(_modality, scene, knowledge.grammar.modality))
    inside: Mapping[str, Set[str]] = {}
    likely = Stage(scene).likely(knowledge.judges)
    for predicate in sorted(SIGNATURES, key=lambda p: (p != "locatedIn", p)):
        scored = [(pair, round(chance, 2)) for pair, chance in likely[predicate] if not _in_two_rows(pair, scene)]
        objects: dict[str, set[str]] = {}
        for pair, _ in scored:
            objects.setdefault(pair.subject.entity, set()).add(pair.object.entity)
        if predicate == "locatedIn":
            inside = objects
        telling = knowledge.grammar.tells[predicate]
        for pair, confidence in scored:
            if predicate in _NEAREST and _is_wider(pair, objects[pair.subject.entity], scene, inside):
                continue
            relations.append(_relation(scene, pair, confidence, telling, span_of, modality_of))
    return tuple(sorted(relations, key=lambda r: (r.subject, r.predicate, r.object)))


def _in_two_rows(pair: Pair, scene: Scene) -> bool:
    """Whether the two stand in two rows of a table, which say nothing of each other."""
    lines = {pair.subject.line, pair.object.line}
    return len(lines) > 1 and all(is_row(scene.folded[slice(*scene.lines[line])]) for line in lines)


def _is_wider(pair: Pair, places: Set[str], scene: Scene, inside: Mapping[str, Set[str]]) -> bool:
    """Whether another of the subject's places lies in this one; a firm told in one place to be in a park and in another
    to be in the city is told two things."""
    here = pair.object
    nearer = {
        other
        for other in places
        if other != here.entity and (here.entity in scene.above.get(other, ()) or here.entity in inside.get(other, ()))
    }
    if not nearer or pair.predicate == "locatedIn" or here.type == "Park":
        return bool(nearer)
    return any(here.end <= name.start <= here.end + 1 and name.entity in nearer for name in scene.named)


def _relation(
    scene: Scene,
    pair: Pair,
    confidence: float,
    telling: Set[int],
    span_of: Callable[[int, int], Span],
    modality_of: Callable[[Trigger | None], Modality],
) -> Relation:
    """What a pair states, with its passage."""
    a, b = pair.subject, pair.object
    start = min(scene.sentences[a.sentence][0], scene.sentences[b.sentence][0])
    end = max(scene.sentences[a.sentence][1], scene.sentences[b.sentence][1], a.end, b.end)
    passage = span_of(min(start, a.name[0], b.name[0]), end)
    trigger = _trigger(scene, pair, telling)
    names = scene.trigger_names
    evidence = Evidence(
        article=scene.article.id,
        passage=passage,
        rule=f"{pair.predicate}.{names[trigger.number - 1] if trigger else 'context'}",
        confidence=confidence,
        modality=modality_of(trigger),
        subject=span_of(*a.name),
        object=span_of(*b.name),
        trigger=span_of(trigger.start, trigger.end) if trigger else None,
    )
    subject, predicate, object_ = directed((a.entity, pair.predicate, b.entity))
    return Relation(subject=subject, predicate=predicate, object=object_, evidence=(evidence,))


def _trigger(scene: Scene, pair: Pair, telling: Set[int]) -> Trigger | None:
    """The trigger word of a telling class that stands nearest to the two, in the object's sentence."""
    start, end = scene.sentences[pair.object.sentence]
    nearest, least = None, 0
    for trigger in scene.triggers_between(start, end):
        if trigger.number in telling:
            away = min(abs(trigger.start - pair.object.end), abs(pair.object.start - trigger.end))
            if nearest is None or away < least:
                nearest, least = trigger, away
    return nearest


def _modality(scene: Scene, patterns: Mapping[str, re.Pattern[str]], trigger: Trigger | None) -> Modality:
    """Planned or denied if a word of the trigger's own clause says so; 计划 and 拟 govern the clauses after it too,
    as long as nobody new is named to do something and nothing is said to be done."""
    if trigger is None:
        return Modality.STATED
    start = _clause_start(scene.folded, trigger.start)
    ends = [at for mark in _CLAUSE_MARKS if (at := scene.folded.find(mark, trigger.end)) >= 0]
    modality = tell_modality(scene.folded[start : min(ends, default=len(scene.folded))], patterns)
    reach, told_until = 0, trigger.start
    while modality is Modality.STATED and reach < _REACH and scene.folded[start - 1 : start] == ",":
        if patterns["done"].search(scene.folded, start, told_until) or _names_a_doer(scene, start, trigger.start):
            return Modality.STATED
        told_until, start, reach = start - 1, _clause_start(scene.folded, start - 1), reach + 1
        if tell_modality(scene.folded[start:told_until], patterns) is Modality.PLANNED:
            return Modality.PLANNED
    return modality


def _clause_start(folded: str, at: int) -> int:
    return max(folded.rfind(mark, 0, at) for mark in _CLAUSE_MARKS) + 1


def _names_a_doer(scene: Scene, start: int, end: int) -> bool:
    return any(start <= name.start < end and name.type in _DOERS for name in scene.named)


def tell_modality(clause: str, patterns: Mapping[str, re.Pattern[str]]) -> Modality:
    """How a clause tells what it tells."""
    clause = patterns["never"].sub("", clause)
    if patterns["deny"].search(clause):
        return Modality.DENIED
    return Modality.PLANNED if patterns["plan"].search(clause) else Modality.STATED
