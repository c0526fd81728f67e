"""Annotated articles -> scenes to learn relations from, with what the gold says of each two entities in them.

A scene has the names as the gold marks them, or as our own reader finds them with weights that have not seen the
article: relations are weighed among names that were read, errors and all, so they are learnt among such names too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gold import GoldArticle
from spans import learn_choosers, read_unseen

from kg.evaluate import Record, parse_record
from kg.evaluate.records import parse_entity
from kg.evaluate.score import contain, follows, pair_entities
from kg.extract import extract_many
from kg.knowledge import Knowledge
from kg.lexicon import PLACES, Lexicon
from kg.link import link_mentions
from kg.link.names import bare, group_surfaces
from kg.link.places import link_places
from kg.model import Link, Mention, Span
from kg.relate.pairs.scene import Scene, set_scene
from kg.relations import SYMMETRIC, Fact, directed

RELATED, UNRELATED, FREE, OPTIONAL = 1, 0, -1, 2
_AT_ONCE = 40


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the gold of an article says of its entities; `objects` by subject and relation."""

    record: Record
    owed: frozenset[Fact]
    optional: frozenset[Fact]
    objects: Mapping[tuple[str, str], frozenset[str]]
    containing: Mapping[str, set[str]]

    def actors(self, predicate: str, side: int) -> set[str]:
        """The subjects (0) or objects (1) of a relation; either, where it has no direction."""
        owed = [fact for fact in self.owed if fact[1] == predicate]
        chosen = {fact[2 * side] for fact in owed}
        return chosen | {fact[2 - 2 * side] for fact in owed} if predicate in SYMMETRIC else chosen

    def label(self, subject: str | None, predicate: str, object_: str | None) -> int:
        """Whether two entities are related; what follows from a nearer place is neither. None is no entity of gold."""
        if subject is None or object_ is None:
            return UNRELATED
        fact = directed((subject, predicate, object_))
        if fact in self.owed:
            return RELATED
        nearer = self.objects.get((subject, predicate), frozenset()) - {object_}
        if any(object_ in self.containing.get(place, ()) for place in nearer):
            return FREE
        if fact in self.optional:
            return OPTIONAL
        return FREE if follows((subject, predicate, object_), self.record, self.containing) else UNRELATED


@dataclass(frozen=True, kw_only=True)
class ToldScene:
    """A scene of an annotated article; `theirs` gives the gold id of each of its entities that has one.

    `read`: its names are those that we read. `projected`: others annotated the article.
    """

    scene: Scene
    theirs: Mapping[str, str]
    answers: Answers
    read: bool
    projected: bool
    fold: int


def scenes_of(articles: Sequence[GoldArticle], knowledge: Knowledge, folds: int) -> list[ToldScene]:
    """Two scenes of each article, first all with the marked names, then all with the names that were read.

    What was read in an article comes from a recognizer that has not seen its fold.
    """
    marked = [gold_scene(gold, n % folds, knowledge) for n, gold in enumerate(articles)]
    read = [*marked]
    weights, candidates = read_unseen(articles, knowledge.lexicon, knowledge.grammar, folds)
    for fold, chooser in enumerate(learn_choosers(candidates, folds)):
        unseen = replace(knowledge, weights=weights[fold], chooser=chooser)
        read[fold::folds] = read_scenes(articles[fold::folds], marked[fold::folds], unseen)
    return [*marked, *read]


def gold_scene(gold: GoldArticle, fold: int, knowledge: Knowledge) -> ToldScene:
    """The scene of an article as its gold tells it."""
    mentions = [
        (Mention(span=Span.of(gold.article, m.start, m.end), type=m.type, recognizer="gold"), m.entity)
        for m in sorted((*gold.mentions, *gold.nested), key=lambda m: (m.start, m.end))
    ]
    surfaces = [s for s in group_surfaces(mention for mention, _ in mentions) if s.type in PLACES]
    _, places = link_places(surfaces, len(gold.article.title), knowledge.lexicon)
    types = {entity["id"]: entity["type"] for entity in gold.record["entities"]}
    ids: dict[str, str] = {}
    for mention, entity in mentions:
        place = places.resolve(bare(mention.span.text)) if mention.type in PLACES else None
        if place is not None and place not in ids.values():
            ids.setdefault(entity, place)
    for _, entity in mentions:
        ids.setdefault(entity, f"{types[entity].lower()}/{entity}")
    links = [Link(mention=mention, entity=ids[entity], reason="gold") for mention, entity in mentions]
    kinds = {ids[entity]: types[entity] for entity in ids}
    scene = set_scene(gold.article, links, kinds, places.main, knowledge.lexicon, knowledge.grammar)
    return ToldScene(
        scene=scene,
        theirs={ours: theirs for theirs, ours in ids.items()},
        answers=answers_of(gold, ids, knowledge.lexicon),
        read=False,
        projected=gold.projected,
        fold=fold,
    )


def answers_of(gold: GoldArticle, ids: Mapping[str, str], lexicon: Lexicon) -> Answers:
    """What the gold says; `ids` are the lexicon's ids of its places, of which it knows what lies in what."""
    record = parse_record(gold.record)
    theirs = {ours: entity for entity, ours in ids.items()}
    within = tuple(
        (entity, theirs[outer]) for entity, ours in ids.items() for outer in lexicon.ancestors(ours) if outer in theirs
    )
    objects: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, predicate, object_ in record.facts:
        objects[subject, predicate].add(object_)
    return Answers(
        record=record,
        owed=frozenset(directed(fact) for fact in record.facts if fact not in record.optional_facts),
        optional=frozenset(map(directed, record.optional_facts)),
        objects={key: frozenset(found) for key, found in objects.items()},
        containing=contain(replace(record, within=(*record.within, *within))),
    )


def read_scenes(
    articles: Sequence[GoldArticle], marked: Sequence[ToldScene], knowledge: Knowledge
) -> Iterator[ToldScene]:
    """The scenes of articles as we read them, their entities matched with gold as the scorer does."""
    extractions = [
        extraction
        for at in range(0, len(articles), _AT_ONCE)
        for extraction in extract_many([gold.article for gold in articles[at : at + _AT_ONCE]], knowledge)
    ]
    for gold, of, extraction in zip(articles, marked, extractions, strict=True):
        linked = link_mentions(gold.article, extraction.mentions, extraction.introduced, knowledge)
        types = {entity.id: entity.type for entity in linked.entities}
        ours = [
            parse_entity({"id": e.id, "type": e.type, "name": e.name, "aliases": e.aliases}) for e in linked.entities
        ]
        pairs = pair_entities(of.answers.record.entities, ours)
        scene = set_scene(gold.article, linked.links, types, linked.main_place, knowledge.lexicon, knowledge.grammar)
        yield replace(of, scene=scene, theirs={entity: one.id for entity, one in pairs.items()}, read=True)
