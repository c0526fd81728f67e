"""Scene -> what its pairs share, worked out once: arrays by mention and by entity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import TYPES
from kg.relate.pairs.columns import OWN
from kg.relate.pairs.features import POSITIONS
from kg.relate.pairs.portraits import Mentions, Portraits, draw_portraits
from kg.relate.pairs.rows import Columns, Flags, Longs, stack_rows
from kg.relate.pairs.scene import Mentioned, Scene
from kg.relate.pairs.surroundings import CueCounts, MarkCounts, Surroundings, survey
from kg.relate.pairs.topics import NONE, Topics, find_topics
from kg.relate.pairs.wording import Wording
from kg.trees import MOST


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two entities that a relation might join, the mentions that stand best for it, and its column of features."""

    predicate: str
    subject: Mentioned
    object: Mentioned
    features: Columns


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairTable:
    """What the pairs of a scene share. A pair is a cell of the grid of entities: subject × entities + object.

    `positions` and `told` hold where each mention stands and all that it tells alone, `on_line` entity × lines + line
    of all that are named there, sorted; `runs_alone` the runs of characters around each mention; `chances` and `surest`
    how sure the mentions are and the surest one of each entity, in thousandths.
    """

    scene: Scene
    entities: tuple[str, ...]
    mentions: Mentions
    portraits: Portraits
    around: Surroundings
    cues: CueCounts
    marks: MarkCounts
    wording: Wording
    runs_alone: NDArray[np.int32]
    positions: Longs
    told: Columns
    on_line: Longs
    lines: int
    chances: NDArray[np.int16]
    surest: NDArray[np.int16]

    def ends(self, cells: Longs) -> tuple[Longs, Longs]:
        """The numbers of the two entities of each cell."""
        subjects, objects = np.divmod(cells, len(self.entities))
        return subjects, objects

    def mentions_of(self, cells: Longs) -> tuple[Longs, Longs]:
        """The numbers of the mentions that stand best for the two entities of each cell."""
        a, b = np.divmod(self.portraits.best.ravel()[cells], len(self.mentions.of))
        return a, b

    def pair(self, predicate: str, cell: int, features: Columns) -> Pair:
        """The pair of one cell, with its column of features."""
        a, b = divmod(int(self.portraits.best.flat[cell]), len(self.mentions.of))
        return Pair(predicate, self.scene.named[a], self.scene.named[b], features)


def lay_out(scene: Scene) -> PairTable | None:
    """The table of a scene's pairs; None for a scene that names nothing."""
    if not scene.named:
        return None
    entities = tuple(sorted(scene.of))
    numbers = {entity: number for number, entity in enumerate(entities)}
    rows = np.array([(n.start, n.end, numbers[n.entity], n.sentence) for n in scene.named], dtype=np.int64).T.copy()
    mentions = Mentions(*rows)
    portraits = draw_portraits(scene, entities, mentions)
    cues, marks = CueCounts(scene.cues), MarkCounts(scene.folded)
    around, topics = survey(scene, cues), find_topics(scene, numbers)
    clause, line = np.array([(n.clause, n.line) for n in scene.named], dtype=np.int64).T
    lines = len(scene.lines) + 1
    wording = Wording(scene, mentions)
    chances = np.array([round(1000 * n.chance) for n in scene.named], dtype=np.int16)
    surest = np.zeros(len(entities), dtype=np.int16)
    np.maximum.at(surest, mentions.of, chances)
    return PairTable(
        scene=scene,
        entities=entities,
        mentions=mentions,
        portraits=portraits,
        around=around,
        cues=cues,
        marks=marks,
        wording=wording,
        runs_alone=wording.numbers_alone(),
        positions=_positions(mentions, portraits.kinds, clause, line, around, topics),
        told=_told(scene, mentions, portraits, around, topics, cues, marks),
        on_line=np.unique(mentions.of * lines + line),
        lines=lines,
        chances=chances,
        surest=surest,
    )


def _positions(
    mentions: Mentions, kinds: Longs, clause: Longs, line: Longs, around: Surroundings, topics: Topics
) -> Longs:
    """Where the mentions stand, as `compare_mentions` asks for it."""
    of, sentence = mentions.of, mentions.sentence
    found = {
        "start": mentions.start,
        "end": mentions.end,
        "entity": of,
        "kind": kinds[of],
        "sentence": sentence,
        "clause": clause,
        "line": line,
        "list_start": around.list_start,
        "list_end": around.list_end,
        "heading": around.heading,
        "topic": topics.of_sentence[sentence],
        "within": topics.of_paragraph[sentence],
        "theme": np.full(len(of), topics.theme),
        "before": topics.before,
        "after": topics.after,
        "first_on_line": topics.first_on_line,
        "last_on_heading": topics.last_on_heading,
    }
    return np.stack([found[name] for name in POSITIONS])


def _told(
    scene: Scene,
    mentions: Mentions,
    portraits: Portraits,
    around: Surroundings,
    topics: Topics,
    cues: CueCounts,
    marks: MarkCounts,
) -> Columns:
    """All that each mention tells alone, in the order of which `plan_columns` knows."""
    of, sentence, kinds = mentions.of, mentions.sentence, portraits.kinds
    bounds = np.array(scene.sentences, dtype=np.int64)
    low, high = bounds[sentence].T
    in_sentence, first_of_kind = count_types(sentence, of, kinds, len(bounds))
    own = {
        "kind": kinds[of],
        "stands_in": [n.stands_in for n in scene.named],
        "first_of_kind": first_of_kind,
        "topic_age": topics.age[sentence],
        "none_before": topics.before == NONE,
        "none_after": topics.after == NONE,
        "commas_before": marks.count("commas", topics.before_at, around.list_start),
        "commas_after": marks.count("commas", around.list_end, topics.after_at),
        "no_heading": topics.last_on_heading == NONE,
        "sides_before": marks.count("sides", low, around.list_start),
        "sides_after": marks.count("sides", around.list_end, high),
        "cities": min(int(np.count_nonzero(kinds == TYPES.index("City"))), MOST),
        "names": min(len(of), 80),
        "all_sentences": min(len(bounds), 60),
    }
    return np.concatenate(
        (
            *(around.columns, portraits.columns.take(of, axis=1), in_sentence.take(sentence, axis=1)),
            *(stack_rows(OWN, own, len(of)), around.words_before, around.words_after),
            cues.count(*bounds.T).take(sentence, axis=1),
        )
    )


def count_types(sentence: Longs, of: Longs, kinds: Longs, sentences: int) -> tuple[Columns, Flags]:
    """How many entities of each type a sentence names, one row a type; by mention, whether it is the first of its type
    in its sentence."""
    size = len(kinds)
    seen = np.unique(sentence * size + of)
    counts = np.zeros((len(TYPES), sentences), dtype=np.int64)
    np.add.at(counts, (kinds[seen % size], seen // size), 1)
    first = np.zeros(len(of), dtype=np.bool_)
    first[np.unique(sentence * len(TYPES) + kinds[of], return_index=True)[1]] = True
    return np.minimum(counts, MOST).astype(np.int16), first
