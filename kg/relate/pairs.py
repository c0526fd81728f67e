"""Scene -> candidate pairs with what tells whether they are related, one number a feature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.relate.portraits import COLUMNS, GRIDS, TYPES, Mentions, draw_portraits
from kg.relate.scene import Named, Scene
from kg.relate.support import LEAST, NEAR, Support, sums_to_eighths
from kg.relate.surroundings import AROUND, MarkCounts, TriggerCounts, survey
from kg.relate.topics import find_topics
from kg.relate.wording import Wording, add_runs
from kg.trees import Judge

CONTAINERS: Final = frozenset({"City", "Province", "Park"})
# Which types each relation joins; the ontology's domains and ranges say the same, and a test holds them together.
SIGNATURES: Final = {
    "operatesIn": (frozenset({"Enterprise"}), CONTAINERS),
    "investsIn": (frozenset({"Enterprise"}), frozenset({"Project"})),
    "locatedIn": (frozenset({"Project", "Park", "Organization"}), CONTAINERS),
    "issuedBy": (frozenset({"Policy"}), CONTAINERS | {"Organization"}),
    "appliesTo": (frozenset({"Policy"}), CONTAINERS | {"Project", "Enterprise"}),
    "subsidiaryOf": (frozenset({"Enterprise"}), frozenset({"Enterprise"})),
    "partnerOf": (frozenset({"Enterprise", "Organization", "City", "Park"}), frozenset({"Enterprise", "Organization"})),
}
# By relation whether each type may be its subject, and its object.
_FITTING: Final = {
    predicate: tuple(np.array([kind in kinds for kind in TYPES]) for kinds in signature)
    for predicate, signature in SIGNATURES.items()
}
_AT_ONCE: Final = 4096
_BETWEEN: Final = 60
_MOST: Final = 32767
_HOLDS: Final = np.array([kind in CONTAINERS for kind in TYPES])

Columns = NDArray[np.int16]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two entities that a relation might join, the mentions that stand best for it, and its column of features."""

    predicate: str
    subject: Named
    object: Named
    features: Columns


