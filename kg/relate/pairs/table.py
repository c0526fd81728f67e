"""Scenes -> what their pairs share, worked out once for all of them: arrays by mention and by entity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import TYPES
from kg.relate.pairs.columns import OWN
from kg.relate.pairs.features import POSITIONS
from kg.relate.pairs.joined import Joined, join_scenes
from kg.relate.pairs.portraits import Portraits, draw_portraits
from kg.relate.pairs.rows import NONE, Columns, Flags, Longs, stack_rows
from kg.relate.pairs.scene import Mentioned, Scene
from kg.relate.pairs.surroundings import CueCounts, MarkCounts, Surroundings, survey
from kg.relate.pairs.topics import Topics, find_topics
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
    """What the pairs of some scenes share. A pair is a cell of the squares of entities.

    `positions` and `told` hold where each mention stands and all that it tells alone, `on_line` entity × lines + line
    of all that are named there, sorted; `runs_alone` the runs of characters around each mention; `surest` the chance of
    the surest mention of each entity, in thousandths.
    """

    joined: Joined
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
    surest: NDArray[np.int16]

    def ends(self, cells: Longs) -> tuple[Longs, Longs]:
        """The numbers of the two entities of each cell."""
        return self.joined.squares.subjects[cells], self.joined.squares.objects[cells]

    def mentions_of(self, cells: Longs) -> tuple[Longs, Longs]:
        """The numbers of the mentions that stand best for the two entities of each cell."""
        a, b = np.divmod(self.portraits.best[cells], len(self.joined.named))
        return a, b

    def pairs(self, predicate: str, cells: Longs, features: Columns) -> list[Pair]:
        """The pair of each cell, with its column of features."""
        named = self.joined.named
        ends = zip(*(of.tolist() for of in self.mentions_of(cells)), strict=True)
        return [Pair(predicate, named[a], named[b], features[:, i]) for i, (a, b) in enumerate(ends)]


def lay_out(scenes: Sequence[Scene]) -> PairTable:
    """The table of the pairs of scenes, each of which names something; what it tells of one depends on no other."""
    joined = join_scenes(scenes)
    mentions = joined.mentions
    portraits = draw_portraits(joined)
    cues, marks, wording = CueCounts(joined), MarkCounts(joined.codes), Wording(joined)
    around, topics = survey(joined, cues), find_topics(joined)
    lines = int(joined.lines[-1]) + 1
    surest = np.zeros(len(joined.entities), dtype=np.int16)
    np.maximum.at(surest, mentions.of, mentions.chances)
    return PairTable(
        joined=joined,
        portraits=portraits,
        around=around,
        cues=cues,
        marks=marks,
        wording=wording,
        runs_alone=wording.numbers_alone(),
        positions=_positions(joined, around, topics),
        told=_told(joined, portraits, around, topics, cues, marks),
        on_line=np.unique(mentions.of * lines + mentions.line),
        lines=lines,
        surest=surest,
    )


def _positions(joined: Joined, around: Surroundings, topics: Topics) -> Longs:
    """Where the mentions stand, as `compare_mentions` asks for it."""
    mentions = joined.mentions
    sentence = mentions.sentence
    found = {
        "start": mentions.start,
        "end": mentions.end,
        "entity": mentions.of,
        "kind": joined.kinds[mentions.of],
        "sentence": sentence,
        "clause": mentions.clause,
        "line": mentions.line,
        "list_start": around.list_start,
        "list_end": around.list_end,
        "heading": mentions.heading,
        "topic": topics.of_sentence[sentence],
        "within": topics.of_paragraph[sentence],
        "theme": topics.theme,
        "before": topics.before,
        "after": topics.after,
        "first_on_line": topics.first_on_line,
        "last_on_heading": topics.last_on_heading,
    }
    return np.stack([found[name] for name in POSITIONS])


def _told(
    joined: Joined, portraits: Portraits, around: Surroundings, topics: Topics, cues: CueCounts, marks: MarkCounts
) -> Columns:
    """All that each mention tells alone, in the order of which `plan_columns` knows."""
    mentions, kinds = joined.mentions, joined.kinds
    of, sentence, scene = mentions.of, mentions.sentence, mentions.scene
    low, high = joined.sentences[:, sentence]
    in_sentence, first_of_kind = count_types(sentence, of, kinds, joined.sentences.shape[1])
    cities = np.bincount(joined.squares.scenes[kinds == TYPES.index("City")], minlength=len(joined.scenes))
    sentences = np.array([len(one.sentences) for one in joined.scenes], dtype=np.int64)
    own = {
        "kind": kinds[of],
        "stands_in": mentions.stands_in,
        "first_of_kind": first_of_kind,
        "topic_age": topics.age[sentence],
        "none_before": topics.before == NONE,
        "none_after": topics.after == NONE,
        "commas_before": marks.count("commas", topics.before_at, around.list_start),
        "commas_after": marks.count("commas", around.list_end, topics.after_at),
        "no_heading": topics.last_on_heading == NONE,
        "sides_before": marks.count("sides", low, around.list_start),
        "sides_after": marks.count("sides", around.list_end, high),
        "cities": np.minimum(cities, MOST)[scene],
        "names": np.minimum(np.diff(joined.firsts), 80)[scene],
        "all_sentences": np.minimum(sentences, 60)[scene],
    }
    return np.concatenate(
        (
            *(around.columns, portraits.columns.take(of, axis=1), in_sentence.take(sentence, axis=1)),
            *(stack_rows(OWN, own, len(of)), around.words_before, around.words_after),
            cues.count(*joined.sentences).take(sentence, axis=1),
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
