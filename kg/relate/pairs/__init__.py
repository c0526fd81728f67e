"""Articles + links -> relations, each with the passage that says so.

Types allow pairs, and their features tell how the article speaks of the two. A forest per relation weighs each pair
alone, a second one weighs it again with what the others lend it. The cue nearest to the object names the rule;
the confidence is the share of such pairs that was right in articles left out of the training.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from kg.heaps import heap_up
from kg.knowledge import Knowledge
from kg.lexicon import Lexicon
from kg.model import Article, Evidence, Linked, Modality, Relation
from kg.relate.pairs.apart import are_apart
from kg.relate.pairs.cues import Cue
from kg.relate.pairs.judging import likely
from kg.relate.pairs.leaving import tell_presence
from kg.relate.pairs.modality import Modalities, Plain, hide_names, is_founded, is_planned_before, is_planned_by_others
from kg.relate.pairs.parts import split_links
from kg.relate.pairs.scene import Scene, set_scene
from kg.relate.pairs.table import Pair, lay_out
from kg.relations import SIGNATURES, directed
from kg.spans import Spans
from kg.stretches import surest

# These give the nearest place; a wider one around it follows and is not said again.
_NEAREST: Final = frozenset({"operatesIn", "locatedIn"})
_PRESENCE: Final = frozenset({"operatesIn", "investsIn"})  # these end when the firm leaves
# What lies in what is asked of the others.
_IN_ORDER: Final = tuple(sorted(SIGNATURES, key=lambda predicate: (predicate != "locatedIn", predicate)))
_AT_ONCE: Final = 1 << 15  # cells; what is worked out for each of them stays small
_STANDING: Final = frozenset({"Park", "Organization"})  # these lie where they lie, whatever is planned there


def relate_pairs(
    articles: Sequence[Article], linked: Sequence[Linked], knowledge: Knowledge
) -> list[tuple[Relation, ...]]:
    """The relations that each article states; of one that several parts of it state, the one that is surest."""
    scenes = [(at, scene) for at, of in enumerate(zip(articles, linked, strict=True)) for scene in _set(*of, knowledge)]
    found: list[list[Relation]] = [[] for _ in articles]
    for heap in heap_up(scenes, lambda one: len(one[1].of) ** 2, full=_AT_ONCE):
        table = lay_out([scene for _, scene in heap])
        for (at, scene), likely_ones in zip(heap, likely(table, knowledge.judges), strict=True):
            found[at] += _told_in(scene, likely_ones, knowledge)
    return [surest(relations) for relations in found]


def _set(article: Article, linked: Linked, knowledge: Knowledge) -> Iterator[Scene]:
    """The scenes of an article that name something."""
    types = {entity.id: entity.type for entity in linked.entities}
    for links in split_links(article, linked.links):
        scene = set_scene(article, links, types, linked.main_place, knowledge.lexicon, knowledge.grammar)
        if scene.named:
            yield scene


def _told_in(scene: Scene, found: Mapping[str, Sequence[tuple[Pair, float]]], knowledge: Knowledge) -> list[Relation]:
    """The relations between what one scene names, from the likely pairs."""
    relations: list[Relation] = []
    if not any(found.values()):
        return relations
    plain = hide_names(scene, knowledge.grammar.modality)
    spans, by_cue = Spans(scene.article), Modalities(plain)  # pairs share their mentions and cues
    inside: Mapping[str, Set[str]] = {}
    rules = knowledge.grammar.apart
    for predicate in _IN_ORDER:
        scored = [
            (pair, round(chance, 2))
            for pair, chance in found[predicate]
            if not _in_two_rows(pair, scene) and not are_apart(plain, predicate, pair.subject, pair.object, rules)
        ]
        objects: dict[str, set[str]] = {}
        for pair, _ in scored:
            objects.setdefault(pair.subject.entity, set()).add(pair.object.entity)
        if predicate == "locatedIn":
            inside = objects
        telling = knowledge.grammar.tells[predicate]
        for pair, confidence in scored:
            if predicate in _NEAREST and _is_wider(pair, objects[pair.subject.entity], scene, inside):
                continue
            cue = _nearest_cue(scene, pair, telling)
            modality = _modality(plain, pair, cue, by_cue, knowledge.lexicon)
            relations.append(_relation(scene, pair, confidence, cue, modality, spans))
    return relations


def _in_two_rows(pair: Pair, scene: Scene) -> bool:
    """Whether the two stand in two rows of a table, which say nothing of each other."""
    one, two = pair.subject.line, pair.object.line
    return one != two and one in scene.rows and two in scene.rows


def _is_wider(pair: Pair, places: Set[str], scene: Scene, inside: Mapping[str, Set[str]]) -> bool:
    """Whether another of the subject's places lies in this one; a firm told in one place to be in a park and in another
    to be in the city is told two things."""
    if len(places) < 2:
        return False
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
    cue: Cue | None,
    modality: Modality,
    spans: Spans,
) -> Relation:
    """What a pair states, with its passage."""
    a, b = pair.subject, pair.object
    (start, end), (other_start, other_end) = scene.sentences[a.sentence], scene.sentences[b.sentence]
    evidence = Evidence(
        article=scene.article.id,
        passage=spans[min(start, other_start, a.name[0], b.name[0]), max(end, other_end, a.end, b.end)],
        rule=f"{pair.predicate}.{scene.cues.names[cue.number - 1] if cue else 'context'}",
        confidence=confidence,
        modality=modality,
        subject=spans[a.name],
        object=spans[b.name],
        trigger=spans[cue.start, cue.end] if cue else None,
    )
    subject, predicate, object_ = directed((a.entity, pair.predicate, b.entity))
    return Relation(subject=subject, predicate=predicate, object=object_, evidence=(evidence,))


def _nearest_cue(scene: Scene, pair: Pair, telling: Set[int]) -> Cue | None:
    """The cue of a telling class that stands nearest to the two, in the object's sentence."""
    start, end = scene.sentences[pair.object.sentence]
    nearest, least = None, 0
    for cue in scene.cues.between(start, end):
        if cue.number in telling:
            away = min(abs(cue.start - pair.object.end), abs(pair.object.start - cue.end))
            if nearest is None or away < least:
                nearest, least = cue, away
    return nearest


def _modality(
    plain: Plain, pair: Pair, cue: Cue | None, by_cue: Mapping[Cue | None, Modality], lexicon: Lexicon
) -> Modality:
    """How a pair is told."""
    subject = pair.subject
    if pair.predicate in _PRESENCE and (told := tell_presence(plain, subject, pair.object)):
        return told
    lies = pair.predicate == "locatedIn" and subject.type in _STANDING
    if lies and (subject.entity in lexicon.entries or not is_founded(plain, subject)):
        return Modality.STATED
    told = by_cue[cue]
    if told is not Modality.PLANNED:
        return told
    if pair.predicate == "subsidiaryOf":
        is_done = not is_planned_before(plain, subject, pair.object)
    else:
        is_done = is_planned_by_others(plain, subject, pair.object)
    return Modality.STATED if is_done else told