class Stage:
    """What the pairs of one scene share, each worked out once, and all pairs by arrays: a column is a pair."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.entities = tuple(sorted(scene.of))
        if not scene.named:
            return
        numbers = {entity: number for number, entity in enumerate(self.entities)}
        self._mentions = Mentions(
            *np.array([(n.start, n.end, numbers[n.entity], n.sentence) for n in scene.named], dtype=np.int64).T.copy()
        )
        self._clauses, self._lines = np.array([(n.clause, n.line) for n in scene.named], dtype=np.int64).T
        self._portraits = draw_portraits(scene, self.entities, self._mentions)
        self._triggers = TriggerCounts(scene)
        self._marks = MarkCounts(scene.folded)
        self._around = survey(scene, self._triggers)
        self._topics = find_topics(scene, numbers)
        self._stands_in = np.array([n.stands_in for n in scene.named])
        self._kinds = self._portraits.kinds[self._mentions.of]
        self._in_entity = np.sort(self._mentions.of * len(scene.named) + np.arange(len(scene.named)))
        by_kind = np.zeros((len(scene.named) + 1, len(TYPES)), dtype=np.int64)
        by_kind[np.arange(1, len(scene.named) + 1), self._kinds] = 1
        self._by_kind = by_kind.cumsum(axis=0)
        self._held = self._by_kind[:, _HOLDS].sum(axis=1)
        self._on_line = np.unique(self._mentions.of * (len(scene.lines) + 1) + self._lines)
        self._in_sentence = self._types_by_sentence()
        seen = np.unique(self._mentions.sentence * len(TYPES) + self._kinds, return_index=True)[1]
        self._first_of_kind = np.zeros(len(scene.named), dtype=np.bool_)
        self._first_of_kind[seen] = True
        start, end = np.array(scene.sentences, dtype=np.int64).T
        self._sentence_words = self._triggers.count(start, end)
        self.wording = Wording(scene, self._mentions)

    def pairs(self, predicate: str) -> Iterator[Pair]:
        """All pairs that the relation's types allow."""
        cells, features = self.allowed(predicate)
        yield from (self._pair(predicate, int(cell), features[:, i]) for i, cell in enumerate(cells))

    def allowed(self, predicate: str) -> tuple[Numbers, Columns]:
        """The cells of the grid of entities that the relation's types allow, and a column of features for each."""
        if not self._scene.named:
            return np.empty(0, dtype=np.int64), np.empty((0, 0), dtype=np.int16)
        cells = np.flatnonzero(self._allowed(predicate))
        parts = [self._features(cells[at : at + _AT_ONCE]) for at in range(0, len(cells), _AT_ONCE)]
        return cells, np.concatenate(parts, axis=1) if parts else np.empty((0, 0), dtype=np.int16)

    def likely(self, judges: Mapping[str, Judge]) -> dict[str, list[tuple[Pair, float]]]:
        """By relation, the pairs whose chance lies above its judge's threshold, with it."""
        found: dict[str, list[tuple[Pair, float]]] = {predicate: [] for predicate in judges}
        for predicate, (cells, features) in self.near(judges).items():
            judge = judges[predicate]
            for i, chance in enumerate(judge.chances(features.T)):
                if chance > judge.threshold:
                    found[predicate].append((self._pair(predicate, int(cells[i]), features[:, i]), chance))
        return found

    def near(self, judges: Mapping[str, Judge]) -> dict[str, tuple[Numbers, Columns]]:
        """By relation, the cells that the first forest does not rule out, and what the second one asks about them."""
        if not self._scene.named:
            return {}
        allowed = {predicate: self._allowed(predicate) for predicate in judges}
        wanted = np.flatnonzero(np.logical_or.reduce(list(allowed.values())))
        size = len(self.entities)
        grids = {predicate: np.full(size * size, LEAST, dtype=np.int16) for predicate in judges}
        kept: dict[str, list[tuple[Numbers, Columns]]] = {predicate: [] for predicate in judges}
        for at in range(0, len(wanted), _AT_ONCE):
            chosen = wanted[at : at + _AT_ONCE]
            features = self._features(chosen)
            for predicate, judge in judges.items():
                mine = np.flatnonzero(allowed[predicate][chosen])
                if not len(mine):
                    continue
                eighths = sums_to_eighths(judge.alone.sums(features.take(mine, axis=1)))
                grids[predicate][chosen[mine]] = eighths
                near = mine[eighths >= NEAR]
                kept[predicate].append((chosen[near], features.take(near, axis=1)))
        near_ones = {
            predicate: (np.concatenate([of for of, _ in parts]), np.concatenate([of for _, of in parts], axis=1))
            for predicate, parts in kept.items()
            if any(len(of) for of, _ in parts)
        }
        return self._supported({name: grid.reshape(size, size) for name, grid in grids.items()}, near_ones, judges)

    def _supported(
        self, grids: Mapping[str, Columns], near: Mapping[str, tuple[Numbers, Columns]], judges: Mapping[str, Judge]
    ) -> dict[str, tuple[Numbers, Columns]]:
        """The features of the pairs kept, below what the grids lend them and what their wording weighs."""
        if not near:
            return {}
        support = self.support(grids)
        runs = self.wording.numbers(*self.mentions_of(np.concatenate([cells for cells, _ in near.values()])))
        result: dict[str, tuple[Numbers, Columns]] = {}
        at = 0
        for predicate, (cells, features) in near.items():
            lent = support.columns(predicate, *np.divmod(cells, len(self.entities)))
            wording = add_runs(runs[at : at + len(cells)], judges[predicate].wording)
            result[predicate] = cells, np.concatenate([lent, wording[None, :], features])
            at += len(cells)
        return result

    def mentions_of(self, cells: Numbers) -> tuple[Numbers, Numbers]:
        """The numbers of the mentions that stand best for each two entities."""
        a, b = np.divmod(self._portraits.best.ravel()[cells], len(self._scene.named))
        return a, b

    def support(self, grids: Mapping[str, Columns]) -> Support:
        """What the log-odds of all pairs lend to each."""
        return Support(grids, self._portraits.below, self._groups())

    def _groups(self) -> list[NDArray[np.int64]]:
        """The entities of each list of two or more."""
        around = self._around
        groups: dict[tuple[int, int], set[int]] = {}
        columns = (around.list_start, around.list_end, self._mentions.of)
        for start, end, entity in zip(*(column.tolist() for column in columns), strict=True):
            groups.setdefault((start, end), set()).add(entity)
        return [np.array(sorted(group)) for group in groups.values() if len(group) > 1]

    def _allowed(self, predicate: str) -> NDArray[np.bool_]:
        """Which cells of the grid of entities a relation's types allow."""
        first, second = (fits[self._portraits.kinds] for fits in _FITTING[predicate])
        grid = first[:, None] & second[None, :]
        np.fill_diagonal(grid, False)
        if predicate == "partnerOf":  # what could stand either way stands once
            both = first & second
            grid &= ~np.tril(both[:, None] & both[None, :])
        result: NDArray[np.bool_] = grid.ravel()
        if predicate == "locatedIn":  # what one list names stands side by side
            cells = np.flatnonzero(result)
            a, b = self.mentions_of(cells)
            result[cells] = self._around.list_start[a] != self._around.list_start[b]
        return result

    def _pair(self, predicate: str, cell: int, features: Columns) -> Pair:
        a, b = divmod(int(self._portraits.best.flat[cell]), len(self._scene.named))
        return Pair(predicate, self._scene.named[a], self._scene.named[b], features)

    def _types_by_sentence(self) -> Columns:
        """How many entities of each type a sentence names."""
        size = len(self.entities)
        seen = np.unique(self._mentions.sentence * size + self._mentions.of)
        result = np.zeros((len(TYPES), len(self._scene.sentences)), dtype=np.int64)
        np.add.at(result, (self._portraits.kinds[seen % size], seen // size), 1)
        return np.minimum(result, _MOST).astype(np.int16)

    def _others_between(self, kind: Numbers, entity: Numbers, low: Numbers, high: Numbers) -> Numbers:
        """How many mentions of a type, but not of that entity, stand from `low` to before `high`."""
        base = entity * len(self._scene.named)
        own = self._in_entity.searchsorted(base + high) - self._in_entity.searchsorted(base + low)
        result: Numbers = self._by_kind[high, kind] - self._by_kind[low, kind] - own
        return result

    def _features(self, cells: Numbers) -> Columns:
        """One column of features for each cell of the grid of entities."""
        scene, portraits, around = self._scene, self._portraits, self._around
        start, end, of, sentence = (getattr(self._mentions, name) for name in ("start", "end", "of", "sentence"))
        a, b = self.mentions_of(cells)
        s, o = of[a], of[b]
        a_start, b_start, a_sentence = start[a], start[b], sentence[a]
        forward = a_start <= b_start
        first, second = np.where(forward, a, b), np.where(forward, b, a)
        first_end, second_start = end[first], start[second]
        topics = self._topics
        topic = topics.of_sentence[a_sentence]
        gap_start = np.minimum(around.list_end[first], second_start)
        gap_end = np.maximum(around.list_start[second], first_end)
        apart = np.abs(a_sentence - sentence[b])
        same = apart == 0
        between = np.maximum(0, second - first - 1)
        low, high = first + 1, first + 1 + np.minimum(between, _BETWEEN)
        kind_a, kind_b = self._kinds[a], self._kinds[b]
        of_a, of_b = around.columns.take(a, axis=1), around.columns.take(b, axis=1)
        of_s, of_o = portraits.columns.take(s, axis=1), portraits.columns.take(o, axis=1)
        grid = dict(zip(GRIDS, portraits.grids.take(cells, axis=1), strict=True))
        grid_back = dict(zip(GRIDS, portraits.grids.take(o * len(self.entities) + s, axis=1), strict=True))
        a_is, b_is = dict(zip(AROUND, of_a, strict=True)), dict(zip(AROUND, of_b, strict=True))
        s_is, o_is = dict(zip(COLUMNS, of_s, strict=True)), dict(zip(COLUMNS, of_o, strict=True))
        heading = around.heading[a]
        # fmt: off
        rows = (
            kind_a, kind_b, same, np.minimum(apart, 9) * np.where(b_start >= a_start, 1, -1),
            np.minimum(np.abs(self._clauses[a] - self._clauses[b]), 20), self._lines[a] == self._lines[b],
            np.clip(second_start - first_end, 0, 150), np.clip(gap_end - gap_start, 0, 150), b_start > a_start,
            self._others_between(kind_b, o, low, high), self._others_between(kind_a, s, low, high),
            np.minimum(between, _BETWEEN), s_is["in_title"], o_is["in_title"],
            o_is["is_main"], o_is["around_main"], o_is["in_main"], s_is["count9"], o_is["count20"], grid["together"],
            s_is["of_type"], o_is["of_type"], np.minimum(np.count_nonzero(portraits.kinds == 0), _MOST),
            grid["rank"], grid["inner"], grid["inner"] < grid["rank"], grid["governed"],
            np.minimum(grid["governed"].astype(np.int64) * 4 // portraits.counts[s], 4),
            grid["first"], grid["below_first"],
            np.where(heading < 0, 2, self._names_on(o, heading)),
            grid["holds"], grid_back["holds"], grid_back["shares"], grid["begins"], grid_back["begins"],
            a_is["in_line"], a_is["in_sentence"], b_is["in_sentence"],
            a_is["before"], a_is["after"], b_is["before"], b_is["after"],
            a_is["list_before"], a_is["list_after"], b_is["list_before"], b_is["list_after"],
            s_is["length"], o_is["length"], s_is["limited"], o_is["limited"],
            min(len(scene.named), 80), min(len(scene.sentences), 60), a_is["bars"],
            *self._in_sentence.take(a_sentence, axis=1),
            a_is["place"], b_is["place"], a_is["in_title"], b_is["in_title"],
            topic == o, self._lies_in(topic, o), self._lies_in(o, topic), topics.age[a_sentence],
            topics.before[a] == o, topics.after[a] == o, topics.before[a] < 0, topics.after[a] < 0,
            self._lies_in(topics.before[a], o), self._lies_in(topics.after[a], o),
            self._marks.commas(topics.before_at[a], around.list_start[a]),
            self._marks.commas(around.list_end[a], topics.after_at[a]),
            topics.first_on_line[a] == o, topics.last_on_heading[a] == o, topics.last_on_heading[a] < 0,
            self._marks.commas(gap_start, gap_end), self._marks.joins(gap_start, gap_end),
            self._marks.brackets(gap_start, gap_end), self._others_holding(o, low, high),
            s_is["ending"], o_is["ending"], s_is["named_after"], o_is["named_after"],
            self._stands_in[a], self._stands_in[b], self._first_of_kind[a], self._first_of_kind[b],
        )
        # fmt: on
        blocks = (
            self._triggers.count(gap_start, gap_end) * same,
            around.words_before.take(a, axis=1),
            around.words_after.take(a, axis=1),
            around.words_before.take(b, axis=1),
            around.words_after.take(b, axis=1),
            self._sentence_words.take(a_sentence, axis=1),
        )
        features = np.empty((len(rows) + len(blocks) * len(scene.trigger_names) + 2, len(cells)), dtype=np.int16)
        for number, row in enumerate(rows):
            features[number] = row
        np.concatenate(blocks, out=features[len(rows) : -2])
        features[-2], features[-1] = a_is["nearest_after"], b_is["nearest_before"]
        return features

    def _others_holding(self, entity: Numbers, low: Numbers, high: Numbers) -> Numbers:
        """How many mentions of places and parks, but not of that entity, stand from `low` to before `high`."""
        base = entity * len(self._scene.named)
        own = self._in_entity.searchsorted(base + high) - self._in_entity.searchsorted(base + low)
        result: Numbers = self._held[high] - self._held[low] - own * _HOLDS[self._portraits.kinds[entity]]
        return result

    def _lies_in(self, inner: Numbers, outer: Numbers) -> NDArray[np.bool_]:
        """Whether the first place lies in the second; nothing lies where there is none."""
        result: NDArray[np.bool_] = self._portraits.below[inner, outer] & (inner >= 0) & (outer >= 0)
        return result

    def _names_on(self, entity: Numbers, line: Numbers) -> NDArray[np.bool_]:
        """Whether a line names an entity."""
        wanted = entity * (len(self._scene.lines) + 1) + np.maximum(line, 0)
        at = np.minimum(self._on_line.searchsorted(wanted), len(self._on_line) - 1)
        result: NDArray[np.bool_] = self._on_line[at] == wanted
        return result
